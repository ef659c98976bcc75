"""Numbers typed before they had codes get one; who typed them is not known, so they have no history."""

import secrets

from django.db import migrations

from ocop.kit.ids import ALPHABET


def give_codes(apps, schema_editor):
    for cell in apps.get_model("reporting", "ReturnCell").objects.filter(typed__isnull=False, code=None).iterator():
        cell.code = "".join(secrets.choice(ALPHABET) for _ in range(8))
        cell.save(update_fields=["code"])


class Migration(migrations.Migration):
    dependencies = [("reporting", "0004_periods_end_and_typed_numbers_have_codes")]
    operations = [migrations.RunPython(give_codes, migrations.RunPython.noop)]
