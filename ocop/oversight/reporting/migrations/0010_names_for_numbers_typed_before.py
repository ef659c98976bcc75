"""Numbers typed before names were kept get the name their place in the form has on the day of this migration."""

from pathlib import Path

import yaml
from django.db import migrations

FORMS = Path(__file__).parents[1] / "data" / "forms"


def names():
    """Cell → what it is called, as `catalogue.CellName` keeps it."""
    found = {}
    for path in FORMS.glob("*.yaml"):
        form = yaml.safe_load(path.read_text(encoding="utf-8"))
        for row in form["rows"]:
            for column in form["columns"]:
                found[f"{form['code']}/{row['key']}/{column['key']}"] = {
                    "row": row["title"],
                    "column": column["title"],
                    "unit": row.get("unit", ""),
                    "form": f"{form['number']}. {form['title']}",
                    "note": form.get("note", ""),
                }
    return found


def give_names(apps, schema_editor):
    called = names()
    for cell in apps.get_model("reporting", "ReturnCell").objects.exclude(code=None).iterator():
        if not cell.called and cell.cell in called:
            cell.called = called[cell.cell]
            cell.save(update_fields=["called"])


class Migration(migrations.Migration):
    dependencies = [("reporting", "0009_typed_number_keeps_what_its_row_was_called")]
    operations = [migrations.RunPython(give_names, migrations.RunPython.noop)]
