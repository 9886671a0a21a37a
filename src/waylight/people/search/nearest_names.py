"""Which recorded names answer those typed, likest first."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property, reduce
from heapq import nlargest
from itertools import product
from operator import or_
from uuid import UUID

from django.db.models import Q

from waylight.people.forenames import listed_forms
from waylight.people.names import sounds_like
from waylight.people.search.misspellings import nearby
from waylight.people.search.ranking import ENOUGH, Reading, compare
from waylight.people.search.skip_scan import Born, Name, Part, beside, borne, near

SHORTEST_BEGINNING = 2
TRIED = {Part.FORENAME: 24, Part.SURNAME: 40}
NAMES_TRIED = 400
# How many names are asked for at a time: the likest alone, so that those who bear it are not crowded out, then more at once.
# Of whole names, each borne by somebody, the first few suffice. A forename or a surname alone may have nobody of its year.
STEPS, STEPS_OF_ONE_PART = (1, 1, 4, 16, NAMES_TRIED), (1, 4, NAMES_TRIED)

type Known = Mapping[Part, Collection[str]]


class Names:
    """The names of some councils' children that are like those typed; "" as one part stands for any."""

    def __init__(self, ways: Collection[Reading], councils: Collection[UUID]) -> None:
        self._ways, self._councils = ways, councils

    @cached_property
    def _scores(self) -> dict[Name, float]:
        return _scored(self._ways, self._councils) if self._councils else {}

    def likest(self, born: Born) -> Iterator[tuple[float, list[Name]]]:
        """Those that somebody bears who was born within those days, a few at a time, and how alike the first of them is."""
        whole = [name for name in self._scores if all(name)]
        somebody_s = borne(self._councils, whole, born) if whole else set()
        names = [name for name in self._scores if not all(name) or name in somebody_s]
        yield from likest_first({name: self._scores[name] for name in names}, STEPS if whole else STEPS_OF_ONE_PART)


def likest_first(scores: Mapping[Name, float], steps: Iterable[int]) -> Iterator[tuple[float, list[Name]]]:
    """Names by how alike they are, as many at a time as each step says, and how alike the first of them is."""
    names = sorted(scores, key=lambda name: (-scores[name], name))
    begun = 0
    for step in steps:
        if chosen := names[begun : begun + step]:
            yield scores[chosen[0]], chosen
        begun += step


def bearing(names: Iterable[Name], councils: Collection[UUID]) -> Q:
    """Exactly these names. The councils stand in each part, so that each is one place in an index."""
    beside_surname: dict[str, list[str]] = defaultdict(list)
    for forename, surname in names:
        beside_surname[surname].append(forename)
    return reduce(or_, (_bearing(surname, forenames, councils) for surname, forenames in beside_surname.items()))


def _bearing(surname: str, forenames: list[str], councils: Collection[UUID]) -> Q:
    if not surname:
        heard = {sounds_like(forename) for forename in forenames}
        return Q(council__in=councils, forename_heard__in=sorted(heard), forename_key__in=forenames)
    any_forename = Q(council__in=councils, surname_heard=sounds_like(surname), surname_key=surname)
    return any_forename if "" in forenames else any_forename & Q(forename_key__in=forenames)


def spelt(names: Iterable[Name]) -> Q:
    """Exactly these whole names, wherever their children are."""
    beside_surname: dict[str, list[str]] = defaultdict(list)
    for forename, surname in names:
        beside_surname[surname].append(forename)
    return reduce(or_, (Q(surname_key=surname, forename_key__in=names) for surname, names in beside_surname.items()))


def like(ways: Iterable[Reading]) -> Q:
    """Names of which a part sounds or begins as typed, to be asked of so few children that each may be looked at."""
    return reduce(or_, (_like(part, key) for way in ways for part, key in _parts(way).items() if key))


def _like(part: Part, key: str) -> Q:
    return Q(**{f"{part}_heard__in": sorted(_sounds(part, key))}) | Q(**{f"{part}_key__startswith": key})


def _sounds(part: Part, key: str) -> set[str]:
    """How a name a slip away may sound; a forename also in any of its listed forms."""
    forms = {sounds_like(form) for form in listed_forms(key)} if part is Part.FORENAME else set()
    return {*nearby(sounds_like(key)), *forms}


def _parts(way: Reading) -> dict[Part, str]:
    forename, surname = way.keys
    return {Part.FORENAME: forename, Part.SURNAME: surname}


def _scored(ways: Collection[Reading], councils: Collection[UUID]) -> dict[Name, float]:
    """The likest names there may be, by how alike each is to one of the ways to read what was typed."""
    known = {part: _known(part, ways, councils) for part in Part}
    scores: dict[Name, float] = {}

    def note(name: Name, score: float) -> None:
        if score >= ENOUGH and score > scores.get(name, 0):
            scores[name] = score

    for way in ways:
        forenames, surnames = (_likest(part, key, known[part]) for part, key in _parts(way).items())
        given = sum(map(bool, way.keys))
        for (forename, one), (surname, other) in product(forenames, surnames):
            note((forename, surname), (one + other) / given)
    for forename, surname in _with_one_right(ways, known, councils):
        for way in ways:
            one, other = _score(Part.FORENAME, way.keys[0], forename), _score(Part.SURNAME, way.keys[1], surname)
            note((forename, surname), (one + other) / 2)
    return dict(nlargest(NAMES_TRIED, scores.items(), key=lambda item: (item[1], item[0])))


def _known(part: Part, ways: Collection[Reading], councils: Collection[UUID]) -> set[str]:
    """The forenames or surnames there are, near enough to any typed."""
    keys = {key for way in ways if (key := _parts(way)[part])}
    heard = {sound for key in keys for sound in _sounds(part, key)}
    return near(part, councils, heard=heard, beginnings=[key for key in keys if len(key) >= SHORTEST_BEGINNING])


def _likest(part: Part, key: str, known: Iterable[str]) -> list[tuple[str, float]]:
    if not key:
        return [("", 0.0)]
    return nlargest(TRIED[part], ((name, _score(part, key, name)) for name in known), key=lambda item: (item[1], item[0]))


def _with_one_right(ways: Collection[Reading], known: Known, councils: Collection[UUID]) -> set[Name]:
    """Names of which one part is exactly as typed and the other anything, a surname with at least its first letter."""
    whole = [way.keys for way in ways if all(way.keys)]
    by_surname = [(surname, "") for _, surname in whole if surname in known[Part.SURNAME]]
    by_forename = [(forename, surname[0]) for forename, surname in whole if forename in known[Part.FORENAME]]
    found: set[Name] = set()
    if by_surname:
        found |= beside(Part.SURNAME, councils, by_surname)
    if by_forename:
        found |= beside(Part.FORENAME, councils, by_forename)
    return found


def _score(part: Part, key: str, name: str) -> float:
    return compare(key, name, forename=part is Part.FORENAME)[0]
