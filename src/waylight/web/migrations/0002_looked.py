import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('web', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Looked',
            fields=[
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField()),
                ('entry', models.BigIntegerField()),
                ('before_at', models.DateTimeField()),
                ('before_entry', models.BigIntegerField()),
            ],
            options={
                'verbose_name_plural': 'looked',
                'db_table': 'looked',
            },
        ),
    ]
