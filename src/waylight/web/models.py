"""Records that only the pages need: drafts, forms that were sent, and visits to Today."""

from django.db import models

from waylight.accounts.models import User
from waylight.core.clock import now
from waylight.core.keys import new_key


class Draft(models.Model):
    """Answers that someone typed and has not sent. They stay when the session ends."""

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
    """A form that was sent. Sent again, the same form only redirects to `led_to`."""

    token = models.UUIDField(primary_key=True)
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    led_to = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "submission"

    def __str__(self) -> str:
        return str(self.token)


class Looked(models.Model):
    """A person's last visit to Today and the visit before, each with the last audit entry at that time.

    Today marks as new what came after the visit before.
    """

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
