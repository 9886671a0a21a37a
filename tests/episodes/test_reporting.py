"""Reporting a child missing: one episode for any number of reports, and only at possible times."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from waylight.chronology.moments import Precision
from waylight.config.demonstration.cast import Cast, assemble
from waylight.core import clock
from waylight.core.clock import now
from waylight.episodes.actions import ReportedTime, record_return, report_missing
from waylight.episodes.choices import MissingFrom
from waylight.episodes.models import Episode, Report

HOUR = timedelta(hours=1)
TONIGHT = datetime(2026, 11, 24, 23, 40, tzinfo=UTC)
SEEN, REPORTED = TONIGHT - 3 * HOUR, TONIGHT - 2 * HOUR


@pytest.fixture(autouse=True)
def _tonight():
    with clock.at(TONIGHT):
        yield


def missing(
    cast: Cast, *, seen: ReportedTime | datetime = SEEN, reported: ReportedTime | datetime = REPORTED, **more: object
) -> Episode:
    as_known = [known if isinstance(known, ReportedTime) else ReportedTime(at=known) for known in (seen, reported)]
    said = {"by": cast.priya, "missing_from": MissingFrom.FAMILY_HOME, "reported_by": "her mother"} | more
    return report_missing(said.pop("child", cast.amina), last_seen=as_known[0], reported=as_known[1], **said)


def test_a_report_opens_an_episode_owned_by_the_worker_who_took_it(cast: Cast) -> None:
    episode = missing(cast, circumstances="Left after an argument")
    assert (episode.open, episode.owner, episode.reports.get().circumstances) == (True, cast.priya, "Left after an argument")


def test_an_episode_reported_by_the_police_has_no_owner_yet(cast: Cast) -> None:
    assert missing(cast, by=cast.okoro).owner is None


def test_a_second_report_joins_the_first_and_keeps_its_own_circumstances(cast: Cast) -> None:
    first = missing(cast, circumstances="Left after an argument", reference="NM-1")
    again = missing(cast, by=cast.okoro, circumstances="Seen at the station", reference="NM-2")
    assert again == first
    assert set(first.reports.values_list("circumstances", flat=True)) == {"Left after an argument", "Seen at the station"}


def test_a_home_and_the_force_may_quote_one_reference(cast: Cast) -> None:
    episode = missing(cast, reference="NM-1")
    missing(cast, by=cast.okoro, reference="NM-1")
    assert sorted(episode.reports.values_list("reference", flat=True)) == ["", "NM-1"]


def test_two_children_never_have_reports_with_one_reference(cast: Cast) -> None:
    missing(cast, reference="NM-1")
    with pytest.raises(ValidationError, match="already recorded"):
        missing(cast, child=cast.dev, reference="NM-1")


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        pytest.param({"seen": TONIGHT + HOUR}, "last_seen", "is in the future", id="last seen in the future"),
        pytest.param({"reported": TONIGHT + HOUR}, "reported", "is in the future", id="reported in the future"),
        pytest.param({"reported": SEEN - HOUR}, "reported", "before the child was last seen", id="reported before last seen"),
        pytest.param({"seen": SEEN - timedelta(days=16 * 366)}, "last_seen", "before the child was born", id="before birth"),
    ],
)
def test_an_impossible_time_is_refused_beside_its_question(cast: Cast, said: dict, field: str, words: str) -> None:
    with pytest.raises(ValidationError, match=words) as refused:
        missing(cast, **said)
    assert list(refused.value.error_dict) == [field]


def test_a_person_of_eighteen_is_not_reported_as_a_child(cast: Cast) -> None:
    cast.amina.born_on = clock.today().replace(year=clock.today().year - 18)
    cast.amina.save()
    with pytest.raises(ValidationError, match="18 by then"):
        missing(cast)


def test_a_child_is_never_missing_twice_at_once(cast: Cast) -> None:
    first = missing(cast, seen=TONIGHT - 48 * HOUR, reported=TONIGHT - 47 * HOUR)
    record_return(first, by=cast.priya, version=1, returned=ReportedTime(at=TONIGHT - 24 * HOUR))
    with pytest.raises(ValidationError, match="already has an episode covering that time"):
        missing(cast, seen=TONIGHT - 25 * HOUR)


def test_a_child_can_go_missing_at_the_minute_they_came_back(cast: Cast) -> None:
    first = missing(cast, seen=TONIGHT - 48 * HOUR, reported=TONIGHT - 47 * HOUR)
    record_return(first, by=cast.priya, version=1, returned=ReportedTime(at=TONIGHT - 24 * HOUR))
    assert missing(cast, seen=TONIGHT - 24 * HOUR) != first


def test_last_seen_known_only_by_its_date_is_not_before_the_return_of_that_day(cast: Cast) -> None:
    noon = datetime(2026, 11, 23, 12, tzinfo=UTC)
    first = missing(cast, seen=noon - 24 * HOUR, reported=noon - 23 * HOUR)
    record_return(first, by=cast.priya, version=1, returned=ReportedTime(at=noon))
    again = missing(cast, seen=ReportedTime(at=datetime(2026, 11, 23, tzinfo=UTC), precision=Precision.DATE))
    assert (again.started_at, again.started_precision) == (noon, Precision.DATE)


def all_at_once(acts: list[Callable[[], object]]) -> list[BaseException]:
    """Run every action in its own thread, all at the same time, and return the errors."""
    gate, wrong = threading.Barrier(len(acts)), []

    def run(act: Callable[[], object]) -> None:
        try:
            gate.wait()
            act()
        except BaseException as error:  # noqa: BLE001 - the test judges every error of a thread
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


@pytest.mark.django_db(transaction=True)
def test_ten_reports_of_one_child_at_once_make_one_episode() -> None:
    cast = assemble()
    seen, told = ReportedTime(at=now() - 3 * HOUR), ReportedTime(at=now() - 2 * HOUR)
    act = {"by": cast.okoro, "last_seen": seen, "reported": told, "missing_from": "FAMILY_HOME", "reported_by": "a neighbour"}
    wrong = all_at_once([lambda: report_missing(cast.amina, **act)] * 10)
    assert (wrong, Episode.objects.count(), Report.objects.count()) == ([], 1, 10)
