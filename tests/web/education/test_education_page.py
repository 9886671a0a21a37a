"""The education officer's page: that a child is missing or back, and whom to ask; nothing else."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from tests.web.queries import few_queries
from waylight.accounts.models import Membership, User
from waylight.accounts.roles import Role
from waylight.audit.models import Entry
from waylight.config.demonstration.cast import Cast
from waylight.core import clock
from waylight.core.clock import now, today
from waylight.episodes.actions import ReportedTime, record_return, record_risk, report_missing, take_ownership
from waylight.episodes.models import Episode
from waylight.people.models import Child

type As = Callable[[str], Client]
DAY = timedelta(days=1)
PLACE, WHY, RATIONALE = "The flat of an aunt", "She had argued with her mother.", "Known to two older men."


def missing(cast: Cast, child: Child, *, ago: timedelta) -> Episode:
    with clock.at(now() - ago):
        seen = ReportedTime(at=now())
        told = {"place": PLACE, "circumstances": WHY}
        return report_missing(
            child, by=cast.priya, last_seen=seen, reported=seen, missing_from="RELATIVE", reported_by="Parent", **told
        )


def back(episode: Episode, cast: Cast, *, after: timedelta) -> Episode:
    with clock.at(episode.started_at + after):
        return record_return(episode, by=cast.priya, version=episode.version, returned=ReportedTime(at=now()))


def page(client: Client) -> str:
    return client.get("/education/").content.decode()


def test_she_is_led_to_her_page_and_told_truly_when_nobody_is_missing(as_: As) -> None:
    farah = as_("farah")
    assert farah.get("/").headers["Location"] == "/education/"
    html = page(farah)
    assert "No child of school age is missing now." in html
    assert "Record children missing education in your own system." in html


def test_a_child_missing_now_stands_there_with_whom_to_ask(cast: Cast, as_: As) -> None:
    episode = missing(cast, cast.dev, ago=3 * DAY)
    assert "Priya Shah" in page(as_("farah"))
    take_ownership(episode, by=cast.helen, version=episode.version)
    html = page(as_("farah"))
    assert "Dev Patel, 13" in html
    assert "Helen Ward" in html


def test_nothing_stands_there_of_what_happened_where_or_how_worried_anyone_is(cast: Cast, as_: As) -> None:
    episode = missing(cast, cast.amina, ago=DAY)
    record_risk(episode, by=cast.priya, agency="SOCIAL_CARE", level="HIGH", rationale=RATIONALE)
    html = page(as_("farah"))
    assert "Amina Yusuf, 14" in html
    kept = (PLACE, WHY, RATIONALE, "High", "HM1 2AB", "H-100001", f"/children/{cast.amina.pk}/")
    assert not [told for told in kept if told in html]


@pytest.mark.parametrize(
    ("start", "hours", "words"),
    [
        pytest.param(datetime(2026, 11, 17, 20, tzinfo=UTC), 6, "Outside school hours", id="an evening and night"),
        pytest.param(datetime(2026, 11, 17, 8, tzinfo=UTC), 6, "In school hours", id="a school morning"),
    ],
)
def test_a_child_who_is_back_says_when_and_whether_school_was_missed(
    cast: Cast, as_: As, start: datetime, hours: int, words: str
) -> None:
    Membership.objects.update(since=start.date())
    with clock.at(start + 5 * DAY):
        back(missing(cast, cast.dev, ago=5 * DAY), cast, after=timedelta(hours=hours))
        html = page(as_("farah"))
    assert ("1 time in 28 days" in html, words in html) == (True, True)


@pytest.mark.parametrize("address", ["", "same/"])
def test_a_child_s_record_is_not_hers_to_open(cast: Cast, as_: As, address: str) -> None:
    episode = missing(cast, cast.dev, ago=DAY)
    farah = as_("farah")
    for where in (f"/children/{cast.dev.pk}/{address}", f"/episodes/{episode.pk}/", "/children/", "/today/", "/reports/"):
        assert farah.get(where).status_code == 404


@pytest.mark.parametrize(
    ("agency", "role"),
    [
        pytest.param("harrowmere", Role.SOCIAL_WORKER, id="a social worker of a team with no children"),
        pytest.param("provider", Role.INTERVIEWER, id="an interviewer at a provider with no referral"),
        pytest.param("merrowby", Role.COORDINATOR, id="a coordinator at another council"),
    ],
)
def test_no_other_role_beside_hers_opens_what_a_school_is_told(cast: Cast, as_: As, agency: str, role: Role) -> None:
    episode = missing(cast, cast.dev, ago=DAY)
    place = getattr(cast, agency)
    Membership.objects.create(user=cast.farah, agency=place, role=role, team="Nowhere", confirmed_at=now())
    farah = as_("farah")
    addresses = (f"/children/{cast.dev.pk}/", *(f"/episodes/{episode.pk}/{page}" for page in ("", "risk/", "return/", "log/")))
    assert {where: farah.get(where).status_code for where in addresses} == dict.fromkeys(addresses, 404)
    assert "Dev Patel" in page(farah)


def test_a_worker_who_has_left_is_not_whom_to_ask(cast: Cast, as_: As) -> None:
    episode = missing(cast, cast.dev, ago=DAY)
    take_ownership(episode, by=cast.helen, version=episode.version)
    User.objects.filter(pk=cast.helen.pk).update(is_active=False)
    html = page(as_("farah"))
    assert ("Helen Ward" in html, "Priya Shah" in html) == (False, True)


@pytest.mark.parametrize("gone_to", ["merrowby", None], ids=["another council", "no one in Waylight"])
def test_a_worker_who_has_moved_on_is_not_named_to_a_school(cast: Cast, as_: As, gone_to: str | None) -> None:
    episode = missing(cast, cast.dev, ago=DAY)
    take_ownership(episode, by=cast.helen, version=episode.version)
    if gone_to:
        Membership.objects.filter(user=cast.helen).update(agency=getattr(cast, gone_to))
    else:
        Membership.objects.filter(user=cast.helen).update(until=today())
    html = page(as_("farah"))
    assert ("Helen Ward" in html, "Priya Shah" in html) == (False, True)


def test_what_she_was_shown_is_audited_child_by_child(cast: Cast, as_: As) -> None:
    missing(cast, cast.dev, ago=DAY)
    page(as_("farah"))
    shown = Entry.objects.get(by=cast.farah, verb="viewed a list", kind="education")
    assert shown.detail == {"children": [str(cast.dev.pk)]}


def test_the_page_asks_as_much_of_many_children_as_of_few(cast: Cast, as_: As) -> None:
    farah = as_("farah")
    for days in (12, 9, 6, 3):
        for child in (cast.amina, cast.ben, cast.dev):
            back(missing(cast, child, ago=days * DAY), cast, after=DAY) if days > 3 else missing(cast, child, ago=days * DAY)
    with few_queries(15):
        page(farah)
