from django.db import migrations
from django.db.models import Q
from django.db.models.functions import Trim


def give_the_reason_of_other_providers(apps, schema_editor):
    """Loads stored another spelling of the reason. The rows get the one by which undoing a merge finds them."""
    involvements = apps.get_model("access", "Involvement").objects.annotate(trimmed=Trim("reason"))
    spelt_otherwise = Q(trimmed__iexact="return interviews") | Q(trimmed__iexact="return interview")
    involvements.filter(spelt_otherwise).update(reason="return interview")


class Migration(migrations.Migration):
    dependencies = [("access", "0002_finding_of_a_review")]

    operations = [migrations.RunPython(give_the_reason_of_other_providers, migrations.RunPython.noop)]
