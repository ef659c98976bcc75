"""The WSGI entry that the server (Granian) loads; with the wrong secret of the stamps it does not load.

Scans of stamps are answered before Django (decision 0022).
"""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ocop.config.settings")
django_application = get_wsgi_application()

from ocop.cycle.traceability.selftest import WithRightKeys  # noqa: E402 — needs the applications above
from ocop.public.scans.mount import ScansFirst  # noqa: E402

application = WithRightKeys(ScansFirst(django_application))
