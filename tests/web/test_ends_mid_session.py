"""What someone may see ends when it ends, also in a window that is open."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from tests.web.answers import without_token
from waylight.access.actions import EMERGENCY_LASTS, bring_in, end_involvement, open_in_emergency
from waylight.access.models import Involvement
from waylight.accounts.actions import deactivate, end_role, give_role
from waylight.accounts.models import Membership
from waylight.accounts.role_confirmation import confirm
from waylight.accounts.roles import Role
from waylight.accounts.separation_of_duties import SIGNED_IN
from waylight.audit import log
from waylight.config.demonstration.cast import Cast
from waylight.core import clock
from waylight.core.clock import now, today
from waylight.core.keys import new_key
from waylight.placements.models import Placement

type As = Callable[[str], Client]

WHY = "His mother phoned the duty line just now."
SECOND = timedelta(seconds=1)


def opens(client: Client, child: object) -> bool:
    """Whether the child's page opens; if not, it is the page of a child nobody knows, and a search finds nobody."""
    page, unknown = client.get(f"/children/{child}/"), client.get(f"/children/{new_key()}/")
    if page.status_code == 200:
        return True
    assert (page.status_code, without_token(page)) == (unknown.status_code, without_token(unknown))
    return False


def test_a_role_that_is_ended_closes_the_open_window(as_: As, cast: Cast) -> None:
    priya = as_("priya")
    assert opens(priya, cast.amina.pk)
    held = cast.priya.memberships.get()
    end_role(held, by=cast.alex, version=held.version)
    assert not opens(priya, cast.amina.pk)
    for address in ("/today/", "/children/?q=Amina", "/load/", "/reports/"):
        assert priya.get(address).status_code == 404


def test_a_role_with_a_last_day_ends_at_midnight(as_: As, cast: Cast) -> None:
    Membership.objects.filter(user=cast.priya).update(until=today() + timedelta(days=1))
    priya = as_("priya")
    assert opens(priya, cast.amina.pk)
    midnight = clock.local(now()).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    with clock.at(midnight - SECOND):
        last_minute = as_("priya")
        assert opens(last_minute, cast.amina.pk)
    with clock.at(midnight + SECOND):
        assert not opens(last_minute, cast.amina.pk)


def test_an_agency_that_leaves_takes_its_people_s_sight_with_it(as_: As, cast: Cast) -> None:
    okoro = as_("okoro")
    assert opens(okoro, cast.amina.pk)
    type(cast.police).objects.filter(pk=cast.police.pk).update(active=False)
    assert not opens(okoro, cast.amina.pk)


def test_an_emergency_ends_in_the_middle_of_a_session(as_: As, cast: Cast) -> None:
    helen = as_("helen")
    begun = now()
    with clock.at(begun):
        assert not opens(helen, cast.dev.pk)
        open_in_emergency(cast.dev, by=cast.helen, reason=WHY)
        assert opens(helen, cast.dev.pk)
    with clock.at(begun + EMERGENCY_LASTS - SECOND):
        late = as_("helen")
        assert opens(late, cast.dev.pk)
    with clock.at(begun + EMERGENCY_LASTS):
        assert not opens(late, cast.dev.pk)
        assert f"/children/{cast.dev.pk}/" not in late.get("/children/", {"q": cast.dev.surname}).content.decode()


def test_an_emergency_ends_with_the_role_that_allowed_it(as_: As, cast: Cast) -> None:
    helen = as_("helen")
    open_in_emergency(cast.dev, by=cast.helen, reason=WHY)
    held = cast.helen.memberships.get()
    end_role(held, by=cast.alex, version=held.version)
    assert not opens(helen, cast.dev.pk)


def test_a_provider_s_work_that_ends_closes_the_record(as_: As, cast: Cast) -> None:
    brought = bring_in(cast.amina, by=cast.priya, agency=cast.provider, reason="interview")
    marcus = as_("marcus")
    assert opens(marcus, cast.amina.pk)
    end_involvement(Involvement.objects.get(pk=brought.pk), by=cast.priya, version=brought.version)
    assert not opens(marcus, cast.amina.pk)


def test_a_child_who_moves_out_is_no_longer_the_home_s_to_see(as_: As, cast: Cast) -> None:
    jo = as_("jo")
    assert opens(jo, cast.ben.pk)
    Placement.objects.filter(child=cast.ben).update(ended_on=today() - timedelta(days=1))
    assert not opens(jo, cast.ben.pk)


def test_an_account_that_is_switched_off_is_out_of_every_window(as_: As, cast: Cast) -> None:
    windows = [as_("priya"), as_("priya")]
    deactivate(cast.priya, by=cast.alex)
    for window in windows:
        assert window.get(f"/children/{cast.amina.pk}/").headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.INFORMATION_GOVERNANCE, Role.ADMINISTRATOR])
def test_a_role_opens_pages_only_once_confirmed_also_in_an_open_window(as_: As, cast: Cast, role: Role) -> None:
    tom = as_("tom")
    pages = ("/today/", "/emergencies/", "/settings/people/", "/settings/roles/", "/settings/protocol/")
    one = give_role(cast.tom, by=cast.alex, agency=cast.harrowmere, role=role, reason="He joins on Monday.")
    assert {tom.get(page).status_code for page in pages} == {404}
    log.record(SIGNED_IN, cast.tom, by=cast.tom)
    confirm(one, by=cast.nadia, version=one.version, spoke=True)
    assert 200 in {tom.get(page).status_code for page in pages}
