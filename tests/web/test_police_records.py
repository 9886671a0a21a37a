"""What the police hold about a child: each role reads its part of it on every page, and learns of nothing more."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from tests.web.episodes.acts import missing
from tests.web.permissions import ABOUT_A_CHILD, arguments
from tests.web.test_walk_as_everyone import ADDRESSES, ways
from waylight.access.actions import bring_in
from waylight.accounts.models import Membership, User
from waylight.accounts.roles import Role
from waylight.config.demonstration.cast import Cast
from waylight.core.clock import now, today
from waylight.episodes.actions import add_log_line
from waylight.episodes.models import Episode, LogLine
from waylight.people.models import Child
from waylight.placements.models import Flag

pytestmark = pytest.mark.django_db
type As = Callable[[str | User], Client]
OK = 200

# What each record of the police says, and what somebody who may only know of it reads instead.
INTELLIGENCE, MARKER = "Organised crime", "Police marker"
POLICE_FLAG, COUNCIL_FLAG = "Gangs", "Self-harm"
POLICE_LINE, SHARED_LINE, COUNCIL_LINE = "Seen at the canal.", "Her phone was found.", "Rang her aunt."
WITHHELD = "The police have not shared what this line says."
ADVICE = "There is a police exploitation flag"

FORCE = {INTELLIGENCE, POLICE_FLAG, COUNCIL_FLAG, POLICE_LINE, SHARED_LINE, COUNCIL_LINE}
COUNCIL = {MARKER, POLICE_FLAG, COUNCIL_FLAG, SHARED_LINE, COUNCIL_LINE, WITHHELD}
HOME = {COUNCIL_FLAG, SHARED_LINE, COUNCIL_LINE, WITHHELD}
PROVIDER = {COUNCIL_FLAG, COUNCIL_LINE}
ALL = FORCE | COUNCIL
READS: Mapping[Role, set[str]] = {
    Role.COORDINATOR: COUNCIL,
    Role.FRONT_DOOR: (COUNCIL - {MARKER}) | {INTELLIGENCE},
    Role.SOCIAL_WORKER: COUNCIL,
    Role.TEAM_MANAGER: COUNCIL,
    Role.SERVICE_MANAGER: COUNCIL,
    Role.POLICE_CONTROL: FORCE,
    Role.POLICE_MISSING: FORCE,
    Role.HOME: HOME,
    Role.INTERVIEWER: PROVIDER,
    Role.INTERVIEW_MANAGER: PROVIDER,
}
PLACES = {
    Role.POLICE_CONTROL: "police",
    Role.POLICE_MISSING: "police",
    Role.HOME: "birch_house",
    Role.INTERVIEWER: "provider",
    Role.INTERVIEW_MANAGER: "provider",
}


def somebody(cast: Cast, role: Role, child: Child | None = None) -> User:
    """Someone who holds this role and no other, and may see the child by it: Ben, unless another is named."""
    user = User.objects.create_user(f"{role.lower()}@demo.example", name="Sam")
    agency = getattr(cast, PLACES.get(role, "harrowmere"))
    team = (child or cast.ben).team if role in {Role.SOCIAL_WORKER, Role.TEAM_MANAGER} else ""
    Membership.objects.create(user=user, agency=agency, role=role, team=team, confirmed_at=now())
    return user


@pytest.fixture
def ben(cast: Cast) -> Child:
    """Ben, missing now and known to the interview provider, whose record holds each kind of police record."""
    missing(cast, child=cast.ben)
    return with_police_records(cast)


@pytest.fixture
def pages(cast: Cast, as_: As) -> list[str]:
    """The addresses of every page about Ben, of whom there is every kind of record."""
    told = arguments(cast, cast.ben, as_)
    with_police_records(cast)
    about = [name for name, takes in ADDRESSES.items() if ABOUT_A_CHILD.intersection(takes)]
    return ["/today/", *(where for name in sorted(about) for where in ways(name, ADDRESSES[name], told))]


def with_police_records(cast: Cast) -> Child:
    for kind, source in (("OCG", "POLICE_INTEL"), ("GANG", "POLICE"), ("SELF_HARM", "LA")):
        Flag.objects.create(child=cast.ben, kind=kind, source=source, started_on=today())
    bring_in(cast.ben, by=None, agency=cast.provider, reason="return interview")
    for episode in Episode.objects.filter(child=cast.ben):
        write_log(cast, episode)
    return cast.ben


def write_log(cast: Cast, episode: Episode) -> None:
    """The council's line first, the police's last."""
    for hours, by, what in ((3, cast.priya, COUNCIL_LINE), (2, cast.okoro, SHARED_LINE), (1, cast.okoro, POLICE_LINE)):
        line = add_log_line(episode, by=User.objects.get(pk=by.pk), kind="VISIT", what=what, shared=what == SHARED_LINE)
        LogLine.objects.filter(pk=line.pk).update(at=now() - timedelta(hours=hours))


def read(client: Client, pages: list[str]) -> dict[str, str]:
    answers = {where: client.get(where) for where in pages}
    return {where: unescape(answer.content.decode()) for where, answer in answers.items() if answer.status_code == OK}


def open_episode(child: Child) -> str:
    return f"/episodes/{Episode.objects.filter(child=child).still_missing().get().pk}/"


@pytest.mark.parametrize("role", READS, ids=lambda role: str(role.label))
def test_a_role_reads_its_part_of_what_the_police_hold_and_nothing_more(
    cast: Cast, as_: As, pages: list[str], role: Role
) -> None:
    shown = read(as_(somebody(cast, role)), pages)
    leaks = [(where, words) for where, page in shown.items() for words in ALL - READS[role] if words in page]
    assert leaks == []
    episode = shown[open_episode(cast.ben)]
    assert {words for words in ALL if words in episode} == READS[role]
    flags = READS[role] & {INTELLIGENCE, MARKER, POLICE_FLAG, COUNCIL_FLAG}
    child = shown[f"/children/{cast.ben.pk}/"]
    assert {words for words in ALL if words in child} >= flags


@pytest.mark.parametrize(("who", "advised"), [("okoro", True), ("priya", False), ("jo", False)])
def test_advice_on_the_risk_gives_away_no_flag_that_one_may_not_read(as_: As, ben: Child, who: str, *, advised: bool) -> None:
    """Intelligence is the only flag about exploitation: the council knows of a marker, the home of nothing."""
    Flag.objects.filter(child=ben, source="POLICE").delete()
    risk = read(as_(who), [f"{open_episode(ben)}risk/"])
    assert [ADVICE in page for page in risk.values()] == [advised]


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("okoro", "The log is empty"),
        ("priya", "The police have not shared what this line says"),
        ("jo", "The police have not shared what this line says"),
        ("marcus", "no entries that are shared with you"),
    ],
)
def test_a_log_of_police_lines_alone_is_not_called_empty(as_: As, ben: Child, who: str, said: str) -> None:
    lines = LogLine.objects.filter(episode__child=ben)
    lines.filter(side="SOCIAL_CARE").delete()
    if who == "okoro":
        lines.delete()
    assert said in read(as_(who), [open_episode(ben)])[open_episode(ben)]


def test_jo_is_not_told_that_the_police_hold_no_flag(as_: As, ben: Child) -> None:
    child = f"/children/{ben.pk}/"
    Flag.objects.filter(child=ben, source__startswith="POLICE").delete()
    sides = {who: read(as_(who), [child])[child].partition(">Police</h3>")[2][:120] for who in ("jo", "priya")}
    assert {who: "Not shared with you" in side for who, side in sides.items()} == {"jo": True, "priya": False}


def test_today_shows_marcus_the_latest_line_that_is_his_to_read(as_: As, ben: Child) -> None:
    today_page = {who: read(as_(who), ["/today/"])["/today/"] for who in ("okoro", "priya", "marcus")}
    lines = {who: [line for line in (POLICE_LINE, COUNCIL_LINE) if line in page] for who, page in today_page.items()}
    assert lines == {"okoro": [POLICE_LINE], "priya": [], "marcus": [COUNCIL_LINE]}
    assert "The police wrote in their log" in today_page["priya"]
    LogLine.objects.filter(side="SOCIAL_CARE").delete()
    assert "Nothing shared with you" in read(as_("marcus"), ["/today/"])["/today/"]
