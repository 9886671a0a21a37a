"""The people who work with a child, and the child's other names and numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from waylight.access.disclosure import Reader
from waylight.access.models import InvolvementReason
from waylight.briefings.case_file import CaseFile
from waylight.episodes.choices import CheckStatus
from waylight.episodes.record_parts import SAFE_AND_WELL_RESULT
from waylight.interviews.record_parts import INTERVIEW_PROCESS
from waylight.people.names import name_key


@dataclass(frozen=True)
class Contact:
    """Someone who works with the child: name, role, and start date where it is known."""

    role: str
    who: str
    since: datetime | None = None


@dataclass(frozen=True)
class People:
    working: Sequence[Contact]
    numbers: Sequence[tuple[str, str]]
    other_names: Sequence[str]
    last_contact: datetime | None
    shows_last_contact: bool  # it tells how the last safe and well check was made


def people_of(record: CaseFile, reader: Reader) -> People:
    child = record.child
    working = []
    if child.allocated_worker:
        working.append(Contact("Social worker", f"{child.allocated_worker}{f', {child.team} team' if child.team else ''}"))
    elif child.team:
        working.append(Contact("Team", child.team))
    if record.missing_now and record.missing_now.owner:
        working.append(Contact("Episode owner", record.missing_now.owner.name))
    listed = {worker.who.partition(",")[0] for worker in working}
    for involvement in record.involvements:
        name = involvement.user.name if involvement.user else involvement.agency.name
        if involvement.reason == InvolvementReason.RETURN_INTERVIEW and not reader.reads(INTERVIEW_PROCESS):
            name = "Not shared with you"
        if name not in listed:
            working.append(Contact(involvement.reason.capitalize(), name, involvement.since))
    own_names = {name_key(str(child)), name_key(child.called)}
    names = dict.fromkeys(str(name) for name in child.other_names.all() if name_key(str(name)) not in own_names)
    numbers = [(number.get_scheme_display(), number.value) for number in child.identifiers.all()]
    return People(working, numbers, list(names), _last_contact(record), reader.reads(SAFE_AND_WELL_RESULT))


def _last_contact(record: CaseFile) -> datetime | None:
    """Return when a worker last saw or spoke to the child: an interview held, or a safe and well check."""
    interviews_held = [interview.held_at for interview in record.interviews if interview.held_at]
    checks_made = [check.done_at for check in record.checks if check.status in {CheckStatus.DONE, CheckStatus.BY_PHONE}]
    return max([*interviews_held, *checks_made], default=None)
