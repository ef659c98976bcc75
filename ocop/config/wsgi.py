"""The WSGI entry that the server (Granian) loads."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ocop.config.settings")
application = get_wsgi_application()

from ocop.cycle.traceability.selftest import refuse_wrong_keys  # noqa: E402 — needs the applications above

refuse_wrong_keys()
