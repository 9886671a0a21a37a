"""Finding a child from a name that may be misspelt, a birth date or a number.

A search first reads the distinct names that are similar to the typed ones (`skip_scan`) and keeps the closest ones that a child
has. Then it reads the children with these names, the closest names first, and only as many as it shows. Its cost therefore does
not grow with the number of children. Each result says in words why it matches.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from uuid import UUID

from django.db.models import Q

from waylight.accounts.models import User
from waylight.core.clock import today
from waylight.people.child_records import SearchScope, search_scope_of
from waylight.people.models import Child, Identifier, SearchName, SearchNames
from waylight.people.names import name_key
from waylight.people.search.nearest_names import (
    STEPS_OF_ONE_PART,
    NearestNames,
    closest_first,
    with_names,
    with_names_in_councils,
    with_similar_part,
)
from waylight.people.search.query import SearchQuery, parse_query
from waylight.people.search.ranking import LOWEST_SCORE, Similarity, name_splits, similarity
from waylight.people.search.skip_scan import Name

# How many results a page shows at first, and how many at most, because no one reads more.
SHOWN, MOST_SHOWN = 10, 30
MOST_WORDS = 4
# How many rows of the index are read for a birth date, and otherwise for each result that is shown.
NAMES_OF_A_DAY, NAMES_PER_RESULT = 500, 4
NUMBER_SCORE = 3.0
OTHER_BIRTH_FACTOR = 0.8
SAME_DAY_BONUS = 0.05


@dataclass(frozen=True, slots=True)
class SearchCandidate:
    score: float
    why: str
    written: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A child in the results. `why` says why they match. `written` is the name that matched, if it is not on their record."""

    child: Child
    why: str
    written: str = ""
    merged: bool = False


@dataclass(frozen=True, slots=True)
class SearchResults:
    query: SearchQuery
    hits: tuple[Hit, ...] = ()
    more: bool = False

    @property
    def too_broad(self) -> bool:
        """Whether the person typed only a year or a month, for which there is no search."""
        return not self.hits and not self.query.names and self.query.born_from is not None and not self.query.one_day


type ScoredChildren = dict[UUID, SearchCandidate]


def find(user: User, typed: str, *, shown: int = MOST_SHOWN) -> SearchResults:
    """Return the children who match what this person typed and whom they may see, the closest first, at most `shown`."""
    query = parse_query(typed, today=today())
    search = _Search(user, search_scope_of(user), query, shown)
    search.by_number()
    if search.splits:
        search.by_name()
    elif query.one_day and query.born_from:
        search.by_birth(query.born_from)
    best = sorted(search.candidates.items(), key=lambda item: (-item[1].score, item[0]))
    return SearchResults(query, tuple(_hits(user, dict(best[:shown]))), more=len(best) > shown)


