"""Children, with their names and numbers."""

from typing import ClassVar

from django.db import models

from waylight.accounts.models import User
from waylight.agencies.models import Agency
from waylight.core.ages import age_on
from waylight.core.clock import now, today
from waylight.core.constraints import both_or_neither, one_of
from waylight.core.models import Record
from waylight.people.child_records import ChildRecords


class Sex(models.TextChoices):
    FEMALE = "F", "Female"
    MALE = "M", "Male"
    UNKNOWN = "U", "Not known"


class Scheme(models.TextChoices):
    COUNCIL = "COUNCIL", "Council system number"
    POLICE = "POLICE", "Police number"
    UPN = "UPN", "Unique pupil number"
    NHS = "NHS", "NHS number"


class Children(ChildRecords["Child"]):
    child_path: ClassVar[str] = ""

    def current(self) -> "Children":
        """Return the records that are not merged into another one."""
        return self.filter(merged_into=None)


class Child(Record):
    """One child, as recorded by one council, which keeps the record."""

    council = models.ForeignKey(Agency, models.PROTECT, related_name="children")
    forename = models.CharField(max_length=80, blank=True)
    surname = models.CharField(max_length=80)
    surname_key = models.CharField(max_length=80, editable=False)
    sounds_like = models.CharField(max_length=80, blank=True, editable=False)
    known_as = models.CharField(max_length=80, blank=True)
    born_on = models.DateField()
    sex = models.CharField(max_length=1, choices=Sex, default=Sex.UNKNOWN)
    ethnicity = models.CharField(max_length=4, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    locality = models.CharField(max_length=60, blank=True)
    allocated_worker = models.CharField(max_length=80, blank=True)
    team = models.CharField(max_length=60, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged_from")

    objects = Children.as_manager()

    class Meta:
        db_table = "child"
        ordering = ("surname", "forename")
        verbose_name_plural = "children"
        constraints = (one_of("sex", Sex, table="child"),)
        indexes = (models.Index(fields=("council", "surname_key", "born_on"), name="child_by_name_and_birth"),)

    def __str__(self) -> str:
        return f"{self.forename} {self.surname}".strip()

    @property
    def called(self) -> str:
        """The name that people use for the child: the known-as name or else the forename, with the surname."""
        return f"{self.known_as or self.forename} {self.surname}".strip()

    @property
    def first_name(self) -> str:
        return self.known_as or self.forename or "the child"

    @property
    def age(self) -> int:
        """The child's age today in whole years."""
        return age_on(self.born_on, today())


class Identifiers(ChildRecords["Identifier"]):
    pass


class Identifier(Record):
    """A number of the child in another system. A child may have several. In one council and scheme, a number has one child."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="identifiers")
    council = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    scheme = models.CharField(max_length=10, choices=Scheme)
    value = models.CharField(max_length=40)

    objects = Identifiers.as_manager()

    class Meta:
        db_table = "identifier"
        constraints = (
            one_of("scheme", Scheme, table="identifier"),
            models.UniqueConstraint(
                fields=("council", "scheme", "value"),
                name="identifier_leads_to_one_child",
                violation_error_message="Another child already has this number.",
            ),
        )
        indexes = (models.Index(fields=("value",), name="identifier_by_value"),)

    def __str__(self) -> str:
        return f"{self.get_scheme_display()} {self.value}"


class OtherNames(ChildRecords["OtherName"]):
    pass


class OtherName(Record):
    """Another name under which the child was reported: a nickname, a misspelling or an earlier surname."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="other_names")
    forename = models.CharField(max_length=80, blank=True)
    surname = models.CharField(max_length=80)
    surname_key = models.CharField(max_length=80, editable=False)
    sounds_like = models.CharField(max_length=80, blank=True, editable=False)
    source = models.CharField(max_length=80)

    objects = OtherNames.as_manager()

    class Meta:
        db_table = "other_name"
        constraints = (
            models.UniqueConstraint(
                fields=("child", "forename", "surname"),
                name="other_name_once",
                violation_error_message="The child already has this other name.",
            ),
        )
        indexes = (models.Index(fields=("surname_key",), name="other_name_by_surname"),)

    def __str__(self) -> str:
        return f"{self.forename} {self.surname}".strip()


class SearchNames(ChildRecords["SearchName"]):
    pass


class SearchName(models.Model):
    """A row of the search index: a name of a child as keys. Only `search/index.py` writes it.

    `council` is the child's council. It is the first column of every index, so that a search reads only councils in its scope.
    """

    child = models.ForeignKey(Child, models.CASCADE, related_name="search_names")
    council = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    written = models.CharField(max_length=162)
    forename_key = models.CharField(max_length=80)
    surname_key = models.CharField(max_length=80)
    forename_heard = models.CharField(max_length=12)
    surname_heard = models.CharField(max_length=12)
    born_on = models.DateField()

    objects = SearchNames.as_manager()

    class Meta:
        db_table = "search_name"
        indexes = (
            models.Index(
                fields=("council", "surname_heard", "surname_key", "forename_key", "born_on"), name="search_name_of_surname"
            ),
            models.Index(fields=("council", "forename_heard", "forename_key", "surname_key"), name="search_name_of_forename"),
            models.Index(fields=("council", "born_on"), name="search_name_of_birth"),
        )

    def __str__(self) -> str:
        return self.written


class Merges(ChildRecords["Merge"]):
    child_path = "kept"

    def in_force(self) -> "Merges":
        """Return the merges that were not undone."""
        return self.filter(undone_at=None)


class Merge(Record):
    """The merge of two records of one child. `moved` lists the keys of what moved from `merged` to `kept`, by model and field."""

    kept = models.ForeignKey(Child, models.PROTECT, related_name="merges")
    merged = models.ForeignKey(Child, models.PROTECT, related_name="+")
    because = models.CharField(max_length=200)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    merged_at = models.DateTimeField(default=now)
    moved = models.JSONField(default=dict, blank=True)
    names = models.JSONField(default=list, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = Merges.as_manager()

    class Meta:
        db_table = "merge"
        ordering = ("-merged_at",)
        constraints = (
            both_or_neither("undone_by", "undone_at", table="merge", message="Enter both who undid the merge and when."),
        )

    def __str__(self) -> str:
        return f"Merge of {self.merged_at:%-d %B %Y}"
