"""The results of an offer, the other ways an interview ends, and who decides them."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from tests.interviews.acts import end, hold, offer
from tests.web.interviews.histories import HOUR, allocated, back
from waylight.accounts.models import User
from waylight.accounts.roles import Role
from waylight.agencies.models import Agency, ProtocolSetting
from waylight.core import clock
from waylight.core.clock import now, today
from waylight.core.versions import EditConflict
from waylight.interviews import actions
from waylight.interviews.choices import Outcome
from waylight.interviews.models import Interview

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("result", "outcome"),
    [
        pytest.param("AGREED", "", id="agreed: to be booked"),
        pytest.param("NO_ANSWER", "", id="no answer: offered again"),
        pytest.param("RESCHEDULED", "", id="another time: still to be held"),
        pytest.param("DECLINED", Outcome.DECLINED_CHILD, id="the child says no"),
        pytest.param("CARER_DECLINED", Outcome.DECLINED_PARENT, id="a parent says no"),
    ],
)
def test_a_result_ends_the_interview_or_leaves_it_open(cast, result: str, outcome: str) -> None:
    assert offer(cast, allocated(cast, accepted=True), result).outcome == outcome


def test_a_no_needs_the_child_s_reason(cast) -> None:
    with pytest.raises(ValidationError, match="Choose the reason"):
        offer(cast, allocated(cast, accepted=True), "DECLINED", reason="")


def test_an_interview_is_accepted_before_it_is_offered(cast) -> None:
    with pytest.raises(ValidationError, match="Accept it first"):
        offer(cast, allocated(cast), "AGREED")


@pytest.mark.parametrize(
    ("channels", "manager", "allowed"),
    [
        pytest.param(["CALL", "VISIT", "TEXT"], "", True, id="three attempts, three ways"),
        pytest.param(["CALL", "CALL", "VISIT"], "", True, id="three attempts, two ways"),
        pytest.param(["CALL", "CALL", "CALL"], "", False, id="only by phone"),
        pytest.param(["CALL", "VISIT"], "", False, id="only twice"),
        pytest.param(["CALL"], "Sue Hill", True, id="once, and a manager agreed"),
    ],
)
def test_no_contact_needs_enough_attempts_or_a_manager(cast, channels: list[str], manager: str, *, allowed: bool) -> None:
    interview = allocated(cast, accepted=True)
    for channel in channels:
        interview = offer(cast, interview, "NO_ANSWER", channel=channel)
    if allowed:
        assert end(cast, interview, "NO_CONTACT", because="No reply", manager=manager).outcome == Outcome.NO_CONTACT
    else:
        with pytest.raises(ValidationError, match="manager who decided"):
            end(cast, interview, "NO_CONTACT", because="No reply")


@pytest.mark.parametrize(
    ("told", "words"),
    [
        pytest.param({"because": "Too far away"}, "manager who decided", id="without a manager"),
        pytest.param({"manager": "Sue Hill"}, "Give the reason", id="without a reason"),
    ],
)
def test_not_offering_needs_a_manager_and_a_reason(cast, told: dict[str, str], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        end(cast, allocated(cast), "NOT_OFFERED", **told)


def test_an_interview_of_a_child_missing_again_is_carried_over_into_the_next(cast) -> None:
    interview = allocated(cast, accepted=True)
    again = back(cast, 3, since=HOUR)
    ended = end(cast, interview, "SUPERSEDED")
    assert ended.ended_at == again.started_at
    later = actions.allocate([again], by=cast.priya, provider=cast.provider)
    assert later.carries_over == interview


def test_nothing_is_superseded_while_the_child_is_home(cast) -> None:
    with pytest.raises(ValidationError, match="not been reported missing again"):
        end(cast, allocated(cast, accepted=True), "SUPERSEDED")


def manager(cast, agency: Agency) -> User:
    person = User.objects.create_user("mo@demo.example", name="Mo Akhtar")
    person.memberships.create(agency=agency, role=Role.SERVICE_MANAGER, confirmed_at=now())
    return person


def test_a_manager_whom_marcus_names_is_recorded_as_named_by_him(cast) -> None:
    mo = manager(cast, cast.harrowmere)
    ended = end(cast, allocated(cast), "NOT_OFFERED", because="Moved abroad", manager=mo)
    assert (ended.manager, ended.decided_by) == (mo, "Mo Akhtar, recorded by Marcus Bell")


def test_a_manager_of_another_council_does_not_decide(cast) -> None:
    with pytest.raises(ValidationError, match="not a manager of this council"):
        end(cast, allocated(cast), "NOT_OFFERED", because="Moved abroad", manager=manager(cast, cast.merrowby))


def test_a_manager_who_does_not_sign_in_is_recorded_by_name(cast) -> None:
    ended = end(cast, allocated(cast), "NOT_OFFERED", because="Moved abroad", manager="Sue Hill")
    assert (ended.manager, ended.decided_by) == (None, "Sue Hill, recorded by Marcus Bell")


def test_the_terms_in_force_on_the_day_of_the_no_apply(cast) -> None:
    agreed = {"council": cast.harrowmere, "key": "offering.reopen_days", "source": "Board"}
    ProtocolSetting.objects.create(**agreed, value=40, since=today() - 10 * DAY)
    interview = offer(cast, allocated(cast, accepted=True), "DECLINED")
    ProtocolSetting.objects.create(**agreed, value=5, since=today() + 10 * DAY)
    with clock.at(now() + 30 * DAY):
        assert offer(cast, interview, "AGREED").outcome == ""


@pytest.mark.parametrize(("days", "allowed"), [pytest.param(27, True, id="within 28 days"), pytest.param(29, False, id="after")])
def test_a_child_may_change_their_mind(cast, days: int, *, allowed: bool) -> None:
    interview = offer(cast, allocated(cast, accepted=True), "DECLINED")
    with clock.at(now() + days * DAY):
        if not allowed:
            with pytest.raises(ValidationError, match="28 days"):
                offer(cast, interview, "AGREED")
            return
        taken_up = offer(cast, interview, "AGREED")
        assert (taken_up.outcome, taken_up.reopened_at) == ("", now())
        assert hold(cast, taken_up).outcome == Outcome.COMPLETED


def test_an_offer_after_a_no_may_be_turned_down_again(cast) -> None:
    interview = offer(cast, allocated(cast, accepted=True), "DECLINED")
    assert offer(cast, interview, "DECLINED").outcome == Outcome.DECLINED_CHILD
    assert interview.attempts.count() == 2


def test_two_people_at_once_do_not_overwrite_each_other(cast) -> None:
    interview = allocated(cast, accepted=True)
    stale = Interview.objects.get(pk=interview.pk)
    offer(cast, interview, "NO_ANSWER")
    with pytest.raises(EditConflict):
        offer(cast, stale, "AGREED")
