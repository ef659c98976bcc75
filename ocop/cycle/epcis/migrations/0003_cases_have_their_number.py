"""Cases and pallets are known by their number, however their address is written."""

from typing import Any

from django.db import migrations, models
from django.db.models import Q

from ocop.rules.gs1 import container_in

_AT_ONCE = 2000


def number_them(apps: Any, schema_editor: Any) -> None:
    """Read the number out of the addresses that stand there."""
    items = apps.get_model("epcis", "EventItem").objects.using(schema_editor.connection.alias)
    wanted = items.filter(Q(uri__contains="/00/") | Q(uri__startswith="urn:epc:id:sscc:"))
    found = []
    for item in wanted.only("pk", "uri").iterator():
        if number := container_in(item.uri):
            item.sscc = number
            found.append(item)
    items.bulk_update(found, ["sscc"], batch_size=_AT_ONCE)


class Migration(migrations.Migration):
    dependencies = [("epcis", "0002_sent_by_programs")]

    operations = [
        migrations.AddField("eventitem", "sscc", models.CharField(blank=True, db_index=True, max_length=18, default=""), preserve_default=False),
        migrations.RunPython(number_them, migrations.RunPython.noop),
    ]
