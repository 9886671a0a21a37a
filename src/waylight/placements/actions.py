"""Recording where a looked-after child lives."""

from datetime import date

from django.db import transaction

from waylight.accounts.models import User
from waylight.audit import log
from waylight.people.models import Child
from waylight.placements.models import Home, Placement

CHILDRENS_HOME = "K2"


@transaction.atomic
def record_arrival(child: Child, *, by: User, home: Home, on: date) -> Placement:
    """Record that a child lives in a home from a day, as the home reports. The council's extract adds other details later."""
    placement = Placement(
        child=child,
        placement_type=CHILDRENS_HOME,
        provider_type=home.provider_type,
        home=home,
        urn=home.urn,
        authority=home.authority,
        postcode=home.postcode,
        started_on=on,
    )
    placement.full_clean()
    placement.save(force_insert=True)
    log.record("recorded the arrival of a child in", placement, by=by, child=child.pk)
    return placement