class _Search:
    """One search: the person, the scope, the query and the candidates found so far."""

    def __init__(self, user: User, scope: SearchScope, query: SearchQuery, shown: int) -> None:
        self.user, self.scope, self.query, self.shown = user, scope, query, shown
        self.splits = [split for split in name_splits(query.names[:MOST_WORDS]) if any(split.keys)]
        self.candidates: ScoredChildren = {}
        # `_hits` applies the visibility rule to the results in any case. In a scope with hidden children, the rule also applies
        # to the names: otherwise hidden children could fill the limit and leave no room for children who can be shown.
        self._names = SearchName.objects.visible_to(user) if scope.has_hidden_children else SearchName.objects.all()
        self._in_councils = self._names.filter(council__in=scope.councils)
        self._single = self._names.none()
        if scope.single_children is not None:
            self._single = self._names.exclude(council__in=scope.councils).filter(child__in=scope.single_children)
        self._similarities: dict[Name, Similarity] = {}

    def by_number(self) -> None:
        if self.query.numbers:
            for number in Identifier.objects.visible_to(self.user).filter(value__in=self.query.numbers):
                _keep_best(self.candidates, number.child_id, SearchCandidate(NUMBER_SCORE, str(number)))

    def by_birth(self, day: date) -> None:
        for names in (self._in_councils, self._single):
            born = names.filter(born_on=day).order_by("child").values_list("child", flat=True).distinct()
            for child in born[: self.shown + 1]:
                _keep_best(self.candidates, child, SearchCandidate(1.0, "born that day"))

    def by_name(self) -> None:
        query = self.query
        born = (query.born_from, query.born_until) if query.born_from and query.born_until else None
        in_range = Q(born_on__range=born) if born else Q()
        nearest = NearestNames(self.splits, self.scope.councils)
        if query.one_day:
            for names in (self._in_councils, self._single):
                self._score(names.filter(in_range), NAMES_OF_A_DAY)
        else:
            self._score_by_name(nearest, in_range, born)
        if born and not self.candidates:
            self._score_by_name(nearest, Q(), None)

    def _score_by_name(self, nearest: NearestNames, in_range: Q, born: tuple[date, date] | None) -> None:
        """Score the children with the closest names, and those with less close names only while there are too few results."""
        single = self._single.filter(with_similar_part(self.splits), in_range)
        scores = {name: self._similarity(name).score for name in single.values_list("forename_key", "surname_key").distinct()}
        likely = {name: score for name, score in scores.items() if score >= LOWEST_SCORE}
        self._score_closest(
            (score, single.filter(with_names(names))) for score, names in closest_first(likely, STEPS_OF_ONE_PART)
        )
        batches = ((score, with_names_in_councils(names, self.scope.councils)) for score, names in nearest.closest(born))
        self._score_closest((score, self._names.filter(condition, in_range)) for score, condition in batches)

    def _score_closest(self, batches: Iterable[tuple[float, SearchNames]]) -> None:
        """Score batch after batch. Stop before less close names once these batches gave more results than are shown."""
        count_before, last_score = len(self.candidates), 0.0
        for score, names in batches:
            if len(self.candidates) - count_before > self.shown and score < last_score:
                return
            self._score(names)
            last_score = score

    def _score(self, names: SearchNames, limit: int = 0) -> None:
        rows = names.values_list("forename_key", "surname_key", "child", "written", "born_on")[
            : limit or NAMES_PER_RESULT * self.shown
        ]
        for forename_key, surname_key, child, written, born_on in rows:
            similar = self._similarity((forename_key, surname_key))
            if similar.score >= LOWEST_SCORE:
                _keep_best(self.candidates, child, _with_birth(similar, written, born_on, self.query))

    def _similarity(self, name: Name) -> Similarity:
        if name not in self._similarities:
            self._similarities[name] = max((similarity(split, *name) for split in self.splits), key=attrgetter("score"))
        return self._similarities[name]


def _with_birth(similar: Similarity, written: str, born_on: date, query: SearchQuery) -> SearchCandidate:
    """Return a candidate with a higher score for the typed day of birth and a lower score for a different birth date."""
    if query.born_from is None or query.born_until is None:
        return SearchCandidate(similar.score, similar.why, written)
    if query.born_from <= born_on <= query.born_until:
        return SearchCandidate(similar.score + SAME_DAY_BONUS * query.one_day, similar.why, written)
    why = "; ".join(filter(None, [similar.why, "different birth date"]))
    return SearchCandidate(similar.score * OTHER_BIRTH_FACTOR, why, written)


def _keep_best(candidates: ScoredChildren, child: UUID, candidate: SearchCandidate) -> None:
    best_so_far = candidates.get(child)
    if best_so_far is None or candidate.score > best_so_far.score:
        candidates[child] = candidate


def _hits(user: User, best: ScoredChildren) -> Iterator[Hit]:
    """Yield a hit for each child whom the person may see, in order. A merged record gives the record that was kept."""
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
