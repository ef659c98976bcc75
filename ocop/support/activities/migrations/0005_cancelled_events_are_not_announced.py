"""An event that was cancelled is announced no more: planned again, it waits until its organiser says so."""

from django.db import migrations


def take_back(apps, schema_editor):
    apps.get_model("activities", "Activity").objects.filter(state="cancelled").update(announced_at=None)


class Migration(migrations.Migration):
    dependencies = [("activities", "0004_participation_claims_index")]

    operations = [migrations.RunPython(take_back, migrations.RunPython.noop)]
