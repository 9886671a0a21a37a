"""Breaking the glass: with a reason, for one shift, and looked at afterwards by somebody else."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from waylight.access.actions import EMERGENCY_LASTS, open_in_emergency, review_emergency
from waylight.access.models import BreakGlass
from waylight.access.visibility import restrict_to_child
from waylight.accounts.models import Membership, User
from waylight.accounts.roles import Role
from waylight.audit.models import Entry
from waylight.config.demonstration.cast import Cast
from waylight.core import clock
from waylight.people.models import Child

WHY = "His mother has phoned the duty line and he may be hurt."
MINUTE = timedelta(minutes=1)


def test_a_social_worker_on_duty_opens_a_colleague_s_child(cast: Cast) -> None:
    open_in_emergency(cast.dev, by=cast.helen, reason=WHY)
    assert cast.dev in Child.objects.visible_to(cast.helen)


def test_the_record_closes_again_at_the_end_of_the_shift(cast: Cast) -> None:
    opened = open_in_emergency(cast.dev, by=cast.helen, reason=WHY)
    with clock.at(opened.opened_at + EMERGENCY_LASTS - MINUTE):
        assert cast.dev in Child.objects.visible_to(cast.helen)
    with clock.at(opened.opened_at + EMERGENCY_LASTS):
        assert cast.dev not in Child.objects.visible_to(cast.helen)


def test_it_opens_for_one_person_and_one_child(cast: Cast) -> None:
    open_in_emergency(cast.dev, by=cast.helen, reason=WHY)
    assert cast.ben not in Child.objects.visible_to(cast.helen)
    assert cast.dev not in Child.objects.visible_to(cast.tom)


def test_opening_is_written_in_the_trail_without_the_reason(cast: Cast) -> None:
    open_in_emergency(cast.dev, by=cast.helen, reason=WHY)
    entry = Entry.objects.latest("id")
    assert (entry.verb, entry.by, entry.child, entry.detail) == ("opened in an emergency", cast.helen, cast.dev.pk, {})


@pytest.mark.parametrize("reason", ["", "urgent", "please please", "   a b c d   "])
def test_a_word_is_no_reason(cast: Cast, reason: str) -> None:
    with pytest.raises(ValidationError, match="Enter a sentence"):
        open_in_emergency(cast.dev, by=cast.helen, reason=reason)
    assert not BreakGlass.objects.exists()


@pytest.mark.parametrize("person", ["tom", "ruth", "grant", "alex", "nadia"])
def test_some_open_nothing_whatever_they_say(cast: Cast, person: str) -> None:
    with pytest.raises(ValidationError, match="Your role cannot open records"):
        open_in_emergency(cast.dev, by=cast.people[person], reason=WHY)


def test_there_is_no_emergency_where_the_door_is_open(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="already"):
        open_in_emergency(cast.dev, by=cast.priya, reason=WHY)


def test_nadia_sees_who_opened_what_and_why_and_not_the_record(cast: Cast) -> None:
    opened = open_in_emergency(cast.dev, by=cast.helen, reason=WHY)
    assert list(BreakGlass.objects.reviewed_by_the_governance_of(cast.nadia).to_review()) == [opened]
    assert not Child.objects.visible_to(cast.nadia).exists()


@pytest.mark.parametrize("person", ["helen", "priya", "alex", "tom"])
def test_nobody_else_has_anything_to_review(cast: Cast, person: str) -> None:
    open_in_emergency(cast.dev, by=cast.helen, reason=WHY)
    assert not BreakGlass.objects.reviewed_by_the_governance_of(cast.people[person]).exists()


def test_a_review_says_whether_it_was_right(cast: Cast) -> None:
    opened = open_in_emergency(cast.dev, by=cast.helen, reason=WHY)
    review_emergency(opened, by=cast.nadia, version=opened.version, justified=True, finding="Duty call confirmed in the log.")
    assert not BreakGlass.objects.to_review().exists()
    assert Entry.objects.latest("id").verb == "reviewed an emergency"


def test_nobody_reviews_their_own(cast: Cast) -> None:
    Membership.objects.create(user=cast.nadia, agency=cast.harrowmere, role=Role.SOCIAL_WORKER, confirmed_at=clock.now())
    opened = open_in_emergency(cast.dev, by=cast.nadia, reason=WHY)
    with pytest.raises(ValidationError, match="A colleague must review it"):
        review_emergency(opened, by=cast.nadia, version=opened.version, justified=True, finding="All well.")


def test_a_social_worker_reviews_nothing(cast: Cast) -> None:
    opened = open_in_emergency(cast.dev, by=cast.helen, reason=WHY)
    with pytest.raises(ValidationError, match="an information governance officer"):
        review_emergency(opened, by=cast.priya, version=opened.version, justified=True, finding="Fine by me.")


def test_a_review_needs_a_finding_and_stands(cast: Cast) -> None:
    opened = open_in_emergency(cast.dev, by=cast.helen, reason=WHY)
    with pytest.raises(ValidationError, match="what you found"):
        review_emergency(opened, by=cast.nadia, version=opened.version, justified=False, finding=" ")
    found = review_emergency(opened, by=cast.nadia, version=opened.version, justified=False, finding="No call in the log.")
    with pytest.raises(ValidationError, match="already been reviewed"):
        review_emergency(found, by=cast.nadia, version=found.version, justified=True, finding="On second thoughts.")


def test_helen_reads_what_she_opened_by_her_role_at_his_council_and_no_other(cast: Cast) -> None:
    """She is at the front door of another council too, where people read the intelligence of the police."""
    front_door = Membership(user=cast.helen, agency=cast.ashenford, role=Role.FRONT_DOOR, confirmed_at=clock.now())
    front_door.created_at = clock.now() - EMERGENCY_LASTS
    front_door.save()
    helen = User.objects.get(pk=cast.helen.pk)
    open_in_emergency(cast.ben, by=helen, reason=WHY)
    assert restrict_to_child(helen, cast.ben).roles() == {Role.SOCIAL_WORKER}


def test_a_role_that_helen_gets_later_shows_no_more_of_what_she_opened(cast: Cast) -> None:
    open_in_emergency(cast.ben, by=cast.helen, reason=WHY)
    Membership.objects.create(user=cast.helen, agency=cast.ashenford, role=Role.FRONT_DOOR, confirmed_at=clock.now())
    helen = User.objects.get(pk=cast.helen.pk)
    assert restrict_to_child(helen, cast.ben).roles() == {Role.SOCIAL_WORKER}


def test_the_record_closes_with_the_role_that_opened_it(cast: Cast) -> None:
    open_in_emergency(cast.ben, by=cast.helen, reason=WHY)
    Membership.objects.create(user=cast.helen, agency=cast.ashenford, role=Role.FRONT_DOOR, confirmed_at=clock.now())
    Membership.objects.filter(user=cast.helen, role=Role.SOCIAL_WORKER).update(
        until=clock.today() - timedelta(days=1), since="2020-01-01"
    )
    assert cast.ben not in Child.objects.visible_to(User.objects.get(pk=cast.helen.pk))


def test_what_was_open_before_roles_were_kept_with_it_stays_open(cast: Cast) -> None:
    open_in_emergency(cast.ben, by=cast.helen, reason=WHY)
    BreakGlass.objects.update(membership=None)
    assert cast.ben in Child.objects.visible_to(cast.helen)
