"""Who works with a child, and the names and numbers the child is known by."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from waylight.briefings.case_file import CaseFile
from waylight.people.names import name_key


@dataclass(frozen=True)
class Working:
    """Someone who works with the child: name, role, and start date where it is known."""

    role: str
    who: str
    since: datetime | None = None


@dataclass(frozen=True)
class People:
    working: Sequence[Working]
    numbers: Sequence[tuple[str, str]]
    other_names: Sequence[str]
    last_contact: datetime | None


def people_of(record: CaseFile) -> People:
    child = record.child
    working = []
    if child.allocated_worker:
        working.append(Working("Social worker", f"{child.allocated_worker}{f', {child.team} team' if child.team else ''}"))
    elif child.team:
        working.append(Working("Team", child.team))
    if record.missing_now and record.missing_now.owner:
        working.append(Working("Episode owner", record.missing_now.owner.name))
    known = {worker.who.partition(",")[0] for worker in working}
    for involved in record.involvements:
        name = involved.user.name if involved.user else involved.agency.name
        if name not in known:
            working.append(Working(involved.reason.capitalize(), name, involved.since))
    own = {name_key(str(child)), name_key(child.called)}
    names = dict.fromkeys(str(name) for name in child.other_names.all() if name_key(str(name)) not in own)
    numbers = [(number.get_scheme_display(), number.value) for number in child.identifiers.all()]
    return People(working, numbers, list(names), _last_contact(record))


def _last_contact(record: CaseFile) -> datetime | None:
    """Return when a worker last saw or spoke to the child: an interview held, or a safe and well check."""
    heard = [interview.held_at for interview in record.interviews if interview.held_at]
    seen = [check.checked_at for check in record.checks if check.checked_at]
    return max([*heard, *seen], default=None)
