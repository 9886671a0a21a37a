"""How well a name answers what was typed, and why, in words a person can check."""

from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA, JaroWinkler

from waylight.people.forenames import listed_forms
from waylight.people.names import name_key, sounds_like

EXACT, PART, FORM, SOUNDS = 1.0, 0.96, 0.95, 0.9
ENOUGH = 0.7
SHORTEST_PREFIX = 2


@dataclass(frozen=True, slots=True)
class Likeness:
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read the typed names: which is the forename and which the surname ("" when not given)."""

    forename: str
    surname: str

    @property
    def keys(self) -> tuple[str, str]:
        return name_key(self.forename), name_key(self.surname)


def readings(names: tuple[str, ...]) -> list[Reading]:
    """Every way to part the typed names into forename and surname, in both orders."""
    if len(names) == 1:
        return [Reading("", names[0]), Reading(names[0], "")]
    ways = []
    for cut in range(1, len(names)):
        first, last = " ".join(names[:cut]), " ".join(names[cut:])
        ways += [Reading(first, last), Reading(last, first)]
    return ways


def likeness(reading: Reading, forename_key: str, surname_key: str) -> Likeness:
    """How alike a recorded name is to one reading: the mean of its parts, with the weaker part's reason first."""
    forename, surname = reading.keys
    parts = []
    if surname:
        parts.append(_alike(surname, surname_key, reading.surname, forename=False))
    if forename:
        parts.append(_alike(forename, forename_key, reading.forename, forename=True))
    weakest_first = sorted(parts, key=lambda part: part.score)
    why = "; ".join(dict.fromkeys(part.why for part in weakest_first if part.why))
    return Likeness(sum(part.score for part in parts) / len(parts), why)


def _alike(asked: str, recorded: str, typed: str, *, forename: bool) -> Likeness:
    score, reason = compare(asked, recorded, forename=forename)
    return Likeness(score, reason.format(typed))


@lru_cache(maxsize=100_000)
def compare(asked: str, recorded: str, *, forename: bool) -> tuple[float, str]:
    if asked == recorded:
        return EXACT, ""
    if forename and recorded in listed_forms(asked):
        return FORM, "a form of “{}”"
    if len(asked) >= SHORTEST_PREFIX and recorded.startswith(asked):
        return PART, "begins with “{}”"
    if not recorded:
        return 0.0, ""
    slips = OSA.distance(asked, recorded)
    near = JaroWinkler.similarity(asked, recorded)
    if sounds_like(asked) == sounds_like(recorded) and slips <= max(len(asked), len(recorded)) // 2:
        return max(SOUNDS - 0.01 * slips, near * 0.97), "sounds like “{}”"
    if slips <= 2:  # noqa: PLR2004 - slips of the pen
        words = "one letter" if slips == 1 else "two letters"
        return near * 0.97, f"{words} different from “{{}}”"
    return near * 0.9, "similar to “{}”"
