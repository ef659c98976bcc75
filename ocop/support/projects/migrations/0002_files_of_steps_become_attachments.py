"""Files of a project's step are attached to it as to any record."""

from typing import Any

from django.db import migrations


def attach_files(apps: Any, editor: Any) -> None:
    """Each filed paper of a step becomes an attachment of the step, by who filed it and when."""
    attachments = apps.get_model("registry", "Attachment")
    papers = apps.get_model("projects", "StepPaper")
    for paper in papers.objects.filter(document__isnull=False).select_related("step", "document"):
        attachments.objects.get_or_create(
            subject_type="projects.step",
            subject_id=paper.step.public_id,
            document=paper.document,
            removed_at=None,
            defaults={
                "title": paper.label[:200],
                "added_by_id": paper.document.uploaded_by_id,
                "added_at": paper.document.uploaded_at,
            },
        )
        paper.delete()


class Migration(migrations.Migration):
    dependencies = [("projects", "0001_initial"), ("registry", "0002_triggers")]

    operations = [migrations.RunPython(attach_files, migrations.RunPython.noop)]
