"""The people who sign in, and their roles in organisations."""

from collections.abc import Iterable
from copy import copy
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from waylight.accounts.permissions import Permission, RecordScope
from waylight.accounts.role_definitions import ROLE_DEFINITIONS, RoleDefinition
from waylight.accounts.roles import Role
from waylight.agencies.models import Agency
from waylight.core.clock import now, today
from waylight.core.constraints import both_or_neither, one_of
from waylight.core.keys import new_key
from waylight.core.models import Record
from waylight.core.period_filters import in_force_at


class Users(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser):
    """A person who signs in. Their rights come only from memberships."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=100)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=now, editable=False)
    last_code_step = models.BigIntegerField(default=0, editable=False)

    objects: ClassVar[Users] = Users()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    is_staff = False
    is_superuser = False
    _everywhere: "list[Membership]"

    class Meta:
        db_table = "user"
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def roles(self) -> frozenset[Role]:
        """Return the roles held today."""
        return frozenset(Role(membership.role) for membership in self.current_memberships())

    def has_permission(self, *permissions: Permission) -> bool:
        """Return whether a role held today has one of these permissions."""
        return any(membership.has_permission(*permissions) for membership in self.current_memberships())

    def sees(self, *scopes: RecordScope) -> bool:
        """Return whether a role held today shows records of one of these scopes."""
        return any(membership.records in scopes for membership in self.current_memberships())

    def current_memberships(self) -> list["Membership"]:
        """Return the memberships in force today. Each user object reads them once."""
        if not hasattr(self, "_memberships"):
            self._memberships = list(self.memberships.current().select_related("agency", "agency__authority"))
        return self._memberships

    def only_in(self, memberships: "Iterable[Membership]") -> "User":
        """Return a copy of the user restricted to these memberships, for example those that open one page or show one child."""
        restricted = copy(self)
        restricted._memberships, restricted._everywhere = list(memberships), self.everywhere()
        return restricted

    def everywhere(self) -> list["Membership"]:
        """Return every membership in force today, including those that `only_in` left out."""
        return self._everywhere if hasattr(self, "_everywhere") else self.current_memberships()


class Memberships(models.QuerySet["Membership"]):
    def current(self) -> "Memberships":
        """Return the confirmed memberships in force today. An unconfirmed one gives no rights."""
        in_force = self.filter(in_force_at(today()), agency__active=True)
        return in_force.filter(confirmed_at__isnull=False)

    def coming(self) -> "Memberships":
        """Return the confirmed memberships that start after today and do not end before they start."""
        return self.filter(Q(until=None) | Q(until__gt=F("since")), since__gt=today(), confirmed_at__isnull=False)

    def waiting(self) -> "Memberships":
        """Return the proposed memberships that have not been confirmed, refused or withdrawn."""
        return self.filter(confirmed_at=None, refused_at=None, until=None)


class Membership(Record):
    """A role that a person has in an organisation, from a date. When they leave it gets an end date; the row is never deleted.

    A membership is proposed first (`created_at`) and takes effect at `confirmed_at`. Its confirmations say who confirmed it.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role)
    team = models.CharField(max_length=60, blank=True)
    since = models.DateField(default=today)
    until = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    proposed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    refused_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    refused_at = models.DateTimeField(null=True, blank=True)
    refusal = models.CharField(max_length=300, blank=True)

    objects = Memberships.as_manager()

    class Meta:
        db_table = "membership"
        ordering = ("user__name", "since")
        constraints = (
            one_of("role", Role, table="membership"),
            both_or_neither("refused_by", "refused_at", table="membership", message="Enter both who refused the role and when."),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(refused_at=None),
                name="membership_confirmed_or_refused",
                violation_error_message="A role cannot be both confirmed and refused.",
            ),
            models.UniqueConstraint(
                fields=("user", "agency", "role"),
                condition=Q(until=None, refused_at=None),
                name="membership_held_once",
                violation_error_message="This person already has this role there, or it is waiting to be confirmed.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()} at {self.agency}"

    @property
    def definition(self) -> RoleDefinition:
        return ROLE_DEFINITIONS[Role(self.role)]

    @property
    def records(self) -> RecordScope:
        """Which children's records this membership shows."""
        return self.definition.records

    def has_permission(self, *permissions: Permission) -> bool:
        """Return whether the role has one of these permissions."""
        return not self.definition.permissions.isdisjoint(permissions)


class Confirmation(Record):
    """The confirmation of a role by one organisation: a person there says that the holder is who they claim and needs it."""

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="confirmations")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        db_table = "role_confirmation"
        ordering = ("created_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("membership", "agency"),
                name="role_confirmation_once_an_agency",
                violation_error_message="This organisation has already answered.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.by} for {self.agency}"
