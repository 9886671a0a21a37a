"""Two people: a role that opens records, or that gives or confirms roles, holds once a second person has said yes."""

import pytest
from django.core.exceptions import ValidationError

from waylight.accounts.actions import end_role, give_role, invite
from waylight.accounts.models import Membership, User
from waylight.accounts.role_confirmation import confirm, refuse, roles_waiting_for
from waylight.accounts.role_definitions import ROLE_DEFINITIONS
from waylight.accounts.roles import Role
from waylight.accounts.separation_of_duties import SIGNED_IN
from waylight.agencies.models import Agency, Kind
from waylight.audit import log
from waylight.audit.models import Entry
from waylight.config.demonstration.cast import Cast
from waylight.core.clock import now
from waylight.core.versions import EditConflict
from waylight.people.models import Child

WHY = "She joins the team on Monday; her manager asked for it."
FIGURES_ONLY = {Role.ANALYST, Role.BOARD}
ROLES = {Kind.COUNCIL: Role.COORDINATOR, Kind.HOME: Role.HOME}


def holding(role: Role, agency: Agency, name: str = "Sasha Cole") -> User:
    user = User.objects.create_user(f"{name[:3].lower()}{User.objects.count()}@demo.example", name=name)
    Membership.objects.create(user=user, agency=agency, role=role, confirmed_at=now())
    return user


def proposed(cast: Cast, role: Role = Role.COORDINATOR, agency: Agency | None = None, user: User | None = None) -> Membership:
    return give_role(come(user or cast.tom), by=cast.alex, agency=agency or cast.harrowmere, role=role, reason=WHY)


def come(user: User) -> User:
    """They have followed their link and signed in."""
    log.record(SIGNED_IN, user, by=user)
    return user


def roles(user: User) -> frozenset[Role]:
    return User.objects.get(pk=user.pk).roles()


@pytest.mark.parametrize("role", [role for role in Role if ROLE_DEFINITIONS[role].offered and role not in FIGURES_ONLY])
def test_a_role_proposed_gives_nothing(cast: Cast, role: Role) -> None:
    place = {Kind.COUNCIL: cast.harrowmere, Kind.FORCE: cast.police, Kind.PROVIDER: cast.provider, Kind.HOME: cast.birch_house}
    proposed(cast, role, place[min(ROLE_DEFINITIONS[role].agencies)])
    assert roles(cast.tom) == frozenset()
    assert not Child.objects.visible_to(User.objects.get(pk=cast.tom.pk)).exists()


def test_only_who_sees_figures_without_names_takes_one() -> None:
    assert {role for role in Role if ROLE_DEFINITIONS[role].takes_effect_at_once} == FIGURES_ONLY


def test_a_role_confirmed_opens_what_it_opens(cast: Cast) -> None:
    one = proposed(cast)
    confirm(one, by=cast.nadia, version=one.version, spoke=True)
    assert Child.objects.visible_to(User.objects.get(pk=cast.tom.pk)).count() == 4


def test_a_service_manager_may_confirm_too(cast: Cast) -> None:
    one = proposed(cast)
    confirm(one, by=holding(Role.SERVICE_MANAGER, cast.harrowmere), version=one.version, spoke=True)
    assert roles(cast.tom) == {Role.COORDINATOR}


@pytest.mark.parametrize("role", [role for role in Role if not ROLE_DEFINITIONS[role].offered])
def test_a_role_without_pages_is_not_confirmed(cast: Cast, role: Role) -> None:
    waiting = Membership.objects.create(user=come(cast.tom), agency=cast.harrowmere, role=role, proposed_by=cast.alex)
    with pytest.raises(ValidationError, match="no pages for this role yet"):
        confirm(waiting, by=cast.nadia, version=waiting.version, spoke=True)
    assert roles(cast.tom) == frozenset()


@pytest.mark.parametrize("role", [role for role in Role if not ROLE_DEFINITIONS[role].offered])
def test_whoever_holds_a_role_without_pages_does_not_manage_people(cast: Cast, role: Role) -> None:
    sasha = holding(role, cast.harrowmere)
    with pytest.raises(ValidationError, match="cannot both manage people and open"):
        proposed(cast, Role.ADMINISTRATOR, user=sasha)


