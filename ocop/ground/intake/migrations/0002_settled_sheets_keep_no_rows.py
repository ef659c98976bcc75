"""What a settled sheet said is in its list or nowhere: its rows may name people and are let go."""

from django.db import migrations


def let_go(apps, schema_editor):
    apps.get_model("intake", "Sheet").objects.exclude(state="preview").update(rows=[])


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_initial")]

    operations = [migrations.RunPython(let_go, migrations.RunPython.noop)]
