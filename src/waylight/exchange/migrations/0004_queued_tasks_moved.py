"""Checks and loads that were queued before their module moved find it at its new place."""

from django.db import migrations

OLD, NEW = "waylight.exchange.uploads.", "waylight.exchange.loading.uploads."
TASKS = ("check_files", "load_files")


def rename(apps, old, new):
    queued = apps.get_model("django_tasks_database", "DBTaskResult").objects
    for task in TASKS:
        queued.filter(task_path=old + task).update(task_path=new + task)


def forwards(apps, schema_editor):
    rename(apps, OLD, NEW)


def backwards(apps, schema_editor):
    rename(apps, NEW, OLD)


class Migration(migrations.Migration):
    dependencies = [
        ("exchange", "0003_changes_by_merging"),
        ("django_tasks_database", "0021_conditional_partial_index_ordering"),
    ]

    operations = [migrations.RunPython(forwards, backwards)]
