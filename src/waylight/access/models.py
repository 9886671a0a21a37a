"""Who is involved with a child, and who opened the record of a child in an emergency."""

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q

from waylight.accounts.models import Membership, User
from waylight.accounts.permissions import Permission
from waylight.agencies.models import Agency
from waylight.core.clock import now
from waylight.core.constraints import both_or_neither, in_order
from waylight.core.models import Record
from waylight.core.period_filters import in_force_at
from waylight.people.child_records import ChildRecords
from waylight.people.models import Child


class InvolvementReason(models.TextChoices):
    """Why an agency or person works with a child, as stored: code looks involvements up by these."""

    ALLOCATED = "allocated social worker"
    REPORTED_MISSING = "reported missing"
    RETURN_INTERVIEW = "return interview"


class Involvements(ChildRecords["Involvement"]):
    pass


class Involvement(Record):
    """An agency, or one person in it, works with a child: a provider with a referral, an allocated worker."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="involvements")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=80)
    since = models.DateTimeField(default=now)
    until = models.DateTimeField(null=True, blank=True)

    objects = Involvements.as_manager()

    class Meta:
        db_table = "involvement"
        constraints = (
            in_order("since", "until", table="involvement", message="Work with a child cannot end before it begins."),
            models.UniqueConstraint(
                fields=("child", "agency", "reason"),
                condition=Q(until=None, user=None),
                name="involvement_once_an_agency",
                violation_error_message="This organisation already works with the child for this reason.",
            ),
            models.UniqueConstraint(
                fields=("child", "agency", "user", "reason"),
                condition=Q(until=None),
                name="involvement_once_a_person",
                violation_error_message="This person already works with the child for this reason.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.agency}: {self.reason}"


class Emergencies(ChildRecords["BreakGlass"]):
    def open_at(self, instant: datetime) -> "Emergencies":
        return self.filter(in_force_at(instant, start="opened_at"))

    def by_memberships(self, user: User, memberships: Iterable[Membership]) -> "Emergencies":
        """Return what this person opened by one of these memberships, or before each opening kept its membership."""
        return self.filter(Q(membership__in=[membership.pk for membership in memberships]) | Q(membership=None), user=user)

    def to_review(self) -> "Emergencies":
        return self.filter(reviewed_at=None)

    def reviewed_by_the_governance_of(self, user: User) -> "Emergencies":
        """Return the emergencies about children of the councils where this person is an information governance officer.

        The visibility rule does not apply: a reviewer sees who opened which record and why, but cannot open the record.
        """
        councils = [
            membership.agency_id
            for membership in user.current_memberships()
            if membership.has_permission(Permission.REVIEW_EMERGENCIES)
        ]
        return self.filter(child__council__in=councils)


class BreakGlass(Record):
    """Emergency access to one record: a person opened it for a stated reason and a short time, and another person reviews it.

    The person reads the record by `membership` alone, whatever other roles they have elsewhere. In a merge it stays with its
    record, so that it does not also open the record that is kept.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="emergencies")
    membership = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    child = models.ForeignKey(Child, models.PROTECT, related_name="emergencies")
    reason = models.TextField()
    opened_at = models.DateTimeField(default=now)
    until = models.DateTimeField()
    reviewed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True, blank=True)
    justified = models.BooleanField(null=True, blank=True)
    finding = models.TextField(blank=True)

    objects = Emergencies.as_manager()
    moves_in_a_merge: ClassVar[bool] = False

    class Meta:
        db_table = "break_glass"
        ordering = ("-opened_at",)
        verbose_name_plural = "break glass"
        constraints = (
            in_order("opened_at", "until", table="break_glass", message="Emergency access cannot end before it begins."),
            both_or_neither("reviewed_by", "reviewed_at", table="break_glass", message="Enter both who reviewed it and when."),
            both_or_neither(
                "justified",
                "reviewed_at",
                table="break_glass",
                message="Enter both whether it was justified and when it was reviewed.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} at {self.opened_at:%d %B %Y %H:%M}"
