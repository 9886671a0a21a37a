"""What Today gathers for one person."""

from datetime import timedelta

import pytest

from tests.briefings.made_up_children import DAY, HOUR, another_child, back, checked, interview, out, risk
from waylight.briefings.backlog import EPISODES_SHOWN, BacklogPosition, backlog_for
from waylight.briefings.clocks import duty_statuses_for
from waylight.briefings.today import Band, today_worklist_for, with_open_duties
from waylight.briefings.worklist_scope import Assignee
from waylight.episodes.choices import Assessor, Category, CheckStatus, RiskLevel
from waylight.episodes.models import Episode, RepeatMeeting, SafeAndWellCheck
from waylight.interviews.choices import Outcome

pytestmark = pytest.mark.django_db


def codes(user, band: Band) -> list[str]:
    return [task.duty.code for task in today_worklist_for(user).tasks_of(Assignee.ALL, band)]


def test_the_child_missing_longest_stands_first(cast) -> None:
    out(cast.amina, hours=2)
    out(cast.ben, hours=30)
    assert [row.episode.child for row in today_worklist_for(cast.priya).missing] == [cast.ben, cast.amina]


def test_an_episode_recorded_in_error_is_not_missing_and_owes_nothing(cast) -> None:
    Episode.objects.filter(pk=out(cast.amina, hours=2).pk).update(category=Category.VOID)
    Episode.objects.filter(pk=back(cast.dev, ago=DAY).pk).update(category=Category.VOID)
    found = today_worklist_for(cast.priya)
    assert (found.missing, found.tasks) == ([], [])


def test_a_child_just_back_is_owed_a_check_and_an_interview(cast) -> None:
    back(cast.amina, ago=HOUR / 2)
    assert sorted(codes(cast.priya, Band.SOON)) == ["first-offer", "interview-allocated", "safe-and-well-check"]
    assert codes(cast.priya, Band.LATER) == ["return-interview"]


def test_what_was_not_done_in_time_is_overdue_longest_first(cast) -> None:
    back(cast.amina, ago=4 * DAY)
    assert codes(cast.priya, Band.OVERDUE) == ["interview-allocated", "first-offer", "safe-and-well-check", "return-interview"]


@pytest.mark.parametrize(
    ("by", "asked"),
    [
        pytest.param(None, True, id="nobody has said"),
        pytest.param(Assessor.CARER, True, id="only the home has said"),
        pytest.param(Assessor.POLICE, False, id="the police have said"),
        pytest.param(Assessor.SOCIAL_CARE, False, id="social care has said"),
    ],
)
def test_a_child_missing_without_a_view_of_the_risk_is_owed_one(cast, by: Assessor | None, *, asked: bool) -> None:
    episode = out(cast.amina, hours=2)
    if by:
        risk(episode, RiskLevel.HIGH, by)
    assert codes(cast.priya, Band.OVERDUE) == ["first-risk"] * asked
    assert codes(cast.okoro, Band.OVERDUE) == ["first-risk"] * asked


def test_a_low_risk_set_by_one_agency_alone_shows_as_pending_with_its_clock(cast) -> None:
    risk(out(cast.amina, hours=2), RiskLevel.LOW)
    [row] = today_worklist_for(cast.priya).missing
    assert (row.risk.level, row.risk.pending, row.clock and row.clock.code) == ("MEDIUM", True, "joint-risk")


def test_the_third_episode_in_ninety_days_owes_a_meeting_until_it_is_held(cast) -> None:
    for ago in (40, 20):
        settled(back(cast.amina, ago=ago * DAY))
    settled(back(cast.amina, ago=2 * DAY))
    assert [task.level for task in today_worklist_for(cast.priya).tasks] == [3]
    reached = today_worklist_for(cast.priya).tasks[0].duty.started.date()
    RepeatMeeting.objects.create(child=cast.amina, level=3, reached_on=reached, held_at=reached_at(cast), by=cast.priya)
    assert today_worklist_for(cast.priya).tasks == []


def reached_at(cast):
    return today_worklist_for(cast.priya).tasks[0].duty.started + DAY


def settled(episode: Episode) -> Episode:
    at = episode.returned_at
    interview(checked(episode), offered_at=at, held_at=at + HOUR, outcome=Outcome.COMPLETED, written_up_at=at + 2 * HOUR)
    return episode


