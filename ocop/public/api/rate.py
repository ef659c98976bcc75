"""How often one network may ask: enough for programs, too little to keep the machine busy.

Counted in the memory of each serving process, by a digest of the address, for one minute; nothing is stored.
"""

from django.core.cache import cache
from django.http import HttpRequest

from ocop.ground.accounts.throttle import network_of
from ocop.ground.accounts.tokens import keyed_digest
from ocop.kit import clock

PER_MINUTE = 60


def seconds_to_wait(request: HttpRequest) -> int:
    """0 when the network may ask now, else the seconds until it may again."""
    now = clock.now()
    key = f"api:{keyed_digest('open-data', network_of(request))}:{now:%H%M}"
    cache.add(key, 0, timeout=120)
    return 0 if cache.incr(key) <= PER_MINUTE else 60 - now.second
