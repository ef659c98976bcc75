"""The platform made ready for a benchmark."""

import os
import tempfile


def set_up() -> None:
    """A throw-away place for database and files, unless another benchmark of the run has made one already."""
    from django.apps import apps

    if not apps.ready:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ocop.config.settings")
        os.environ.setdefault("OCOP_VAR_DIR", tempfile.mkdtemp(prefix="ocop-bench-"))
        import django

        django.setup()
    from django.conf import settings
    from django.core.management import call_command

    if "testserver" not in settings.ALLOWED_HOSTS:
        settings.ALLOWED_HOSTS.append("testserver")
    if not (settings.STATIC_ROOT / "staticfiles.json").exists():
        call_command("collectstatic", interactive=False, verbosity=0)


def set_up_with_tables() -> None:
    """The same with the tables of that database."""
    from django.core.management import call_command

    set_up()
    call_command("migrate", verbosity=0)
