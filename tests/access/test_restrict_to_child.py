"""Someone with two roles: towards a child they are only what lets them see that child."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from waylight.access.actions import bring_in, open_in_emergency
from waylight.access.visibility import restrict_to_child, restrict_to_children
from waylight.accounts.models import Membership, User
from waylight.accounts.roles import Role
from waylight.agencies.models import Agency
from waylight.config.demonstration.cast import Cast
from waylight.core.clock import now

pytestmark = pytest.mark.django_db


def also(cast: Cast, person: str, agency: str | Agency, role: Role, team: str = "") -> User:
    """The person, with a further role."""
    user = cast.people[person]
    place = getattr(cast, agency) if isinstance(agency, str) else agency
    Membership.objects.create(user=user, agency=place, role=role, team=team, confirmed_at=now())
    return User.objects.get(pk=user.pk)


def test_an_interviewer_who_is_a_social_worker_too_is_each_to_whom_they_are_it(cast: Cast) -> None:
    bring_in(cast.dev, by=cast.priya, agency=cast.provider, reason="return interview")
    bring_in(cast.ben, by=cast.priya, agency=cast.provider, reason="return interview")
    marcus = also(cast, "marcus", "harrowmere", Role.SOCIAL_WORKER, team=cast.ben.team)
    roles = {name: restrict_to_child(marcus, cast.children[name]).roles() for name in ("dev", "ben")}
    assert roles == {"dev": {Role.INTERVIEWER}, "ben": {Role.INTERVIEWER, Role.SOCIAL_WORKER}}


def test_what_was_opened_in_an_emergency_is_seen_by_the_role_that_opens_it(cast: Cast) -> None:
    marcus = also(cast, "marcus", "harrowmere", Role.SOCIAL_WORKER, team="Nowhere")
    open_in_emergency(cast.ben, by=marcus, reason="His mother phoned the duty line just now.")
    assert restrict_to_child(marcus, cast.ben).roles() == {Role.SOCIAL_WORKER}


def test_a_role_that_opens_no_record_is_nothing_to_a_child(cast: Cast) -> None:
    priya = also(cast, "priya", "harrowmere", Role.EDUCATION)
    facing = restrict_to_child(priya, cast.ben)
    assert facing.roles() == {Role.COORDINATOR}
    assert facing == priya
    assert {place.role for place in facing.everywhere()} == {Role.COORDINATOR, Role.EDUCATION}


def test_so_is_the_same_role_at_two_councils(cast: Cast) -> None:
    helen = also(cast, "helen", "calderwick", Role.SOCIAL_WORKER)
    bring_in(cast.ben, by=cast.priya, agency=cast.calderwick, user=cast.helen, reason="allocated social worker")
    places = {
        name: {place.agency for place in restrict_to_child(helen, cast.children[name]).current_memberships()}
        for name in ("amina", "ben")
    }
    assert places == {"amina": {cast.harrowmere}, "ben": {cast.calderwick}}


def test_of_someone_with_one_role_nothing_is_asked(cast: Cast) -> None:
    cast.priya.current_memberships()
    with CaptureQueriesContext(connection) as asked:
        facing = restrict_to_children(cast.priya, [child.pk for child in cast.children.values()])
    assert (len(asked), {id(user) for user in facing.values()}) == (0, {id(cast.priya)})
