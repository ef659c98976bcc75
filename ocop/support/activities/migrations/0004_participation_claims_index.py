"""Who said at the door whom they lead, and waits to be believed: few among many, found without reading them all."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("activities", "0003_person_erased_at")]
    operations = [
        migrations.AddIndex(
            "participation",
            models.Index(fields=["activity"], condition=models.Q(is_claim=True), name="participation_claims"),
        )
    ]
