"""The recorded names that are closest to the typed ones."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property, reduce
from heapq import nlargest
from itertools import product
from operator import or_
from uuid import UUID

from django.db.models import Q

from waylight.people.forename_variants import listed_forms
from waylight.people.names import sounds_like
from waylight.people.search.misspellings import sounds_one_slip_away
from waylight.people.search.ranking import LOWEST_SCORE, NameSplit, compare_names
from waylight.people.search.skip_scan import BornBetween, Name, NamePart, names_beside, names_borne_by_children, similar_names

SHORTEST_BEGINNING = 2
MOST_PARTS = {NamePart.FORENAME: 24, NamePart.SURNAME: 40}
MOST_NAMES = 400
# How many names are read at a time: the closest name alone, so that other names take no room from its children, then more at
# once. Each whole name has a child, so the first few are enough. For one forename or surname there may be no child of the typed
# year, so the steps are larger.
STEPS, STEPS_OF_ONE_PART = (1, 1, 4, 16, MOST_NAMES), (1, 4, MOST_NAMES)

type RecordedParts = Mapping[NamePart, Collection[str]]


class NearestNames:
    """The names of these councils' children that are similar to the typed ones. A part "" means any forename or surname."""

    def __init__(self, splits: Collection[NameSplit], councils: Collection[UUID]) -> None:
        self._splits, self._councils = splits, councils

    @cached_property
    def _scores(self) -> dict[Name, float]:
        return _score_names(self._splits, self._councils) if self._councils else {}

    def closest(self, born: BornBetween) -> Iterator[tuple[float, list[Name]]]:
        """Yield the names a few at a time, the closest first, with the score of the first of them.

        Leaves out whole names that no child born between these days has.
        """
        whole = [name for name in self._scores if all(name)]
        existing = names_borne_by_children(self._councils, whole, born) if whole else set()
        names = [name for name in self._scores if not all(name) or name in existing]
        yield from closest_first({name: self._scores[name] for name in names}, STEPS if whole else STEPS_OF_ONE_PART)


def closest_first(scores: Mapping[Name, float], steps: Iterable[int]) -> Iterator[tuple[float, list[Name]]]:
    """Yield names, the highest score first, in batches of the sizes in `steps`, each with the score of its first name."""
    names = sorted(scores, key=lambda name: (-scores[name], name))
    start = 0
    for step in steps:
        if batch := names[start : start + step]:
            yield scores[batch[0]], batch
        start += step


def with_names_in_councils(names: Iterable[Name], councils: Collection[UUID]) -> Q:
    """Match exactly these names in these councils. Every branch contains the councils, so that it can use an index."""
    beside_surname: dict[str, list[str]] = defaultdict(list)
    for forename, surname in names:
        beside_surname[surname].append(forename)
    return reduce(or_, (_with_surname_in_councils(surname, forenames, councils) for surname, forenames in beside_surname.items()))


def _with_surname_in_councils(surname: str, forenames: list[str], councils: Collection[UUID]) -> Q:
    if not surname:
        heard = {sounds_like(forename) for forename in forenames}
        return Q(council__in=councils, forename_heard__in=sorted(heard), forename_key__in=forenames)
    any_forename = Q(council__in=councils, surname_heard=sounds_like(surname), surname_key=surname)
    return any_forename if "" in forenames else any_forename & Q(forename_key__in=forenames)


def with_names(names: Iterable[Name]) -> Q:
    """Match exactly these whole names, in any council."""
    beside_surname: dict[str, list[str]] = defaultdict(list)
    for forename, surname in names:
        beside_surname[surname].append(forename)
    return reduce(or_, (Q(surname_key=surname, forename_key__in=names) for surname, names in beside_surname.items()))


def with_similar_part(splits: Iterable[NameSplit]) -> Q:
    """Match names with a part that sounds like or begins with the typed one. It uses no index: only for a few children."""
    return reduce(or_, (_similar_part(part, key) for split in splits for part, key in _keys_by_part(split).items() if key))


def _similar_part(part: NamePart, key: str) -> Q:
    return Q(**{f"{part}_heard__in": sorted(_sounds(part, key))}) | Q(**{f"{part}_key__startswith": key})


def _sounds(part: NamePart, key: str) -> set[str]:
    """Return the sounds that this name may have after one slip and, for a forename, the sounds of its other forms."""
    forms = {sounds_like(form) for form in listed_forms(key)} if part is NamePart.FORENAME else set()
    return {*sounds_one_slip_away(sounds_like(key)), *forms}


def _keys_by_part(split: NameSplit) -> dict[NamePart, str]:
    forename, surname = split.keys
    return {NamePart.FORENAME: forename, NamePart.SURNAME: surname}


def _score_names(splits: Collection[NameSplit], councils: Collection[UUID]) -> dict[Name, float]:
    """Return the closest names, each with its best score over the splits. A pair of parts may be a name that no child has."""
    recorded = {part: _recorded_parts(part, splits, councils) for part in NamePart}
    scores: dict[Name, float] = {}

    def note(name: Name, score: float) -> None:
        if score >= LOWEST_SCORE and score > scores.get(name, 0):
            scores[name] = score

    for split in splits:
        forenames, surnames = (_closest(part, key, recorded[part]) for part, key in _keys_by_part(split).items())
        typed_parts = sum(map(bool, split.keys))
        for (forename, forename_score), (surname, surname_score) in product(forenames, surnames):
            note((forename, surname), (forename_score + surname_score) / typed_parts)
    for forename, surname in _with_one_exact_part(splits, recorded, councils):
        for split in splits:
            forename_score, surname_score = (
                _score(NamePart.FORENAME, split.keys[0], forename),
                _score(NamePart.SURNAME, split.keys[1], surname),
            )
            note((forename, surname), (forename_score + surname_score) / 2)
    return dict(nlargest(MOST_NAMES, scores.items(), key=lambda item: (item[1], item[0])))


def _recorded_parts(part: NamePart, splits: Collection[NameSplit], councils: Collection[UUID]) -> set[str]:
    """Return the recorded forenames or surnames that are similar to a typed one."""
    keys = {key for split in splits if (key := _keys_by_part(split)[part])}
    heard = {sound for key in keys for sound in _sounds(part, key)}
    return similar_names(part, councils, heard=heard, beginnings=[key for key in keys if len(key) >= SHORTEST_BEGINNING])


def _closest(part: NamePart, key: str, recorded: Iterable[str]) -> list[tuple[str, float]]:
    if not key:
        return [("", 0.0)]
    return nlargest(MOST_PARTS[part], ((name, _score(part, key, name)) for name in recorded), key=lambda item: (item[1], item[0]))


def _with_one_exact_part(splits: Collection[NameSplit], recorded: RecordedParts, councils: Collection[UUID]) -> set[Name]:
    """Return recorded names with one part exactly as typed. Beside a forename, the surname must begin with the typed letter."""
    whole = [split.keys for split in splits if all(split.keys)]
    by_surname = [(surname, "") for _, surname in whole if surname in recorded[NamePart.SURNAME]]
    by_forename = [(forename, surname[0]) for forename, surname in whole if forename in recorded[NamePart.FORENAME]]
    found: set[Name] = set()
    if by_surname:
        found |= names_beside(NamePart.SURNAME, councils, by_surname)
    if by_forename:
        found |= names_beside(NamePart.FORENAME, councils, by_forename)
    return found


def _score(part: NamePart, key: str, name: str) -> float:
    return compare_names(key, name, forename=part is NamePart.FORENAME)[0]
