"""Finding a record in an emergency without being able to see it: by exact details only, so that no one can browse."""

from datetime import date

from django.db.models import Q

from waylight.people.merged_records import kept_record_key
from waylight.people.models import Child, Identifier, OtherName
from waylight.people.names import name_key


def by_number(number: str) -> list[Child]:
    """Return the children with this council, police, pupil or NHS number. Several councils may use the same number."""
    known = Identifier.objects.filter(value__iexact=number.strip()).values("child")
    return list(Child.objects.current().filter(pk__in=known))


def by_name(forename: str, surname: str, born_on: date) -> list[Child]:
    """Return the children with exactly this name and birth date, under any of their names. Merged records give the kept one."""
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
