from django.db import migrations


class Migration(migrations.Migration):
    """What `0004` moved into pages stands there alone."""

    dependencies = [("figures", "0004_lists_split_into_pages")]

    operations = [migrations.RemoveField(model_name="frozenlist", name="content")]
