"""A child's record as a page."""

import pytest

from tests.briefings.made_up_children import DAY, HOUR, back, interview, out
from tests.web.queries import few_queries
from waylight.access.actions import bring_in
from waylight.audit.models import Entry
from waylight.core.clock import now, today
from waylight.interviews.choices import Outcome
from waylight.interviews.models import Answer
from waylight.people.actions import add_child
from waylight.people.models import Child
from waylight.placements.models import Flag

pytestmark = pytest.mark.django_db
WORDS = "I was cold and nobody rang."


def record_of(client, child) -> str:
    return client.get(f"/children/{child.pk}/").content.decode()


def test_the_record_says_who_the_child_is_and_never_in_the_title(cast, as_) -> None:
    html = record_of(as_("priya"), cast.ben)
    assert "<title>Child - Waylight</title>" in html
    for said in ("Ben Carter, 15", "Looked after by Calderwick", "Birch House in Harrowmere", "H-100002"):
        assert said in html


def test_looking_is_noted(cast, as_) -> None:
    record_of(as_("priya"), cast.ben)
    assert Entry.objects.filter(verb="viewed", kind="child", child=cast.ben.pk, by=cast.priya).count() == 1


@pytest.mark.parametrize(
    ("who", "child"),
    [
        ("helen", "dev"),
        ("jo", "amina"),
        ("marcus", "amina"),
        ("farah", "dev"),
        ("tom", "amina"),
        ("alex", "ben"),
        ("nadia", "ben"),
    ],
)
def test_a_record_one_may_not_see_is_not_found(cast, as_, who: str, child: str) -> None:
    denied = as_(who).get(f"/children/{cast.children[child].pk}/")
    assert denied.status_code == 404
    assert not Entry.objects.filter(verb="viewed").exists()


def test_a_child_who_is_missing_leads_to_the_episode_and_one_who_is_not_may_be_reported(cast, as_) -> None:
    episode = out(cast.amina, hours=2)
    html = record_of(as_("priya"), cast.amina)
    assert f'href="/episodes/{episode.pk}/" role="button"' in html
    assert "Missing now" in html
    assert f'href="/report/{cast.ben.pk}/" role="button"' in record_of(as_("priya"), cast.ben)


def test_the_child_s_words_reach_the_social_worker_and_never_the_home(cast, as_) -> None:
    heard = interview(back(cast.ben, ago=DAY), held_at=back_at(cast), outcome=Outcome.COMPLETED)
    Answer.objects.create(interview=heard, section="own_words", said={"words": WORDS}, finished=True)
    assert WORDS in record_of(as_("priya"), cast.ben)
    home = record_of(as_("jo"), cast.ben)
    assert WORDS not in home
    assert f"/interviews/{heard.pk}/" not in home


def back_at(cast):
    return cast.ben.episodes.get().returned_at + HOUR


def test_what_the_council_and_the_police_hold_stand_side_by_side(cast, as_) -> None:
    Flag.objects.create(child=cast.amina, kind="CCE", level="SUSPECTED", source="POLICE", started_on=today())
    html = record_of(as_("priya"), cast.amina)
    council, police = html.split('wl-sides__head">')[1:3]
    assert "None" in council
    assert "Criminal exploitation, suspected" in police


def test_the_strip_counts_each_month_s_episodes(cast, as_) -> None:
    back(cast.amina, ago=HOUR)
    html = record_of(as_("priya"), cast.amina)
    assert html.count("wl-strip__month ") == 12
    assert "Missing once in the last 12 months" in html


def test_a_long_story_is_cut_and_opens_whole(cast, as_) -> None:
    for place in range(70):
        back(cast.amina, ago=(place + 1) * 3 * DAY)
    client = as_("priya")
    assert "Show the full history" in record_of(client, cast.amina)
    whole = client.get(f"/children/{cast.amina.pk}/?all=1").content.decode()
    assert whole.count("wl-timeline__entry--episode") == 70


def test_a_merged_record_leads_to_the_one_that_was_kept(cast, as_) -> None:
    double = add_child(by=None, council=cast.harrowmere, forename="Aminah", surname="Yusuf", born_on=cast.amina.born_on)
    Child.objects.filter(pk=double.pk).update(merged_into=cast.amina)
    assert as_("priya").get(f"/children/{double.pk}/").headers["Location"] == f"/children/{cast.amina.pk}/"


@pytest.mark.parametrize("who", ["priya", "okoro", "helen"])
def test_a_record_asks_at_most_twenty_five_queries_however_long(cast, as_, who: str) -> None:
    client = as_(who)
    for _ in range(2):
        with few_queries():
            record_of(client, cast.amina)
        for place in range(15):
            interview(back(cast.amina, ago=(place + 1) * 5 * DAY), outcome=Outcome.NO_CONTACT)
            cast.amina.interviews.filter(provider=None).update(provider=cast.provider)


def test_marcus_is_told_that_work_is_due_which_his_page_does_not_list(cast, as_) -> None:
    interview(back(cast.amina, ago=100 * DAY), provider=cast.provider, outcome=Outcome.DECLINED_CHILD, ended_at=now())
    bring_in(cast.amina, by=cast.priya, agency=cast.provider, reason="return interview")
    out(cast.amina, hours=3)
    html = record_of(as_("marcus"), cast.amina)
    assert "No interview work is due for the last 28 days. Other work is due: it is on the page of the episode." in html


def test_priya_who_sees_every_deadline_is_told_that_nothing_is_due(cast, as_) -> None:
    assert "Nothing is due." in record_of(as_("priya"), cast.amina)
