from django.db import migrations


def give_the_reason_of_other_providers(apps, schema_editor):
    """Loads stored another spelling of the reason. The rows get the one by which undoing a merge finds them."""
    apps.get_model("access", "Involvement").objects.filter(reason="return interviews").update(reason="return interview")


class Migration(migrations.Migration):
    dependencies = [("access", "0002_finding_of_a_review")]

    operations = [migrations.RunPython(give_the_reason_of_other_providers, migrations.RunPython.noop)]
