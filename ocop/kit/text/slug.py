"""Readable parts of addresses."""

import re

from ocop.kit.text.fold import fold


def slugify_vi(text: str, max_length: int = 80) -> str:
    """Lower-case words joined by hyphens: "Khô cá lóc Đồng Tháp" becomes `kho-ca-loc-dong-thap`.

    Cut at a whole word where that is possible; empty when the text has no letter or digit.
    """
    slug = re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
    if len(slug) <= max_length:
        return slug
    whole, _, rest = slug[: max_length + 1].rpartition("-")
    return whole or rest[:max_length]
