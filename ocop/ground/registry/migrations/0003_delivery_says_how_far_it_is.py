from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registry", "0002_triggers")]

    operations = [
        migrations.AddField("delivery", "progress", models.PositiveIntegerField("Đã làm", default=0)),
        migrations.AddField("delivery", "progress_of", models.PositiveIntegerField("Trên tổng số", default=0)),
    ]
