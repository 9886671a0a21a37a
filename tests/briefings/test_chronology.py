"""A child's story in words, and what of it each reader is told."""

import pytest

from tests.briefings.made_up_children import DAY, HOUR, back, checked, interview, out, risk
from tests.web.queries import few_queries
from waylight.accounts.models import User
from waylight.briefings.case_file import case_file_for, open_duties_of
from waylight.briefings.chronology import ChronologyEntry, EntryKind, chronology
from waylight.briefings.clocks import RECENTLY_BACK, current_protocols
from waylight.briefings.read_permissions import RecordReader
from waylight.core.clock import today
from waylight.episodes.choices import LogKind, RiskLevel
from waylight.episodes.models import LogLine
from waylight.interviews.choices import Outcome
from waylight.interviews.models import Answer
from waylight.placements.models import Flag

pytestmark = pytest.mark.django_db
WORDS = "Nobody asked me."


def story(child, who: User) -> list[ChronologyEntry]:
    return chronology(case_file_for(child), RecordReader(who.roles()))


@pytest.fixture
def told(cast):
    """Amina's week: missing, looked for, checked and heard."""
    episode = checked(back(cast.amina, ago=3 * DAY))
    risk(episode, RiskLevel.HIGH)
    LogLine.objects.create(
        episode=episode, by=cast.okoro, kind=LogKind.POLICE, what="Seen at the canal", side="POLICE", at=episode.started_at + HOUR
    )
    heard = interview(episode, held_at=episode.returned_at + DAY, outcome=Outcome.COMPLETED, provider=cast.provider)
    Answer.objects.create(interview=heard, section="own_words", said={"words": WORDS}, finished=True)
    Flag.objects.create(child=cast.amina, kind="CSE", level="EMERGING", source="LA", started_on=today())
    Flag.objects.create(child=cast.amina, kind="POLICE_INTEL", source="POLICE", started_on=today())
    return cast


def test_the_story_runs_from_the_newest_to_the_oldest(told) -> None:
    kinds = [entry.kind for entry in story(told.amina, told.priya)]
    assert [kind for kind in kinds if kind != EntryKind.FLAG] == [EntryKind.INTERVIEW, EntryKind.EPISODE]


def test_an_episode_opens_to_what_was_done_in_it_oldest_first(told) -> None:
    [episode] = [entry for entry in story(told.amina, told.priya) if entry.kind == EntryKind.EPISODE]
    assert [each.kind for each in episode.within] == [EntryKind.RISK, EntryKind.LOG, EntryKind.CHECK]


@pytest.mark.parametrize(("who", "reads"), [("priya", True), ("helen", True), ("marcus", True), ("okoro", False), ("jo", False)])
def test_the_child_s_own_words_are_read_by_those_who_may(told, who: str, reads: bool) -> None:  # noqa: FBT001 - a table
    quotes = [entry.quote for entry in story(told.amina, told.people[who])]
    assert (WORDS in quotes) == reads


@pytest.mark.parametrize(
    ("who", "titles"),
    [
        ("okoro", {"Risk assessed as high by police", "Spoke to police", "Safe and well check"}),
        ("priya", {"Risk assessed as high by police", "The police wrote in their log", "Safe and well check"}),
        ("marcus", {"Risk assessed as high by police", "Safe and well check"}),
        ("jo", {"The police wrote in their log", "Safe and well check"}),
    ],
)
def test_each_reader_is_told_their_part_of_what_was_done(told, who: str, titles: set[str]) -> None:
    [episode] = [entry for entry in story(told.amina, told.people[who]) if entry.kind == EntryKind.EPISODE]
    assert {each.title for each in episode.within} == titles


@pytest.mark.parametrize(
    ("who", "flags"),
    [
        ("okoro", {"Flag raised: sexual exploitation, emerging", "Flag raised: police intelligence"}),
        ("priya", {"Flag raised: sexual exploitation, emerging", "Flag raised: police marker"}),
        ("jo", {"Flag raised: sexual exploitation, emerging"}),
        ("marcus", {"Flag raised: sexual exploitation, emerging"}),
    ],
)
def test_what_the_police_hold_is_only_a_marker_to_others(told, who: str, flags: set[str]) -> None:
    assert {entry.title for entry in story(told.amina, told.people[who]) if entry.kind == EntryKind.FLAG} == flags


def test_a_child_missing_now_is_said_to_be(cast) -> None:
    out(cast.ben, hours=2)
    [entry] = [entry for entry in story(cast.ben, cast.priya) if entry.kind == EntryKind.EPISODE]
    assert (entry.kind_label, entry.lasted.total_seconds() // 3600) == ("missing now", 2)


def test_what_is_owed_leaves_the_long_ago_to_a_count(cast) -> None:
    back(cast.amina, ago=2 * DAY)
    back(cast.amina, ago=100 * DAY)
    owed = open_duties_of(case_file_for(cast.amina), current_protocols(), RecordReader(cast.priya.roles()), recent=RECENTLY_BACK)
    assert (len(owed.now), owed.earlier) == (4, 1)


def test_four_in_ninety_days_says_so_and_that_the_third_called_for_a_meeting(cast) -> None:
    for ago in (200, 60, 40, 20, 5):
        back(cast.amina, ago=ago * DAY)
    repeats = case_file_for(cast.amina).repeats(current_protocols())
    assert (repeats.count, repeats.days, [level for level, _ in repeats.levels]) == (4, 90, [3])


def test_a_long_story_asks_no_more_than_a_short_one(cast) -> None:
    for size in (1, 20):
        for place in range(size):
            risk(back(cast.amina, ago=(400 * size + place + 1) * DAY), RiskLevel.MEDIUM)
        with few_queries(15):
            story(cast.amina, cast.priya)
