"""Matching each incident of a police export to a child the council knows, or to a new record."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Self
from uuid import UUID

from waylight.agencies.models import Agency
from waylight.core.keys import new_key
from waylight.exchange.police.incident import Incident
from waylight.people.forename_matching import Candidate, Decision, MatchAnswer, decide, settle
from waylight.people.merged_records import kept_record_keys
from waylight.people.models import Child, OtherName
from waylight.people.names import name_key

type Birth = tuple[str, date]
type Identity = tuple[str, date, str]


@dataclass(frozen=True, slots=True)
class NewChild:
    key: UUID
    surname: str
    forename: str
    born_on: date
    sex: str


@dataclass(frozen=True, slots=True)
class OtherForm:
    """Another form of a child's name, given by the reports with `identity`. `key` is the child's record."""

    key: UUID
    forename: str
    surname: str
    identity: Identity


@dataclass
class MatchingResult:
    """The decision for each identity, the children to create, and other forms of their names."""

    by_identity: dict[Identity, Decision[UUID]] = field(default_factory=dict)
    new: list[NewChild] = field(default_factory=list)
    other_names: list[OtherForm] = field(default_factory=list)


class KnownChildren:
    """The council's children by surname key and birth date. The load adds the children that it creates."""

    def __init__(self, council: Agency) -> None:
        self._by_birth: dict[Birth, list[Candidate[UUID]]] = defaultdict(list)
        other_names_of: dict[UUID, list[tuple[str, str]]] = defaultdict(list)
        for child, forename, surname in OtherName.objects.filter(child__council=council).values_list(
            "child_id", "forename", "surname_key"
        ):
            other_names_of[child].append((forename, surname))
        children = Child.objects.filter(council=council).order_by("id")
        into = kept_record_keys(children)
        for key, surname, born_on, forename, known_as in children.values_list(
            "id", "surname_key", "born_on", "forename", "known_as"
        ).iterator(chunk_size=10_000):
            forenames = (forename, known_as) if known_as else (forename,)
            others = other_names_of.get(key, [])
            for name in {surname, *(name for _, name in others)}:
                self._add_names(
                    into.get(key, key),
                    (name, born_on),
                    forenames,
                    tuple(other_forename for other_forename, other_surname in others if other_surname == name),
                )

    def _add_names(self, key: UUID, birth: Birth, forenames: tuple[str, ...], others: tuple[str, ...]) -> None:
        """Add names to a record. The names and birth date of a merged record are added to the record that was kept."""
        same_birth = self._by_birth[birth]
        for index, known in enumerate(same_birth):
            if known.key == key:
                same_birth[index] = Candidate(
                    key,
                    (*known.forenames[: known.on_record], *forenames, *known.forenames[known.on_record :], *others),
                    known.on_record + len(forenames),
                )
                return
        same_birth.append(Candidate(key, (*forenames, *others), len(forenames)))

    def add(self, key: UUID, surname: str, born_on: date, names: tuple[str, ...]) -> None:
        self._by_birth[name_key(surname), born_on].append(Candidate(key, names, len(names)))

    def candidates(self, birth: Birth) -> list[Candidate[UUID]]:
        """Return the children with this surname key and birth date."""
        return self._by_birth.get(birth, [])


@dataclass(frozen=True, slots=True)
class ReportedIdentity:
    """A name, birth date and sex, the number of reports that give them, and the first such row."""

    surname: str
    forename: str
    born_on: date
    sex: str
    times: int
    row: int

    @property
    def identity(self) -> Identity:
        return name_key(self.surname), self.born_on, self.forename

    @classmethod
    def of(cls, incident: Incident) -> Self:
        return cls(incident.surname, incident.forename, incident.born_on, incident.sex, 1, incident.row)


def match_identities(identities: Iterable[ReportedIdentity], known: KnownChildren) -> MatchingResult:
    """Match every identity. The order of the rows does not change the result."""
    by_birth: dict[Birth, dict[str, list[ReportedIdentity]]] = defaultdict(lambda: defaultdict(list))
    for reported in sorted(identities, key=lambda reported: reported.row):
        surname, born_on, forename = reported.identity
        by_birth[surname, born_on][forename].append(reported)
    result = MatchingResult()
    for birth in sorted(by_birth):
        _match_birth(birth, by_birth[birth], known, result)
    return result


def _match_birth(birth: Birth, forms: Mapping[str, list[ReportedIdentity]], known: KnownChildren, result: MatchingResult) -> None:
    candidates = known.candidates(birth)
    unknown: dict[str, list[ReportedIdentity]] = {}
    for forename, identities in forms.items():
        decision = decide(forename, candidates)
        if decision.answer == MatchAnswer.NEW:
            unknown[forename] = identities
            continue
        result.by_identity[*birth, forename] = decision
        if decision.key and all(name_key(forename) != name_key(name) for name in _names(candidates, decision.key)):
            result.other_names.append(OtherForm(decision.key, forename, identities[0].surname, (*birth, forename)))
    if not unknown:
        return
    without_forename = unknown.pop("", [])
    times = {forename: sum(reported.times for reported in identities) for forename, identities in unknown.items()}
    main_form_of = settle(times.items())
    created: dict[str, UUID] = {}
    for forename, main_form in sorted(main_form_of.items(), key=lambda item: item[0] != item[1]):
        if main_form not in created:
            created[main_form] = _create_child(birth, main_form, unknown[main_form], known, result)
        because = (
            "no child at the council matches, so a new record was made"
            if forename == main_form
            else f"{forename} is a form of {main_form}"
        )
        result.by_identity[*birth, forename] = Decision(MatchAnswer.NEW, because, created[main_form])
        if name_key(forename) != name_key(main_form):
            result.other_names.append(OtherForm(created[main_form], forename, unknown[forename][0].surname, (*birth, forename)))
    if without_forename:
        _match_without_forename(birth, without_forename, created, known, result)


def _match_without_forename(
    birth: Birth, identities: list[ReportedIdentity], created: Mapping[str, UUID], known: KnownChildren, result: MatchingResult
) -> None:
    """Match reports without a forename: to a new record, or to none when a child with this surname and birth date is known."""
    others = tuple(candidate.key for candidate in known.candidates(birth))
    if others or created:
        because = "no forename, and a child with this surname and birth date is recorded"
        result.by_identity[*birth, ""] = Decision(MatchAnswer.UNDECIDED, because, None, others or tuple(created.values()))
    else:
        key = _create_child(birth, "", identities, known, result)
        result.by_identity[*birth, ""] = Decision(
            MatchAnswer.NEW, "no child at the council matches, so a new record was made", key
        )


def _create_child(
    birth: Birth, forename: str, identities: list[ReportedIdentity], known: KnownChildren, result: MatchingResult
) -> UUID:
    key = new_key()
    surname = min(reported.surname for reported in identities)
    sex = next((reported.sex for reported in identities if reported.sex), "U")
    result.new.append(NewChild(key, surname, forename, birth[1], sex))
    known.add(key, surname, birth[1], (forename,))
    return key


def _names(candidates: Iterable[Candidate[UUID]], key: UUID) -> tuple[str, ...]:
    return next(candidate.forenames for candidate in candidates if candidate.key == key)
