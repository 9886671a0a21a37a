"""Who may read a write-up: the recipients to whom the child agreed, and others with a recorded reason."""

from collections.abc import Mapping
from typing import Any

from waylight.access.disclosure import Reader
from waylight.access.matrix_columns import CARERS, POLICE_OF_ALL_KINDS
from waylight.accounts.models import User
from waylight.accounts.roles import Role
from waylight.interviews.models import Interview
from waylight.interviews.record_parts import INTERVIEW_WORDS

type SectionAnswers = Mapping[str, Mapping[str, Any]]

POLICE = "POLICE"


def answers_by_section(interview: Interview) -> dict[str, dict[str, Any]]:
    """Return the answers of each section, by the code of the section."""
    return {answer.section: answer.said for answer in interview.answers.all()}


def shared_with(answers: SectionAnswers) -> frozenset[str]:
    """Return the recipients of the write-up. With a recorded reason, they include people to whom the child said no."""
    sharing = answers.get("sharing", {})
    overridden = sharing.get("overridden_for", []) if sharing.get("overridden") else []
    return frozenset(sharing.get("agrees", [])) | frozenset(overridden)


def discloses_harm(answers: SectionAnswers) -> bool:
    return answers.get("harm", {}).get("harm") == "yes"


def may_read(user: User, interview: Interview, answers: SectionAnswers) -> bool:
    return roles_may_read(user.roles(), interview, answers)


def roles_may_read(roles: frozenset[Role], interview: Interview, answers: SectionAnswers) -> bool:
    """Return whether a person with these roles may read the child's words.

    Social care and interviewers may. The police may when the interview is written up and shared with them. Staff of a home may
    not, even with a second role.
    """
    reader = Reader(roles)
    if reader.reads(INTERVIEW_WORDS):
        return True
    shared = bool(interview.written_up_at) and POLICE in shared_with(answers)
    return shared and not roles.isdisjoint(POLICE_OF_ALL_KINDS) and roles.isdisjoint(CARERS)


def undecided_sharing(answers: SectionAnswers) -> str:
    """Return what must be decided about sharing before the write-up is finished, or "".

    When the child disclosed harm, the writer must share the write-up with the police or record why not.
    """
    sharing = answers.get("sharing", {})
    if sharing.get("overridden_for") and not sharing.get("overridden"):
        return "Give the reason you are sharing it although the child said no."
    if discloses_harm(answers) and POLICE not in shared_with(answers) and not sharing.get("not_overridden"):
        return "The child told us about harm. Share it with the police, or give the reason that would not keep them safer."
    return ""
