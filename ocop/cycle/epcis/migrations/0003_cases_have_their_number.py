"""Cases and pallets are known by their number, however their address is written; words written out become plain."""

from typing import Any

from django.db import migrations, models
from django.db.models import Q

from ocop.rules.epcis import bare_word
from ocop.rules.gs1 import container_in

_WRITTEN_OUT = Q()
for _form in ("cbv:", "http://ref.gs1.org/cbv/", "https://ref.gs1.org/cbv/", "urn:epcglobal:cbv:"):
    _WRITTEN_OUT |= Q(word__startswith=_form)


def number_them(apps: Any, schema_editor: Any) -> None:
    """Read the number out of the addresses that stand there, one address at a time: cases are told of often."""
    items = apps.get_model("epcis", "EventItem").objects.using(schema_editor.connection.alias)
    wanted = items.filter(Q(uri__contains="/00/") | Q(uri__startswith="urn:epc:id:sscc:"))
    for uri in list(wanted.order_by("uri").values_list("uri", flat=True).distinct()):
        if number := container_in(uri):
            items.filter(uri=uri).update(sscc=number)


def plain_words(apps: Any, schema_editor: Any) -> None:
    """Steps and dispositions kept before their short forms were understood."""
    events = apps.get_model("epcis", "TraceEvent").objects.using(schema_editor.connection.alias)
    for name in ("biz_step", "disposition"):
        written = events.annotate(word=models.F(name)).filter(_WRITTEN_OUT).order_by()
        for word in list(written.values_list("word", flat=True).distinct()):
            events.filter(**{name: word}).update(**{name: bare_word(word)})


class Migration(migrations.Migration):
    dependencies = [("epcis", "0002_sent_by_programs")]

    operations = [
        migrations.AddField(
            "eventitem",
            "sscc",
            models.CharField(blank=True, db_index=True, default="", max_length=18),
            preserve_default=False,
        ),
        migrations.RunPython(number_them, migrations.RunPython.noop),
        migrations.RunPython(plain_words, migrations.RunPython.noop),
    ]
