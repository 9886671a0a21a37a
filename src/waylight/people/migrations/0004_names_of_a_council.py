import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def give_each_name_its_council(apps, schema_editor):
    names, children = apps.get_model("people", "SearchName"), apps.get_model("people", "Child")
    council = children.objects.filter(pk=OuterRef("child")).values("council")[:1]
    names.objects.using(schema_editor.connection.alias).update(council=Subquery(council))


class Migration(migrations.Migration):
    dependencies = [("people", "0003_merge")]

    operations = [
        migrations.AddField(
            model_name="searchname",
            name="council",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.agency",
            ),
        ),
        migrations.RunPython(give_each_name_its_council, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="searchname",
            name="council",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.agency",
            ),
        ),
        migrations.RemoveIndex(model_name="searchname", name="search_name_as_heard"),
        migrations.RemoveIndex(model_name="searchname", name="search_name_by_forename"),
        migrations.RemoveIndex(model_name="searchname", name="search_name_by_birth"),
        migrations.AddIndex(
            model_name="searchname",
            index=models.Index(
                fields=["council", "surname_heard", "surname_key", "forename_key", "born_on"], name="search_name_of_surname"
            ),
        ),
        migrations.AddIndex(
            model_name="searchname",
            index=models.Index(
                fields=["council", "forename_heard", "forename_key", "surname_key"], name="search_name_of_forename"
            ),
        ),
        migrations.AddIndex(
            model_name="searchname", index=models.Index(fields=["council", "born_on"], name="search_name_of_birth")
        ),
    ]
