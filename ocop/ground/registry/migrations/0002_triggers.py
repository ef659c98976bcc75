from django.db import migrations

from ocop.ground.registry.triggers import install_from_migration, remove_from_migration


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_initial")]

    operations = [migrations.RunPython(install_from_migration, remove_from_migration)]
