"""Finding a record one cannot see, in an emergency: only by what is known exactly, so that nobody can look around."""

from datetime import date

from django.db.models import Q

from waylight.people.merged_records import kept_record_key
from waylight.people.models import Child, Identifier, OtherName
from waylight.people.names import name_key


def by_number(number: str) -> list[Child]:
    """The children whom this council, police, pupil or NHS number leads to: several councils may give out the same."""
    known = Identifier.objects.filter(value__iexact=number.strip()).values("child")
    return list(Child.objects.current().filter(pk__in=known))


def by_name(forename: str, surname: str, born_on: date) -> list[Child]:
    """The children of exactly this name and birth date, under any name they go by; a record merged away leads to the one kept."""
    first, last = name_key(forename), name_key(surname)
    also = OtherName.objects.filter(surname_key=last, child__born_on=born_on)
    ways = Q(surname_key=last) | Q(pk__in=also.values("child"))
    alike = Child.objects.filter(ways, born_on=born_on).prefetch_related("other_names")
    keys = {kept_record_key(child.pk) for child in alike if first in _forenames(child, last)}
    return list(Child.objects.filter(pk__in=keys))


def _forenames(child: Child, surname: str) -> set[str]:
    own = {child.forename, child.known_as} if child.surname_key == surname else set()
    other = {name.forename for name in child.other_names.all() if name.surname_key == surname}
    return {name_key(name) for name in own | other if name}
