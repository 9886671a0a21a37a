"""Where a looked-after child lives, which authority is responsible for them, and the flags of each agency."""

from datetime import date

from django.db import models

from waylight.agencies.models import Agency, Authority
from waylight.core.constraints import in_order, one_of
from waylight.core.models import Record
from waylight.core.period_filters import in_force_on
from waylight.people.child_records import ChildRecords
from waylight.people.models import Child


class CareStatus(models.TextChoices):
    LAC = "LAC", "Looked after"
    CP = "CP", "Child protection plan"
    CIN = "CIN", "Child in need"
    EH = "EH", "Early help"
    CARE_LEAVER = "CL", "Care leaver"


class CarePeriods(ChildRecords["CarePeriod"]):
    def on(self, day: date) -> "CarePeriods":
        return self.filter(in_force_on(day))


class CarePeriod(Record):
    """A period with one care status. `responsible` is the authority that is responsible for the child."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="care_periods")
    status = models.CharField(max_length=4, choices=CareStatus)
    legal_status = models.CharField(max_length=2, blank=True)
    responsible = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = CarePeriods.as_manager()

    class Meta:
        db_table = "care_period"
        ordering = ("-started_on",)
        constraints = (
            one_of("status", CareStatus, table="care_period"),
            in_order("started_on", "ended_on", table="care_period", message="A care period cannot end before it begins."),
            models.UniqueConstraint(
                fields=("child", "status", "started_on"),
                name="care_period_once",
                violation_error_message="The child already has a care period of this kind from this date.",
            ),
        )

    def __str__(self) -> str:
        return self.get_status_display()


class Home(Record):
    """A children's home or another registered setting, with its Ofsted number. `agency` is set if its staff sign in."""

    urn = models.CharField(max_length=9, unique=True)
    name = models.CharField(max_length=120)
    provider_type = models.CharField(max_length=3, blank=True)
    capacity = models.PositiveSmallIntegerField(null=True, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    authority = models.ForeignKey(Authority, models.PROTECT, null=True, related_name="+")
    agency = models.OneToOneField(Agency, models.PROTECT, null=True, blank=True, related_name="home")

    class Meta:
        db_table = "home"
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Placements(ChildRecords["Placement"]):
    def on(self, day: date) -> "Placements":
        return self.filter(in_force_on(day))


class Placement(Record):
    """A period in which a looked-after child lives in one place, with the codes of the SSDA903 return."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="placements")
    placement_type = models.CharField(max_length=2)
    provider_type = models.CharField(max_length=3, blank=True)
    home = models.ForeignKey(Home, models.PROTECT, null=True, blank=True, related_name="placements")
    urn = models.CharField(max_length=9, blank=True)
    authority = models.ForeignKey(Authority, models.PROTECT, null=True, related_name="+")
    postcode = models.CharField(max_length=8, blank=True)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = Placements.as_manager()

    class Meta:
        db_table = "placement"
        ordering = ("-started_on",)
        constraints = (
            in_order("started_on", "ended_on", table="placement", message="A placement cannot end before it begins."),
            models.UniqueConstraint(
                fields=("child", "placement_type", "started_on"),
                name="placement_once",
                violation_error_message="The child already has a placement of this kind from this date.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.home or self.placement_type} from {self.started_on}"


class Flags(ChildRecords["Flag"]):
    def on(self, day: date) -> "Flags":
        return self.filter(in_force_on(day))


class Flag(Record):
    """A concern about a child, from a date, that one agency recorded. A police flag and a council flag are separate records."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="flags")
    kind = models.CharField(max_length=20)
    level = models.CharField(max_length=12, blank=True)
    source = models.CharField(max_length=20, blank=True)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = Flags.as_manager()

    class Meta:
        db_table = "flag"
        ordering = ("-started_on",)
        constraints = (
            in_order("started_on", "ended_on", table="flag", message="A flag cannot end before it begins."),
            models.UniqueConstraint(
                fields=("child", "kind", "source", "started_on"),
                name="flag_once",
                violation_error_message="The child already has this flag from this date.",
            ),
        )

    def __str__(self) -> str:
        return self.kind
