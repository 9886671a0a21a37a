"""Adding a child to a council's records."""

from datetime import date

from django.db import transaction

from waylight.accounts.models import User
from waylight.agencies.models import Agency
from waylight.audit import log
from waylight.people.models import Child, Sex
from waylight.people.names import name_key, sounds_like, tidy
from waylight.people.search.index import index_children


@transaction.atomic
def add_child(
    *, by: User | None, council: Agency, forename: str, surname: str, born_on: date, sex: Sex | str = Sex.UNKNOWN, **more: str
) -> Child:
    """Add a child who has no record. `more` gives further text fields of `Child`, such as `known_as`, `team` or `postcode`."""
    surname = tidy(surname)
    child = Child(
        council=council,
        forename=tidy(forename),
        surname=surname,
        surname_key=name_key(surname),
        sounds_like=sounds_like(surname),
        born_on=born_on,
        sex=sex,
        **more,
    )
    child.full_clean()
    child.save(force_insert=True)
    index_children([child.pk], fresh=True)
    log.record("added", child, by=by, child=child.pk)
    return child
