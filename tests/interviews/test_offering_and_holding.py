"""Every way a return interview goes on from where it stands, and every way it may not."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from tests.web.interviews.told import HOUR, IN_TIME, allocated, back, heard
from waylight.access.models import Involvement
from waylight.accounts.models import User
from waylight.accounts.roles import Role
from waylight.agencies.models import Agency, Kind, ProtocolSetting
from waylight.briefings.clocks import owed_for
from waylight.core import clock
from waylight.core.clock import now, today
from waylight.core.versions import Overtaken
from waylight.interviews import actions
from waylight.interviews.models import Coverage, Interview
from waylight.interviews.words import Outcome
from waylight.people.models import Child

DAY = timedelta(days=1)


def offer(cast, interview: Interview, result: str, *, channel: str = "CALL", **more: object) -> Interview:
    said = {"at": now(), "channel": channel, "reason": "OTHER"} | more
    return actions.record_attempt(interview, by=cast.marcus, version=interview.version, result=result, **said)


def end(cast, interview: Interview, outcome: str, **more: object) -> Interview:
    return actions.end_without(interview, by=cast.marcus, version=interview.version, outcome=outcome, **more)


def hold(cast, interview: Interview, **more: object) -> Interview:
    said = {"held_at": now(), "mode": "FACE"} | more
    return actions.hold(interview, by=cast.marcus, version=interview.version, **said)


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
def test_what_an_offer_leads_to(cast, result: str, outcome: str) -> None:
    assert offer(cast, allocated(cast, accepted=True), result).outcome == outcome


def test_a_no_needs_the_child_s_reason(cast) -> None:
    with pytest.raises(ValidationError, match="Say why"):
        offer(cast, allocated(cast, accepted=True), "DECLINED", reason="")


def test_nobody_offers_what_nobody_has_accepted(cast) -> None:
    with pytest.raises(ValidationError, match="Accept it first"):
        offer(cast, allocated(cast), "AGREED")


def test_only_the_provider_s_own_interviewer_accepts(cast) -> None:
    interview = allocated(cast)
    with pytest.raises(ValidationError, match="does not hold interviews"):
        actions.accept(interview, by=cast.priya, version=interview.version)


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
        pytest.param({"manager": "Sue Hill"}, "Say why", id="without a reason"),
    ],
)
def test_not_offering_needs_a_manager_and_a_reason(cast, told: dict[str, str], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        end(cast, allocated(cast), "NOT_OFFERED", **told)


def test_missing_again_first_is_carried_over_into_the_next(cast) -> None:
    interview = allocated(cast, accepted=True)
    again = back(cast, 3, since=HOUR)
    ended = end(cast, interview, "SUPERSEDED")
    assert ended.ended_at == again.started_at
    later = actions.allocate([again], by=cast.priya, provider=cast.provider)
    assert later.carries_over == interview


def test_nothing_is_superseded_while_the_child_is_home(cast) -> None:
    with pytest.raises(ValidationError, match="not been reported missing again"):
        end(cast, allocated(cast, accepted=True), "SUPERSEDED")


def test_one_interview_covers_a_second_return_and_keeps_two_deadlines(cast) -> None:
    first = back(cast, 100)
    interview = allocated(cast, first, accepted=True)
    second = back(cast, 10)
    actions.cover(interview, second, by=cast.priya, because="Back again before it was held", within=IN_TIME)
    hold(cast, interview)
    states = {key: {clock.code: clock.state for clock in clocks} for key, clocks in owed_for([first, second]).items()}
    assert (states[first.pk]["return-interview"], states[second.pk]["return-interview"]) == ("LATE", "MET")


def test_a_partnership_may_agree_one_interview_for_each_episode(cast) -> None:
    ProtocolSetting.objects.create(council=cast.harrowmere, key="offering.one_for_many", value=False, source="Board")
    with pytest.raises(ValidationError, match="one interview for each"):
        allocated(cast, back(cast, 90), back(cast, 20))


@pytest.mark.parametrize(
    ("first", "further", "because", "words"),
    [
        pytest.param(200, 20, "The same friends", "", id="the first as late as it may be"),
        pytest.param(200, 80, "The same friends", "own interview", id="the further one too late"),
        pytest.param(60, 20, " ", "Say why", id="without a reason"),
    ],
)
def test_a_further_return_is_covered_in_its_own_time_and_for_a_reason(
    cast, first: int, further: int, because: str, words: str
) -> None:
    episodes, to = [back(cast, first), back(cast, further)], {"by": cast.priya, "provider": cast.provider}
    if words:
        with pytest.raises(ValidationError, match=words):
            actions.allocate(episodes, **to, because=because, within=IN_TIME)
    else:
        lines = actions.allocate(episodes, **to, because=because, within=IN_TIME).covers.all()
        assert [line.because for line in lines] == [because, because]


@pytest.mark.parametrize("act", ["allocate", "hand over"])
def test_a_provider_interviews_only_for_the_councils_it_serves(cast, act: str) -> None:
    stranger = Agency.objects.create(kind=Kind.PROVIDER, name="Far Away Interviews")
    interview = allocated(cast)
    to = {"by": cast.priya, "provider": stranger}
    acts = {
        "allocate": lambda: actions.allocate([back(cast, 5)], **to),
        "hand over": lambda: actions.reallocate(interview, **to, version=interview.version, because="Nearer"),
    }
    with pytest.raises(ValidationError, match="does not hold interviews for Harrowmere"):
        acts[act]()


def manager(cast, agency: Agency) -> User:
    person = User.objects.create_user("mo@demo.example", name="Mo Akhtar")
    person.memberships.create(agency=agency, role=Role.SERVICE_MANAGER, confirmed_at=now())
    return person


def test_a_manager_who_signs_in_is_the_one_who_decided(cast) -> None:
    mo = manager(cast, cast.harrowmere)
    ended = end(cast, allocated(cast), "NOT_OFFERED", because="Moved abroad", manager=mo)
    assert (ended.manager, ended.decided_by) == (mo, "")


def test_a_manager_of_another_council_does_not_decide(cast) -> None:
    with pytest.raises(ValidationError, match="not a manager of this council"):
        end(cast, allocated(cast), "NOT_OFFERED", because="Moved abroad", manager=manager(cast, cast.merrowby))


def test_a_manager_who_does_not_sign_in_is_kept_as_told(cast) -> None:
    ended = end(cast, allocated(cast), "NOT_OFFERED", because="Moved abroad", manager="Sue Hill")
    assert (ended.manager, ended.decided_by) == (None, "Sue Hill, as told by Marcus Bell")


def test_what_counts_is_what_was_agreed_when_the_answer_was_no(cast) -> None:
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


@pytest.mark.parametrize("act", ["offer", "hold", "book", "end", "accept", "cover", "withdraw", "reallocate"])
def test_nothing_more_happens_to_an_interview_that_was_held(cast, act: str) -> None:
    interview = heard(cast)
    further, by = back(cast, 0.5, since=timedelta(minutes=10)), {"by": cast.marcus, "version": interview.version}
    acts = {
        "offer": lambda: offer(cast, interview, "AGREED"),
        "hold": lambda: hold(cast, interview),
        "book": lambda: actions.book(interview, **by, booked_for=now() + DAY),
        "end": lambda: end(cast, interview, "NO_CONTACT", because="Late", manager="Sue"),
        "accept": lambda: actions.accept(interview, **by),
        "cover": lambda: actions.cover(interview, further, by=cast.priya, because="Again", within=IN_TIME),
        "withdraw": lambda: actions.withdraw(interview, **by, because="Wrong"),
        "reallocate": lambda: actions.reallocate(interview, **by, provider=cast.provider, because="Wrong"),
    }
    with pytest.raises(ValidationError, match="held already"):
        acts[act]()


@pytest.mark.parametrize(
    ("hours_ago", "words"),
    [
        pytest.param(200, "before the child came back", id="before any return"),
        pytest.param(30, "before the last return", id="between two returns"),
        pytest.param(-1, "not come yet", id="in the future"),
    ],
)
def test_an_interview_is_held_after_the_last_return_it_covers(cast, hours_ago: int, words: str) -> None:
    interview = allocated(cast, back(cast, 90), back(cast, 20), accepted=True)
    with pytest.raises(ValidationError, match=words):
        hold(cast, interview, held_at=now() - hours_ago * HOUR)


def test_nobody_from_a_home_is_recorded_as_independent(cast) -> None:
    cast.marcus.memberships.create(agency=cast.birch_house, role=Role.HOME, confirmed_at=now())
    interview = allocated(cast, accepted=True)
    cast.marcus.__dict__.pop("_memberships", None)
    with pytest.raises(ValidationError, match="not independent"):
        hold(cast, interview, independence="PROVIDER")


def test_two_people_at_once_do_not_overwrite_each_other(cast) -> None:
    interview = allocated(cast, accepted=True)
    stale = Interview.objects.get(pk=interview.pk)
    offer(cast, interview, "NO_ANSWER")
    with pytest.raises(Overtaken):
        offer(cast, stale, "AGREED")


def test_an_interview_allocated_in_error_leaves_its_return_outstanding_and_the_provider_without_sight(cast) -> None:
    interview = allocated(cast)
    assert Child.objects.visible_to(cast.marcus).exists()
    actions.withdraw(interview, by=cast.priya, version=interview.version, because="The wrong child")
    assert not Coverage.objects.exists()
    assert not Child.objects.visible_to(cast.marcus).exists()


def test_handing_over_ends_the_first_provider_s_involvement(cast) -> None:
    other = Agency.objects.create(kind=Kind.PROVIDER, name="Another provider")
    other.serves.add(cast.harrowmere)
    interview = allocated(cast, accepted=True)
    moved = actions.reallocate(interview, by=cast.priya, version=interview.version, provider=other, because="Nearer to her")
    assert (moved.accepted_at, moved.interviewer) == (None, None)
    current = Involvement.objects.filter(child=cast.amina, until=None, user=None)
    assert [each.agency for each in current] == [other]


def test_an_exemption_needs_an_approver(cast) -> None:
    with pytest.raises(ValidationError, match="manager who decided"):
        actions.exempt(back(cast, 20), by=cast.priya, because="TURNED_18", manager="")


def test_a_child_who_is_not_back_is_owed_nothing_yet(cast) -> None:
    episode = back(cast, 20)
    episode.returned_at = None
    with pytest.raises(ValidationError, match="not back yet"):
        actions.allocate([episode], by=cast.priya, provider=cast.provider)


def test_nothing_is_written_up_before_it_is_held(cast) -> None:
    interview = allocated(cast, accepted=True)
    with pytest.raises(ValidationError, match="held first"):
        actions.write_up(interview, by=cast.marcus, version=interview.version)


def test_a_finished_write_up_is_opened_again_before_it_is_changed(cast) -> None:
    interview = heard(cast)
    for section in ("push", "pull", "harm", "help", "sharing"):
        actions.save_section(interview, by=cast.marcus, section=section, said={"unanswered": "declined"}, finished=True)
    done = actions.write_up(interview, by=cast.marcus, version=interview.version)
    with pytest.raises(ValidationError, match="Open it again"):
        actions.save_section(done, by=cast.marcus, section="push", said={"push": ["DEBT"]}, version=1)
    again = actions.open_again(done, by=cast.marcus, version=done.version, because="She wants to add something")
    assert actions.save_section(again, by=cast.marcus, section="push", said={"push": ["DEBT"]}, version=1).version == 2
