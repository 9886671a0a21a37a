"""Whoever holds a new account's link is that person: no role is confirmed for an account that may still be its maker's."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.test import override_settings

from waylight.accounts.actions import give_role, invite, make_link, set_password
from waylight.accounts.bootstrap import appoint
from waylight.accounts.models import Membership, User
from waylight.accounts.onboarding import onboarding_of, onboarding_of_each
from waylight.accounts.role_confirmation import confirm, refuse
from waylight.accounts.roles import Role
from waylight.accounts.separation_of_duties import SIGNED_IN
from waylight.audit import log
from waylight.audit.models import Entry
from waylight.config.demonstration.cast import Cast
from waylight.core import clock
from waylight.core.clock import now

WHY = "She joins the team on Monday."


@pytest.fixture
def jane(cast: Cast) -> User:
    return invite(by=cast.alex, email="jane@demo.example", name="Jane Webb")


def happens(what: str, cast: Cast, jane: User) -> None:
    if what == "a link":
        make_link(jane, by=cast.alex)
    elif what == "a link of her own":
        log.record("made a sign-in link for", jane, by=jane)
    elif what == "chooses":
        set_password(jane, password="four quiet brown kettles")
    elif what == "signs in":
        log.record(SIGNED_IN, jane, by=jane)
    else:
        Authenticator.objects.create(user=jane, type=Authenticator.Type.TOTP, data={})


def proposed(cast: Cast, jane: User, role: Role = Role.COORDINATOR) -> Membership:
    return give_role(jane, by=cast.alex, agency=cast.harrowmere, role=role, reason=WHY)


def confirms(cast: Cast, one: Membership) -> str:
    """What stops it, or ""."""
    try:
        confirm(one, by=cast.nadia, version=one.version, spoke=True)
    except ValidationError as refused:
        return str(refused.messages)
    return ""


CAME = ["a link", "chooses", "signs in", "sets up an app"]


@pytest.mark.parametrize(
    ("story", "stops"),
    [
        pytest.param([], "not signed in", id="nobody has done anything"),
        pytest.param(["a link"], "not signed in", id="the link lies with its maker"),
        pytest.param(["a link", "chooses"], "not signed in", id="somebody followed it"),
        pytest.param(["a link", "chooses", "signs in"], "not set up an authenticator app", id="signed in, with no app"),
        pytest.param(CAME, "", id="came, and set up an app"),
        pytest.param([*CAME, "a link"], "not signed in", id="another link was made since"),
        pytest.param([*CAME, "a link", "chooses"], "not signed in", id="another link was followed since"),
        pytest.param([*CAME, "a link", "chooses", "signs in"], "", id="signed in after that, with the app she had"),
        pytest.param([*CAME, "a link of her own"], "", id="what she made herself is hers"),
    ],
)
def test_a_role_is_confirmed_for_whoever_has_come(cast: Cast, jane: User, story: list[str], stops: str) -> None:
    for what in story:
        happens(what, cast, jane)
    with override_settings(SECOND_FACTOR_REQUIRED=True):
        said = confirms(cast, proposed(cast, jane))
    assert (stops in said) if stops else said == ""
    assert bool(User.objects.get(pk=jane.pk).roles()) == (not stops)


@pytest.mark.parametrize(("story", "may"), [(["a link"], False), (["a link", "chooses", "signs in"], True)])
def test_where_no_second_factor_is_asked_for_signing_in_will_do(cast: Cast, jane: User, story: list[str], *, may: bool) -> None:
    for what in story:
        happens(what, cast, jane)
    assert (confirms(cast, proposed(cast, jane)) == "") == may


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.INFORMATION_GOVERNANCE, Role.SERVICE_MANAGER])
def test_so_it_is_for_roles_that_give_or_confirm_roles(cast: Cast, jane: User, role: Role) -> None:
    assert "not signed in" in confirms(cast, proposed(cast, jane, role))


def test_the_link_of_whoever_runs_waylight_counts_too(cast: Cast) -> None:
    max_, _ = appoint(email="max@demo.example", name="Max Dale", agency=cast.police, role=Role.ADMINISTRATOR)
    assert onboarding_of(max_).link.by is None  # type: ignore[union-attr]  # there is one
    assert "not signed in" in onboarding_of(max_).still_to_do[0]


def test_a_no_needs_nobody_to_have_come(cast: Cast, jane: User) -> None:
    one = proposed(cast, jane)
    refuse(one, by=cast.nadia, version=one.version, because="Nobody there knows her.")
    assert Membership.objects.get(pk=one.pk).refused_at


def test_whoever_says_yes_says_that_they_spoke_with_her(cast: Cast, jane: User) -> None:
    happens("signs in", cast, jane)
    one = proposed(cast, jane)
    with pytest.raises(ValidationError, match="Speak to this person yourself") as refused:
        confirm(one, by=cast.nadia, version=one.version, spoke=False)
    assert list(refused.value.error_dict) == ["spoke"]
    confirm(one, by=cast.nadia, version=one.version, spoke=True)
    assert Entry.objects.filter(verb="says they spoke with", record=jane.pk, by=cast.nadia).count() == 1


def test_whoever_made_the_link_does_not_say_yes(cast: Cast, jane: User) -> None:
    """An administrator once, and a service manager now."""
    for what in CAME:
        happens(what, cast, jane)
    second = User.objects.create_user("sasha@demo.example", name="Sasha Cole")
    Membership.objects.create(user=second, agency=cast.harrowmere, role=Role.ADMINISTRATOR, confirmed_at=now())
    one = give_role(jane, by=second, agency=cast.harrowmere, role=Role.COORDINATOR, reason=WHY)
    Membership.objects.filter(user=cast.alex).update(role=Role.SERVICE_MANAGER)
    with pytest.raises(ValidationError, match="You made this person's sign-in link"):
        confirm(one, by=User.objects.get(pk=cast.alex.pk), version=one.version, spoke=True)


def test_what_is_told_of_many_is_asked_at_once(cast: Cast, jane: User, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]  # pytest-django's own
    begun = now()
    for number, what in enumerate(CAME):
        with clock.at(begun + timedelta(minutes=number)):
            happens(what, cast, jane)
    with django_assert_num_queries(3):
        told = onboarding_of_each([jane, cast.tom])
    assert told[jane.pk].link.by == cast.alex  # type: ignore[union-attr]  # there is one
    assert told[jane.pk].signed_in == begun + timedelta(minutes=2)
    assert told[jane.pk].second_factor
    assert told[cast.tom.pk].link is None
