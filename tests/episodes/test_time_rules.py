"""Whatever is reported, returned and corrected, in whatever order, one child's episodes never share a moment."""

import contextlib
from itertools import pairwise

from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.episodes.histories import HOUR, TONIGHT
from waylight.config.demonstration.cast import Cast
from waylight.core import clock
from waylight.episodes.actions import ReportedTime, record_return, report_missing
from waylight.episodes.correction_actions import correct_episode, undo_return
from waylight.episodes.models import Correction, Episode, Report

hours = st.integers(0, 60).map(lambda count: TONIGHT - count * HOUR)
acts = st.lists(st.tuples(st.sampled_from(["report", "return", "move", "reopen"]), hours, hours), min_size=3, max_size=14)


@given(acts)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_episodes_of_one_child_never_overlap(cast: Cast, acts) -> None:
    for records in (Report, Correction, Episode):
        records.objects.all().delete()
    with clock.at(TONIGHT):
        for what, one, other in acts:
            with contextlib.suppress(ValidationError):
                do(cast, what, one, other)
    periods = sorted((each.started_at, each.returned_at or TONIGHT + HOUR) for each in Episode.objects.all())
    assert all(first[1] <= second[0] for first, second in pairwise(periods))
    assert sum(each.open for each in Episode.objects.all()) <= 1


def do(cast: Cast, what: str, one, other) -> None:
    latest = Episode.objects.order_by("-created_at").first()
    if what == "report" or latest is None:
        told = {"missing_from": "FAMILY_HOME", "reported_by": "her mother"}
        report_missing(
            cast.amina, by=cast.priya, last_seen=ReportedTime(at=one), reported=ReportedTime(at=max(one, other)), **told
        )
    elif what == "return":
        record_return(latest, by=cast.priya, version=latest.version, returned=ReportedTime(at=one))
    elif what == "move":
        changed = {"started_at": min(one, other), "reported_at": None}
        end = {"returned_at": max(one, other)} if latest.returned_at else {}
        correct_episode(latest, by=cast.priya, version=latest.version, because="A reason", **changed, **end)
    else:
        undo_return(latest, by=cast.priya, version=latest.version, because="A reason")
