"""Today as a page: its lists, its counts, what it lets each person take on."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.briefings.made_up_children import DAY, HOUR, another_child, back, out, risk
from tests.web.queries import asking, few_queries
from waylight.audit.models import Entry
from waylight.core import clock
from waylight.core.clock import now
from waylight.episodes.actions import ReportedTime, record_return
from waylight.episodes.choices import LogKind, RiskLevel
from waylight.episodes.models import LogLine
from waylight.interviews.actions import allocate
from waylight.web.today.page import ROWS_DRAWN

pytestmark = pytest.mark.django_db
ROW = re.compile(r'<th scope="row">')
WHOLE_ROW = re.compile(r'<th scope="row">.*?</tr>', re.DOTALL)
COUNT = re.compile(r'<a class="wl-counts__link" href="([^"]+)"[^>]*>[^<]+<span class="wl-counts__count">(\d+)</span>')
TODAY = "/today/"


@pytest.fixture
def busy(cast):
    """A night with something in every list."""
    risk(out(cast.amina, hours=3, owner=cast.priya), RiskLevel.LOW)
    out(cast.ben, hours=14)
    allocate([back(cast.chloe, ago=2 * DAY, owner=cast.helen)], by=cast.priya, provider=cast.provider, interviewer=cast.marcus)
    back(cast.dev, ago=HOUR)
    for ago in (1, 5, 9):
        back(another_child(cast, council=cast.calderwick), ago=ago * DAY)
    return cast


def page(client: Client, address: str = TODAY) -> str:
    return client.get(address).content.decode()


def press(client: Client, html: str, words: str, **changed: str):
    """Press the first button of these words, as the browser would send its form."""
    form = next(form for form in re.findall(r"<form.*?</form>", html, re.DOTALL) if words in form)
    fields = dict(re.findall(r'name="(submission|version)" value="([^"]*)"', form))
    return client.post(re.search(r'action="([^"]+)"', form)[1].replace("&amp;", "&"), fields | changed)


@pytest.mark.parametrize("who", ["priya", "marcus", "okoro", "helen", "jo"])
def test_every_count_opens_a_list_of_exactly_that_length(busy, as_, who: str) -> None:
    client = as_(who)
    counts = COUNT.findall(page(client))
    assert len(counts) >= 9
    for band in ("", "?show=overdue", "?show=missing"):
        for address, count in COUNT.findall(page(client, TODAY + band)):
            assert len(ROW.findall(page(client, address.replace("&amp;", "&")))) == int(count), address


@pytest.fixture
def crowded(cast):
    """More in every list than is drawn at once."""
    for _ in range(ROWS_DRAWN + 7):
        out(another_child(cast), hours=4)
        back(another_child(cast), ago=3 * DAY)
    return cast


def test_a_long_list_draws_fifty_and_leads_to_the_rest(crowded, as_) -> None:
    links = dict(re.findall(r'href="([^"]+)">Show more<span class="govuk-visually-hidden">: ([^<]+)<', page(as_("priya"))))
    further = {label: address for address, label in links.items()}
    assert further["Missing now"] == "/today/?show=missing&amp;page=2"
    assert further["Overdue"] == "/today/?show=overdue&amp;page=2"
    assert len(ROW.findall(page(as_("priya"), "/today/?show=missing"))) == ROWS_DRAWN
    assert len(ROW.findall(page(as_("priya"), "/today/?show=missing&page=2"))) == 7


def test_a_count_says_the_whole_list_and_its_pages_together_are_exactly_that(crowded, as_) -> None:
    counts = {address.replace("&amp;", "&"): int(count) for address, count in COUNT.findall(page(as_("priya")))}
    for band in ("missing", "overdue", "allocate"):
        address = f"/today/?show={band}"
        pages = [page(as_("priya"), f"{address}&page={number + 1}") for number in range(counts[address] // ROWS_DRAWN + 1)]
        rows = [row for html in pages for row in WHOLE_ROW.findall(html)]
        assert len(rows) == len(set(rows)) == counts[address] > ROWS_DRAWN


def test_the_page_notes_only_those_it_drew(crowded, as_) -> None:
    page(as_("priya"), "/today/?show=missing&page=2")
    entry = Entry.objects.filter(by=crowded.priya, verb="viewed a list", kind="today").get()
    assert len(entry.detail["children"]) == 7


@pytest.mark.parametrize("who", ["tom", "ruth", "grant", "alex", "nadia", "farah"])
def test_those_without_such_work_have_no_today(busy, as_, who: str) -> None:
    assert as_(who).get(TODAY).status_code == 404


def test_a_row_says_who_how_long_how_worried_and_what_was_done(busy, as_) -> None:
    episode = busy.amina.episodes.get()
    LogLine.objects.create(episode=episode, by=busy.priya, kind=LogKind.VISIT, what="Visited her aunt, no reply")
    html = page(as_("priya"))
    for said in ("Amina Yusuf", "3 h", "joint view pending", "Visited her aunt, no reply", "Priya Shah"):
        assert said in html


def test_the_police_s_own_log_stays_theirs(busy, as_) -> None:
    episode = busy.ben.episodes.get()
    LogLine.objects.create(episode=episode, by=busy.okoro, kind=LogKind.POLICE, what="A source says the canal", side="POLICE")
    assert "A source says the canal" in page(as_("okoro"))
    for who in ("priya", "jo"):
        assert "A source says the canal" not in page(as_(who))
        assert "The police wrote in their log" in page(as_(who))


def test_the_page_notes_whom_it_showed(busy, as_) -> None:
    page(as_("priya"))
    entry = Entry.objects.filter(by=busy.priya, verb="viewed a list", kind="today").get()
    assert str(busy.amina.pk) in entry.detail["children"]


def test_an_episode_is_taken_on_once_however_often_the_button_is_sent(busy, as_) -> None:
    client = as_("priya")
    html = page(client, "/today/?show=missing")
    for _ in range(2):
        assert press(client, html, "Take ownership").headers["Location"] == "/today/?show=missing"
    assert busy.ben.episodes.get().owner == busy.priya
    assert Entry.objects.filter(verb="took on").count() == 1


def test_the_second_to_take_an_episode_on_is_told_so(busy, as_) -> None:
    out(busy.chloe, hours=1)
    first, second = as_("priya"), as_("helen")
    shown = page(second)
    press(first, page(first), ": Chloe Marsh")
    press(second, shown, ": Chloe Marsh")
    assert "Someone else changed this first" in page(second)


def test_marcus_accepts_an_interview_referred_to_him(busy, as_) -> None:
    client = as_("marcus")
    press(client, page(client), ">Accept")
    interview = busy.chloe.interviews.get()
    assert (interview.interviewer, interview.accepted_at is not None) == (busy.marcus, True)
    assert ">Accept" not in page(client)


def test_nobody_accepts_for_another_provider_or_a_child_they_cannot_see(busy, as_) -> None:
    address = reverse("today:accept", args=[busy.chloe.interviews.get().pk])
    for who in ("priya", "okoro", "jo", "tom"):
        assert as_(who).post(address).status_code == 404
    assert as_("jo").post(reverse("today:take_on", args=[busy.amina.episodes.get().pk])).status_code == 404


def test_what_others_recorded_since_i_last_looked_is_news_and_my_own_is_not(busy, as_) -> None:
    page(as_("priya"))
    with clock.at(now() + HOUR):
        episode = busy.ben.episodes.get()
        record_return(episode, by=busy.jo, version=episode.version, returned=ReportedTime(at=now()))
        mine = busy.amina.episodes.get()
        record_return(mine, by=busy.priya, version=mine.version, returned=ReportedTime(at=now()))
        polled = page(as_("priya"), "/today/new/")
        html = page(as_("priya"))
    assert "<strong>1 new</strong>" in polled
    assert "Ben Carter</a> is back" in html
    assert "Amina Yusuf</a> is back" not in html


def test_news_stays_through_a_quick_return_and_goes_at_the_next_look(busy, as_) -> None:
    page(as_("priya"))
    episode = busy.ben.episodes.get()
    record_return(episode, by=busy.jo, version=episode.version, returned=ReportedTime(at=now()))
    with clock.at(now() + HOUR):
        assert "Ben Carter</a> is back" in page(as_("priya"))
    with clock.at(now() + HOUR + HOUR / 12):
        assert "Ben Carter</a> is back" in page(as_("priya"))
    with clock.at(now() + 2 * HOUR):
        assert "Ben Carter</a> is back" not in page(as_("priya"))


def test_the_banner_says_nothing_while_nothing_is_new_and_asks_again(busy, as_) -> None:
    page(as_("priya"))
    polled = page(as_("priya"), "/today/new/")
    assert 'hx-trigger="every 60s"' in polled
    assert "<strong>" not in polled


def test_a_home_reads_its_own_view_of_the_risk_alone(busy, as_) -> None:
    risk(busy.ben.episodes.get(), RiskLevel.HIGH)
    assert "High risk" in page(as_("priya"))
    assert "High risk" not in page(as_("jo"))


def test_a_home_that_reads_no_view_of_the_risk_is_not_told_that_there_is_none(busy, as_) -> None:
    risk(busy.ben.episodes.get(), RiskLevel.HIGH)
    home = page(as_("jo"))
    assert "Not shared with you" in home
    assert "Risk not yet set" not in home


def test_the_coordinator_is_told_when_the_risk_has_not_been_set(busy, as_) -> None:
    assert "Risk not yet set" in page(as_("priya"))


def test_what_was_left_from_before_is_one_link_away(busy, as_) -> None:
    back(another_child(busy), ago=40 * DAY)
    assert 'href="/today/earlier/"' in page(as_("priya"))
    assert len(ROW.findall(page(as_("priya"), "/today/earlier/"))) == 4


@pytest.mark.parametrize("address", ["/today/?whose=nonsense&show=all", "/today/?page=99", "/today/earlier/?before=x"])
def test_an_address_that_asks_for_nothing_known_is_the_plain_page(busy, as_, address: str) -> None:
    assert as_("priya").get(address).status_code == 200


@pytest.mark.parametrize("who", ["priya", "okoro", "marcus", "jo", "helen"])
def test_today_asks_at_most_twenty_five_queries_whatever_its_size(busy, as_, who: str) -> None:
    client = as_(who)
    for _ in range(2):
        with few_queries():
            page(client)
        for _ in range(10):
            out(another_child(busy), hours=4)
            back(another_child(busy), ago=2 * DAY)


@pytest.mark.parametrize("who", ["priya", "okoro", "marcus", "jo", "helen"])
def test_today_reads_no_more_however_long_the_years_behind_it(busy, as_, who: str) -> None:
    client, read = as_(who), []
    page(client)
    for _ in range(2):
        with asking() as asked:
            page(client)
        read.append(asked.rows)
        for child in (busy.amina, busy.ben, busy.chloe, another_child(busy)):
            for year in range(1, 6):
                back(child, ago=year * 365 * DAY)
    assert read[0] == read[1]