@pytest.mark.parametrize("person", ["priya", "alex", "okoro", "ruth", "tom"])
def test_nobody_else_confirms(cast: Cast, person: str) -> None:
    one = proposed(cast, user=User.objects.create_user("sam@demo.example", name="Sam Webb"))
    assert roles_waiting_for(cast.people[person]) == []
    with pytest.raises(ValidationError, match="an information governance officer or a service manager"):
        confirm(one, by=cast.people[person], version=one.version, spoke=True)


def test_nobody_confirms_a_role_of_their_own(cast: Cast) -> None:
    one = proposed(cast, Role.SERVICE_MANAGER, user=cast.nadia)
    assert roles_waiting_for(cast.nadia) == []
    with pytest.raises(ValidationError, match="This role is for you"):
        confirm(one, by=cast.nadia, version=one.version, spoke=True)


def test_nobody_confirms_what_they_proposed(cast: Cast) -> None:
    one = proposed(cast)
    Membership.objects.create(user=cast.alex, agency=cast.harrowmere, role=Role.INFORMATION_GOVERNANCE, confirmed_at=now())
    both = User.objects.get(pk=cast.alex.pk)
    assert roles_waiting_for(both) == []
    with pytest.raises(ValidationError, match="You proposed this role"):
        confirm(one, by=both, version=one.version, spoke=True)


def test_whoever_gives_roles_is_not_made_to_confirm_them(cast: Cast) -> None:
    second = holding(Role.ADMINISTRATOR, cast.harrowmere)
    with pytest.raises(ValidationError, match="cannot both give roles and confirm them"):
        give_role(cast.alex, by=second, agency=cast.harrowmere, role=Role.INFORMATION_GOVERNANCE, reason=WHY)


def test_an_account_of_his_own_making_confirms_nothing_for_him(cast: Cast) -> None:
    puppet = invite(by=cast.alex, email="puppet@demo.example", name="Pat Pine")
    give_role(puppet, by=cast.alex, agency=cast.harrowmere, role=Role.INFORMATION_GOVERNANCE, reason=WHY)
    one = proposed(cast)
    with pytest.raises(ValidationError):
        confirm(one, by=User.objects.get(pk=puppet.pk), version=one.version, spoke=True)


def test_another_council_s_governance_confirms_nothing_here(cast: Cast) -> None:
    one = proposed(cast)
    stranger = holding(Role.INFORMATION_GOVERNANCE, cast.calderwick)
    assert roles_waiting_for(stranger) == []
    with pytest.raises(ValidationError, match="Your organisation does not confirm"):
        confirm(one, by=stranger, version=one.version, spoke=True)


def test_a_role_refused_never_holds_and_may_be_proposed_again(cast: Cast) -> None:
    one = proposed(cast)
    refuse(one, by=cast.nadia, version=one.version, because="Nobody there knows him.")
    assert roles(cast.tom) == frozenset()
    with pytest.raises(ValidationError, match="no longer needs an answer"):
        confirm(one, by=cast.nadia, version=one.version, spoke=True)
    assert proposed(cast).confirmed_at is None


def test_a_refusal_says_why(cast: Cast) -> None:
    one = proposed(cast)
    with pytest.raises(ValidationError, match="Give a reason"):
        refuse(one, by=cast.nadia, version=one.version, because=" ")


def test_a_role_taken_back_is_not_confirmed(cast: Cast) -> None:
    one = proposed(cast)
    end_role(one, by=cast.alex, version=one.version)
    assert roles_waiting_for(cast.nadia) == []
    with pytest.raises(ValidationError, match="no longer needs an answer"):
        confirm(one, by=cast.nadia, version=one.version, spoke=True)


def test_two_who_answer_at_once_do_not_both_count(cast: Cast) -> None:
    one = proposed(cast)
    confirm(one, by=cast.nadia, version=1, spoke=True)
    late = Membership.objects.get(pk=one.pk)
    Membership.objects.filter(pk=one.pk).update(confirmed_at=None)
    with pytest.raises((EditConflict, ValidationError)):
        confirm(late, by=holding(Role.SERVICE_MANAGER, cast.harrowmere), version=1, spoke=True)


