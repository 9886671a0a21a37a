"""Looking after accounts: inviting, giving and ending roles, and what no administrator may do."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from waylight.accounts.actions import (
    deactivate,
    end_role,
    give_role,
    invite,
    make_link,
    reactivate,
    reset_second_factor,
)
from waylight.accounts.models import Membership, User
from waylight.accounts.role_definitions import NAMES_CHILDREN, ROLE_DEFINITIONS
from waylight.accounts.roles import Role
from waylight.accounts.scope import agencies_managed_by, people_managed_by
from waylight.agencies.models import Agency, Kind
from waylight.audit.models import Entry
from waylight.config.demonstration.cast import Cast
from waylight.core.clock import now, today
from waylight.people.models import Child

WHY = "She joins the team on Monday; her manager asked for it."


def test_someone_invited_has_an_account_and_no_way_in_yet(cast: Cast) -> None:
    sam = invite(by=cast.alex, email=" Sam@Demo.example ", name="Sam Webb")
    assert (sam.email, sam.has_usable_password(), sam.roles()) == ("sam@demo.example", False, frozenset())


@pytest.mark.parametrize("email", ["priya@demo.example", "PRIYA@demo.example"])
def test_nobody_is_invited_twice(cast: Cast, email: str) -> None:
    with pytest.raises(ValidationError, match="already an account"):
        invite(by=cast.alex, email=email, name="Priya Shah")


def test_an_address_that_is_none_is_refused(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        invite(by=cast.alex, email="sam", name="Sam Webb")


def test_a_role_that_opens_only_figures_holds_at_once(cast: Cast) -> None:
    give_role(cast.tom, by=cast.alex, agency=cast.harrowmere, role=Role.BOARD, reason=WHY)
    assert User.objects.get(pk=cast.tom.pk).roles() == {Role.BOARD}


def test_a_role_is_given_for_a_reason(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="Give the reason this person needs the role"):
        give_role(cast.tom, by=cast.alex, agency=cast.harrowmere, role=Role.BOARD, reason=" ")


def test_a_role_ended_opens_nothing_from_that_moment(cast: Cast) -> None:
    given = cast.priya.memberships.get()
    end_role(given, by=cast.alex, version=given.version)
    assert not Child.objects.visible_to(User.objects.get(pk=cast.priya.pk)).exists()


def test_everything_an_administrator_does_is_written_down(cast: Cast) -> None:
    before = Entry.objects.count()
    sam = invite(by=cast.alex, email="sam@demo.example", name="Sam Webb")
    given = give_role(sam, by=cast.alex, agency=cast.harrowmere, role=Role.ANALYST, reason=WHY)
    end_role(given, by=cast.alex, version=given.version)
    deactivate(sam, by=cast.alex)
    reactivate(sam, by=cast.alex)
    verbs = list(Entry.objects.values_list("verb", flat=True)[before:])
    assert verbs == [
        "invited", "gave a role to", "ended a role of", "switched off the account of", "switched on the account of",
    ]  # fmt: skip


def test_an_administrator_gives_himself_no_role(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="cannot give yourself a role"):
        give_role(cast.alex, by=cast.alex, agency=cast.harrowmere, role=Role.COORDINATOR, reason=WHY)


@pytest.mark.parametrize("role", sorted(NAMES_CHILDREN))
def test_nobody_both_manages_people_and_opens_records(cast: Cast, role: Role) -> None:
    second = administrator(cast.harrowmere)
    kind = min(ROLE_DEFINITIONS[role].agencies)
    place = {Kind.COUNCIL: cast.harrowmere, Kind.FORCE: cast.police, Kind.PROVIDER: cast.provider, Kind.HOME: cast.birch_house}
    with pytest.raises(ValidationError, match="cannot both manage people and open"):
        give_role(cast.alex, by=second, agency=place[kind], role=role, reason=WHY)


def test_a_coordinator_is_not_made_an_administrator_as_well(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="cannot both manage people and open"):
        give_role(cast.priya, by=cast.alex, agency=cast.harrowmere, role=Role.ADMINISTRATOR, reason=WHY)


@pytest.mark.parametrize("person", ["priya", "nadia", "tom", "okoro"])
def test_only_an_administrator_looks_after_accounts(cast: Cast, person: str) -> None:
    with pytest.raises(ValidationError, match="Only an administrator"):
        invite(by=cast.people[person], email="sam@demo.example", name="Sam Webb")
    with pytest.raises(ValidationError, match="Only an administrator"):
        give_role(cast.tom, by=cast.people[person], agency=cast.harrowmere, role=Role.ANALYST, reason=WHY)


def test_an_administrator_looks_after_his_own_council_and_who_works_for_it(cast: Cast) -> None:
    assert set(agencies_managed_by(cast.alex)) == {cast.harrowmere, cast.police, cast.provider, cast.birch_house}
    stranger = User.objects.create_user("cal@demo.example", name="Cal Stone")
    Membership.objects.create(user=stranger, agency=cast.calderwick, role=Role.COORDINATOR, confirmed_at=now())
    assert stranger not in people_managed_by(cast.alex)
    assert cast.tom in people_managed_by(cast.alex)


def test_another_council_s_people_are_not_his_to_change(cast: Cast) -> None:
    stranger = User.objects.create_user("cal@demo.example", name="Cal Stone")
    Membership.objects.create(user=stranger, agency=cast.calderwick, role=Role.COORDINATOR, confirmed_at=now())
    with pytest.raises(ValidationError, match="do not manage this account"):
        deactivate(stranger, by=cast.alex)
    with pytest.raises(ValidationError, match="do not manage people in this organisation"):
        give_role(cast.tom, by=cast.alex, agency=cast.calderwick, role=Role.ANALYST, reason=WHY)


@pytest.mark.parametrize(
    ("role", "place"),
    [
        (Role.COORDINATOR, "police"),
        (Role.POLICE_MISSING, "harrowmere"),
        (Role.HOME, "provider"),
        (Role.INTERVIEWER, "birch_house"),
    ],
)
def test_a_role_belongs_to_a_kind_of_organisation(cast: Cast, role: Role, place: str) -> None:
    with pytest.raises(ValidationError, match="is not a role in a"):
        give_role(cast.tom, by=cast.alex, agency=getattr(cast, place), role=role, reason=WHY)


def test_the_same_role_is_held_once(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="already has this role"):
        give_role(cast.ruth, by=cast.alex, agency=cast.harrowmere, role=Role.ANALYST, reason=WHY)


def test_the_last_administrator_stays(cast: Cast) -> None:
    own = cast.alex.memberships.get()
    with pytest.raises(ValidationError, match="only administrator here"):
        end_role(own, by=cast.alex, version=own.version)
    administrator(cast.harrowmere)
    end_role(own, by=cast.alex, version=own.version)


def test_nobody_switches_off_their_own_account(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="your own account"):
        deactivate(cast.alex, by=cast.alex)


def administrator(agency: Agency) -> User:
    user = User.objects.create_user("sasha@demo.example", name="Sasha Cole")
    Membership.objects.create(user=user, agency=agency, role=Role.ADMINISTRATOR, confirmed_at=now())
    return user


def test_whoever_moved_to_another_council_is_no_longer_his_to_open(cast: Cast) -> None:
    cal = User.objects.create_user("cal@demo.example", name="Cal Stone")
    Membership.objects.create(user=cal, agency=cast.harrowmere, role=Role.SOCIAL_WORKER, until=today())
    there = Membership.objects.create(user=cal, agency=cast.calderwick, role=Role.COORDINATOR, confirmed_at=now())
    for act in (make_link, reset_second_factor, deactivate):
        with pytest.raises(ValidationError, match="works in another organisation"):
            act(cal, by=cast.alex)
    with pytest.raises(ValidationError, match="people in this organisation"):
        end_role(there, by=cast.alex, version=there.version)


def test_a_role_from_next_week_counts_already(cast: Cast) -> None:
    other = administrator(cast.harrowmere)
    give_role(
        cast.tom, by=cast.alex, agency=cast.harrowmere, role=Role.ADMINISTRATOR, since=today() + timedelta(days=7), reason=WHY
    )
    with pytest.raises(ValidationError, match="cannot both manage people"):
        give_role(cast.tom, by=other, agency=cast.harrowmere, role=Role.COORDINATOR, reason=WHY)
