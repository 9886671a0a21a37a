"""The times that the protocol allowed for an interview and a check in the months of a report.

Figures measure each return against the protocol in force on its day, so the words beside the figures must say the same.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Self
from uuid import UUID

from waylight.agencies.councils import Agreements, agreements
from waylight.agencies.models import Agency
from waylight.core.calendars import DAY
from waylight.core.clock import today
from waylight.duties.language.allowance import Hours
from waylight.duties.missing_from_home import SAFE_AND_WELL_CHECK
from waylight.duties.protocol import NATIONAL, protocol_from
from waylight.duties.return_interview_deadlines import RETURN_INTERVIEW
from waylight.indicators.indicator import Indicator

AS_AGREED = "the time agreed"


@dataclass(frozen=True, kw_only=True)
class AgreedTimes:
    """Times in words. A time that changed in those months reads "the time agreed", and `changes` gives each value.

    `days` is the window for repeat levels under today's protocol.
    """

    interview: str = str(RETURN_INTERVIEW.within)
    check: str = str(SAFE_AND_WELL_CHECK.within)
    days: int = NATIONAL.trigger_days
    changes: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        return cls(**{**stored, "changes": tuple(stored["changes"])})

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def title_of(self, indicator: Indicator) -> str:
        """Return a measure's title with the agreed time in place of the default one."""
        if indicator.key.startswith("rhi."):
            return indicator.title.replace(str(RETURN_INTERVIEW.within), self.interview)
        if indicator.key.startswith("checks."):
            return indicator.title.replace(str(SAFE_AND_WELL_CHECK.within), self.check)
        return indicator.title


USUAL = AgreedTimes()


def agreed_times_between(council: Agency, first: date, until: date) -> AgreedTimes:
    """Return the times allowed from `first` until `until`, which is not included."""
    agreed_settings = agreements()
    protocols = [
        (day, protocol_from(agreed_settings.on(council.pk, day)))
        for day in _days_of_change(agreed_settings, council.pk, first, until)
    ]
    interview = _without_repeats([(day, protocol.interview_hours) for day, protocol in protocols])
    check = _without_repeats([(day, protocol.check_hours) for day, protocol in protocols])
    return AgreedTimes(
        interview=_words(interview),
        check=_words(check),
        days=protocol_from(agreed_settings.on(council.pk, today())).trigger_days,
        changes=(*_change_sentences("return interviews", interview), *_change_sentences("safe and well checks", check)),
    )


def _days_of_change(agreed_settings: Agreements, council: UUID, first: date, until: date) -> list[date]:
    """Return the first day and every later day on which a setting starts or ends."""
    settings = [*agreed_settings.by_council.get(None, ()), *agreed_settings.by_council.get(council, ())]
    days = {day for setting in settings for day in (setting.since, setting.until) if day and first < day < until}
    return [first, *sorted(days)]


def _without_repeats(hours: list[tuple[date, int]]) -> list[tuple[date, int]]:
    """Return each time with the day from which it applied, without the days on which it stayed the same."""
    return [(day, each) for place, (day, each) in enumerate(hours) if place == 0 or each != hours[place - 1][1]]


def _words(times: list[tuple[date, int]]) -> str:
    return str(Hours(times[0][1])) if len(times) == 1 else AS_AGREED


def _change_sentences(subject: str, times: list[tuple[date, int]]) -> Iterator[str]:
    if len(times) > 1:
        first = f"{Hours(times[0][1])} up to {_day(times[1][0] - DAY)}"
        later = [f"{Hours(each)} from {_day(day)}" for day, each in times[1:]]
        yield f"Time allowed for {subject}: {', '.join([first, *later])}."


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
