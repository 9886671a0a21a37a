"""What the pages themselves need to remember: drafts, and forms already sent."""

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