WAYS = {
    "nothing done": lambda episode: episode,
    "checked": checked,
    "checked and allocated": lambda episode: interview(checked(episode)),
    "checked and held": lambda episode: interview(
        checked(episode), held_at=episode.returned_at + HOUR, outcome=Outcome.COMPLETED
    ),
    "all done": settled,
    "held but not checked": lambda episode: interview(
        episode, held_at=episode.returned_at + HOUR, outcome=Outcome.COMPLETED, written_up_at=episode.returned_at + 2 * HOUR
    ),
    "checked and declined": lambda episode: interview(
        checked(episode), outcome=Outcome.DECLINED_CHILD, ended_at=episode.returned_at + HOUR
    ),
    "exempt": lambda episode: interview(checked(episode), outcome=Outcome.EXEMPT, allocated_at=None),
    "check declined, no contact": lambda episode: (
        SafeAndWellCheck.objects.create(episode=episode, status=CheckStatus.DECLINED, done_at=episode.returned_at + HOUR),
        interview(episode, outcome=Outcome.NO_CONTACT, ended_at=episode.returned_at + 9 * HOUR),
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_what_the_database_leaves_out_owes_nothing(cast, way: str) -> None:
    episode = back(cast.amina, ago=5 * DAY)
    WAYS[way](episode)
    kept = with_open_duties(Episode.objects.filter(pk=episode.pk)).exists()
    owed = duty_statuses_for(Episode.objects.select_related("child__council", "owner").filter(pk=episode.pk))[episode.pk]
    assert kept == any(clock.open for clock in owed)


@pytest.mark.parametrize(
    ("who", "names"),
    [
        ("priya", {"Amina", "Ben", "Chloe", "Dev"}),
        ("okoro", {"Amina", "Ben", "Chloe", "Dev"}),
        ("helen", {"Amina", "Chloe"}),
        ("jo", {"Ben"}),
        ("marcus", set()),
        ("tom", set()),
        ("ruth", set()),
    ],
)
def test_each_person_sees_only_the_children_who_are_theirs(cast, who: str, names: set[str]) -> None:
    for child in cast.children.values():
        out(child, hours=3)
    assert {row.episode.child.forename for row in today_worklist_for(cast.people[who]).missing} == names


def test_mine_is_what_i_have_taken_on_and_nobodys_what_no_one_has(cast) -> None:
    out(cast.amina, hours=2, owner=cast.priya)
    out(cast.dev, hours=1)
    found = today_worklist_for(cast.priya)
    assert [row.episode.child for row in found.missing_of(Assignee.MINE)] == [cast.amina]
    assert [row.episode.child for row in found.missing_of(Assignee.UNALLOCATED)] == [cast.dev]


def test_my_team_is_for_the_police_what_the_police_owe(cast) -> None:
    back(cast.amina, ago=HOUR)
    assert {task.duty.code for task in today_worklist_for(cast.okoro).tasks_of(Assignee.TEAM)} == {"safe-and-well-check"}


def test_an_interviewer_is_shown_the_interviews_referred_to_them_and_may_accept(cast) -> None:
    from waylight.interviews.actions import allocate  # noqa: PLC0415 - only this life needs it

    allocate([back(cast.amina, ago=HOUR)], by=cast.priya, provider=cast.provider)
    tasks = today_worklist_for(cast.marcus).tasks
    assert {task.duty.code for task in tasks} == {"first-offer", "return-interview"}
    assert all(task.may_accept and task.unallocated for task in tasks)


def test_what_is_older_than_four_weeks_stands_apart(cast) -> None:
    back(cast.amina, ago=29 * DAY)
    assert today_worklist_for(cast.priya).tasks == []
    assert {task.episode.child for task in backlog_for(cast.priya, None).tasks} == {cast.amina}


def test_the_earlier_list_goes_on_from_where_it_stopped_and_misses_none(cast) -> None:
    many = [back(another_child(cast), ago=(30 + place) * DAY) for place in range(EPISODES_SHOWN + 3)]
    first = backlog_for(cast.priya, None)
    second = backlog_for(cast.priya, BacklogPosition.read(str(first.next_page)))
    seen = [{task.episode.pk for task in stretch.tasks} for stretch in (first, second)]
    assert seen[0] | seen[1] == {episode.pk for episode in many}
    assert not seen[0] & seen[1]
    assert second.next_page is None


@pytest.mark.parametrize("said", ["", "~", "yesterday~4", "2026-01-01T00:00:00+00:00~"])
def test_a_place_that_is_none_begins_at_the_beginning(said: str) -> None:
    assert BacklogPosition.read(said) is None


def test_the_queries_of_today_do_not_grow_with_its_rows(cast, django_assert_max_num_queries) -> None:
    for size in (1, 12):
        for _ in range(size):
            out(another_child(cast), hours=5)
            back(another_child(cast), ago=timedelta(days=3))
        with django_assert_max_num_queries(16):
            today_worklist_for(cast.okoro)
