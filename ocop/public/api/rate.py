"""How often one network may ask: enough for programs, too little to keep the machine busy; a key has its own budget.

Counted in the memory of each serving process, by a digest of the address, for one minute; nothing is stored.
"""

from django.core.cache import cache
from django.http import HttpRequest

from ocop.ground.accounts.throttle import network_of
from ocop.ground.accounts.tokens import keyed_digest
from ocop.kit import clock
from ocop.public.partners.models import ApiKey

PER_MINUTE = 60


def seconds_to_wait(request: HttpRequest, key: ApiKey | None = None) -> int:
    """0 when the network, or the key, may ask now, else the seconds until it may again."""
    now = clock.now()
    who = f"key:{key.pk}" if key else keyed_digest("open-data", network_of(request))
    counter = f"api:{who}:{now:%H%M}"
    cache.add(counter, 0, timeout=120)
    return 0 if cache.incr(counter) <= (key.per_minute if key else PER_MINUTE) else 60 - now.second
