"""Finding, in an emergency, a record that a person may not see: only by exact details, so that no one can browse."""

from datetime import date

from django.db.models import Q

from waylight.people.merged_records import kept_record_key
from waylight.people.models import Child, Identifier, OtherName
from waylight.people.names import name_key


def by_number(number: str) -> list[Child]:
    """Return the children with this council, police, pupil or NHS number. Several, because councils may use the same number."""
    of_number = Identifier.objects.filter(value__iexact=number.strip()).values("child")
    return list(Child.objects.current().filter(pk__in=of_number))


def by_name(forename: str, surname: str, born_on: date) -> list[Child]:
    """Return the children with exactly this birth date and this name among their names; for a merged record, the one kept."""
    forename_key, surname_key = name_key(forename), name_key(surname)
    other_names = OtherName.objects.filter(surname_key=surname_key, child__born_on=born_on)
    has_surname = Q(surname_key=surname_key) | Q(pk__in=other_names.values("child"))
    same_surname = Child.objects.filter(has_surname, born_on=born_on).prefetch_related("other_names")
    keys = {kept_record_key(child.pk) for child in same_surname if forename_key in _forenames(child, surname_key)}
    return list(Child.objects.filter(pk__in=keys))


def _forenames(child: Child, surname: str) -> set[str]:
    on_record = {child.forename, child.known_as} if child.surname_key == surname else set()
    other_forenames = {name.forename for name in child.other_names.all() if name.surname_key == surname}
    return {name_key(name) for name in on_record | other_forenames if name}
