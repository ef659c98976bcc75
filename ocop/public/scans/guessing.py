"""Codes that are none of ours, tried one after another: counted for each network and for all of them, in memory only.

Whoever tries too many answers a sum before the next wrong code is answered. A code of ours is answered always and at
once, whoever asks: many telephones share one address. What this holds down is load and noise, not knowledge: that a
stamp of ours was not asked for a sum says so. Decision 0022.
"""

import secrets
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass

from django.core import signing

# In this many seconds a network's tries are forgotten again.
WINDOW = 600.0
TRIES_OF_A_NETWORK = 20
# One guess in 10⁹ succeeds: at 20 a second it takes a year and a half until the first does.
TRIES_OF_ALL = 20 * int(WINDOW)
_NETWORKS_KNOWN = 50_000
_SALT = "ocop.public.scans.sum"
_MINUTES_FOR_A_SUM = 10


class Guesses:
    """Wrong codes since the window began, of each network and of all; safe between threads."""

    def __init__(self, window: float = WINDOW) -> None:
        self._window = window
        self._lock = threading.Lock()
        self._began = float("-inf")
        self._of_network: dict[str, int] = {}
        self._of_all = 0

    def count(self, network: str) -> bool:
        """Count one wrong code; whether it is one too many."""
        with self._lock:
            now = time.monotonic()
            if not 0 <= now - self._began < self._window:
                self._began, self._of_all = now, 0
                self._of_network.clear()
            self._of_all += 1
            tries = self._of_network.get(network, 0) + 1
            if tries > 1 or len(self._of_network) < _NETWORKS_KNOWN:
                self._of_network[network] = tries
            return tries > TRIES_OF_A_NETWORK or self._of_all > TRIES_OF_ALL

    def forget(self) -> None:
        """As if nobody had ever tried."""
        with self._lock:
            self._began = float("-inf")


guesses = Guesses()


@dataclass(frozen=True, slots=True)
class Sum:
    """Two numbers below ten to add; `token` is what the answer is known by, for one code and ten minutes."""

    first: int
    second: int
    token: str


def new_sum(code: str) -> Sum:
    first, second = secrets.randbelow(8) + 2, secrets.randbelow(8) + 2
    return Sum(first, second, signing.dumps([code, first + second], salt=_SALT))


def is_answered(code: str, given: Mapping[str, str]) -> bool:
    """Whether the parameters of an address answer a sum that was asked for this code (`phep`, `tong`)."""
    try:
        asked, total = signing.loads(given.get("phep", ""), salt=_SALT, max_age=_MINUTES_FOR_A_SUM * 60)
    except (signing.BadSignature, ValueError):
        return False
    return asked == code and given.get("tong", "").strip() == str(total)
