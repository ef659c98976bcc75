import ocop.cycle.scans.models
from django.db import migrations, models


def _without(prefix):
    def take_down(apps, schema_editor):
        """Triggers that would write to a table that is gone go with it (`changes`)."""
        if schema_editor.connection.vendor != "sqlite":
            return
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in cursor.fetchall():
                if name.startswith(prefix):
                    cursor.execute(f"DROP TRIGGER {name}")

    return take_down


class Migration(migrations.Migration):

    dependencies = [
        ('public_scans', '0001_what_lines_are_read_from_has_a_version'),
    ]

    operations = [
        migrations.RunPython(_without('lines_changed_'), migrations.RunPython.noop),
        migrations.DeleteModel(
            name='LinesVersion',
        ),
        migrations.CreateModel(
            name='StoredPagesState',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('changed', models.BigIntegerField()),
                ('era', models.BigIntegerField()),
                ('good_until', models.BigIntegerField()),
                ('program', models.BigIntegerField()),
            ],
            options={
                'verbose_name': 'Tình trạng các trang tem dựng sẵn',
                'verbose_name_plural': 'Tình trạng các trang tem dựng sẵn',
            },
        ),
        migrations.CreateModel(
            name='ChangedEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event', models.BigIntegerField()),
            ],
            options={
                'verbose_name': 'Sự kiện chờ soát trang tem',
                'verbose_name_plural': 'Sự kiện chờ soát trang tem',
            },
        ),
        migrations.CreateModel(
            name='StoredPage',
            fields=[
                ('key', ocop.cycle.scans.models.StampNumber(primary_key=True, serialize=False)),
                ('last', models.BigIntegerField()),
                ('product', models.BigIntegerField(db_index=True)),
                ('day', models.IntegerField()),
                ('layout', models.TextField()),
                ('verdict', models.CharField(max_length=12)),
                ('named', models.TextField()),
                ('body', models.BinaryField()),
            ],
            options={
                'verbose_name': 'Trang tem dựng sẵn',
                'verbose_name_plural': 'Trang tem dựng sẵn',
                'indexes': [models.Index(fields=['day', 'last'], name='stored_pages_without_bodies')],
            },
        ),
        migrations.RunPython(migrations.RunPython.noop, _without('stamp_pages_')),
    ]
