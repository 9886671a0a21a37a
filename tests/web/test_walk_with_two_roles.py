"""Every page about a child, walked twice: a second role, where the child is unknown, changes nothing of any of them."""

import re
from collections.abc import Callable, Mapping

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.access.test_restrict_to_child import also
from tests.web.permissions import ABOUT_A_CHILD, arguments
from tests.web.test_police_records import with_police_records
from tests.web.test_walk_as_everyone import ADDRESSES, ways
from waylight.accounts.models import User
from waylight.accounts.roles import Role
from waylight.agencies.models import Agency, Kind
from waylight.config.demonstration.cast import Cast
from waylight.core import clock
from waylight.core.clock import now

OK = 200
type As = Callable[[str | User], Client]
CHANGES = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|name=\"csrfmiddlewaretoken\" value=\"\w+\"")

ABOVE_THE_CHILD = re.compile(r"<header\b.*?</header>|<nav\b.*?</nav>", re.DOTALL)


def pages(client: Client, told: dict[str, list[object]]) -> Mapping[str, tuple[int, str]]:
    """What stands on every page about the child that opens, from the identity bar to the foot."""
    about = [where for name, takes in ADDRESSES.items() if ABOUT_A_CHILD.intersection(takes) for where in ways(name, takes, told)]
    answers = {where: client.get(where) for where in sorted(about)}
    return {where: (each.status_code, about_the_child(each) if each.status_code == OK else "") for where, each in answers.items()}


def about_the_child(answer: HttpResponse) -> str:
    """The whole page, without the header and the navigation: they say what the reader is, and name no child."""
    return CHANGES.sub("", ABOVE_THE_CHILD.sub("", answer.content.decode()))


@pytest.mark.parametrize(
    ("person", "child", "agency", "role"),
    [
        pytest.param("marcus", "ben", "ashenford", Role.COORDINATOR, id="an interviewer who is a coordinator elsewhere"),
        pytest.param("jo", "ben", "ashenford", Role.FRONT_DOOR, id="a home's manager who is a council's front door elsewhere"),
        pytest.param("priya", "ben", "ashenford", Role.FRONT_DOOR, id="a coordinator who is front door elsewhere"),
        pytest.param("okoro", "amina", "ashenford", Role.SERVICE_MANAGER, id="an officer who is a service manager elsewhere"),
        pytest.param("helen", "amina", "other_provider", Role.INTERVIEW_MANAGER, id="a social worker who interviews for others"),
        pytest.param("priya", "ben", "other_force", Role.POLICE_MISSING, id="a coordinator who is in a force far away"),
    ],
)
def test_what_someone_is_elsewhere_changes_no_page_about_a_child(
    cast: Cast, as_: As, person: str, child: str, agency: str, role: Role
) -> None:
    places = {
        "ashenford": cast.ashenford,
        "other_provider": Agency.objects.create(kind=Kind.PROVIDER, name="Another Ear"),
        "other_force": Agency.objects.create(kind=Kind.FORCE, name="Farmarch Police"),
    }
    told = arguments(cast, cast.children[child], as_)
    with_police_records(cast)
    with clock.at(now()):
        alone = pages(as_(User.objects.get(pk=cast.people[person].pk)), told)
        both = pages(as_(also(cast, person, places[agency], role)), told)
    assert [where for where in alone if alone[where] != both[where]] == []
    assert {status for status, _ in alone.values()} >= {200, 404}
