"""The values of an episode from its reports."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from waylight.episodes.report_grouping import leading_report, returned

POLICE = "POLICE"
ELSEWHERE = "OTHER"  # also when no report says from where the child went missing


class ReportValues(Protocol):
    """A report: a row of the police export or a `Report`."""

    reference: str
    category: str
    last_seen_at: datetime
    reported_at: datetime | None
    returned_at: datetime | None
    missing_from: str
    missing_from_name: str
    postcode: str
    found_at: str


def episode_values(group: Sequence[ReportValues], homes: Mapping[str, UUID]) -> dict[str, Any]:
    """Return the values of an episode, by field. Each fact comes from the first report that gives it.

    `homes` gives the key of each home by its case-folded name.
    """
    if len(group) == 1:
        return _values_of_one_report(group[0], homes)
    leading = leading_report(group)
    name = _first(group, "missing_from_name")
    report_times: list[datetime] = [report.reported_at for report in group if report.reported_at]
    return {
        "category": leading.category,
        "reference": leading.reference,
        "started_at": group[0].last_seen_at,
        "reported_at": min(report_times, default=None),
        "returned_at": returned(group),
        "missing_from": next((place for report in group if (place := report.missing_from) not in {"", ELSEWHERE}), ELSEWHERE),
        "home_id": homes.get(name.casefold()),
        "missing_from_name": name,
        "postcode": _first(group, "postcode"),
        "found_at": _first(group, "found_at"),
    }


def _values_of_one_report(report: ReportValues, homes: Mapping[str, UUID]) -> dict[str, Any]:
    """Return the values of an episode with one report. This path is faster, and most episodes have one report."""
    return {
        "category": report.category,
        "reference": report.reference,
        "started_at": report.last_seen_at,
        "reported_at": report.reported_at,
        "returned_at": report.returned_at,
        "missing_from": report.missing_from or ELSEWHERE,
        "home_id": homes.get(report.missing_from_name.casefold()),
        "missing_from_name": report.missing_from_name,
        "postcode": report.postcode,
        "found_at": report.found_at,
    }


def _first(group: Sequence[ReportValues], name: str) -> str:
    return next((str(value) for report in group if (value := getattr(report, name))), "")
