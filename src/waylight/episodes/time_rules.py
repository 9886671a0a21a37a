"""When an episode can have been: after the child was born, not yet eighteen, not in the future, never twice at once."""

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
    """A moment as somebody knows it: when, how exactly, and whose word it is (a value of words.Told)."""

    at: datetime
    precision: Precision = Precision.MINUTE
    source: str = ""

    def not_before(self, earlier: datetime | None) -> "ReportedTime":
        """Known only to its date, it is put no earlier in that day than what came before it."""
        same_day = earlier is not None and self.precision == Precision.DATE and day_of(earlier) == day_of(self.at)
        return replace(self, at=max(self.at, earlier)) if same_day and earlier else self


def last_return(child: Child) -> datetime | None:
    """When the child was last back."""
    returned = Episode.objects.filter(child=child, returned_at__isnull=False).exclude(category=Category.VOID)
    return returned.order_by("-returned_at").values_list("returned_at", flat=True).first()


def refuse_future(what: str, at: datetime, *, field: str = "") -> None:
    """Refuse a moment that has not come."""
    if at > now():
        refuse(field, f"The time the child was {what} is in the future. Check the date and time.")


def refuse(field: str, words: str) -> None:
    raise ValidationError({field: words} if field else words)


def refuse_void(episode: Episode) -> None:
    """Refuse to write of an episode that has been left out of every count since it was read; its child's page has the others."""
    episode.refresh_from_db(fields=["category"])
    if episode.category == Category.VOID:
        raise ValidationError(
            "This episode is recorded as not missing, or was combined with a duplicate. Continue from the child's page."
        )


def check_period(episode: Episode, *, start_field: str = "", end_field: str = "") -> None:
    """Refuse a period that cannot be. The fields are where a form shows each refusal."""
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
    """Refuse at once a last sighting no new episode of this child can begin with. While they are missing any may be told."""
    if not Episode.objects.filter(child=child).still_missing().exists():
        begun = last_seen.not_before(last_return(child))
        check_period(Episode(child=child, started_at=begun.at), start_field="last_seen")


def overlapping_episodes(episode: Episode) -> Episodes:
    """Other episodes of the child, not recorded in error, that share a moment with this one; one may begin as another ends."""
    others = Episode.objects.filter(child=episode.child).exclude(category=Category.VOID).exclude(pk=episode.pk)
    return others.filter(
        period_filters.overlapping(episode.started_at, episode.returned_at, start="started_at", end="returned_at")
    )
