"""The console command `ocop`: Django's management commands under the project's own name."""

import os
import sys


def main() -> None:
    """Run one command; the settings module is fixed, everything else comes from the environment."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ocop.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["ocop", *sys.argv[1:]])


if __name__ == "__main__":
    main()
