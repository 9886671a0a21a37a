"""The month on the page: figures lead to the children behind them, for those who may see them, and to nobody else."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from waylight.accounts.models import Membership, User
from waylight.accounts.roles import Role
from waylight.audit.models import Entry
from waylight.config.demonstration.cast import Cast
from waylight.core import clock
from waylight.core.clock import now, today
from waylight.episodes.actions import ReportedTime, record_return, report_missing
from waylight.episodes.models import Episode
from waylight.indicators.drilldown import OPENING
from waylight.people.models import Child
from waylight.placements.models import Flag
from waylight.reports.counts.months import Month
from waylight.reports.models import Published

type As = Callable[[str | User], Client]
pytestmark = pytest.mark.django_db
LAST = Month.of(today()).later(-1)
REPORT = f"/reports/month/990/{LAST}/"
BEHIND = f"/reports/behind/990/{LAST}/episodes/"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings) -> None:
    settings.HOME = tmp_path
    (tmp_path / "facts").mkdir()


def missing_last_month(cast: Cast, child: Child) -> Episode:
    """Missing on the tenth of last month, and back an hour later."""
    begun = now().replace(year=LAST.year, month=LAST.month, day=10, hour=12)
    with clock.at(begun):
        seen = ReportedTime(at=now())
        episode = report_missing(
            child, by=cast.okoro, last_seen=seen, reported=seen, missing_from="FAMILY_HOME", reported_by="Parent"
        )
    with clock.at(begun + timedelta(hours=1)):
        return record_return(episode, by=None, version=episode.version, returned=ReportedTime(at=now()))


@pytest.fixture
def a_month(cast: Cast) -> list[Episode]:
    return [missing_last_month(cast, child) for child in (cast.amina, cast.ben, cast.chloe)]


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_priya_opens_the_children_behind_a_figure(as_: As, a_month: list[Episode]) -> None:
    priya = as_("priya")
    assert BEHIND in text(priya, REPORT)
    page = text(priya, BEHIND)
    assert "This figure counts 3 episodes." in page
    assert {"Amina", "Ben", "Chloe"} <= set(re.findall(r"[A-Z][a-z]+", page))


def test_opening_them_is_noted_as_a_list_that_was_viewed(cast: Cast, as_: As, a_month: list[Episode]) -> None:
    text(as_("priya"), BEHIND)
    noted = Entry.objects.filter(verb="viewed a list", kind="behind a figure", by=cast.priya).get()
    assert noted.detail["children"] == sorted(str(episode.child_id) for episode in a_month)


@pytest.mark.parametrize("person", ["ruth", "grant", "okoro"])
def test_those_who_read_figures_alone_see_no_small_number_and_no_way_behind(person: str, as_: As, a_month: list[Episode]) -> None:
    reader = as_(person)
    page = text(reader, REPORT)
    assert "hidden" in page
    assert "/reports/behind/" not in page
    assert not re.search(r'wl-stat__figure">\s*3\s*<', page)
    assert reader.get(BEHIND).status_code == 404


@pytest.mark.parametrize("measure", ["cse_episodes", "cse_children"])
@pytest.mark.parametrize("span", [str(LAST), f"twelve-to-{LAST}"])
def test_a_figure_about_flags_names_only_the_children_whose_flag_priya_may_read(
    cast: Cast, as_: As, a_month: list[Episode], measure: str, span: str
) -> None:
    """Ben's flag is intelligence, of which she reads only that there is a police marker. The figure counts him all the same."""
    Flag.objects.all().delete()
    for child, source in ((cast.amina, "LA"), (cast.ben, "POLICE_INTEL")):
        Flag.objects.create(child=child, kind="CSE", source=source, started_on=today() - timedelta(days=400))
    page = text(as_("priya"), f"/reports/behind/990/{span}/{measure}/")
    assert ("Amina" in page, "Ben" in page) == (True, False)
    assert "This figure counts 2 episodes: 1 is shown here, and 1 is not shown" in page
    page = text(as_(front_door(cast)), f"/reports/behind/990/{span}/{measure}/")
    assert ("Amina" in page, "Ben" in page, "This figure counts 2 episodes." in page) == (True, True, True)


def test_a_flag_that_priya_reads_from_later_does_not_name_a_child_for_an_earlier_episode(
    cast: Cast, as_: As, a_month: list[Episode]
) -> None:
    Flag.objects.all().delete()
    Flag.objects.create(child=cast.ben, kind="CSE", source="POLICE_INTEL", started_on=today() - timedelta(days=400))
    Flag.objects.create(child=cast.ben, kind="CSE", source="LA", started_on=today())
    page = text(as_("priya"), f"/reports/behind/990/{LAST}/cse_episodes/")
    assert ("Ben" in page, "These children or their flags are not shared with you." in page) == (False, True)


