"""The index of names that a search reads. The transaction that writes a child also writes the index."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import batched
from uuid import UUID

from waylight.core import bulk
from waylight.people.models import Child, OtherName, SearchName
from waylight.people.names import name_key, sounds_like

COLUMNS = ("child", "council", "written", "forename_key", "surname_key", "forename_heard", "surname_heard", "born_on")
CHILDREN_AT_A_TIME = 5_000

type Keys = tuple[str, str, str, str]
type NamesByChild = dict[UUID, tuple[UUID, date, set[tuple[str, str]]]]


def index_children(ids: Iterable[UUID], *, fresh: bool = False) -> int:
    """Replace the index rows of these children, and return how many rows they have now.

    Call it in the transaction that saved a child's names, birth date or council. `fresh` says that none of the children is in
    the index yet, so that there is nothing to delete.
    """
    return sum(_index(chunk, fresh=fresh) for chunk in batched(ids, CHILDREN_AT_A_TIME))


def _index(ids: tuple[UUID, ...], *, fresh: bool) -> int:
    if not fresh:
        SearchName.objects.filter(child__in=ids).delete()
    names: NamesByChild = {}
    children = Child.objects.filter(pk__in=ids).values_list("pk", "council", "born_on", "forename", "known_as", "surname")
    for key, council, born_on, forename, known_as, surname in children.iterator():
        names[key] = (council, born_on, {(forename, surname), *([(known_as, surname)] if known_as else [])})
    other_names = OtherName.objects.filter(child__in=ids).values_list("child", "forename", "surname")
    for key, forename, surname in other_names.iterator():
        names[key][2].add((forename, surname))
    return bulk.insert(SearchName, COLUMNS, _rows(names))


def _rows(names: NamesByChild) -> Iterator[bulk.Row]:
    for child, (council, born_on, own_names) in names.items():
        written_by_keys: dict[Keys, str] = {}
        for forename, surname in sorted(own_names):
            for keys in keys_of(forename, surname):
                written_by_keys.setdefault(keys, f"{forename} {surname}".strip())
        for keys, written in written_by_keys.items():
            yield (child, council, written, *keys, born_on)


def keys_of(forename: str, surname: str) -> Iterator[Keys]:
    """Yield the keys of a whole name and of its parts: "Mary Ann Okafor-Lee" has "Mary" and "Okafor" among its parts."""
    for first in _parts(forename)[:2]:
        for last in _parts(surname):
            yield name_key(first), name_key(last), sounds_like(first), sounds_like(last)


def _parts(name: str) -> list[str]:
    parts = name.replace("-", " ").split()
    return [name, *parts] if len(parts) > 1 else [name]
