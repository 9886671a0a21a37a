"""How similar a recorded name is to a typed one, with the reason in words that a person can check."""

from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA, JaroWinkler

from waylight.people.forename_variants import listed_forms
from waylight.people.names import name_key, sounds_like

EXACT, PART, FORM, SOUNDS = 1.0, 0.96, 0.95, 0.9
LOWEST_SCORE = 0.7
SHORTEST_PREFIX = 2


@dataclass(frozen=True, slots=True)
class Similarity:
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class NameSplit:
    """The typed words split into a forename and a surname; "" for a part that was not typed."""

    forename: str
    surname: str

    @property
    def keys(self) -> tuple[str, str]:
        return name_key(self.forename), name_key(self.surname)


def name_splits(names: tuple[str, ...]) -> list[NameSplit]:
    """Return every split of the typed words into forename and surname, in both orders."""
    if len(names) == 1:
        return [NameSplit("", names[0]), NameSplit(names[0], "")]
    splits = []
    for cut in range(1, len(names)):
        first, last = " ".join(names[:cut]), " ".join(names[cut:])
        splits += [NameSplit(first, last), NameSplit(last, first)]
    return splits


def similarity(split: NameSplit, forename_key: str, surname_key: str) -> Similarity:
    """Return how similar a recorded name is to a split: the mean score of the parts, and the reasons, the weaker part first."""
    forename, surname = split.keys
    parts = []
    if surname:
        parts.append(_part_similarity(surname, surname_key, split.surname, forename=False))
    if forename:
        parts.append(_part_similarity(forename, forename_key, split.forename, forename=True))
    weakest_first = sorted(parts, key=lambda part: part.score)
    why = "; ".join(dict.fromkeys(part.why for part in weakest_first if part.why))
    return Similarity(sum(part.score for part in parts) / len(parts), why)


def _part_similarity(key: str, recorded: str, typed: str, *, forename: bool) -> Similarity:
    score, reason = compare_names(key, recorded, forename=forename)
    return Similarity(score, reason.format(typed))


@lru_cache(maxsize=100_000)
def compare_names(typed: str, recorded: str, *, forename: bool) -> tuple[float, str]:
    """Return a score from 0 to 1 for two name keys, and the reason, in which {} is the place of the name as typed."""
    if typed == recorded:
        return EXACT, ""
    if forename and recorded in listed_forms(typed):
        return FORM, "a form of “{}”"
    if len(typed) >= SHORTEST_PREFIX and recorded.startswith(typed):
        return PART, "begins with “{}”"
    if not recorded:
        return 0.0, ""
    slips = OSA.distance(typed, recorded)
    near = JaroWinkler.similarity(typed, recorded)
    if sounds_like(typed) == sounds_like(recorded) and slips <= max(len(typed), len(recorded)) // 2:
        return max(SOUNDS - 0.01 * slips, near * 0.97), "sounds like “{}”"
    if slips <= 2:  # noqa: PLR2004 - two slips
        words = "one letter" if slips == 1 else "two letters"
        return near * 0.97, f"{words} different from “{{}}”"
    return near * 0.9, "similar to “{}”"
