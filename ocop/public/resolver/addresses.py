"""From an address to the link it states, and from a link to its address."""

from collections.abc import Sequence
from urllib.parse import parse_qsl, quote

from django.conf import settings

from ocop.cycle.traceability.models import LOT_LENGTH, Batch
from ocop.rules.digital_link import LOT, SERIAL, BadLink, DigitalLink, check_attributes, read_parts
from ocop.rules.gs1 import written_forms


def link_in(path: str, query: str) -> DigitalLink:
    """The link in a path from `01/` on and its query string. Raises `BadLink`.

    Servers undo `%2F` before we read the path, so a lot named "L01/2026" falls apart; it is put together again when
    there is such a lot.
    """
    parts = path.removesuffix("/").split("/")
    try:
        found = read_parts(parts)
    except BadLink:
        whole = _whole_lot(parts)
        if whole is None:
            raise
        found = read_parts(whole)
    check_attributes(parse_qsl(query, keep_blank_values=True))
    return found


def address_of(link: DigitalLink) -> str:
    """The address the standard writes, the platform's host before it: what links are said about."""
    return settings.SITE_URL + "".join(f"/{name}/{quote(value, safe='')}" for name, value in link.pairs)


def _whole_lot(parts: Sequence[str]) -> list[str] | None:
    """The parts with a lot of ours put together, the shortest there is; one query, however many slashes there are."""
    if len(parts) < 5 or parts[2] != LOT:
        return None
    ends = [place for place in range(4, len(parts)) if parts[place] == SERIAL] + [len(parts)]
    lots = {lot: end for end in reversed(ends) if len(lot := "/".join(parts[3:end])) <= LOT_LENGTH}
    ours = Batch.objects.filter(product__gtin__in=written_forms(parts[1]), lot__in=list(lots))
    found = min(ours.values_list("lot", flat=True), key=len, default=None)
    return [*parts[:3], found, *parts[lots[found] :]] if found is not None else None
