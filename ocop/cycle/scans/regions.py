"""From which province a scan comes: looked up in memory by the network, which is then forgotten.

The platform brings no table of networks: an operator who has one names its file (`OCOP_SCAN_NETWORKS`), one network and
the two digits of its province a line. Without it no scan has a province, and what rests on provinces stays silent. A
mobile telephone may stand at its company's gateway in another city: a province is weak evidence.
"""

import csv
import ipaddress
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from ocop.rules.places import PROVINCES

# Length of a network's prefix, the longest first → the network's own bits → the province.
Table = dict[int, dict[int, dict[int, str]]]


def region_of(address: str) -> str:
    """The code of a network address's province; "" where nothing is known of it."""
    table = _table(settings.OCOP_SCAN_NETWORKS)
    if not table:
        return ""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    for length, networks in table.get(parsed.version, {}).items():
        if code := networks.get(int(parsed) >> (parsed.max_prefixlen - length)):
            return code
    return ""


@lru_cache(maxsize=2)
def _table(path: str) -> Table:
    if not path:
        return {}
    with Path(path).open(encoding="utf-8", newline="") as file:
        return read_table(csv.reader(file))


def read_table(rows: Iterable[list[str]]) -> Table:
    """The networks of some lines (`203.0.113.0/24,79`); `#` begins a remark. Raises `ImproperlyConfigured`."""
    table: Table = {}
    for number, row in enumerate(rows, start=1):
        if not row or row[0].startswith("#"):
            continue
        try:
            network, code = ipaddress.ip_network(row[0].strip()), row[1].strip()
        except (ValueError, IndexError) as slip:
            raise ImproperlyConfigured(f"OCOP_SCAN_NETWORKS, line {number}: a network and a province.") from slip
        if code not in PROVINCES:
            raise ImproperlyConfigured(f"OCOP_SCAN_NETWORKS, line {number}: no province has the code {code}.")
        bits = int(network.network_address) >> (network.max_prefixlen - network.prefixlen)
        table.setdefault(network.version, {}).setdefault(network.prefixlen, {})[bits] = code
    return {version: dict(sorted(found.items(), reverse=True)) for version, found in table.items()}
