"""Roles that were given before two people were asked stay in force."""

from django.db import migrations
from django.db.models import F


def confirm(apps, schema_editor):
    membership = apps.get_model("accounts", "Membership")
    membership.objects.filter(confirmed_at=None).update(confirmed_at=F("created_at"))


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_roles_take_two")]

    operations = [migrations.RunPython(confirm, migrations.RunPython.noop)]
