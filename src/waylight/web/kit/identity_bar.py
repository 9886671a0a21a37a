"""The identity bar of a child: name, age, care, worker, flags, and since when they are missing."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from waylight.accounts.models import User
from waylight.briefings.read_permissions import RecordReader
from waylight.core.clock import today
from waylight.people.models import Child
from waylight.placements.labels import placement_words
from waylight.placements.models import CarePeriod
from waylight.web.kit.formatting import short_date_words


@dataclass(frozen=True)
class IdentityFact:
    label: str
    value: str = ""


@dataclass(frozen=True, kw_only=True)
class Identity:
    """The arguments of components/identity_bar.html."""

    name: str
    href: str
    known_as: str
    age: int
    facts: tuple[IdentityFact, ...]
    flags: tuple[str, ...]
    missing_since: datetime | None
    missing_href: str


def identity_of(child: Child, viewer: User) -> Identity:
    """Return the identity bar. Costs four queries: care, placement, flags and the open episode."""
    open_now = child.episodes.still_missing().first()
    return Identity(
        name=str(child),
        href=reverse("children:detail", args=[child.pk]),
        known_as=child.known_as,
        age=child.age,
        facts=tuple(_facts(child)),
        flags=flags_of(child, viewer),
        missing_since=open_now.started_at if open_now else None,
        missing_href=reverse("episodes:detail", args=[open_now.pk]) if open_now else "",
    )


def flags_of(child: Child, viewer: User) -> tuple[str, ...]:
    """Return the labels of the current flags that the viewer may know of."""
    return RecordReader(viewer.roles()).flag_labels(child.flags.on(today()))


def council_label(child: Child, care: CarePeriod | None) -> str:
    """Return the label of the council that keeps the record. If another council looks after the child, it is responsible."""
    return "Responsible council" if care is None or care.responsible_id == child.council_id else "Record kept by"


def _facts(child: Child) -> list[IdentityFact]:
    facts = [IdentityFact("Born", short_date_words(child.born_on))]
    care = child.care_periods.on(today()).select_related("responsible").first()
    if care:
        facts.append(IdentityFact(f"{care.get_status_display()}, by", care.responsible.name))
    placement = child.placements.on(today()).select_related("home", "authority").first()
    if placement:
        place = placement.home.name if placement.home else placement_words(placement.placement_type)
        where = f", {placement.authority.name}" if placement.authority else ""
        facts.append(IdentityFact("Lives at", f"{place}{where}"))
    if child.allocated_worker:
        facts.append(IdentityFact("Social worker", child.allocated_worker))
    if child.team:
        facts.append(IdentityFact("Team", child.team))
    facts.append(IdentityFact(council_label(child, care), child.council.name))
    return facts