def test_of_two_who_say_yes_for_one_organisation_at_once_the_second_is_told(cast: Cast) -> None:
    proposed(cast, Role.INTERVIEWER, cast.provider)
    manager = holding(Role.SERVICE_MANAGER, cast.harrowmere)
    (hers,), (theirs,) = roles_waiting_for(cast.nadia), roles_waiting_for(manager)
    confirm(hers, by=cast.nadia, version=hers.version, spoke=True)
    with pytest.raises(ValidationError, match="Your organisation has already confirmed"):
        confirm(theirs, by=manager, version=theirs.version, spoke=True)


def test_every_step_is_written_down(cast: Cast) -> None:
    come(cast.tom)
    before = Entry.objects.count()
    one = give_role(cast.tom, by=cast.alex, agency=cast.harrowmere, role=Role.COORDINATOR, reason=WHY)
    refuse(one, by=cast.nadia, version=one.version, because="Nobody there knows him.")
    two = give_role(cast.tom, by=cast.alex, agency=cast.harrowmere, role=Role.COORDINATOR, reason=WHY)
    confirm(two, by=cast.nadia, version=two.version, spoke=True)
    told = Entry.objects.order_by("id").values_list("verb", "by__name", "record")[before:]
    assert list(told) == [
        ("proposed a role for", "Alex Reed", cast.tom.pk),
        ("refused a role of", "Nadia Khan", cast.tom.pk),
        ("proposed a role for", "Alex Reed", cast.tom.pk),
        ("says they spoke with", "Nadia Khan", cast.tom.pk),
        ("confirmed a role of", "Nadia Khan", cast.tom.pk),
    ]


# Shared organisations: one council's people alone open nothing of another's.


def test_a_role_at_a_force_waits_for_its_own_governance(cast: Cast) -> None:
    theirs = holding(Role.INFORMATION_GOVERNANCE, cast.police)
    one = proposed(cast, Role.POLICE_MISSING, cast.police)
    assert roles_waiting_for(cast.nadia) == []
    with pytest.raises(ValidationError, match="Your organisation does not confirm"):
        confirm(one, by=cast.nadia, version=one.version, spoke=True)
    confirm(one, by=theirs, version=one.version, spoke=True)
    assert roles(cast.tom) == {Role.POLICE_MISSING}


def test_without_one_each_council_it_serves_has_to_agree(cast: Cast) -> None:
    there = holding(Role.INFORMATION_GOVERNANCE, cast.calderwick)
    one = proposed(cast, Role.INTERVIEWER, cast.provider)
    half = confirm(one, by=cast.nadia, version=one.version, spoke=True)
    assert roles(cast.tom) == frozenset()
    assert roles_waiting_for(cast.nadia) == []
    confirm(half, by=there, version=half.version, spoke=True)
    assert roles(cast.tom) == {Role.INTERVIEWER}


def test_one_yes_is_not_counted_twice(cast: Cast) -> None:
    one = proposed(cast, Role.POLICE_CONTROL, cast.police)
    half = confirm(one, by=cast.nadia, version=one.version, spoke=True)
    with pytest.raises(ValidationError, match="Your organisation has already confirmed"):
        confirm(half, by=cast.nadia, version=half.version, spoke=True)


def test_a_force_s_first_governance_officer_does_not_confirm_herself(cast: Cast) -> None:
    own = holding(Role.INFORMATION_GOVERNANCE, cast.provider)
    one = give_role(own, by=cast.alex, agency=cast.provider, role=Role.INTERVIEW_MANAGER, reason=WHY)
    assert [one] == roles_waiting_for(cast.nadia)


def test_an_administrator_of_a_force_looks_after_it_and_no_home(cast: Cast) -> None:
    own = holding(Role.ADMINISTRATOR, cast.police)
    Agency.objects.create(kind=Kind.HOME, name="Elm House")
    one = give_role(cast.tom, by=own, agency=cast.police, role=Role.POLICE_MISSING, reason=WHY)
    assert one in roles_waiting_for(cast.nadia)
    for agency in (cast.harrowmere, Agency.objects.get(name="Elm House")):
        with pytest.raises(ValidationError, match="do not manage people in this organisation"):
            give_role(cast.tom, by=own, agency=agency, role=ROLES[agency.kind], reason=WHY)


def test_at_a_home_of_which_nobody_said_whom_it_serves_no_role_is_proposed(cast: Cast) -> None:
    elm = Agency.objects.create(kind=Kind.HOME, name="Elm House")
    with pytest.raises(ValidationError, match="which councils this organisation serves"):
        proposed(cast, Role.HOME, elm)
