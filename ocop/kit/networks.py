"""Which network a request comes from. The answer lives in memory only; what is stored of it decides the caller."""

import ipaddress
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.conf import settings


def network_of(meta: Mapping[str, Any]) -> str:
    """The network address behind the trusted proxies; of IPv6 the /64 a subscriber holds.

    `meta` is a request's `META` or the `environ` of WSGI.
    """
    address = str(meta.get("REMOTE_ADDR", ""))
    hops = settings.OCOP_TRUSTED_PROXIES
    if hops:
        chain = [part.strip() for part in meta.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        address = chain[-hops] if len(chain) >= hops and chain[-hops] else address
    return _cut(address, 32, 64)


def neighbourhood_of(network: str) -> bytes:
    """The same much coarser: some hundred lines of IPv4 (/24), a provider's district of IPv6 (/48)."""
    return _cut(network.partition("/")[0], 24, 48).encode()


@lru_cache(maxsize=4096)
def _cut(address: str, bits_of_4: int, bits_of_6: int) -> str:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    # An IPv4 visitor behind a socket of both kinds.
    parsed = getattr(parsed, "ipv4_mapped", None) or parsed
    bits = bits_of_4 if parsed.version == 4 else bits_of_6
    if bits == parsed.max_prefixlen:
        return str(parsed)
    return str(ipaddress.ip_network(f"{parsed}/{bits}", strict=False))
