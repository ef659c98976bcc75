"""What was forgotten already is forgotten whole: its account, and who wrote the author's own steps."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def forget_accounts(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    steps = apps.get_model("ideas", "IdeaStep").objects.filter(idea__forgotten_at__isnull=False)
    steps.filter(kind__in=("sent", "answer"), by__isnull=False).update(by=None)
    apps.get_model("ideas", "Idea").objects.filter(forgotten_at__isnull=False).update(author=None)


class Migration(migrations.Migration):
    dependencies = [("ideas", "0001_ideas_for_products")]

    operations = [
        migrations.RunPython(forget_accounts, migrations.RunPython.noop),
        migrations.RemoveConstraint("idea", "forgotten_idea_names_nobody"),
        migrations.AddConstraint(
            "idea",
            models.CheckConstraint(
                condition=models.Q(forgotten_at__isnull=True)
                | models.Q(author_name="", phone="", email="", author__isnull=True),
                name="forgotten_idea_names_nobody",
            ),
        ),
    ]
