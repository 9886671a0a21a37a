"""A figure counts an interview and a check as in time when the page's own clock does, whenever the agreement changed."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from waylight.agencies.models import ProtocolSetting
from waylight.briefings.clocks import duty_statuses_for
from waylight.config.demonstration.cast import Cast
from waylight.core import clock
from waylight.core.clock import now
from waylight.duties.language.terms import ClockState
from waylight.episodes.actions import ReportedTime, record_check, record_return, report_missing
from waylight.episodes.models import Episode
from waylight.facts import builder, store
from waylight.facts.tables import EPISODES, TRIGGERS
from waylight.interviews.actions import accept, allocate, hold

pytestmark = pytest.mark.django_db
APRIL = datetime(2026, 4, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _in_june() -> Iterator[None]:
    with clock.at(APRIL + timedelta(days=75)):
        yield


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings) -> Path:
    settings.HOME = tmp_path
    (tmp_path / "facts").mkdir()
    return tmp_path


def agreed_from_april(cast: Cast, **settings: object) -> None:
    for name, value in settings.items():
        key = name.replace("_", ".", 1)
        ProtocolSetting.objects.create(council=cast.harrowmere, key=key, value=value, since=APRIL.date(), source="Board, March")


def heard(cast: Cast, back: datetime, *, checked: timedelta, held: timedelta) -> Episode:
    """Amina, back then, checked and heard so long after."""
    told = {"last_seen": ReportedTime(at=back - 2 * HOUR), "reported": ReportedTime(at=back - HOUR)}
    episode = report_missing(cast.amina, by=cast.okoro, missing_from="FAMILY_HOME", reported_by="her mother", **told)
    episode = record_return(episode, by=cast.okoro, version=episode.version, returned=ReportedTime(at=back))
    record_check(episode, by=cast.okoro, status="DONE", done_at=back + checked)
    interview = allocate([episode], by=cast.priya, provider=cast.provider)
    interview = accept(interview, by=cast.marcus, version=interview.version)
    hold(interview, by=cast.marcus, version=interview.version, held_at=back + held, mode="FACE")
    return episode


def rows() -> list[dict[str, object]]:
    return store.connect(builder.current_facts()).to_pyarrow(EPISODES).to_pylist()


@pytest.mark.parametrize(
    ("back", "in_time"),
    [
        pytest.param(APRIL - 48 * HOUR, True, id="back before the agreement changed: the old hours"),
        pytest.param(APRIL - HOUR, False, id="back after midnight in England: the new hours"),
        pytest.param(APRIL + 12 * HOUR, False, id="back after it: the new hours"),
    ],
)
def test_page_and_figure_agree_about_an_interview_and_a_check(cast: Cast, back: datetime, *, in_time: bool) -> None:
    agreed_from_april(cast, interview_hours=48, check_hours=12)
    episode = heard(cast, back, checked=20 * HOUR, held=60 * HOUR)
    (row,) = rows()
    page = {owed.code: owed.state for owed in duty_statuses_for([episode])[episode.pk]}
    stands = ClockState.MET.name if in_time else ClockState.LATE.name
    assert (row["in_time"], row["checked_in_time"]) == (in_time, in_time)
    assert (page["return-interview"], page["safe-and-well-check"]) == (stands, stands)


def test_a_return_on_each_side_of_the_change_is_judged_by_its_own_day(cast: Cast) -> None:
    agreed_from_april(cast, interview_hours=48)
    for back in (APRIL - 200 * HOUR, APRIL + 12 * HOUR):
        heard(cast, back, checked=HOUR, held=60 * HOUR)
    assert [row["in_time"] for row in rows()] == [1, 0]


def test_repeat_levels_follow_what_is_agreed_today(cast: Cast) -> None:
    agreed_from_april(cast, trigger_levels=[2, 5, 9])
    for back in (APRIL - 400 * HOUR, APRIL - 200 * HOUR):
        heard(cast, back, checked=HOUR, held=60 * HOUR)
    triggers = store.connect(builder.current_facts()).to_pyarrow(TRIGGERS).to_pylist()
    assert [(reached["level"], reached["fired_on"]) for reached in triggers] == [(2, date(2026, 3, 23))]


def test_facts_are_built_again_on_the_day_an_agreement_comes_into_force(cast: Cast) -> None:
    ProtocolSetting.objects.create(
        council=cast.harrowmere, key="trigger.levels", value=[2, 4, 6], since=(now() + timedelta(days=1)).date(), source="Board"
    )
    before = builder.current_facts()
    assert builder.current_facts() == before
    with clock.at(now() + timedelta(days=2)):
        assert builder.current_facts() != before
