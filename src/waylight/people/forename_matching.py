"""Which child a report is about, with the reason in words.

After an exact identifier, which the callers look up, the rules are, in order: the same surname and birth date with exactly the
same forename; the same surname and birth date with a form of the forename. A person decides what these rules cannot.
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
    """A recorded child: the key and every forename, as written.

    The first `on_record` forenames are those on the child's record. The others come from reports and match only exactly.
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
    """Return which of the children `alike` a report is about. They share the report's surname and birth date."""
    if not alike:
        return Decision(MatchAnswer.NEW, "no child with this surname and birth date is recorded")
    all_keys = tuple(candidate.key for candidate in alike)
    key = name_key(forename)
    if not key:
        return Decision(
            MatchAnswer.UNDECIDED, "no forename, and a child with this surname and birth date is recorded", None, all_keys
        )
    exact = [candidate for candidate in alike if any(name_key(name) == key for name in candidate.forenames)]
    if len(exact) == 1:
        return Decision(MatchAnswer.KNOWN, "same surname, birth date and forename", exact[0].key)
    if exact:
        exact_keys = tuple(candidate.key for candidate in exact)
        return Decision(MatchAnswer.UNDECIDED, "two children share this surname, birth date and forename", None, exact_keys)
    forms = {
        candidate.key: name
        for candidate in alike
        for name in reversed(candidate.forenames[: candidate.on_record])
        if is_form_of(key, name_key(name))
    }
    if len(forms) == 1:
        matched_key, name = next(iter(forms.items()))
        return Decision(MatchAnswer.KNOWN, f"same surname and birth date; {forename} is a form of {name}", matched_key)
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
    """Return the main form of each forename under which unrecorded children of one surname and birth date were reported.

    `forenames` gives each forename as written and how often it was reported. The most reported form of a name is its main form.
    A name that is a form of two main forms is a main form itself. The order of `forenames` makes no difference.
    """
    most_reported_first = sorted(forenames, key=lambda item: (-item[1], name_key(item[0]), item[0]))
    main_forms: list[str] = []
    main_form_of: dict[str, str] = {}
    for name, _ in most_reported_first:
        key = name_key(name)
        matching_forms = [main_form for main_form in main_forms if name_key(main_form) == key] or [
            main_form for main_form in main_forms if is_form_of(key, name_key(main_form))
        ]
        if len(matching_forms) == 1:
            main_form_of[name] = matching_forms[0]
        else:
            main_forms.append(name)
            main_form_of[name] = name
    return main_form_of
