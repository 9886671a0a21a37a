"""The log of an episode, and the agency for which a person writes."""

from django.db import models

from waylight.accounts.models import User
from waylight.accounts.permissions import RecordScope
from waylight.core.clock import now
from waylight.core.models import Record
from waylight.episodes.choices import Assessor, LogKind
from waylight.episodes.episode import Episode
from waylight.people.child_records import ChildRecords


class LogLines(ChildRecords["LogLine"]):
    child_path = "episode__child"


class LogLine(Record):
    """A line about what a person did to find the child, or learned. Lines are never changed.

    `side` is the agency that wrote the line. The council and the home know that a police line exists and read it when it is
    `shared`. An interview provider does not know that it exists.
    """

    episode = models.ForeignKey(Episode, models.PROTECT, related_name="log_lines")
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=11, choices=LogKind)
    what = models.TextField()
    next_step = models.CharField(max_length=200, blank=True)
    side = models.CharField(max_length=11, choices=Assessor, default=Assessor.SOCIAL_CARE)
    shared = models.BooleanField(default=False)

    objects = LogLines.as_manager()

    class Meta:
        db_table = "log_line"
        ordering = ("-at",)

    def __str__(self) -> str:
        return self.get_kind_display()


def recording_agency_of(user: User) -> Assessor:
    """Return the agency for which the user assesses the risk and writes in the log."""
    if user.sees(RecordScope.WHOLE_FORCE):
        return Assessor.POLICE
    scopes = {membership.records for membership in user.current_memberships()}
    return Assessor.CARER if scopes == {RecordScope.RESIDENTS} else Assessor.SOCIAL_CARE
