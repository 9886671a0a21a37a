"""Whether two forenames may be of the same person: listed nicknames and spellings, and misspellings."""

from functools import cache
from importlib.resources import files

from rapidfuzz.distance import OSA

from waylight.people.names import name_key, sounds_like

SHORTEST_MISSPELT_NAME = 4
LONG_NAME = 7


@cache
def _groups() -> dict[str, frozenset[int]]:
    """Return, by the key of each listed name, the numbers of the lines in which it is listed."""
    lines = (files("waylight.people") / "forename_variants.txt").read_text("utf-8").splitlines()
    lines_of_name: dict[str, set[int]] = {}
    for number, line in enumerate(lines):
        if not line.startswith("#"):
            for name in line.split():
                lines_of_name.setdefault(name_key(name), set()).add(number)
    return {name: frozenset(numbers) for name, numbers in lines_of_name.items()}


@cache
def _members() -> tuple[frozenset[str], ...]:
    """Return the names on each line, by line number."""
    lines: dict[int, set[str]] = {}
    for name, numbers in _groups().items():
        for number in numbers:
            lines.setdefault(number, set()).add(name)
    return tuple(frozenset(lines.get(number, ())) for number in range(max(lines) + 1))


@cache
def listed_forms(name: str) -> frozenset[str]:
    """Return the keys of every listed form of a forename, including its own key."""
    return frozenset({name}).union(*(_members()[number] for number in _groups().get(name, ())))


@cache
def is_form_of(one: str, other: str) -> bool:
    """Return whether two forename keys may name one person: one is a listed form or a misspelling of the other.

    Two listed names that share no line are never a misspelling of each other: Jack and Jake may be twins.
    """
    if one == other:
        return True
    groups = _groups()
    in_one, in_other = groups.get(one), groups.get(other)
    if in_one and in_other:
        return not in_one.isdisjoint(in_other)
    return _misspelt(one, other)


def _misspelt(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < SHORTEST_MISSPELT_NAME:
        return False
    slips = OSA.distance(one, other)
    if slips == 1:
        return True
    alike = sounds_like(one) == sounds_like(other)
    return slips == 2 and (alike or len(longer) >= LONG_NAME) and one[0] == other[0]  # noqa: PLR2004 - two slips
