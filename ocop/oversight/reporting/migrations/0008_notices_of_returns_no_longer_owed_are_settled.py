"""Notices that ask for a return sent, excused or withdrawn meanwhile ask for nothing more."""

from django.db import migrations
from django.db.models import Q
from django.db.models.functions import Coalesce

PAGE = "/bao-cao/gui/"


def settle(apps, schema_editor):
    gone = (
        Q(state__in=["submitted", "accepted"])
        | Q(obligation__excused_at__isnull=False)
        | Q(obligation__period__state="withdrawn")
    )
    moment = Coalesce("sent_at", "obligation__excused_at", "obligation__period__ended_at")
    rows = apps.get_model("reporting", "PeriodicReturn").objects.filter(gone)
    settled = dict(rows.values_list("public_id", moment))
    notices = apps.get_model("registry", "Notice").objects
    for notice in notices.filter(url__startswith=PAGE, due_on__isnull=False, settled_at=None).iterator():
        at = settled.get(notice.url.removeprefix(PAGE).strip("/"))
        if at is not None:
            notice.settled_at = at
            notice.save(update_fields=["settled_at"])


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0007_edited_word_is_looked_at_and_report_keeps_what_was_left_out"),
        ("registry", "0004_notice_says_when_it_was_settled"),
    ]
    operations = [migrations.RunPython(settle, migrations.RunPython.noop)]
