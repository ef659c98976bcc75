"""How many doubts one network may send: enough for a family or a market behind one address, too few for a machine.

Counted in the memory of each serving process, by a digest of the address, for one hour; nothing is stored.
"""

from django.core.cache import cache
from django.http import HttpRequest

from ocop.ground.accounts.throttle import network_of
from ocop.ground.accounts.tokens import keyed_digest
from ocop.kit import clock

PER_HOUR = 20


def is_too_often(request: HttpRequest) -> bool:
    """Whether the network sent as many as it may within this hour; counts this one."""
    key = f"doubts:{keyed_digest('doubts', network_of(request))}:{clock.now():%d%H}"
    cache.add(key, 0, timeout=3700)
    return cache.incr(key) > PER_HOUR
