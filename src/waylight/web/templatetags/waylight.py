"""Template tags and filters for times, deadlines and risk."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from waylight.chronology.moments import Precision
from waylight.chronology.wording import moment_words
from waylight.core.clock import now
from waylight.web.kit import formatting

register = template.Library()

RISKS = {
    "HIGH": ("high", "High risk"),
    "MEDIUM": ("medium", "Medium risk"),
    "LOW": ("low", "Low risk"),
    "NONE_APPARENT": ("none", "No apparent risk"),
    "": ("unset", "Risk not yet set"),
}


@register.simple_tag
def moment(at: datetime | None, precision: str = Precision.MINUTE, told_by: str = "") -> SafeString | str:
    """Render a time in words, with the exact time on hover and for screen readers, and its source."""
    if at is None:
        return ""
    exact = formatting.exact_words(at, precision or Precision.MINUTE)
    shown = format_html(
        '<time class="wl-moment" datetime="{}" title="{}"><span aria-hidden="true">{}</span>'
        '<span class="govuk-visually-hidden">{}</span></time>',
        at.isoformat(),
        exact,
        moment_words(at, precision or Precision.MINUTE),
        exact,
    )
    return format_html('{} <span class="wl-moment__told">({})</span>', shown, told_by) if told_by else shown


@register.simple_tag
def moment_of_day(day: date | None) -> SafeString | str:
    """Render a date with its year: "14 Mar 2012"."""
    if day is None:
        return ""
    full = f"{day:%A} {formatting.date_words(day)}"
    return format_html('<time datetime="{}" title="{}">{}</time>', day.isoformat(), full, formatting.short_date_words(day))


@register.simple_tag
def since(at: datetime | None, *, stacked: bool = False) -> SafeString | str:
    """Render how long something has lasted: "since 21:10, 2 h 30 min". `stacked` puts the duration first, on its own line."""
    if at is None:
        return ""
    exact = formatting.exact_words(at)
    if stacked:
        return format_html(
            '<time class="wl-lasted" datetime="{}" title="{}"><span class="wl-lasted__length">{}</span> '
            '<span class="wl-table__sub">{}</span></time>',
            at.isoformat(),
            exact,
            formatting.spell(now() - at),
            formatting.start_words(at),
        )
    return format_html('<time datetime="{}" title="{}">{}</time>', at.isoformat(), exact, formatting.since_words(at))


@register.filter
def spell(length: timedelta | None) -> str:
    return "" if length is None else formatting.spell(length)


@register.filter
def in_fours(letters: str) -> str:
    """Split a text into groups of four letters, for people who copy it by hand."""
    return " ".join(letters[at : at + 4] for at in range(0, len(letters), 4))


@register.filter
def under(row: Iterable[Any], head: Sequence[str]) -> list[tuple[str, Any]]:
    """Return each cell of a row with the heading of its column."""
    return list(zip(head, row, strict=False))


@register.inclusion_tag("components/clock_badge.html")
def clock(view: Any, *, open_left: bool = False, plain: bool = False) -> dict[str, Any]:
    """Render a deadline's badge. `plain` leaves out the panel; `open_left` keeps the panel inside the window."""
    state = getattr(view.state, "name", str(view.state))
    words, left = _clock_words(state, view)
    more = not plain and bool(getattr(view, "rule", None) or getattr(view, "source", None))
    kind = state.lower().replace("_", "-")
    return {"clock": view, "kind": kind, "words": words, "left": left, "more": more, "open_left": open_left}


def _clock_words(state: str, view: Any) -> tuple[str, str]:
    """Return the words of the badge, and the less prominent words after them."""
    match state:
        case "RUNNING" | "DUE_SOON":
            return f"Due {formatting.near_words(view.due)}", f"{formatting.roughly(view.due - now())} left"
        case "OVERDUE":
            return f"Overdue by {formatting.roughly(now() - view.due)}", ""
        case "MET":
            return f"Met {formatting.near_words(view.ended)}", str(getattr(view, "reason", "") or "")
        case "LATE":
            return f"Done late {formatting.near_words(view.ended)}", str(getattr(view, "reason", "") or "")
        case "EXCUSED" | "STOPPED":
            reason = str(getattr(view, "reason", "") or "")
            return f"Stopped: {reason}" if reason else "Stopped", ""
        case "PAUSED":
            return "Paused", ""
        case "CANNOT_SAY":
            return ("Cannot say if in time" if view.ended else "Cannot say if overdue"), "only the day is known"
        case _:
            return "Not started", ""


@register.inclusion_tag("components/risk_tag.html")
def risk(level: str | None, pending: bool = False, set_by: str = "") -> dict[str, Any]:  # noqa: FBT001, FBT002 - templates pass these by position
    """Render a level of risk. `pending` says that police and social care have not agreed it yet."""
    kind, words = RISKS[str(getattr(level, "value", level) or "")]
    return {"kind": kind, "words": words, "pending": pending, "set_by": set_by}


@register.inclusion_tag("components/spark.html")
def spark(numbers: Sequence[float]) -> dict[str, Any]:
    """Render a line chart in a box of 104 by 32, with the lowest number at the bottom."""
    low, high = min(numbers), max(numbers)
    step = 100 / max(len(numbers) - 1, 1)
    points = [(2 + step * i, 28 - 24 * ((number - low) / ((high - low) or 1))) for i, number in enumerate(numbers)]
    last_x, last_y = points[-1]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return {"points": line, "last_x": f"{last_x:.1f}", "last_y": f"{last_y:.1f}"}
