"""A person with two roles, on the web: neither reads, nor does, what only the other one may."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from tests.access.test_restrict_to_child import also
from waylight.access.actions import bring_in
from waylight.accounts.models import User
from waylight.accounts.roles import Role
from waylight.config.demonstration.cast import Cast
from waylight.core import clock
from waylight.core.clock import now
from waylight.episodes.actions import ReportedTime, add_log_line, record_check, record_return, report_missing
from waylight.episodes.models import Episode
from waylight.people.actions import add_child
from waylight.people.models import Child

pytestmark = pytest.mark.django_db
type As = Callable[[str | User], Client]
HOUR = timedelta(hours=1)
WHY, HARM, ENQUIRY = "She had argued with her mother.", "A bruise on one arm.", "Called at the flat of the uncle."


@pytest.fixture
def theirs(cast: Cast) -> Child:
    """A child of another council, of whom Harrowmere knows nothing."""
    return add_child(by=None, council=cast.calderwick, forename="Cal", surname="Derry", born_on=date(2012, 3, 3))


def away(child: Child, cast: Cast, *, back: bool) -> Episode:
    with clock.at(now() - 50 * HOUR):
        seen = ReportedTime(at=now())
        episode = report_missing(
            child,
            by=cast.okoro,
            last_seen=seen,
            reported=seen,
            missing_from="FAMILY_HOME",
            reported_by="Parent",
            circumstances=WHY,
        )
    add_log_line(episode, by=User.objects.get(pk=cast.okoro.pk), kind="VISIT", what=ENQUIRY)
    return (
        record_return(episode, by=cast.okoro, version=episode.version, returned=ReportedTime(at=now() - HOUR))
        if back
        else episode
    )


def test_a_child_seen_by_a_referral_is_read_by_it_and_by_nothing_one_is_elsewhere(cast: Cast, as_: As, theirs: Child) -> None:
    episode = away(theirs, cast, back=True)
    record_check(episode, by=cast.okoro, status="DONE", done_at=now(), with_whom="An officer", harm=HARM)
    bring_in(theirs, by=None, agency=cast.provider, reason="return interview")
    alone = as_("marcus").get(f"/episodes/{episode.pk}/").content.decode()
    marcus = as_(also(cast, "marcus", "harrowmere", Role.SOCIAL_WORKER, team=cast.ben.team))
    both = marcus.get(f"/episodes/{episode.pk}/").content.decode()
    for told in (HARM, "An officer", ENQUIRY):
        assert (told in alone, told in both) == (False, False)
    assert (WHY in alone, WHY in both) == (True, True), "an interviewer reads the report"


@pytest.mark.parametrize("page", ["log", "risk", "return", "located", "check", "correct", "not-missing"])
def test_what_another_role_may_do_is_not_done_to_a_child_seen_by_a_referral(
    cast: Cast, as_: As, theirs: Child, page: str
) -> None:
    episode = away(theirs, cast, back=False)
    bring_in(theirs, by=None, agency=cast.provider, reason="return interview")
    marcus = as_(also(cast, "marcus", "harrowmere", Role.COORDINATOR))
    assert marcus.get(f"/episodes/{episode.pk}/").status_code == 200
    assert marcus.get(f"/episodes/{episode.pk}/{page}/").status_code == 404
    assert marcus.get(f"/report/{theirs.pk}/").status_code == 404
    sent = {"submission": uuid4(), "version": episode.version, "kind": "OTHER", "what": "Anything", "at": ""}
    assert marcus.post(f"/episodes/{episode.pk}/log/", sent).status_code == 404
    assert marcus.post(f"/today/episodes/{episode.pk}/take-on/", sent).status_code == 404


def test_each_role_goes_on_doing_its_own_work(cast: Cast, as_: As) -> None:
    episode = away(cast.ben, cast, back=False)
    marcus = as_(also(cast, "marcus", "harrowmere", Role.SOCIAL_WORKER, team=cast.ben.team))
    assert WHY in marcus.get(f"/episodes/{episode.pk}/").content.decode()
    assert marcus.get(f"/episodes/{episode.pk}/log/").status_code == 200


def test_today_offers_of_each_child_what_one_may_do_for_that_child(cast: Cast, as_: As) -> None:
    theirs, ours = away(cast.ben, cast, back=False), away(cast.dev, cast, back=False)
    assert theirs.child != ours.child
    jo = as_(also(cast, "jo", "ashenford", Role.COORDINATOR))
    html = jo.get("/today/").content.decode()
    assert "Ben Carter" in html
    assert "Take ownership" not in html


def test_a_home_reads_no_more_of_a_child_for_being_a_coordinator_elsewhere(cast: Cast, as_: As) -> None:
    episode = away(cast.ben, cast, back=True)
    record_check(episode, by=cast.okoro, status="DONE", done_at=now(), with_whom="An officer", harm=HARM)
    alone, both = as_("jo"), as_(also(cast, "jo", "ashenford", Role.COORDINATOR))
    for where in (f"/episodes/{episode.pk}/", f"/children/{cast.ben.pk}/"):
        html = [client.get(where).content.decode() for client in (alone, both)]
        read = [[told for told in (WHY, HARM, ENQUIRY, "An officer") if told in page] for page in html]
        assert read[0] == read[1]
        assert HARM not in read[0]
    assert both.get(f"/interviews/for/{episode.pk}/").status_code == 404


def test_the_way_to_every_place_stays_on_a_page_that_only_one_role_opens(cast: Cast, as_: As) -> None:
    priya = as_(also(cast, "priya", "harrowmere", Role.INFORMATION_GOVERNANCE))
    for where in (f"/children/{cast.ben.pk}/", "/emergencies/"):
        html = priya.get(where).content.decode()
        assert all(place in html for place in ("/today/", "/emergencies/", "/load/", "/settings/roles/"))
