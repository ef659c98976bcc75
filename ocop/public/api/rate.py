"""How often one network may ask: enough for programs, too little to keep the machine busy; a key has its own budget.

Counted in the memory of each serving process, by a digest of the address, for a minute or so; nothing is stored.
"""

from django.core.cache import cache
from django.http import HttpRequest

from ocop.ground.accounts.throttle import network_of
from ocop.ground.accounts.tokens import keyed_digest
from ocop.kit import clock
from ocop.public.partners.models import ApiKey

PER_MINUTE = 60
A_MINUTE = 60


def seconds_to_wait(request: HttpRequest, door: str = "open-data", most: int = 0, span: int = A_MINUTE) -> int:
    """0 when the network may ask at a door now, else the seconds until it may again: `most` times in `span` seconds.

    Without `most` it is `PER_MINUTE`.
    """
    return _counted(keyed_digest(door, network_of(request)), most or PER_MINUTE, span)


def seconds_for_key(key: ApiKey) -> int:
    """The same for a partner's program, wherever it asks from."""
    return _counted(f"key:{key.pk}", key.per_minute, A_MINUTE)


def _counted(who: str, most: int, span: int) -> int:
    passed = int(clock.now().timestamp())
    counter = f"api:{who}:{passed // span}"
    cache.add(counter, 0, timeout=2 * span)
    return 0 if cache.incr(counter) <= most else span - passed % span
