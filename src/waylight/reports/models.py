"""Published reports: figures as they were at a time, so that people can quote them."""

from django.db import models

from waylight.accounts.models import User
from waylight.agencies.models import Agency
from waylight.core.clock import now
from waylight.core.models import Record
from waylight.reports.counts.month_counts import MonthCounts


class PublishedReports(models.QuerySet["Published"]):
    def of(self, council: Agency) -> "PublishedReports":
        return self.filter(council=council)


class Published(Record):
    """One month's report as published: its counts, their definitions and their time. It never changes."""

    council = models.ForeignKey(Agency, models.PROTECT, related_name="published_reports")
    month = models.CharField(max_length=7)
    counts = models.JSONField()
    definitions = models.JSONField()
    as_at = models.DateTimeField()
    published_at = models.DateTimeField(default=now)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = PublishedReports.as_manager()

    class Meta:
        db_table = "published_report"
        ordering = ("-published_at",)

    def __str__(self) -> str:
        return f"{self.council}, {self.month}"

    def counted(self) -> MonthCounts:
        return MonthCounts.from_json(self.counts)
