"""Merges as pages show them: who may merge, what a merge moved, and which episodes still overlap."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from waylight.access.visibility import restrict_to_child
from waylight.accounts.models import User
from waylight.accounts.permissions import Permission
from waylight.chronology.wording import list_in_words
from waylight.core.periods import overlap
from waylight.episodes.choices import Category
from waylight.episodes.models import Episode
from waylight.people.models import Child, Merge

# The models of records that a merge moves, in words for one record and for several.
RECORD_WORDS: Mapping[str, tuple[str, str]] = {
    "episodes.Episode": ("episode", "episodes"),
    "interviews.Interview": ("return interview", "return interviews"),
    "episodes.RepeatMeeting": ("repeat meeting", "repeat meetings"),
    "placements.CarePeriod": ("care period", "care periods"),
    "placements.Placement": ("placement", "placements"),
    "placements.Flag": ("flag", "flags"),
    "people.Identifier": ("number", "numbers"),
    "people.OtherName": ("other name", "other names"),
    "access.Involvement": ("working relationship", "working relationships"),
}


def may_merge(user: User, child: Child) -> bool:
    """Return whether the user sees the child by a role that may merge, at the council that keeps the record."""
    user_for_child = restrict_to_child(user, child)
    return any(
        membership.has_permission(Permission.MERGE_RECORDS) and membership.agency_id == child.council_id
        for membership in user_for_child.current_memberships()
    )


def counts_in_words(counts: Mapping[str, int]) -> str:
    """Return counts by model in words, such as "3 episodes, 1 return interview and 2 numbers"."""
    return list_in_words(
        f"{counts[label]} {RECORD_WORDS[label][counts[label] != 1]}" for label in RECORD_WORDS if counts.get(label)
    )


def moved_counts(merge: Merge) -> dict[str, int]:
    return {field_label.rpartition(".")[0]: len(keys) for field_label, keys in merge.moved.items()}


@dataclass(frozen=True)
class MergeLine:
    """A merge as the child's page shows it."""

    merge: Merge
    moved: str
    may_undo: bool


def merges_of(child: Child, user: User) -> list[MergeLine]:
    """Return the merges into this record that were not undone, the newest first."""
    may_undo = may_merge(user, child)
    return [
        MergeLine(merge, counts_in_words(moved_counts(merge)), may_undo)
        for merge in child.merges.in_force().select_related("merged", "by")
    ]


def overlapping_pairs(episodes: Sequence[Episode]) -> Iterator[tuple[Episode, Episode]]:
    """Yield the pairs of consecutive episodes that overlap, which a merge leaves when people have worked on both."""
    in_order = sorted((each for each in episodes if each.category != Category.VOID), key=lambda each: each.started_at)
    for earlier, later in combinations(in_order, 2):
        if overlap(earlier.started_at, earlier.returned_at, later.started_at, later.returned_at):
            yield earlier, later
