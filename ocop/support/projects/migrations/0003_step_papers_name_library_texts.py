"""A `StepPaper` names a text of the library only; its files were moved by the migration before."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("projects", "0002_files_of_steps_become_attachments")]

    operations = [
        migrations.RemoveConstraint("steppaper", "step_paper_is_filed_or_legal"),
        migrations.RemoveConstraint("steppaper", "step_paper_filed_once"),
        migrations.RemoveField("steppaper", "document"),
        migrations.AlterField(
            "steppaper",
            "legal",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programme.legaldocument"
            ),
        ),
    ]
