"""One measured promise: what was measured, against what, and whether the goal was met."""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Result:
    """`ratio` is value divided by the peer's value in the same run; `goal` is the most the ratio (or value) may be."""

    thing: str
    value: float
    unit: str
    peer: str = ""
    peer_value: float | None = None
    ratio: float | None = None
    goal: str = ""
    ok: bool = True


def against(thing: str, value: float, unit: str, peer: str, peer_value: float, most: float) -> Result:
    """A result that promises to take at most `most` times what its peer takes."""
    ratio = value / peer_value
    return Result(thing, value, unit, peer, peer_value, ratio, f"≤ {most:g} lần", ratio <= most)


def seconds(act: Callable[[], object], *, repeat: int = 5) -> float:
    """The best of several runs in seconds, without the garbage collector; the best is what the machine can do."""
    best = float("inf")
    for _ in range(repeat):
        gc.collect()
        gc.disable()
        try:
            start = time.perf_counter()
            act()
            best = min(best, time.perf_counter() - start)
        finally:
            gc.enable()
    return best


def in_turns(ours: Callable[[], object], peer: Callable[[], object], *, repeat: int = 7) -> tuple[float, float]:
    """The best of both in seconds, measured in turns, so that a busy machine slows both alike."""
    best = [float("inf"), float("inf")]
    for _ in range(repeat):
        for place, act in enumerate((ours, peer)):
            best[place] = min(best[place], seconds(act, repeat=1))
    return best[0], best[1]
