"""Which child a report is about, with the reason in words.

The rules, in order: an exact identifier; the same surname and birth date with exactly the same forename; the same
surname and birth date with a form of the forename. A person decides what these rules cannot.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from waylight.people.forename_variants import is_form_of
from waylight.people.names import name_key


class MatchAnswer(StrEnum):
    KNOWN = "known"
    NEW = "new"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Candidate[K]:
    """A recorded child: the key and every forename they use (as written), those on their record first.

    The first `on_record` forenames are those on the record. The others come from reports, and match only exactly.
    """

    key: K
    forenames: tuple[str, ...]
    on_record: int = 1


@dataclass(frozen=True, slots=True)
class Decision[K]:
    answer: MatchAnswer
    because: str
    key: K | None = None
    candidates: tuple[K, ...] = ()


def decide[K](forename: str, alike: Sequence[Candidate[K]]) -> Decision[K]:
    """Choose among children who share the report's surname and birth date."""
    if not alike:
        return Decision(MatchAnswer.NEW, "no child with this surname and birth date is recorded")
    everyone = tuple(candidate.key for candidate in alike)
    key = name_key(forename)
    if not key:
        return Decision(
            MatchAnswer.UNDECIDED, "no forename, and a child with this surname and birth date is recorded", None, everyone
        )
    exact = [candidate for candidate in alike if any(name_key(name) == key for name in candidate.forenames)]
    if len(exact) == 1:
        return Decision(MatchAnswer.KNOWN, "same surname, birth date and forename", exact[0].key)
    if exact:
        several = tuple(candidate.key for candidate in exact)
        return Decision(MatchAnswer.UNDECIDED, "two children share this surname, birth date and forename", None, several)
    forms = {
        candidate.key: name
        for candidate in alike
        for name in reversed(candidate.forenames[: candidate.on_record])
        if is_form_of(key, name_key(name))
    }
    if len(forms) == 1:
        found, name = next(iter(forms.items()))
        return Decision(MatchAnswer.KNOWN, f"same surname and birth date; {forename} is a form of {name}", found)
    if forms:
        names = " or ".join(forms.values())
        return Decision(MatchAnswer.UNDECIDED, f"same surname and birth date; {forename} may be {names}", None, tuple(forms))
    nameless = tuple(candidate.key for candidate in alike if not any(map(name_key, candidate.forenames)))
    if nameless:
        because = "same surname and birth date as a child whose forename is not recorded"
        return Decision(MatchAnswer.UNDECIDED, because, None, nameless)
    return Decision(
        MatchAnswer.NEW, "same surname and birth date as a recorded child, but a different forename: this could be a twin"
    )


def settle(forenames: Iterable[tuple[str, int]]) -> dict[str, str]:
    """Group the forenames under which unknown children of one surname and birth date were reported.

    Takes (forename as written, times reported) and returns each forename's chief form, the one most reported. Names
    that are forms of two different chief names stay apart. The order of the rows makes no difference.
    """
    by_use = sorted(forenames, key=lambda item: (-item[1], name_key(item[0]), item[0]))
    chiefs: list[str] = []
    chief_of: dict[str, str] = {}
    for name, _ in by_use:
        key = name_key(name)
        same = [chief for chief in chiefs if name_key(chief) == key] or [
            chief for chief in chiefs if is_form_of(key, name_key(chief))
        ]
        if len(same) == 1:
            chief_of[name] = same[0]
        else:
            chiefs.append(name)
            chief_of[name] = name
    return chief_of
