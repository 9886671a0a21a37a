"""Actions available in an episode now, in order of urgency. The first that the viewer may do is the next step on the page."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse

from waylight.accounts.models import User
from waylight.accounts.permissions import Permission
from waylight.briefings.clocks import EpisodeRecords
from waylight.briefings.read_permissions import RecordReader
from waylight.episodes.choices import Category
from waylight.episodes.correction_actions import why_return_is_final
from waylight.episodes.log_line import recording_agency_of
from waylight.episodes.models import Episode
from waylight.episodes.risk.joint_risk import CurrentRisk, current_risk


@dataclass(frozen=True)
class Situation:
    """The facts that decide which actions are offered."""

    episode: Episode
    records: EpisodeRecords
    risk: CurrentRisk
    viewer: User

    @property
    def open(self) -> bool:
        return self.episode.open

    @property
    def back(self) -> bool:
        return self.episode.returned_at is not None and self.episode.category != Category.VOID

    @property
    def needs_follow_up(self) -> bool:
        return self.back and self.episode.needs_follow_up

    @cached_property
    def return_is_final(self) -> bool:
        return bool(why_final(self.episode, self.records))

    @property
    def checked(self) -> bool:
        """Return whether the safe and well check is recorded, here or in the police report."""
        return self.records.check is not None or self.records.reported_checked_at is not None

    @property
    def assessed_by_own_agency(self) -> bool:
        mine = recording_agency_of(self.viewer)
        return any(view.agency == mine for view in self.records.risks)


@dataclass(frozen=True)
class EpisodeAction:
    """An action: its link text, the name of its page, the permission it needs, and when it is offered."""

    words: str
    page: str
    permission: Permission
    when: Callable[[Situation], bool]
    of_interview: bool = False


@dataclass(frozen=True)
class ActionLink:
    words: str
    href: str


EPISODE_ACTIONS = (
    EpisodeAction(
        "Record the risk", "episodes:risk", Permission.ASSESS_RISK, lambda now: now.open and not now.assessed_by_own_agency
    ),
    EpisodeAction("Agree the risk", "episodes:risk", Permission.ASSESS_RISK, lambda now: now.open and now.risk.pending),
    EpisodeAction("Record the return", "episodes:return", Permission.RECORD_RETURN, lambda now: now.open),
    EpisodeAction(
        "Allocate the return interview",
        "interviews:allocate",
        Permission.ALLOCATE_INTERVIEWS,
        lambda now: now.needs_follow_up and now.records.interview is None,
    ),
    EpisodeAction(
        "Record the safe and well check",
        "episodes:check",
        Permission.RECORD_CHECKS,
        lambda now: now.needs_follow_up and not now.checked,
    ),
    EpisodeAction(
        "Open the return interview",
        "interviews:detail",
        Permission.SEE_INTERVIEWS,
        lambda now: now.back and now.records.interview is not None,
        of_interview=True,
    ),
    EpisodeAction(
        "Record as located",
        "episodes:located",
        Permission.RECORD_RETURN,
        lambda now: now.open and not now.episode.located_at,
    ),
    EpisodeAction(
        "Update the risk", "episodes:risk", Permission.ASSESS_RISK, lambda now: now.open and now.assessed_by_own_agency
    ),
)
CORRECTIONS = (
    EpisodeAction(
        "Correct the times or the place",
        "episodes:correct",
        Permission.CORRECT_RECORDS,
        lambda now: (now.back and now.open) or now.back,
    ),
    EpisodeAction(
        "Correct the safe and well check",
        "episodes:correct_check",
        Permission.RECORD_CHECKS,
        lambda now: now.records.check is not None,
    ),
    EpisodeAction(
        "Change the kind of episode", "episodes:category", Permission.CORRECT_RECORDS, lambda now: now.open or now.back
    ),
    EpisodeAction(
        "Undo the return", "episodes:reopen", Permission.CORRECT_RECORDS, lambda now: now.back and not now.return_is_final
    ),
    EpisodeAction("Record as not missing", "episodes:void", Permission.CORRECT_RECORDS, lambda now: now.open or now.back),
    EpisodeAction(
        "Allocate a return interview",
        "interviews:allocate",
        Permission.ALLOCATE_INTERVIEWS,
        lambda now: now.back and not now.needs_follow_up and now.records.interview is None,
    ),
    EpisodeAction(
        "Record a safe and well check",
        "episodes:check",
        Permission.RECORD_CHECKS,
        lambda now: now.back and not now.needs_follow_up and not now.checked,
    ),
)


def why_final(episode: Episode, done: EpisodeRecords) -> str:
    """Return why the return cannot be undone, or "": what the page of the act says, and why its link is not offered."""
    if done.interview and done.interview.held_at:
        return "You cannot undo this return because a return interview was held after it. Correct its time instead."
    return why_return_is_final(episode, checked=done.check is not None)


def situation(episode: Episode, records: EpisodeRecords, viewer: User) -> Situation:
    return Situation(episode, records, current_risk(RecordReader(viewer.roles()).visible_risks(records.risks)), viewer)


def actions_for(now: Situation, actions: tuple[EpisodeAction, ...] = EPISODE_ACTIONS) -> list[ActionLink]:
    """Return links to what the viewer may do now, in order. Each page appears once."""
    links: dict[str, ActionLink] = {}
    for act in actions:
        if now.viewer.has_permission(act.permission) and act.when(now):
            href = _address(act, now)
            links.setdefault(href, ActionLink(act.words, href))
    return list(links.values())


def _address(act: EpisodeAction, now: Situation) -> str:
    key = now.records.interview.pk if act.of_interview and now.records.interview else now.episode.pk
    return reverse(act.page, args=[key])
