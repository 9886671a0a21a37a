"""The ledger: every return that needs an interview has exactly one status after any actions, and the counts add up."""

from collections import Counter
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.web.interviews.histories import IN_TIME, back
from waylight.core import clock
from waylight.core.clock import now
from waylight.episodes.models import Episode
from waylight.facts.episode_rows import STATUS_FLAGS
from waylight.interviews import actions
from waylight.interviews.choices import Outcome
from waylight.interviews.coverage import CoverageStatus, coverage_status
from waylight.interviews.models import Coverage, Interview

WAYS = (
    "allocate",
    "both",
    "accept",
    "no",
    "parent",
    "yes",
    "hold",
    "lost",
    "again",
    "unoffered",
    "exempt",
    "withdraw",
    "missing",
)


@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        pytest.param(None, CoverageStatus.OUTSTANDING, id="not allocated"),
        pytest.param("", CoverageStatus.OUTSTANDING, id="not ended"),
        pytest.param("WITHDRAWN", CoverageStatus.OUTSTANDING, id="allocated in error"),
        pytest.param("COMPLETED", CoverageStatus.COMPLETED, id="held, written up or not"),
        pytest.param("DECLINED_CHILD", CoverageStatus.DECLINED_CHILD, id="the child said no"),
        pytest.param("DECLINED_PARENT", CoverageStatus.DECLINED_PARENT, id="a parent said no"),
        pytest.param("NO_CONTACT", CoverageStatus.NO_CONTACT, id="no contact"),
        pytest.param("SUPERSEDED", CoverageStatus.SUPERSEDED, id="missing again first"),
        pytest.param("NOT_OFFERED", CoverageStatus.NOT_OFFERED, id="a manager decided"),
        pytest.param("EXEMPT", None, id="exempt is counted apart"),
    ],
)
def test_each_outcome_gives_one_status(outcome: str | None, status: CoverageStatus | None) -> None:
    assert coverage_status(outcome) == status


def test_every_outcome_of_an_interview_has_a_place_in_the_ledger_and_in_the_figures() -> None:
    statuses = {coverage_status(outcome) for outcome in ("", *Outcome.values)}
    assert statuses == {*CoverageStatus, None}
    assert sorted(status for flag in STATUS_FLAGS for status in flag) == sorted(CoverageStatus)


@given(ways=st.lists(st.sampled_from(WAYS), max_size=12))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_after_any_actions_each_return_is_counted_once(cast, ways: list[str]) -> None:
    with transaction.atomic():
        back(cast, 60), back(cast, 40)
        for step, way in enumerate(ways):
            with clock.at(now() + step * timedelta(minutes=5)):
                _try(cast, way)
            episodes = list(Episode.objects.returned().select_related("coverage__interview"))
            statuses = Counter(coverage_status(_outcome_of(episode)) for episode in episodes)
            assert statuses.total() == len(episodes)
            assert statuses[None] == Coverage.objects.filter(interview__outcome=Outcome.EXEMPT).count()
            assert Coverage.objects.count() == Coverage.objects.values("episode").distinct().count()
        transaction.set_rollback(True)


def _outcome_of(episode: Episode) -> str | None:
    line = getattr(episode, "coverage", None)
    return line.interview.outcome if line else None


def _try(cast, way: str) -> None:
    """Try an action. When it is refused nothing changes."""
    try:
        with transaction.atomic():
            _do(cast, way, Interview.objects.order_by("created_at").last())
    except ValidationError:
        return


def _do(cast, way: str, interview: Interview | None) -> None:
    left = list(Episode.objects.returned().filter(coverage=None).order_by("returned_at"))
    if way in ("allocate", "both", "exempt"):
        if not left:
            return
        if way == "exempt":
            actions.exempt(left[0], by=cast.priya, because="CUSTODY", manager="A manager")
        else:
            chosen = left if way == "both" else left[:1]
            actions.allocate(chosen, by=cast.priya, provider=cast.provider, because="Together", within=IN_TIME)
        return
    if way == "missing":
        back(cast, 0.01, since=timedelta(seconds=20))
        return
    if interview is None:
        return
    by = {"by": cast.marcus, "version": interview.version}
    offer = by | {"at": now(), "channel": "CALL"}
    end = by | {"because": "As agreed", "manager": "A manager"}
    {
        "accept": lambda: actions.accept(interview, **by),
        "no": lambda: actions.record_attempt(interview, **offer, result="DECLINED", reason="OTHER"),
        "parent": lambda: actions.record_attempt(interview, **offer, result="CARER_DECLINED"),
        "yes": lambda: actions.record_attempt(interview, **offer, result="AGREED"),
        "hold": lambda: actions.hold(interview, **by, held_at=now(), mode="FACE"),
        "lost": lambda: actions.end_without_interview(interview, **end, outcome="NO_CONTACT"),
        "again": lambda: actions.end_without_interview(interview, **end, outcome="SUPERSEDED"),
        "unoffered": lambda: actions.end_without_interview(interview, **end, outcome="NOT_OFFERED"),
        "withdraw": lambda: actions.withdraw(interview, by=cast.priya, version=interview.version, because="The wrong child"),
    }[way]()


def test_the_database_keeps_one_coverage_for_each_episode(cast) -> None:
    episode = back(cast, 20)
    interview = actions.allocate([episode], by=cast.priya, provider=cast.provider)
    with pytest.raises(IntegrityError), transaction.atomic():
        Coverage.objects.create(interview=interview, episode=episode)
