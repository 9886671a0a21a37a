"""Which times an episode can have: after birth, before 18, not in the future, and no two episodes at once."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.core.exceptions import ValidationError

from waylight.chronology.moments import Precision
from waylight.core import period_filters
from waylight.core.ages import eighteenth_birthday, is_adult_on
from waylight.core.calendars import day_of
from waylight.core.clock import now
from waylight.episodes.choices import Category
from waylight.episodes.episode import Episode, Episodes
from waylight.people.models import Child


@dataclass(frozen=True, kw_only=True)
class ReportedTime:
    """A time as someone reported it: the instant, how exact it is, and its source (a value of `TimeSource`)."""

    at: datetime
    precision: Precision = Precision.MINUTE
    source: str = ""

    def not_before(self, earlier: datetime | None) -> "ReportedTime":
        """Return the time, moved to `earlier` when it is known only by its date and that instant is later the same day."""
        same_day = earlier is not None and self.precision == Precision.DATE and day_of(earlier) == day_of(self.at)
        return replace(self, at=max(self.at, earlier)) if same_day and earlier else self


def last_return(child: Child) -> datetime | None:
    """Return when the child last came back, or None."""
    returned = Episode.objects.filter(child=child, returned_at__isnull=False).exclude(category=Category.VOID)
    return returned.order_by("-returned_at").values_list("returned_at", flat=True).first()


def refuse_future(what: str, at: datetime, *, field: str = "") -> None:
    if at > now():
        refuse(field, f"The time the child was {what} is in the future. Check the date and time.")


def refuse(field: str, words: str) -> None:
    raise ValidationError({field: words} if field else words)


def refuse_void(episode: Episode) -> None:
    """Refuse an episode that was recorded as not missing, or combined with a duplicate, since this request read it."""
    episode.refresh_from_db(fields=["category"])
    if episode.category == Category.VOID:
        raise ValidationError(
            "This episode is recorded as not missing, or was combined with a duplicate. Continue from the child's page."
        )


def check_period(episode: Episode, *, start_field: str = "", end_field: str = "") -> None:
    """Refuse an impossible period. `start_field` and `end_field` are the form fields that show the error."""
    child, start, end = episode.child, episode.started_at, episode.returned_at
    if day_of(start) < child.born_on:
        refuse(start_field, "That is before the child was born. Check the date, or the child's date of birth.")
    if is_adult_on(child.born_on, day_of(start)):
        refuse(start_field, "This person was 18 by then, so they were not a child. Check the date.")
    if end is not None and end < start:
        refuse(end_field, "That is before the child was last seen. Check the date and time.")
    grown = eighteenth_birthday(child.born_on)
    if end is not None and day_of(end) > grown:
        refuse(
            end_field,
            f"This person turned 18 on {grown:%-d %B %Y}, and a child's episode cannot end after that. "
            "Enter that day, and hand over to adult services.",
        )
    if overlapping_episodes(episode).exists():
        refuse(
            start_field,
            "This child already has an episode covering that time. Check when they were last seen, or correct the other episode.",
        )


def check_last_seen(child: Child, last_seen: ReportedTime) -> None:
    """Refuse a last sighting that cannot start a new episode of this child.

    While the child is missing any time passes, because the report joins the open episode.
    """
    if not Episode.objects.filter(child=child).still_missing().exists():
        start = last_seen.not_before(last_return(child))
        check_period(Episode(child=child, started_at=start.at), start_field="last_seen")


def overlapping_episodes(episode: Episode) -> Episodes:
    """Return the child's other episodes that overlap this one, except those recorded in error.

    An episode can begin at the instant when another ends.
    """
    others = Episode.objects.filter(child=episode.child).exclude(category=Category.VOID).exclude(pk=episode.pk)
    return others.filter(
        period_filters.overlapping(episode.started_at, episode.returned_at, start="started_at", end="returned_at")
    )
