import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="SearchName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("written", models.CharField(max_length=162)),
                ("forename_key", models.CharField(max_length=80)),
                ("surname_key", models.CharField(max_length=80)),
                ("forename_heard", models.CharField(max_length=12)),
                ("surname_heard", models.CharField(max_length=12)),
                ("born_on", models.DateField()),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="search_names", to="people.child"
                    ),
                ),
            ],
            options={"db_table": "search_name"},
        ),
        migrations.AddIndex(
            model_name="searchname",
            index=models.Index(fields=["surname_heard", "forename_heard", "born_on"], name="search_name_as_heard"),
        ),
        migrations.AddIndex(
            model_name="searchname",
            index=models.Index(fields=["forename_heard", "born_on"], name="search_name_by_forename"),
        ),
        migrations.AddIndex(
            model_name="searchname", index=models.Index(fields=["born_on"], name="search_name_by_birth")
        ),
        migrations.AddIndex(
            model_name="identifier", index=models.Index(fields=["value"], name="identifier_by_value")
        ),
    ]
