"""Which child each incident is about, against all the children the council knows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Self
from uuid import UUID

from waylight.agencies.models import Agency
from waylight.core.keys import new_key
from waylight.exchange.police.incident import Incident
from waylight.people.models import Child, OtherName
from waylight.people.name_matching import Candidate, Decision, MatchAnswer, decide, settle
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
    """A name that reports give a child otherwise called: whose it is, and the identity whose reports give it."""

    key: UUID
    forename: str
    surname: str
    identity: Identity


@dataclass
class MatchingResult:
    """Each identity's decision; the children to be made; other forms of a forename met on the way."""

    by_identity: dict[Identity, Decision[UUID]] = field(default_factory=dict)
    new: list[NewChild] = field(default_factory=list)
    other_names: list[OtherForm] = field(default_factory=list)


class KnownChildren:
    """The council's children by surname key and birth date, as the load found them and as it adds to them."""

    def __init__(self, council: Agency) -> None:
        self._alike: dict[Birth, list[Candidate[UUID]]] = defaultdict(list)
        met: dict[UUID, list[tuple[str, str]]] = defaultdict(list)
        for child, forename, surname in OtherName.objects.filter(child__council=council).values_list(
            "child_id", "forename", "surname_key"
        ):
            met[child].append((forename, surname))
        children = Child.objects.filter(council=council).order_by("id")
        merged = children.exclude(merged_into=None).values_list("id", "merged_into")
        into = {key: kept for key, kept in merged if kept}
        for key, surname, born_on, forename, known_as in children.values_list(
            "id", "surname_key", "born_on", "forename", "known_as"
        ).iterator(chunk_size=10_000):
            given = (forename, known_as) if known_as else (forename,)
            others = met.get(key, [])
            for name in {surname, *(name for _, name in others)}:
                self._join(_survivor(key, into), (name, born_on), given, tuple(other for other, its in others if its == name))

    def _join(self, key: UUID, birth: Birth, given: tuple[str, ...], met: tuple[str, ...]) -> None:
        """Add the names to the record that stands: a merged one is found under every name and birth date it had."""
        alike = self._alike[birth]
        for place, known in enumerate(alike):
            if known.key == key:
                alike[place] = Candidate(
                    key,
                    (*known.forenames[: known.given], *given, *known.forenames[known.given :], *met),
                    known.given + len(given),
                )
                return
        alike.append(Candidate(key, (*given, *met), len(given)))

    def add(self, key: UUID, surname: str, born_on: date, names: tuple[str, ...]) -> None:
        self._alike[name_key(surname), born_on].append(Candidate(key, names, len(names)))

    def alike(self, birth: Birth) -> list[Candidate[UUID]]:
        return self._alike.get(birth, [])


def _survivor(key: UUID, into: Mapping[UUID, UUID]) -> UUID:
    while key in into:
        key = into[key]
    return key


@dataclass(frozen=True, slots=True)
class ReportedIdentity:
    """How often reports give one name, birth date and sex; `row` is the first row that does."""

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


def match_identities(uses: Iterable[ReportedIdentity], known: KnownChildren) -> MatchingResult:
    """Decide every identity among the reports. The order of the rows makes no difference."""
    told: dict[Birth, dict[str, list[ReportedIdentity]]] = defaultdict(lambda: defaultdict(list))
    for use in sorted(uses, key=lambda use: use.row):
        surname, born_on, forename = use.identity
        told[surname, born_on][forename].append(use)
    decided = MatchingResult()
    for birth in sorted(told):
        _decide_birth(birth, told[birth], known, decided)
    return decided


def _decide_birth(
    birth: Birth, forms: Mapping[str, list[ReportedIdentity]], known: KnownChildren, decided: MatchingResult
) -> None:
    alike = known.alike(birth)
    strangers: dict[str, list[ReportedIdentity]] = {}
    for forename, uses in forms.items():
        decision = decide(forename, alike)
        if decision.answer == MatchAnswer.NEW:
            strangers[forename] = uses
            continue
        decided.by_identity[*birth, forename] = decision
        if decision.key and all(name_key(forename) != name_key(name) for name in _names(alike, decision.key)):
            decided.other_names.append(OtherForm(decision.key, forename, uses[0].surname, (*birth, forename)))
    if not strangers:
        return
    nameless = strangers.pop("", [])
    chief_of = settle((forename, sum(use.times for use in uses)) for forename, uses in strangers.items())
    made: dict[str, UUID] = {}
    for forename, chief in sorted(chief_of.items(), key=lambda item: item[0] != item[1]):
        if chief not in made:
            made[chief] = _make(birth, chief, strangers[chief], known, decided)
        because = (
            "no child at the council matches, so a new record was made"
            if forename == chief
            else f"{forename} is a form of {chief}"
        )
        decided.by_identity[*birth, forename] = Decision(MatchAnswer.NEW, because, made[chief])
        if name_key(forename) != name_key(chief):
            decided.other_names.append(OtherForm(made[chief], forename, strangers[forename][0].surname, (*birth, forename)))
    if nameless:
        _decide_nameless(birth, nameless, made, known, decided)


def _decide_nameless(
    birth: Birth, uses: list[ReportedIdentity], made: Mapping[str, UUID], known: KnownChildren, decided: MatchingResult
) -> None:
    """A report without a forename: nobody else like it makes a new record, anybody else makes it wait."""
    others = tuple(candidate.key for candidate in known.alike(birth))
    if others or made:
        because = "no forename, and a child with this surname and birth date is recorded"
        decided.by_identity[*birth, ""] = Decision(MatchAnswer.UNDECIDED, because, None, others or tuple(made.values()))
    else:
        key = _make(birth, "", uses, known, decided)
        decided.by_identity[*birth, ""] = Decision(
            MatchAnswer.NEW, "no child at the council matches, so a new record was made", key
        )


def _make(birth: Birth, forename: str, uses: list[ReportedIdentity], known: KnownChildren, decided: MatchingResult) -> UUID:
    key = new_key()
    surname = min(use.surname for use in uses)
    sex = next((use.sex for use in uses if use.sex), "U")
    decided.new.append(NewChild(key, surname, forename, birth[1], sex))
    known.add(key, surname, birth[1], (forename,))
    return key


def _names(alike: Iterable[Candidate[UUID]], key: UUID) -> tuple[str, ...]:
    return next(candidate.forenames for candidate in alike if candidate.key == key)
