"""The ledger of returns: each return that needs an interview has exactly one status, so that figures add up to the total."""

from enum import StrEnum

from waylight.interviews.choices import Outcome


class CoverageStatus(StrEnum):
    """How the interview about one episode ended, or that it is outstanding."""

    COMPLETED = "completed"
    DECLINED_CHILD = "declined by the child"
    DECLINED_PARENT = "declined by a parent or carer"
    NO_CONTACT = "no contact"
    SUPERSEDED = "missing again first"
    NOT_OFFERED = "not offered"
    OUTSTANDING = "outstanding"


def coverage_status(outcome: str | None) -> CoverageStatus | None:
    """Return the status of an episode from the outcome of the interview that covers it, or None if it needs no interview.

    An episode is outstanding when no interview covers it (`outcome` is None), when its interview has not ended (`outcome` is ""),
    and when its interview was allocated in error.
    """
    if outcome == Outcome.EXEMPT:
        return None
    if not outcome or outcome == Outcome.WITHDRAWN:
        return CoverageStatus.OUTSTANDING
    return CoverageStatus[Outcome(outcome).name]
