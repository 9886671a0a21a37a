"""The organisations that are responsible for children: councils, police forces, providers, homes and schools."""

from datetime import date

from django.db import models

from waylight.core.clock import today
from waylight.core.constraints import one_of
from waylight.core.models import Record
from waylight.core.periods import is_in_force_at


class Kind(models.TextChoices):
    COUNCIL = "COUNCIL", "Council"
    FORCE = "FORCE", "Police force"
    PROVIDER = "PROVIDER", "Return-interview provider"
    HOME = "HOME", "Children's home"
    SCHOOL = "SCHOOL", "School"
    HEALTH = "HEALTH", "Health service"
    CHARITY = "CHARITY", "Charity"


class Authority(models.Model):
    """An English local authority: the Department for Education's three-figure code and the ONS code."""

    code = models.CharField(max_length=3, primary_key=True)
    ons_code = models.CharField(max_length=9, blank=True)
    name = models.CharField(max_length=100)

    class Meta:
        db_table = "authority"
        ordering = ("name",)
        verbose_name_plural = "authorities"

    def __str__(self) -> str:
        return self.name


class Agency(Record):
    """One organisation. A council has an authority. A force, a provider and a home list the councils that they serve."""

    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=120)
    authority = models.OneToOneField(Authority, models.PROTECT, null=True, blank=True, related_name="council")
    serves = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="served_by", db_table="agency_serves")
    active = models.BooleanField(default=True)

    class Meta:
        db_table = "agency"
        ordering = ("name",)
        verbose_name_plural = "agencies"
        constraints = (
            one_of("kind", Kind, table="agency"),
            models.UniqueConstraint(
                fields=("kind", "name"),
                name="agency_named_once",
                violation_error_message="An organisation of this kind with this name is already recorded.",
            ),
        )

    def __str__(self) -> str:
        return self.name


class ProtocolSetting(Record):
    """One agreed value of the protocol, from a date. A value without a council is a national default."""

    council = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="protocol_settings")
    key = models.CharField(max_length=60)
    value = models.JSONField()
    since = models.DateField(default=today)
    until = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200)

    class Meta:
        db_table = "protocol_setting"
        ordering = ("key", "since")
        constraints = (
            models.UniqueConstraint(
                fields=("council", "key", "since"),
                name="protocol_setting_once",
                violation_error_message="An agreement from this date is already recorded. Choose another date.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.key} from {self.since}"

    def in_force(self, day: date) -> bool:
        return is_in_force_at(self.since, self.until, day)


class Population(Record):
    """How many children of a group live in a council's area: the denominator of a rate."""

    council = models.ForeignKey(Agency, models.PROTECT, related_name="populations")
    group = models.CharField(max_length=40)
    children = models.PositiveIntegerField()

    class Meta:
        db_table = "population"
        constraints = (
            models.UniqueConstraint(
                fields=("council", "group"),
                name="population_once",
                violation_error_message="This number of children is already recorded.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.group}: {self.children}"
