import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Pages for the lists of published figures; `0004` fills them."""

    dependencies = [("figures", "0002_figure_of_office")]

    operations = [
        migrations.AddField(
            model_name="frozenlist",
            name="earlier_digest",
            field=models.CharField(
                blank=True, default="", editable=False, max_length=64, verbose_name="Dấu băm trước khi chia trang"
            ),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name="FrozenPage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="Trang")),
                ("digest", models.CharField(editable=False, max_length=64, verbose_name="Dấu băm")),
                ("units", models.JSONField(default=dict, editable=False, verbose_name="Số dòng của mỗi địa bàn")),
                ("content", models.BinaryField(verbose_name="Các dòng đã nén")),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pages", to="figures.frozenlist"
                    ),
                ),
            ],
            options={
                "ordering": ["of", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("of", "number"), name="frozen_page_numbered_once"),
                ],
            },
        ),
    ]
