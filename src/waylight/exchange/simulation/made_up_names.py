"""Made-up names of children and homes."""

import random
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from waylight.people.forename_variants import is_form_of
from waylight.people.names import name_key


@dataclass(frozen=True)
class Community:
    """Names that occur together, the ethnicity codes of the children who have them, and their share of all children."""

    share: float
    ethnicities: tuple[str, ...]
    surnames: tuple[str, ...]
    girls: tuple[str, ...]
    boys: tuple[str, ...]


_NAMES = tomllib.loads((files("waylight.exchange.simulation") / "made_up_names.toml").read_text("utf-8"))
_COMMUNITIES = tuple(
    Community(
        entry["share"], tuple(entry["ethnicities"]), *(tuple(entry[kind].split()) for kind in ("surnames", "girls", "boys"))
    )
    for entry in _NAMES["community"]
)
_MISSPELT: dict[str, str] = _NAMES["misspelt"]
_FIRST, _SECOND = _NAMES["homes"]["first"].split(), _NAMES["homes"]["second"].split()
_NAMES_APART = 41  # the distance between the first home names of councils with consecutive codes
_BY_SHARE = tuple(community for community in _COMMUNITIES for _ in range(round(community.share * 100)))
_SPELLING_SLIPS = (
    ("nn", "n"), ("ss", "s"), ("ll", "l"), ("tt", "t"), ("mm", "m"), ("pp", "p"), ("ie", "y"), ("ph", "f"), ("ei", "ie"),
    ("ai", "ay"), ("aa", "a"), ("c", "k"), ("k", "c"), ("y", "i"), ("e", "a"), ("a", "e"), ("o", "u"), ("i", "y"),
)  # fmt: skip


def draw_community(chance: random.Random) -> Community:
    return _BY_SHARE[int(chance.random() * len(_BY_SHARE))]


@cache
def misspelt(forename: str) -> str:
    """Return another spelling that the loading rules match to the forename, or the forename itself if there is none."""
    slips = (forename[0] + forename[1:].replace(right, wrong, 1) for right, wrong in _SPELLING_SLIPS)
    for spelling in (_MISSPELT.get(forename, forename), *slips, forename[:-1]):
        if name_key(spelling) != name_key(forename) and is_form_of(name_key(spelling), name_key(forename)):
            return spelling
    return forename


def distinct_forename(forenames: tuple[str, ...], others: tuple[str, ...], chance: random.Random) -> str:
    """Return one of `others` that the loading rules match to none of `forenames`, for a twin."""
    keys = [name_key(forename) for forename in forenames]
    apart = [other for other in others if not any(is_form_of(name_key(other), key) for key in keys)]
    return apart[int(chance.random() * len(apart))]


def home_name(number: int, *, council: str) -> str:
    """Return the name of a council's nth home. Homes of one council, and of councils with similar codes, have different names."""
    again, place = divmod(number + _NAMES_APART * int(council), len(_FIRST) * len(_SECOND))
    first, second = _FIRST[place % len(_FIRST)], _SECOND[(place + place // len(_FIRST)) % len(_SECOND)]
    again -= _NAMES_APART * int(council) // (len(_FIRST) * len(_SECOND))
    return f"{first} {second}{f' {again + 1}' if again else ''}"
