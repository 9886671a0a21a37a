"""Which times an episode can have: after birth, before 18, not in the future, and no two episodes of a child at the same time."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from django.core.exceptions import ValidationError

from waylight.chronology.moments import Precision
from waylight.chronology.wording import moment_words
from waylight.core import period_filters
from waylight.core.ages import eighteenth_birthday, is_adult_on
from waylight.core.calendars import day_of
from waylight.core.clock import now
from waylight.episodes.choices import Category
from waylight.episodes.episode import Episode, Episodes
from waylight.people.models import Child

EPISODE_TIMES = ("started_at", "reported_at", "located_at", "returned_at")


@dataclass(frozen=True, kw_only=True)
class ReportedTime:
    """A time as a person reported it: the instant, how exact it is, and its source (a value of `TimeSource`)."""

    at: datetime
    precision: Precision = Precision.MINUTE
    source: str = ""

    def not_before(self, earlier: datetime | None) -> "ReportedTime":
        """Return the time. One that is known only by its date moves to `earlier` if that is later on the same day."""
        same_day = earlier is not None and self.precision == Precision.DATE and day_of(earlier) == day_of(self.at)
        return replace(self, at=max(self.at, earlier)) if same_day and earlier else self


def last_return(child: Child) -> datetime | None:
    """Return when the child last came back, or None if they never did. VOID episodes do not count."""
    returned = Episode.objects.filter(child=child, returned_at__isnull=False).exclude(category=Category.VOID)
    return returned.order_by("-returned_at").values_list("returned_at", flat=True).first()


def refuse_future(at: datetime, *, child_was: str = "", field: str = "") -> None:
    """Refuse a time in the future. `child_was` ("last seen", "back") says which time the sentence names."""
    if at > now():
        which = f"The time the child was {child_was}" if child_was else "That time"
        refuse(field, f"{which} is in the future. Check the date and time.")


def refuse(field: str, words: str) -> None:
    raise ValidationError({field: words} if field else words)


# The first time of each pair must not be before the second. `started_at` is when the child was last seen, `done_at` when the
# safe and well check was made.
FOLLOWS = (
    ("returned_at", "started_at"),
    ("returned_at", "located_at"),
    ("reported_at", "started_at"),
    ("located_at", "started_at"),
    ("done_at", "returned_at"),
)
_EARLIER = {
    "started_at": "the child was last seen",
    "located_at": "the child was located",
    "returned_at": "the child came back",
}
_LATER = {
    "returned_at": "the return",
    "reported_at": "the report",
    "located_at": "the time the child was located",
    "done_at": "the safe and well check",
}


@dataclass(frozen=True)
class WrongOrder:
    """A time that is before another one, although it must not be. `later` is the field that should have the later time."""

    later: str
    later_at: datetime
    earlier: str
    earlier_at: datetime
    precision: str = Precision.MINUTE

    CURE: ClassVar[str] = "Correct one of the two times."

    @property
    def reason(self) -> str:
        return f"{_LATER[self.later]} is before {_EARLIER[self.earlier]} ({moment_words(self.earlier_at, self.precision)})"

    def __str__(self) -> str:
        return f"{self.reason[0].upper()}{self.reason[1:]}. {self.CURE}"


def wrong_order(times: Mapping[str, datetime | None], precisions: Mapping[str, str] | None = None) -> WrongOrder | None:
    """Return the first pair of FOLLOWS that is in the wrong order, or None when all are in order.

    `times` and `precisions` have the names in FOLLOWS. A time that is missing or None is not known and is not compared.
    """
    for later, earlier in FOLLOWS:
        later_at, earlier_at = times.get(later), times.get(earlier)
        if later_at and earlier_at and later_at < earlier_at:
            return WrongOrder(later, later_at, earlier, earlier_at, (precisions or {}).get(earlier, Precision.MINUTE))
    return None


def refuse_wrong_order(episode: Episode, *, fields: Mapping[str, str], **changed: datetime) -> None:
    """Refuse times in the wrong order: the episode's with those in `changed`. `fields` gives the form field for each time."""
    times = {name: getattr(episode, name) for name in EPISODE_TIMES}
    precisions = {name: getattr(episode, name.replace("_at", "_precision")) for name in EPISODE_TIMES}
    if mistake := wrong_order(times | changed, precisions):
        refuse(fields.get(mistake.later, ""), str(mistake))


def refuse_void(episode: Episode) -> None:
    """Refuse an episode that another request has meanwhile recorded as not missing or combined with a duplicate."""
    episode.refresh_from_db(fields=["category"])
    if episode.category == Category.VOID:
        raise ValidationError(
            "This episode is recorded as not missing, or was combined with a duplicate. Continue from the child's page."
        )


def check_period(episode: Episode, *, start_field: str = "", end_field: str = "") -> None:
    """Refuse an episode with an impossible period. `start_field` and `end_field` are the form fields that show the error."""
    child, start, end = episode.child, episode.started_at, episode.returned_at
    if day_of(start) < child.born_on:
        refuse(start_field, "That is before the child was born. Check the date, or the child's date of birth.")
    if is_adult_on(child.born_on, day_of(start)):
        refuse(start_field, "This person was 18 by then, so they were not a child. Check the date.")
    refuse_wrong_order(episode, fields={"returned_at": end_field})
    eighteenth = eighteenth_birthday(child.born_on)
    if end is not None and day_of(end) > eighteenth:
        refuse(
            end_field,
            f"This person turned 18 on {eighteenth:%-d %B %Y}, and a child's episode cannot end after that. "
            "Enter that day, and hand over to adult services.",
        )
    if overlapping_episodes(episode).exists():
        refuse(
            start_field,
            "This child already has an episode covering that time. Check when they were last seen, or correct the other episode.",
        )


def check_last_seen(child: Child, last_seen: ReportedTime) -> None:
    """Refuse a last sighting that cannot start a new episode of this child.

    Accepts any time while the child is missing, because the report then joins the open episode.
    """
    if not Episode.objects.filter(child=child).still_missing().exists():
        start = last_seen.not_before(last_return(child))
        check_period(Episode(child=child, started_at=start.at), start_field="last_seen")


def overlapping_episodes(episode: Episode) -> Episodes:
    """Return the child's other episodes that overlap this one, except VOID ones.

    An episode may begin at the instant when another one ends.
    """
    others = Episode.objects.filter(child=episode.child).exclude(category=Category.VOID).exclude(pk=episode.pk)
    return others.filter(
        period_filters.overlapping(episode.started_at, episode.returned_at, start="started_at", end="returned_at")
    )
