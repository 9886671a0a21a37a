"""What the pages themselves need to remember: drafts, forms already sent, when someone last looked at Today."""

from django.db import models

from waylight.accounts.models import User
from waylight.core.clock import now
from waylight.core.keys import new_key


class Draft(models.Model):
    """What someone has typed and not yet sent; it outlives their session."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="drafts")
    kind = models.CharField(max_length=40)
    said = models.JSONField(default=dict)
    saved_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "draft"
        ordering = ("-saved_at",)

    def __str__(self) -> str:
        return f"{self.kind} draft"


class Submission(models.Model):
    """A form that was sent: the same one sent again goes to the same place and does nothing twice."""

    token = models.UUIDField(primary_key=True)
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    led_to = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "submission"

    def __str__(self) -> str:
        return str(self.token)


class Looked(models.Model):
    """When a person last opened Today, and how far the audit trail had come; and the look before, from which news is told."""

    user = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="+")
    at = models.DateTimeField()
    entry = models.BigIntegerField()
    before_at = models.DateTimeField()
    before_entry = models.BigIntegerField()

    class Meta:
        db_table = "looked"
        verbose_name_plural = "looked"

    def __str__(self) -> str:
        return f"{self.user} at {self.at}"
