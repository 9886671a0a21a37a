"""Who may read what a child said: those the child agreed to, and those it was shared with in spite of a no, for a reason."""

from collections.abc import Mapping
from typing import Any

from waylight.accounts.models import User
from waylight.accounts.roles import LIVING_HERE, READS_WORDS, WHOLE_FORCE, Role
from waylight.interviews.models import Interview

type SectionAnswers = Mapping[str, Mapping[str, Any]]

SAID_NO = "no"
POLICE = "POLICE"


def answers_by_section(interview: Interview) -> dict[str, dict[str, Any]]:
    """What is written in each section, by its code."""
    return {answer.section: answer.said for answer in interview.answers.all()}


def shared_with(told: SectionAnswers) -> frozenset[str]:
    """The recipients of the write-up. Where someone was harmed, safety comes before a no: an override adds a recipient."""
    sharing = told.get("sharing", {})
    overridden = sharing.get("overridden_for", []) if sharing.get("overridden") else []
    return frozenset(sharing.get("agrees", [])) | frozenset(overridden)


def discloses_harm(told: SectionAnswers) -> bool:
    return told.get("harm", {}).get("harm") == "yes"


def may_read(user: User, interview: Interview, told: SectionAnswers) -> bool:
    return roles_may_read(user.roles(), interview, told)


def roles_may_read(roles: frozenset[Role], interview: Interview, told: SectionAnswers) -> bool:
    """Care and the interviewer read the words; police once written up and shared with them; a home never does."""
    if not roles.isdisjoint(LIVING_HERE):
        return False
    if not roles.isdisjoint(READS_WORDS):
        return True
    return bool(interview.written_up_at) and not roles.isdisjoint(WHOLE_FORCE) and POLICE in shared_with(told)


def undecided_sharing(told: SectionAnswers) -> str:
    """What about sharing is left open: a child who came to harm is not left to a no without a decision."""
    sharing = told.get("sharing", {})
    if sharing.get("overridden_for") and not sharing.get("overridden"):
        return "Give the reason you are sharing it although the child said no."
    if discloses_harm(told) and POLICE not in shared_with(told) and not sharing.get("not_overridden"):
        return "The child told us about harm. Share it with the police, or give the reason that would not keep them safer."
    return ""
