"""How often one network may ask: enough for programs, too little to keep the machine busy.

Counted in the memory of each serving process, by a digest of the address, for a minute or so; nothing is stored.
"""

from django.core.cache import cache
from django.http import HttpRequest

from ocop.ground.accounts.throttle import network_of
from ocop.ground.accounts.tokens import keyed_digest
from ocop.kit import clock

PER_MINUTE = 60
A_MINUTE = 60


def seconds_to_wait(request: HttpRequest, door: str = "open-data", most: int = PER_MINUTE, span: int = A_MINUTE) -> int:
    """0 when the network may ask at a door now, else the seconds until it may again: `most` times in `span` seconds."""
    passed = int(clock.now().timestamp())
    key = f"api:{keyed_digest(door, network_of(request))}:{passed // span}"
    cache.add(key, 0, timeout=2 * span)
    return 0 if cache.incr(key) <= most else span - passed % span
