"""What an episode's page offers: every link opens, and an act that would be refused is not offered."""

import re

import pytest

from tests.briefings.made_up_children import DAY
from tests.briefings.made_up_children import back as back_long_ago
from tests.episodes.histories import HOUR
from tests.web.episodes.acts import As, back, missing, words
from waylight.config.demonstration.cast import Cast
from waylight.core.clock import now
from waylight.episodes.actions import ReportedTime, record_check, record_return
from waylight.episodes.choices import Category
from waylight.episodes.correction_actions import change_category
from waylight.episodes.models import Episode
from waylight.interviews.actions import accept, allocate, hold


@pytest.fixture
def amina(cast: Cast) -> Episode:
    return missing(cast)


@pytest.fixture
def absent(cast: Cast, amina: Episode) -> Episode:
    """Amina, absent without apparent risk, and back an hour ago."""
    saved = change_category(amina, by=cast.priya, version=1, because="She is at her aunt's", category="ABSENT")
    return record_return(saved, by=cast.priya, version=saved.version, returned=ReportedTime(at=now() - HOUR))


def test_no_check_and_no_interview_is_due_after_an_absence_without_apparent_risk(as_: As, absent: Episode) -> None:
    page = as_("priya").get(f"/episodes/{absent.pk}/").context["page"]
    assert {duty.code for duty in page.duties if duty.open} == set()
    assert page.next_step is None


def test_a_council_may_still_choose_an_interview_after_an_absence(cast: Cast, as_: As, absent: Episode) -> None:
    page = words(as_("priya"), f"/episodes/{absent.pk}/")
    assert f'href="/interviews/for/{absent.pk}/"' in page
    assert as_("priya").get(f"/interviews/for/{absent.pk}/").status_code == 200
    assert as_("priya").get(f"/interviews/for/{absent.pk}/none/").status_code == 200
    allocate([absent], by=cast.priya, provider=cast.provider)
    assert "return-interview" in {duty.code for duty in as_("priya").get(f"/episodes/{absent.pk}/").context["page"].duties}


@pytest.mark.parametrize("category", [kind for kind in Category.values if kind != "VOID"])
def test_every_link_offered_after_a_return_opens(cast: Cast, as_: As, category: str) -> None:
    episode = back(cast)
    Episode.objects.filter(pk=episode.pk).update(category=category)
    for who in ("priya", "okoro", "helen"):
        page = as_(who).get(f"/episodes/{episode.pk}/").context["page"]
        for link in filter(None, [page.next_step, *page.other_steps, *page.correction_links]):
            assert as_(who).get(link.href).status_code == 200, link


def test_a_return_that_a_check_depends_on_is_not_offered_to_be_undone(cast: Cast, as_: As) -> None:
    episode = back(cast)
    assert "Undo the return" in words(as_("priya"), f"/episodes/{episode.pk}/")
    record_check(episode, by=cast.okoro, status="DONE", done_at=now())
    assert "Undo the return" not in words(as_("priya"), f"/episodes/{episode.pk}/")
    page = as_("priya").get(f"/episodes/{episode.pk}/reopen/", follow=True).content.decode()
    assert "You cannot undo this return because it has a safe and well check." in page


def test_a_return_after_which_the_child_was_interviewed_is_not_offered_to_be_undone(cast: Cast, as_: As) -> None:
    interview = allocate([back(cast)], by=cast.priya, provider=cast.provider, interviewer=cast.marcus)
    interview = accept(interview, by=cast.marcus, version=interview.version)
    hold(interview, by=cast.marcus, version=interview.version, held_at=now(), mode="FACE")
    assert "Undo the return" not in words(as_("priya"), f"/episodes/{Episode.objects.get().pk}/")


def test_the_old_address_of_a_meeting_leads_to_the_child_and_says_why(cast: Cast, as_: As, amina: Episode) -> None:
    page = as_("priya").get(f"/meetings/{cast.amina.pk}/4/", follow=True)
    assert (page.status_code, page.redirect_chain[-1][0]) == (200, f"/children/{cast.amina.pk}/")
    assert "No meeting is due after 4 episodes now." in page.content.decode()


def test_work_of_earlier_episodes_is_what_figures_count_and_every_link_to_it_opens(cast: Cast, as_: As) -> None:
    episodes = [back_long_ago(cast.amina, ago=days * DAY) for days in (100, 50)]
    Episode.objects.filter(pk=episodes[0].pk).update(category="ABSENT")
    page = words(as_("priya"), "/today/earlier/")
    links = set(re.findall(r'href="(/interviews/for/[^"]+)"', page))
    assert links == {f"/interviews/for/{episodes[1].pk}/"}
    assert all(as_("priya").get(link).status_code == 200 for link in links)