def front_door(cast: Cast) -> User:
    """Someone at the council's front door who also opens figures: one role reads intelligence, the other figures."""
    user = User.objects.create_user("front@demo.example", name="Sam")
    for role in (Role.FRONT_DOOR, Role.COORDINATOR):
        Membership.objects.create(user=user, agency=cast.harrowmere, role=role, confirmed_at=now())
    return user


def test_every_figure_about_flagged_children_says_which_flag() -> None:
    """A list of flagged children that does not say so would show everyone in it."""
    about_flags = {key for key, count in OPENING.items() if "flagged" in count.title + count.question}
    assert about_flags == {key for key, count in OPENING.items() if count.flag}


@pytest.mark.parametrize("kind", ["html", "pdf", "xlsx"])
def test_the_report_may_be_taken_away(kind: str, as_: As, a_month: list[Episode]) -> None:
    answer = as_("grant").get(f"{REPORT}{kind}/")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].endswith(f'missing-children-990-{LAST}.{kind}"')


@pytest.mark.parametrize(
    "address",
    [
        pytest.param(f"/reports/month/991/{LAST}/", id="another council's month"),
        pytest.param("/reports/month/990/2015-13/", id="a month that is none"),
        pytest.param(f"/reports/month/990/{Month.of(today()).later(1)}/", id="a month to come"),
        pytest.param(f"{REPORT}docx/", id="a format there is not"),
        pytest.param(f"/reports/behind/990/{LAST}/surname/", id="a measure there is not"),
        pytest.param(f"/reports/behind/990/{LAST}/most_episodes/", id="a measure with nothing behind it"),
    ],
)
def test_what_is_not_there_is_not_found(address: str, as_: As, a_month: list[Episode]) -> None:
    assert as_("priya").get(address).status_code == 404


def publish(client: Client) -> str:
    address = f"{REPORT}publish/"
    found = re.search(r'name="submission" value="([^"]+)"', text(client, address))
    assert found
    return str(client.post(address, {"submission": found[1]}).headers["Location"])


def test_a_published_figure_stays_when_records_move_on(cast: Cast, as_: As, a_month: list[Episode]) -> None:
    priya = as_("priya")
    kept = publish(priya)
    missing_last_month(cast, cast.dev)
    assert re.search(r'wl-stat__figure">\s*3\s*<', text(priya, kept))
    now_told = text(priya, REPORT)
    assert "Changes since these figures were last published" in now_told
    assert re.search(r"Missing episodes: 3 as at .*, 4 now\.", now_told)
    assert kept in now_told
    assert kept in text(priya, "/reports/")


def test_the_board_reads_a_published_report_with_small_numbers_hidden(as_: As, a_month: list[Episode]) -> None:
    kept = publish(as_("ruth"))
    page = text(as_("grant"), kept)
    assert "hidden" in page
    assert not re.search(r'wl-stat__figure">\s*3\s*<', page)


def test_the_database_refuses_to_change_what_is_published(as_: As, a_month: list[Episode]) -> None:
    publish(as_("priya"))
    with pytest.raises(DatabaseError), transaction.atomic():
        Published.objects.update(month="2001-01")


def test_a_month_nobody_has_records_of_says_so(as_: As, a_month: list[Episode]) -> None:
    page = text(as_("priya"), "/reports/month/990/2001-01/")
    assert "There are no records for this month" in page
    assert "Publish these figures" not in page


def test_a_month_that_is_not_over_is_not_published(as_: As, a_month: list[Episode]) -> None:
    priya = as_("priya")
    so_far = text(priya, f"/reports/month/990/{Month.of(today())}/")
    assert "is not over. These are the figures so far" in so_far
    assert "Publish these figures" not in so_far
    address = f"/reports/month/990/{Month.of(today())}/publish/"
    found = re.search(r'name="submission" value="([^"]+)"', text(priya, address))
    assert found
    assert "is not over" in priya.post(address, {"submission": found[1]}).content.decode()
    assert not Published.objects.exists()


@pytest.mark.parametrize("who", ["grant", "priya"])
def test_a_month_before_any_record_says_so_to_the_board_too(as_: As, a_month: list[Episode], who: str) -> None:
    for months in (1, 14):
        page = text(as_(who), f"/reports/month/990/{LAST.later(-months)}/")
        assert "There are no records for" in page


@pytest.mark.parametrize("kind", ["pdf", "xlsx", "html"])
def test_a_month_before_any_record_can_be_downloaded_by_the_board(as_: As, a_month: list[Episode], kind: str) -> None:
    month = LAST.later(-2)
    page = text(as_("grant"), f"/reports/month/990/{month}/")
    (address,) = re.findall(rf'href="([^"]*{kind}[^"]*)"', page)
    assert as_("grant").get(address).status_code == 200
