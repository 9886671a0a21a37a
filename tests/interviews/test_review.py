"""Another person checks a finished write-up: approves it, or returns it for changes."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from tests.web.interviews.histories import back, heard
from waylight.accounts.models import Membership, User
from waylight.accounts.roles import Role
from waylight.agencies.models import Agency
from waylight.audit.models import Entry
from waylight.briefings.clocks import duty_statuses_for
from waylight.core import clock
from waylight.core.clock import now
from waylight.duties.language.terms import ClockState
from waylight.interviews import actions
from waylight.interviews.choices import InterviewStage, ReviewFinding
from waylight.interviews.coverage import CoverageStatus, coverage_status
from waylight.interviews.models import Interview, Review
from waylight.interviews.questions import SECTIONS

pytestmark = pytest.mark.django_db


@pytest.fixture
def written(cast) -> Interview:
    return write(heard(cast, back(cast, 20)), cast.marcus)


def write(interview: Interview, by: User) -> Interview:
    for section in (each.code for each in SECTIONS.values() if each.required):
        actions.save_section(interview, by=by, section=section, answers={"unanswered": "declined"}, finished=True)
    return actions.finish_write_up(interview, by=by, version=interview.version)


def states(interview: Interview) -> dict[str, str]:
    (line,) = interview.covers.select_related("episode__child__council", "episode__owner")
    return {owed.code: owed.state for owed in duty_statuses_for([line.episode])[line.episode_id]}


def test_iris_approves_what_marcus_wrote(cast, written: Interview) -> None:
    assert written.stage == InterviewStage.SUBMITTED
    approved = actions.approve(written, by=cast.iris, version=written.version, note="Her voice is in it.")
    review = Review.objects.get()
    assert (approved.stage, review.by, review.finding, review.note) == (
        InterviewStage.APPROVED, cast.iris, ReviewFinding.APPROVED, "Her voice is in it.",
    )  # fmt: skip
    assert Entry.objects.filter(verb="approved the write-up of").exists()


def test_after_a_return_for_changes_the_interview_is_held_and_not_written_up(cast, written: Interview) -> None:
    before = states(written)
    back_again = actions.return_for_changes(written, by=cast.iris, version=written.version, note="What will change?")
    after = states(back_again)
    assert (before["write-up"], after["write-up"]) == (ClockState.MET.name, "RUNNING")
    assert back_again.stage == InterviewStage.SENT_BACK
    assert {code: state for code, state in after.items() if code != "write-up"} == {
        code: state for code, state in before.items() if code != "write-up"
    }


def test_a_returned_write_up_is_due_from_when_the_interview_was_held(cast, written: Interview) -> None:
    with clock.at(now() + timedelta(days=7)):
        back_again = actions.return_for_changes(written, by=cast.iris, version=written.version, note="What will change?")
        assert states(back_again)["write-up"] == ClockState.OVERDUE.name


def test_after_the_changes_the_write_up_is_checked_again(cast, written: Interview) -> None:
    sent = actions.return_for_changes(written, by=cast.iris, version=written.version, note="Say who does what.")
    actions.save_section(sent, by=cast.marcus, section="actions", answers={"actions": [{"what": "Ring her"}]}, finished=True)
    again = actions.finish_write_up(sent, by=cast.marcus, version=sent.version)
    assert (again.stage, again.sent_back_at) == (InterviewStage.SUBMITTED, None)
    assert actions.approve(again, by=cast.iris, version=again.version).stage == InterviewStage.APPROVED


@pytest.mark.parametrize("act", ["approve", "return_for_changes"])
def test_an_interview_counts_as_held_with_any_result_of_the_check(cast, written: Interview, act: str) -> None:
    checked = getattr(actions, act)(written, by=cast.iris, version=written.version, note="Say more.")
    assert coverage_status(checked.outcome) == CoverageStatus.COMPLETED


@pytest.mark.parametrize("who", ["marcus", "priya", "helen", "okoro", "jo", "alex"])
def test_only_a_manager_of_the_provider_checks(cast, written: Interview, who: str) -> None:
    with pytest.raises(ValidationError, match="Another person must check this"):
        actions.approve(written, by=cast.people[who], version=written.version)


def test_a_manager_does_not_check_her_own_write_up(cast) -> None:
    own = write(heard(cast, back(cast, 20)), cast.iris)
    with pytest.raises(ValidationError, match="Another person"):
        actions.approve(own, by=cast.iris, version=own.version)


@pytest.mark.parametrize("rewritten", [False, True], ids=["it stands", "somebody wrote over it"])
def test_a_manager_does_not_check_what_she_wrote_a_section_of(cast, *, rewritten: bool) -> None:
    interview = heard(cast, back(cast, 20))
    actions.save_section(interview, by=cast.iris, section="push", answers={"push": ["BULLYING"]}, finished=True)
    if rewritten:
        actions.save_section(interview, by=cast.marcus, section="push", answers={"push": []}, finished=True)
    for section in (each.code for each in SECTIONS.values() if each.required and each.code != "push"):
        actions.save_section(interview, by=cast.marcus, section=section, answers={"unanswered": "declined"}, finished=True)
    finished = actions.finish_write_up(interview, by=cast.marcus, version=interview.version)
    with pytest.raises(ValidationError, match="or write any of it up"):
        actions.approve(finished, by=cast.iris, version=finished.version)


def test_a_section_of_another_interview_keeps_no_manager_from_checking(cast, written: Interview) -> None:
    another = heard(cast, back(cast, 10))
    actions.save_section(another, by=cast.iris, section="push", answers={"push": []})
    assert actions.approve(written, by=cast.iris, version=written.version).stage == InterviewStage.APPROVED


def test_another_provider_s_manager_does_not_check_it(cast, written: Interview) -> None:
    other = Agency.objects.create(kind="PROVIDER", name="Safe Return")
    zoe = User.objects.create_user("zoe@demo.example", name="Zoe Hart")
    Membership.objects.create(user=zoe, agency=other, role=Role.INTERVIEW_MANAGER, confirmed_at=now())
    with pytest.raises(ValidationError, match="Another person"):
        actions.approve(written, by=zoe, version=written.version)


def test_an_unfinished_write_up_is_not_checked(cast) -> None:
    interview = heard(cast, back(cast, 20))
    with pytest.raises(ValidationError, match="no finished write-up"):
        actions.approve(interview, by=cast.iris, version=interview.version)


def test_a_return_for_changes_needs_a_note(cast, written: Interview) -> None:
    with pytest.raises(ValidationError, match="Enter what needs to change"):
        actions.return_for_changes(written, by=cast.iris, version=written.version, note=" ")


def test_a_reopened_write_up_is_checked_again_and_the_reason_is_kept(cast, written: Interview) -> None:
    approved = actions.approve(written, by=cast.iris, version=written.version)
    opened = actions.reopen_write_up(approved, by=cast.marcus, version=approved.version, because="She corrected a date.")
    assert (opened.stage, opened.approved_at) == (InterviewStage.HELD, None)
    assert [review.finding for review in opened.reviews.all()] == [ReviewFinding.OPENED, ReviewFinding.APPROVED]
    assert write(opened, cast.marcus).stage == InterviewStage.SUBMITTED


def test_an_interview_from_a_provider_s_file_is_not_checked_here(cast, written: Interview) -> None:
    Interview.objects.filter(pk=written.pk).update(source="x", source_key="1", written_up_at=None)
    written.refresh_from_db()
    assert written.stage == InterviewStage.ELSEWHERE
    assert not Interview.objects.awaiting_review().exists()
