"""An event is public when its organiser announced it; the events that were public until now stay so."""

from django.db import migrations, models
from django.db.models import F

# The kinds whose activities the public news page printed without being asked.
SHOWN = ("fair", "supply-demand", "sales-week", "delegation")


def announce_what_was_shown(apps, schema_editor):
    rows = apps.get_model("activities", "Activity").objects.filter(kind__in=SHOWN, parent__isnull=True)
    rows.exclude(state="cancelled").exclude(days_unknown=True).update(announced_at=F("created_at"))


class Migration(migrations.Migration):
    dependencies = [("activities", "0001_initial")]

    operations = [
        migrations.AddField(
            "activity",
            "announced_at",
            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="Công bố lúc"),
        ),
        migrations.RunPython(announce_what_was_shown, migrations.RunPython.noop),
    ]
