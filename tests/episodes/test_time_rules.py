"""The times of an episode are in order, and the episodes of one child never overlap, whatever people record."""

import contextlib
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.episodes.histories import HOUR, TONIGHT
from waylight.chronology.moments import Precision
from waylight.config.demonstration.cast import Cast
from waylight.core import clock
from waylight.episodes.actions import ReportedTime, record_return, report_missing
from waylight.episodes.correction_actions import correct_episode, undo_return
from waylight.episodes.models import Correction, Episode, Report
from waylight.episodes.time_rules import EPISODE_TIMES, wrong_order

SEEN = datetime(2026, 11, 24, 21, 40, tzinfo=UTC)
times = st.fixed_dictionaries(
    {
        "started_at": st.integers(0, 3).map(lambda count: SEEN + count * HOUR),
        **{name: st.none() | st.integers(0, 3).map(lambda count: SEEN + count * HOUR) for name in EPISODE_TIMES[1:]},
    }
)
hours = st.integers(0, 60).map(lambda count: TONIGHT - count * HOUR)
acts = st.lists(st.tuples(st.sampled_from(["report", "return", "move", "reopen"]), hours, hours), min_size=3, max_size=14)


@pytest.mark.parametrize(
    ("early", "words"),
    [
        pytest.param({"returned_at": -1}, "The return is before the child was last seen", id="return"),
        pytest.param({"reported_at": -1}, "The report is before the child was last seen", id="report"),
        pytest.param({"located_at": -1}, "The time the child was located is before the child was last seen", id="located"),
        pytest.param({"located_at": 0, "returned_at": -1}, "The return is before the child was last seen", id="two times wrong"),
        pytest.param(
            {"started_at": None, "located_at": 0, "returned_at": -1},
            "The return is before the child was located",
            id="back first",
        ),
        pytest.param({"returned_at": 0, "done_at": -1}, "The safe and well check is before the child came back", id="check"),
    ],
)
def test_a_time_before_one_it_has_to_follow_is_named_with_the_other(early: dict[str, int | None], words: str) -> None:
    known = {"started_at": SEEN} | {name: None if hours is None else SEEN + hours * HOUR for name, hours in early.items()}
    with clock.at(SEEN):
        assert str(wrong_order(known)) == f"{words} (Tue 24 Nov, 21:40). Correct one of the two times."


def test_a_refusal_makes_up_no_time_for_a_child_last_seen_some_time_that_day() -> None:
    seen = {"started_at": SEEN, "returned_at": SEEN - HOUR}
    with clock.at(SEEN):
        assert "last seen (Tue 24 Nov)." in str(wrong_order(seen, {"started_at": Precision.DATE}))
        assert "last seen (Tue 24 Nov, about 21:40)." in str(wrong_order(seen, {"started_at": Precision.ABOUT}))


@given(times)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.django_db
def test_the_database_accepts_the_times_of_an_episode_that_are_in_order(known: dict[str, datetime | None]) -> None:
    episode = Episode(**known)
    in_order = [each for each in Episode._meta.constraints if "_in_order_" in each.name]
    assert len(in_order) == 3
    try:
        for constraint in in_order:
            constraint.validate(Episode, episode)
    except ValidationError:
        assert wrong_order(known) is not None
    else:
        assert wrong_order(known) is None


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
