"""The police and a home read whether an interview is allocated, held or ended: no name, no reason and no word about it.

Of a safe and well check the home reads that it was made, and not its result.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from tests.web.episodes.acts import at, back, missing, once
from waylight.accounts.models import User
from waylight.config.demonstration.cast import Cast
from waylight.core.clock import now, today
from waylight.episodes.actions import ReportedTime, record_check, record_located, record_risk
from waylight.episodes.correction_actions import correct_check
from waylight.episodes.models import Episode, RepeatMeeting, SafeAndWellCheck
from waylight.interviews.actions import accept, allocate, end_without_interview, hold, record_attempt
from waylight.interviews.models import Interview

pytestmark = pytest.mark.django_db
type As = Callable[[str | User], Client]
HOUR = timedelta(hours=1)
PLACE, OTHERS, LATE, NOTE = "The library in Ash Lane", "His aunt Ida", "The bus did not come", "Rang twice from the car"
ARRANGED = ("Marcus Bell", "Open Door Interviews", PLACE, OTHERS, LATE, NOTE, "Does not trust us", "No reply to any of us")


@pytest.fixture
def returned(cast: Cast) -> Episode:
    return back(cast, child=cast.ben)


@pytest.fixture
def accepted(cast: Cast, returned: Episode) -> Interview:
    interview = allocate([returned], by=cast.priya, provider=cast.provider, interviewer=cast.marcus)
    return accept(interview, by=cast.marcus, version=interview.version)


def pages(client: Client, episode: Episode) -> Mapping[str, str]:
    interview = Interview.objects.get(child=episode.child)
    duties = ("interview-allocated", "first-offer", "return-interview", "write-up")
    where = {
        "today": "/today/",
        "child": f"/children/{episode.child_id}/",
        "episode": f"/episodes/{episode.pk}/",
        "interview": f"/interviews/{interview.pk}/",
    } | {duty: f"/episodes/{episode.pk}/owed/{duty}/" for duty in duties}
    answers = {name: client.get(address) for name, address in where.items()}
    return {name: unescape(each.content.decode()) for name, each in answers.items() if each.status_code == 200}


def learned(as_: As, who: str, episode: Episode) -> list[tuple[str, str]]:
    return [(name, words) for name, page in pages(as_(who), episode).items() for words in ARRANGED if words in page]


@pytest.mark.parametrize("who", ["okoro", "jo"])
def test_of_an_interview_that_is_allocated_one_reads_no_name(as_: As, who: str, returned: Episode, accepted: Interview) -> None:
    assert learned(as_, "priya", returned) != []
    assert learned(as_, who, returned) == []
    shown = pages(as_(who), returned)
    assert "Allocated" in shown["episode"]
    assert "not shared with you" in shown["episode"]
    assert "Not shared with you" in shown["child"]


@pytest.mark.parametrize("who", ["okoro", "jo"])
def test_of_an_interview_that_ben_declined_one_reads_that_it_ended(
    cast: Cast, as_: As, who: str, returned: Episode, accepted: Interview
) -> None:
    record_attempt(
        accepted, by=cast.marcus, version=accepted.version, at=now(), channel="CALL", result="DECLINED", note=NOTE,
        reason="DISTRUST",
    )  # fmt: skip
    assert learned(as_, who, returned) == []
    shown = pages(as_(who), returned)
    assert not any("eclined" in page for page in (shown["episode"], shown["child"], shown.get("interview", "")))
    assert "Stopped: not shared with you" in shown["episode"]
    assert "Ended" in shown["episode"]


@pytest.mark.parametrize("who", ["okoro", "jo"])
def test_of_an_interview_that_nobody_could_hold_one_reads_no_reason(
    cast: Cast, as_: As, who: str, returned: Episode, accepted: Interview
) -> None:
    end_without_interview(
        accepted, by=cast.marcus, version=accepted.version, outcome="NO_CONTACT", because="No reply to any of us",
        manager=cast.iris,
    )  # fmt: skip
    assert learned(as_, who, returned) == []


def test_of_an_interview_that_was_held_the_officer_reads_that_it_was(
    cast: Cast, as_: As, returned: Episode, accepted: Interview
) -> None:
    held = hold(
        accepted, by=cast.marcus, version=accepted.version, held_at=now(), mode="FACE", seen_alone=False, place=PLACE,
        others_present=OTHERS,
    )  # fmt: skip
    Interview.objects.filter(pk=held.pk).update(late_because=LATE)
    assert learned(as_, "okoro", returned) == []
    page = pages(as_("okoro"), returned)["interview"]
    assert "Held" in page
    assert "Not shared with you" in page


def check_declined(cast: Cast, episode: Episode) -> None:
    record_check(episode, by=cast.okoro, status="DECLINED", done_at=now(), because="He shut the door")


def test_the_home_does_not_read_that_ben_declined_the_check(cast: Cast, as_: As, returned: Episode) -> None:
    check_declined(cast, returned)
    addresses = [f"/episodes/{returned.pk}/", f"/episodes/{returned.pk}/owed/safe-and-well-check/", f"/children/{cast.ben.pk}/"]
    shown = {who: [unescape(as_(who).get(where).content.decode()) for where in addresses] for who in ("priya", "jo")}
    assert "The child declined" in shown["priya"][0]
    assert "the child declined it" in shown["priya"][1]
    assert ["child declined" in page for page in (shown["jo"][0], shown["jo"][2])] == [False, False]
    assert "the child declined it" not in shown["jo"][1]
    assert all("ot shared with you" in page for page in shown["jo"][:2])


def test_the_home_does_not_read_that_nobody_saw_ben(cast: Cast, as_: As, returned: Episode) -> None:
    record_check(returned, by=cast.okoro, status="VIA_CARER", done_at=now(), because="The home was sure")
    episode = {who: unescape(as_(who).get(f"/episodes/{returned.pk}/").content.decode()) for who in ("priya", "jo")}
    assert ["the child was not seen" in page for page in episode.values()] == [True, False]


def test_the_home_does_not_read_who_corrected_a_check_or_who_chaired_a_meeting(cast: Cast, as_: As, returned: Episode) -> None:
    check_declined(cast, returned)
    check = SafeAndWellCheck.objects.get(episode=returned)
    correct_check(check, by=cast.okoro, version=check.version, why="I had the wrong child", status="DONE", done_at=now())
    RepeatMeeting.objects.create(child=cast.ben, level=3, reached_on=today(), held_at=now(), chair="Ines Duarte")
    story = {who: unescape(as_(who).get(f"/children/{cast.ben.pk}/").content.decode()) for who in ("priya", "jo")}
    told = {who: [words in page for words in ("Grace Okoro", "Ines Duarte", "Meeting after 3")] for who, page in story.items()}
    assert told == {"priya": [True, True, True], "jo": [False, False, False]}
    assert "Repeat meeting held" in story["jo"]


def test_who_saved_first_is_who_saved_the_episode_and_not_who_assessed_the_risk(cast: Cast, as_: As) -> None:
    episode = missing(cast, child=cast.ben)
    located = ReportedTime(at=now() - HOUR / 2)
    record_located(Episode.objects.get(pk=episode.pk), by=cast.priya, version=1, located=located, found_at="Canal")
    record_risk(episode, by=cast.okoro, agency="POLICE", level="HIGH", rationale="He is with older men.")
    sent = once(**at("returned", timedelta(minutes=5)), told_by="POLICE", method="SELF", returned_to="SAME_PLACE")
    page = unescape(as_("jo").post(f"/episodes/{episode.pk}/return/", sent).content.decode())
    first = page.partition("Saved first")[2][:200]
    assert "Priya" in first
    assert "Okoro" not in first
