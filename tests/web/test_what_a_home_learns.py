"""What the manager of Ben's home learns of the work of other agencies: not that one of them set a low risk, nor of interviews."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from tests.web.episodes.acts import missing
from waylight.config.demonstration.cast import Cast
from waylight.core import clock
from waylight.core.clock import now
from waylight.episodes.actions import ReportedTime, record_check, record_return, record_risk
from waylight.episodes.models import Episode
from waylight.interviews.actions import accept, allocate

pytestmark = pytest.mark.django_db
type As = Callable[[str], Client]
HOUR = timedelta(hours=1)
PHRASES = ("has a new risk assessment", "has an interview allocated", "is back")
JOINT = ("Agree the risk", "Low risk agreed jointly")


def text(client: Client, address: str) -> str:
    return unescape(client.get(address).content.decode())


@pytest.fixture
def low_risk(cast: Cast) -> Episode:
    episode = missing(cast, child=cast.ben)
    record_risk(episode, by=cast.okoro, agency="POLICE", level="LOW", rationale="Often back by midnight.")
    return episode


@pytest.mark.parametrize("address", ["/today/", "/children/{child}/", "/episodes/{episode}/", "/episodes/{episode}/reported/"])
def test_a_home_does_not_learn_that_the_police_set_a_low_risk(as_: As, low_risk: Episode, address: str) -> None:
    where = address.format(child=low_risk.child_id, episode=low_risk.pk)
    pages = {who: text(as_(who), where) for who in ("priya", "jo")}
    assert any(words in pages["priya"] for words in JOINT)
    assert [words for words in JOINT if words in pages["jo"]] == []


def test_the_deadline_for_agreeing_a_low_risk_has_no_page_for_a_home(as_: As, low_risk: Episode) -> None:
    where = f"/episodes/{low_risk.pk}/owed/joint-risk/"
    assert [as_(who).get(where).status_code for who in ("priya", "jo")] == [200, 404]


@pytest.mark.parametrize(
    ("who", "learned"),
    [
        pytest.param(
            "priya", {"has a new risk assessment", "has an interview allocated", "is back"}, id="the coordinator learns of all"
        ),
        pytest.param(
            "marcus", {"has a new risk assessment", "has an interview allocated", "is back"}, id="so does the interviewer"
        ),
        pytest.param("jo", {"has an interview allocated", "is back"}, id="the home learns of the interview, not of the risk"),
    ],
)
def test_today_s_news_of_a_child_is_what_the_reader_may_know(cast: Cast, as_: As, who: str, learned: set[str]) -> None:
    first = missing(cast, child=cast.ben, ago=50 * HOUR)
    first = record_return(first, by=cast.priya, version=first.version, returned=ReportedTime(at=now() - 48 * HOUR))
    interview = allocate([first], by=cast.priya, provider=cast.provider, interviewer=cast.marcus)
    accept(interview, by=cast.marcus, version=interview.version)
    as_(who).get("/today/")
    with clock.at(now() + HOUR):
        again = missing(cast, child=cast.ben)
        record_risk(again, by=cast.helen, agency="SOCIAL_CARE", level="HIGH", rationale="Threats from adults.")
        again = record_return(again, by=cast.okoro, version=again.version, returned=ReportedTime(at=now()))
        allocate([again], by=cast.nadia, provider=cast.provider)
        polled, news = text(as_(who), "/today/new/"), text(as_(who), "/today/")
    assert {phrase for phrase in PHRASES if f"</a> {phrase}" in news} == learned
    assert ("Nadia Khan" in news) == (who != "jo")
    assert f"<strong>{len(learned) + 1} new</strong>" in polled


@pytest.mark.parametrize("status", ["DONE", "DECLINED"])
def test_a_home_cannot_tell_from_the_last_contact_how_the_check_went(cast: Cast, as_: As, status: str) -> None:
    episode = missing(cast, child=cast.ben, ago=9 * HOUR)
    episode = record_return(episode, by=cast.priya, version=episode.version, returned=ReportedTime(at=now() - 2 * HOUR))
    record_check(episode, by=cast.okoro, status=status, done_at=now() - HOUR)
    pages = {who: text(as_(who), f"/children/{cast.ben.pk}/") for who in ("priya", "jo")}
    assert ("Last seen or spoken to by a worker" in pages["priya"]) == (status == "DONE")
    assert "When a worker last saw or spoke to Ben is not shared with you" in pages["jo"]
    assert "No record that a worker has seen" not in pages["jo"]
