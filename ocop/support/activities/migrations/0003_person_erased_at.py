"""A person may have their name and contact erased; their attendances stay."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("activities", "0002_activity_announced_at")]

    operations = [
        migrations.AddField(
            "person",
            "erased_at",
            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="Xóa thông tin lúc"),
        ),
        migrations.AddConstraint(
            "person",
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) & ~Q(full_name="")
                | Q(erased_at__isnull=False, full_name="", phone="", birth_year__isnull=True, workplace=""),
                name="person_has_a_name_until_erased",
            ),
        ),
    ]
