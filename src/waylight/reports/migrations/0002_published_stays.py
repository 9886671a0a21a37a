"""The database itself refuses to change a report once it is published."""

from django.db import migrations

REFUSAL = "A published report is never changed."
POSTGRESQL_FUNCTION = f"""
CREATE FUNCTION published_report_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation';
END $$
"""
POSTGRESQL = """
CREATE TRIGGER published_report_no_update BEFORE UPDATE ON published_report
FOR EACH ROW EXECUTE FUNCTION published_report_stays()
"""
SQLITE = f"""
CREATE TRIGGER published_report_no_update BEFORE UPDATE ON published_report
BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END
"""


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL_FUNCTION, params=None)
        schema_editor.execute(POSTGRESQL)
    else:
        schema_editor.execute(SQLITE)


def unguard(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER published_report_no_update ON published_report")
        schema_editor.execute("DROP FUNCTION published_report_stays()")
    else:
        schema_editor.execute("DROP TRIGGER published_report_no_update")


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_published_reports")]
    operations = [migrations.RunPython(guard, unguard)]
