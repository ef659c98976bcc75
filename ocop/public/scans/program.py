"""Which version of the program a page was made by: pages of another are neither served nor kept.

An old worker may run on beside a new server, or a server be told another telephone number than its worker.
"""

from functools import cache
from hashlib import blake2b
from pathlib import Path

from django.conf import settings

_MADE_OF = {".py", ".html", ".mo", ".svg"}


@cache
def program() -> int:
    """A number that is another when the program's files, the styles or what pages say of the place are others."""
    files = sorted(Path(settings.BASE_DIR, "ocop").rglob("*"))
    found = [
        (str(path), (at := path.stat()).st_size, at.st_mtime_ns)
        for path in files
        if path.suffix in _MADE_OF and path.is_file()
    ]
    styles = [path.read_bytes() for path in Path(settings.STATIC_ROOT).glob("staticfiles.json")]
    told = (settings.OCOP_PROVINCE_NAME, settings.OCOP_HELPLINE, settings.SITE_URL, settings.PRODUCTION)
    digest = blake2b(repr((found, styles, told)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
