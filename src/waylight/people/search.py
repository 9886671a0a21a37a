"""Finding a child from a name, however spelt, a birth date, or a number.

Each step asks an index for candidates, and asks more widely only while too few good ones are found: names that sound
the same or are forms of each other; names one slip away in how they sound; one name right and the other anything; both
names a slip away. What comes back is ranked by likeness, with its reason in words.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q

from waylight.accounts.models import User
from waylight.core.clock import today
from waylight.people.forenames import listed_forms
from waylight.people.models import Child, Identifier, SearchName, SearchNames
from waylight.people.names import name_key, sounds_like
from waylight.people.search_nearby import nearby
from waylight.people.search_ranking import ENOUGH, Likeness, Reading, likeness, readings
from waylight.people.search_words import Asked, understand

SHOWN = 30
CANDIDATES = 3_000
GOOD = 0.9
PLENTY = 8
MOST_NAMES = 4
PREFIX_LETTERS = 3
BY_NUMBER = 3.0
BIRTH_DIFFERS = 0.8
BORN_THAT_DAY = 0.05


@dataclass(frozen=True, slots=True)
class Candidate:
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


type Ranked = dict[UUID, Candidate]


def find(user: User, typed: str) -> Found:
    """The children this person may see who answer what was typed, likest first."""
    asked = understand(typed, today=today())
    ranked: Ranked = {}
    _by_number(user, asked, ranked)
    if asked.names:
        _by_name(user, asked, ranked)
    elif asked.one_day and asked.born_from:
        _by_birth(user, asked.born_from, ranked)
    best = sorted(ranked.items(), key=lambda item: (-item[1].score, item[0]))
    return Found(asked, tuple(_hits(user, dict(best[:SHOWN]))), more=len(best) > SHOWN)


def _by_number(user: User, asked: Asked, ranked: Ranked) -> None:
    if asked.numbers:
        for number in Identifier.objects.visible_to(user).filter(value__in=asked.numbers):
            _keep(ranked, number.child_id, Candidate(BY_NUMBER, str(number)))


def _by_birth(user: User, day: date, ranked: Ranked) -> None:
    born = SearchName.objects.visible_to(user).filter(born_on=day)
    for child in born.values_list("child", flat=True)[:CANDIDATES]:
        _keep(ranked, child, Candidate(1.0, "born that day"))


def _by_name(user: User, asked: Asked, ranked: Ranked) -> None:
    ways = readings(asked.names[:MOST_NAMES])
    everyone = SearchName.objects.visible_to(user)
    within = everyone if asked.born_from is None else everyone.filter(born_on__range=(asked.born_from, asked.born_until))
    if asked.one_day:
        _rank(within, Q(), ways, ranked, asked)
    for step in (_as_heard, _one_slip, _one_name_right, _a_slip_in_both):
        if sum(candidate.score >= GOOD for candidate in ranked.values()) >= PLENTY:
            return
        _rank(within, _any(step(way) for way in ways), ways, ranked, asked)
    if asked.born_from is not None and not ranked:
        _rank(everyone, _any(_as_heard(way) for way in ways), ways, ranked, asked)


def _rank(names: SearchNames, condition: Q | None, ways: list[Reading], ranked: Ranked, asked: Asked) -> None:
    if condition is None:
        return
    rows = names.filter(condition).values_list("forename_key", "surname_key", "child", "written", "born_on")[:CANDIDATES]
    scores: dict[tuple[str, str], Likeness] = {}
    for forename_key, surname_key, child, written, born_on in rows:
        alike = scores.get((forename_key, surname_key))
        if alike is None:
            alike = scores[forename_key, surname_key] = max(
                (likeness(way, forename_key, surname_key) for way in ways), key=_score
            )
        if alike.score >= ENOUGH:
            _keep(ranked, child, _with_birth(alike, written, born_on, asked))


def _with_birth(alike: Likeness, written: str, born_on: date, asked: Asked) -> Candidate:
    if asked.born_from is None or asked.born_until is None:
        return Candidate(alike.score, alike.why, written)
    if asked.born_from <= born_on <= asked.born_until:
        return Candidate(alike.score + BORN_THAT_DAY * asked.one_day, alike.why, written)
    return Candidate(alike.score * BIRTH_DIFFERS, "; ".join(filter(None, [alike.why, "another birth date"])), written)


def _as_heard(way: Reading) -> Q | None:
    """Names that sound the same, the forename in any of its listed forms; or that begin with what was typed so far."""
    forename, surname = way.keys
    if not surname:
        return _forms(forename)
    same = Q(surname_heard=sounds_like(surname))
    if not forename:
        return same | _begins(surname)
    return same & _forms(forename) | _begins(surname) & _forms(forename)


def _forms(forename: str) -> Q:
    return Q(forename_heard__in=sorted({sounds_like(form) for form in listed_forms(forename)}))


def _begins(surname: str) -> Q:
    """Surnames that begin as typed; how they sound begins alike, and that is indexed."""
    heard = sounds_like(surname)
    if len(surname) < PREFIX_LETTERS or not heard:
        return Q(pk=None)
    return Q(surname_heard__gte=heard, surname_heard__lt=heard[:-1] + chr(ord(heard[-1]) + 1), surname_key__startswith=surname)


def _one_slip(way: Reading) -> Q | None:
    forename, surname = (sounds_like(key) for key in way.keys)
    if not way.surname:
        return Q(forename_heard__in=sorted(nearby(forename)))
    if not way.forename:
        return Q(surname_heard__in=sorted(nearby(surname)))
    in_surname = Q(surname_heard__in=sorted(nearby(surname))) & _forms(way.keys[0])
    in_forename = Q(surname_heard=surname, forename_heard__in=sorted(nearby(forename)))
    return in_surname | in_forename


def _one_name_right(way: Reading) -> Q | None:
    """Two names typed, one of them as recorded and the other anything like."""
    forename, surname = way.keys
    if not (forename and surname):
        return None
    return Q(surname_heard=sounds_like(surname), surname_key=surname) | Q(
        forename_heard=sounds_like(forename), forename_key=forename, surname_key__startswith=surname[0]
    )


def _a_slip_in_both(way: Reading) -> Q | None:
    if not (way.forename and way.surname):
        return None
    forename, surname = (sounds_like(key) for key in way.keys)
    return Q(surname_heard__in=sorted(nearby(surname)), forename_heard__in=sorted(nearby(forename)))


def _any(conditions: Iterator[Q | None]) -> Q | None:
    given = [condition for condition in conditions if condition is not None]
    return reduce(or_, given) if given else None


def _keep(ranked: Ranked, child: UUID, candidate: Candidate) -> None:
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
