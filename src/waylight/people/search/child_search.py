"""Finding a child from a name, however spelt, a birth date, or a number.

First the names: which there are near those typed (search_leaps), the likest that somebody bears. Then the children who
bear them, likest first, and only as many as are shown. So however many children there are, as many are read. What comes
back says in words what makes each alike.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from waylight.accounts.models import User
from waylight.core.clock import today
from waylight.people.child_records import Near, near
from waylight.people.models import Child, Identifier, SearchName, SearchNames
from waylight.people.names import name_key
from waylight.people.search.nearest_names import STEPS_OF_ONE_PART, Names, bearing, like, likest_first, spelt
from waylight.people.search.query import Asked, understand
from waylight.people.search.ranking import ENOUGH, Likeness, likeness, readings
from waylight.people.search.skip_scan import Name

# The closest that a person reads first, and as many as it makes sense to read through.
SHOWN, MOST_SHOWN = 10, 30
MOST_NAMES = 4
BORN_ONE_DAY = 500
NAMES_EACH = 4
BY_NUMBER = 3.0
BIRTH_DIFFERS = 0.8
BORN_THAT_DAY = 0.05


@dataclass(frozen=True, slots=True)
class SearchCandidate:
    score: float
    why: str
    written: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A child found. `why` says what makes them alike; `written` is the recorded name that did, when not their own."""

    child: Child
    why: str
    written: str = ""
    merged: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    asked: Asked
    hits: tuple[Hit, ...] = ()
    more: bool = False

    @property
    def too_broad(self) -> bool:
        """A year or a month alone names nobody."""
        return not self.hits and not self.asked.names and self.asked.born_from is not None and not self.asked.one_day


type Ranked = dict[UUID, SearchCandidate]


def find(user: User, typed: str, *, shown: int = MOST_SHOWN) -> Found:
    """The children this person may see who answer what was typed, likest first, and no more than `shown`."""
    asked = understand(typed, today=today())
    search = _Search(user, near(user), asked, shown)
    search.by_number()
    if search.ways:
        search.by_name()
    elif asked.one_day and asked.born_from:
        search.by_birth(asked.born_from)
    best = sorted(search.ranked.items(), key=lambda item: (-item[1].score, item[0]))
    return Found(asked, tuple(_hits(user, dict(best[:shown]))), more=len(best) > shown)


class _Search:
    """One search under way: who looks, where, for what, and who has been found so far."""

    def __init__(self, user: User, where: Near, asked: Asked, shown: int) -> None:
        self.user, self.where, self.asked, self.shown = user, where, asked, shown
        self.ways = [way for way in readings(asked.names[:MOST_NAMES]) if any(way.keys)]
        self.ranked: Ranked = {}
        # Those shown pass the door in any case (_hits); where many are held back, their names are not even asked for.
        self._names = SearchName.objects.visible_to(user) if where.beyond else SearchName.objects.all()
        self._here = self._names.filter(council__in=where.councils)
        self._singly = self._names.none()
        if where.singly is not None:
            self._singly = self._names.exclude(council__in=where.councils).filter(child__in=where.singly)
        self._alike: dict[Name, Likeness] = {}

    def by_number(self) -> None:
        if self.asked.numbers:
            for number in Identifier.objects.visible_to(self.user).filter(value__in=self.asked.numbers):
                _keep(self.ranked, number.child_id, SearchCandidate(BY_NUMBER, str(number)))

    def by_birth(self, day: date) -> None:
        for names in (self._here, self._singly):
            born = names.filter(born_on=day).order_by("child").values_list("child", flat=True).distinct()
            for child in born[: self.shown + 1]:
                _keep(self.ranked, child, SearchCandidate(1.0, "born that day"))

    def by_name(self) -> None:
        asked = self.asked
        born = (asked.born_from, asked.born_until) if asked.born_from and asked.born_until else None
        within = Q(born_on__range=born) if born else Q()
        names = Names(self.ways, self.where.councils)
        if asked.one_day:
            for born_that_day in (self._here, self._singly):
                self._rank(born_that_day.filter(within), BORN_ONE_DAY)
        else:
            self._rank_by_name(names, within, born)
        if born and not self.ranked:
            self._rank_by_name(names, Q(), None)

    def _rank_by_name(self, names: Names, within: Q, born: tuple[date, date] | None) -> None:
        """Ask for those who bear the likest names, and for those who bear less like ones only while too few are found."""
        singly = self._singly.filter(like(self.ways), within)
        scores = {name: self._likeness(name).score for name in singly.values_list("forename_key", "surname_key").distinct()}
        likely = {name: score for name, score in scores.items() if score >= ENOUGH}
        self._rank_likest((score, singly.filter(spelt(likest))) for score, likest in likest_first(likely, STEPS_OF_ONE_PART))
        named = ((score, bearing(likest, self.where.councils)) for score, likest in names.likest(born))
        self._rank_likest((score, self._names.filter(likest, within)) for score, likest in named)

    def _rank_likest(self, asked_for: Iterable[tuple[float, SearchNames]]) -> None:
        had, before = len(self.ranked), 0.0
        for score, names in asked_for:
            if len(self.ranked) - had > self.shown and score < before:
                return
            self._rank(names)
            before = score

    def _rank(self, names: SearchNames, most: int = 0) -> None:
        rows = names.values_list("forename_key", "surname_key", "child", "written", "born_on")[: most or NAMES_EACH * self.shown]
        for forename_key, surname_key, child, written, born_on in rows:
            alike = self._likeness((forename_key, surname_key))
            if alike.score >= ENOUGH:
                _keep(self.ranked, child, _with_birth(alike, written, born_on, self.asked))

    def _likeness(self, name: Name) -> Likeness:
        if name not in self._alike:
            self._alike[name] = max((likeness(way, *name) for way in self.ways), key=_score)
        return self._alike[name]


def _with_birth(alike: Likeness, written: str, born_on: date, asked: Asked) -> SearchCandidate:
    if asked.born_from is None or asked.born_until is None:
        return SearchCandidate(alike.score, alike.why, written)
    if asked.born_from <= born_on <= asked.born_until:
        return SearchCandidate(alike.score + BORN_THAT_DAY * asked.one_day, alike.why, written)
    return SearchCandidate(alike.score * BIRTH_DIFFERS, "; ".join(filter(None, [alike.why, "different birth date"])), written)


def _keep(ranked: Ranked, child: UUID, candidate: SearchCandidate) -> None:
    known = ranked.get(child)
    if known is None or candidate.score > known.score:
        ranked[child] = candidate


def _score(alike: Likeness) -> float:
    return alike.score


def _hits(user: User, best: Ranked) -> Iterator[Hit]:
    """The children themselves, in order; one merged into another leads to the record that was kept."""
    children = Child.objects.visible_to(user).select_related("council").in_bulk(list(best))
    merged = [child.merged_into_id for child in children.values() if child.merged_into_id]
    kept = Child.objects.visible_to(user).select_related("council").in_bulk(merged) if merged else {}
    shown: set[UUID] = set()
    for key, candidate in best.items():
        found = children.get(key)
        child = kept.get(found.merged_into_id) if found and found.merged_into_id else found
        if child is None or child.pk in shown:
            continue
        shown.add(child.pk)
        own = name_key(candidate.written) in {"", name_key(str(child)), name_key(child.called)}
        yield Hit(child, candidate.why, "" if own else candidate.written, merged=child is not found)
