"""Episodes that the tests of this folder begin with."""

from datetime import UTC, datetime, timedelta

from waylight.config.demonstration.cast import Cast
from waylight.episodes.actions import ReportedTime, record_return, report_missing
from waylight.episodes.models import Episode

HOUR = timedelta(hours=1)
TONIGHT = datetime(2026, 11, 24, 23, 40, tzinfo=UTC)


def missing(cast: Cast, *, ago: timedelta = 3 * HOUR, **more: object) -> Episode:
    """Report Amina missing, last seen `ago` before tonight."""
    details = {"by": cast.priya, "missing_from": "FAMILY_HOME", "reported_by": "her mother"} | more
    child = details.pop("child", cast.amina)
    return report_missing(
        child, last_seen=ReportedTime(at=TONIGHT - ago), reported=ReportedTime(at=TONIGHT - ago + HOUR), **details
    )


def back(cast: Cast, *, ago: timedelta = 3 * HOUR, since: timedelta = HOUR) -> Episode:
    """Report Amina missing, last seen `ago` before tonight, and record that she came back `since` before tonight."""
    episode = missing(cast, ago=ago)
    return record_return(episode, by=cast.priya, version=episode.version, returned=ReportedTime(at=TONIGHT - since))
