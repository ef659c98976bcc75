"""How many dossiers of a round are still being written; the room of the dossiers, which stands above, tells it."""

from collections.abc import Callable

from ocop.ground.programme.models import Round

Counter = Callable[[Round], int]

_counters: list[Counter] = []


def register_draft_counter(counter: Counter) -> None:
    """Who knows how many drafts a round has; one at a time, the last registered."""
    _counters[:] = [counter]


def open_drafts(round_: Round) -> int:
    """Dossiers begun for the round and not lodged yet; 0 when nobody was asked to know."""
    return _counters[0](round_) if _counters else 0
