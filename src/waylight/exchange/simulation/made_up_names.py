"""Names for children and homes that do not exist."""

import random
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from waylight.people.forenames import is_form_of
from waylight.people.names import name_key


@dataclass(frozen=True)
class Community:
    """Names that go together, the ethnicity codes of the children who have them, and their share of children."""

    share: float
    ethnicities: tuple[str, ...]
    surnames: tuple[str, ...]
    girls: tuple[str, ...]
    boys: tuple[str, ...]


_TOLD = tomllib.loads((files("waylight.exchange.simulation") / "made_up_names.toml").read_text("utf-8"))
_COMMUNITIES = tuple(
    Community(told["share"], tuple(told["ethnicities"]), *(tuple(told[kind].split()) for kind in ("surnames", "girls", "boys")))
    for told in _TOLD["community"]
)
_AS_TOLD: dict[str, str] = _TOLD["as_told"]
_FIRST, _SECOND = _TOLD["homes"]["first"].split(), _TOLD["homes"]["second"].split()
_APART = 41  # homes between one council's first and the next one's
_BY_SHARE = tuple(community for community in _COMMUNITIES for _ in range(round(community.share * 100)))
_SLIPS = (
    ("nn", "n"), ("ss", "s"), ("ll", "l"), ("tt", "t"), ("mm", "m"), ("pp", "p"), ("ie", "y"), ("ph", "f"), ("ei", "ie"),
    ("ai", "ay"), ("aa", "a"), ("c", "k"), ("k", "c"), ("y", "i"), ("e", "a"), ("a", "e"), ("o", "u"), ("i", "y"),
)  # fmt: skip


def a_community(chance: random.Random) -> Community:
    return _BY_SHARE[int(chance.random() * len(_BY_SHARE))]


@cache
def as_told(forename: str) -> str:
    """Another way a report may write a forename, which the loading rules still take for it; the name itself if none."""
    heard = (forename[0] + forename[1:].replace(right, wrong, 1) for right, wrong in _SLIPS)
    for told in (_AS_TOLD.get(forename, forename), *heard, forename[:-1]):
        if name_key(told) != name_key(forename) and is_form_of(name_key(told), name_key(forename)):
            return told
    return forename


def unlike(forenames: tuple[str, ...], others: tuple[str, ...], chance: random.Random) -> str:
    """A forename that nobody could take for any of these: a twin's."""
    keys = [name_key(forename) for forename in forenames]
    apart = [other for other in others if not any(is_form_of(name_key(other), key) for key in keys)]
    return apart[int(chance.random() * len(apart))]


def home_name(number: int, *, council: str) -> str:
    """The name of a council's nth home, never one of its others'; councils with neighbouring codes name theirs apart."""
    again, place = divmod(number + _APART * int(council), len(_FIRST) * len(_SECOND))
    first, second = _FIRST[place % len(_FIRST)], _SECOND[(place + place // len(_FIRST)) % len(_SECOND)]
    again -= _APART * int(council) // (len(_FIRST) * len(_SECOND))
    return f"{first} {second}{f' {again + 1}' if again else ''}"
