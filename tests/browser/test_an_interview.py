"""Priya allocates Amina's return interview; Marcus accepts, offers, books, holds and writes it up; every clock is right."""

from datetime import datetime, timedelta

import pytest

from tests.browser.watching import Watched
from tests.web.interviews.histories import back
from waylight.core.clock import local, now
from waylight.episodes.models import Episode
from waylight.interviews.models import Answer, Interview
from waylight.web.kit.formatting import near_words

pytestmark = pytest.mark.browser

HOUR = timedelta(hours=1)
NEEDED = ("push", "pull", "harm", "help", "sharing")


def due(episode: Episode, hours: int) -> str:
    assert episode.returned_at
    return f"Due {near_words(episode.returned_at + hours * HOUR)}"


def test_with_the_keyboard_alone(live, cast) -> None:
    episode = back(cast, 5)
    priya, marcus = live("priya"), live("marcus")
    priya.go(f"/interviews/for/{episode.pk}/")
    priya.sees_no_barrier()
    priya.press("Allocate the interview")
    assert "not accepted yet" in priya.said()
    assert due(episode, 72) in priya.said()
    priya.sees_no_barrier()

    detail = f"/interviews/{Interview.objects.get().pk}/"
    marcus.go(detail)
    assert due(episode, 24) in marcus.said()
    marcus.press("Accept this interview")
    marcus.press("Record the first contact")
    marcus.sees_no_barrier()
    marcus.choose("Phone call", among="How?")
    marcus.choose("Agreed to talk", among="What was the result?")
    marcus.press("Save the contact")
    assert f"Met {near_words(Interview.objects.get().offered_at)}" in marcus.said()
    marcus.press("Book a time")
    type_moment(marcus, "When will it be held?", now() - timedelta(minutes=2))
    marcus.type_in("Where?", "The library")
    marcus.sees_no_barrier()
    marcus.press("Book the interview")
    assert "The library" in marcus.said()
    marcus.press("Record the interview")
    marcus.choose("Face to face", among="How?")
    marcus.choose("Yes", among="Was the child seen alone?")
    marcus.choose("Independent provider", among="Who held it?")
    marcus.sees_no_barrier()
    marcus.press("Record the interview")
    assert f"Met {near_words(Interview.objects.get().held_at)}" in marcus.said()
    assert "Return interview written up" in marcus.said()
    writes_it_up(marcus)
    marcus.press("Read what was said")
    assert "Nobody asked me." in marcus.said()
    marcus.sees_no_barrier()
    iris = live("iris")
    iris.go("/write-ups/")
    iris.sees_no_barrier()
    iris.press("Check it")
    iris.sees_no_barrier()
    iris.choose("Yes, approve it", among="Do you approve this write-up?")
    iris.press("Save the decision")
    assert "The write-up is approved." in iris.said()
    iris.sees_no_barrier()
    priya.go(detail)
    assert "Written up and checked" in priya.said()


def writes_it_up(marcus: Watched) -> None:
    marcus.press("Write up the interview")
    marcus.sees_no_barrier()
    marcus.press("What made you want to leave")
    marcus.type_in("First", "Feeling that no one", among="What made you want to go?")
    marcus.type_in("In your own words", "Nobody asked me.")
    marcus.page.get_by_text("Saved ").wait_for()
    assert Answer.objects.get().said["push_words"] == "Nobody asked me."
    marcus.sees_no_barrier()
    marcus.press("Save and continue")
    for section in NEEDED[1:]:
        marcus.go(f"/interviews/{Interview.objects.get().pk}/write-up/{section}/")
        marcus.sees_no_barrier()
        marcus.choose("Would rather not say", among="Was this section answered?")
        marcus.press("Save and continue")
    marcus.press("All sections")
    assert "You have completed every section you need to" in marcus.said()
    marcus.choose("The child said a lot", among="How much could the child say?")
    marcus.press("Finish the write-up")
    assert "The interview is written up" in marcus.said()
    marcus.sees_no_barrier()


def type_moment(person: Watched, question: str, at: datetime) -> None:
    there = local(at)
    parts = {"Day": f"{there.day}", "Month": f"{there.month}", "Year": f"{there.year}", "Time": f"{there:%H:%M}"}
    for label, text in parts.items():
        person.type_in(label, text, among=question)


def test_with_no_javascript(live, cast) -> None:
    late, recent = back(cast, 100), back(cast, 5)
    priya, marcus = live("priya", scripts=False), live("marcus", scripts=False)
    priya.go(f"/interviews/for/{recent.pk}/")
    priya.page.get_by_label("If it covers more than one, why?").fill("The same friends both times")
    priya.page.get_by_role("button", name="Allocate the interview").click()
    assert "Overdue by" in priya.said()
    assert due(recent, 72) in priya.said()
    page = marcus.page
    marcus.go(f"/interviews/{Interview.objects.get().pk}/")
    page.get_by_role("button", name="Accept this interview").click()
    page.get_by_role("button", name="Record the first contact").click()
    page.get_by_label("Visit").check()
    page.get_by_label("Agreed to talk").check()
    page.get_by_role("button", name="Save the contact").click()
    page.get_by_role("link", name="Record the interview").click()
    page.get_by_label("Face to face").check()
    page.get_by_label("Yes", exact=True).check()
    page.get_by_label("Independent provider").check()
    page.get_by_role("button", name="Record the interview").click()
    assert "Done late" in marcus.said()
    assert f"Met {near_words(Interview.objects.get().held_at)}" in marcus.said()
    declines_everything_and_finishes(marcus)
    assert late.coverage.interview.written_up_at
    sends_it_back(live("iris", scripts=False))
    marcus.go(f"/interviews/{Interview.objects.get().pk}/")
    page.get_by_role("button", name="Change the write-up").click()
    assert "Who will ring her?" in marcus.said()


def sends_it_back(iris: Watched) -> None:
    iris.go("/write-ups/")
    iris.page.get_by_role("link", name="Check it").click()
    iris.page.get_by_label("No, return it").check()
    iris.page.get_by_label("What needs to change?").fill("Who will ring her?")
    iris.page.get_by_role("button", name="Save the decision").click()
    assert "returned for changes" in iris.said()


def declines_everything_and_finishes(marcus: Watched) -> None:
    page = marcus.page
    page.get_by_role("button", name="Write up the interview").click()
    page.get_by_label("The child said a lot").check()
    page.get_by_role("button", name="Finish the write-up").click()
    assert "Finish these sections" in marcus.said()
    for section in NEEDED:
        marcus.go(f"/interviews/{Interview.objects.get().pk}/write-up/{section}/")
        page.get_by_label("Not asked").check()
        page.get_by_role("button", name="Save and continue").click()
    page.get_by_role("link", name="All sections").first.click()
    page.get_by_label("The child said very little").check()
    page.get_by_role("button", name="Finish the write-up").click()
    assert "The interview is written up" in marcus.said()


def test_easy_read_and_every_section_hold_no_barrier(live, cast) -> None:
    episode = back(cast, 5)
    priya, marcus = live("priya"), live("marcus")
    priya.go(f"/interviews/for/{episode.pk}/")
    priya.press("Allocate the interview")
    base = f"/interviews/{Interview.objects.get().pk}"
    for page in ("easy-read", "write-up/whom", "write-up/home", "write-up/actions", "end"):
        marcus.go(f"{base}/{page}/")
        marcus.sees_no_barrier()
