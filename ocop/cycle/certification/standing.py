"""What a recognition is worth on a day: a pure reading of its dates and of the decisions that changed it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ocop.cycle.certification.states import RecognitionState, Standing
from ocop.rules.calendar import grace_until


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when a recognition runs, both days included, and the day a newer one took its place.

    `is_trial` marks the result of a trial round: it is worth nothing on any day, whatever its dates say.
    """

    valid_from: date
    valid_until: date
    superseded_on: date | None = None
    is_trial: bool = False


def standing_of(
    span: Span, changes: Iterable[tuple[date, str]], on: date, *, renewal_running: bool = False
) -> Standing:
    """The standing on a day; a trial result has one standing only.

    `changes` are (first day, new state) pairs in the order they were decided; those of a later day do not count yet. A
    withdrawal outlives everything; a newer recognition hides a suspension of the older one. `renewal_running` says that
    a re-assessment is before the offices, which gives up to 180 days past the last day (QĐ 26/2026).
    """
    if span.is_trial:
        return Standing.TRIAL
    state = RecognitionState.GRANTED.value
    for effective_on, to_state in changes:
        if effective_on <= on:
            state = to_state
    if state == RecognitionState.WITHDRAWN:
        return Standing.WITHDRAWN
    if span.superseded_on is not None and span.superseded_on <= on:
        return Standing.SUPERSEDED
    if on < span.valid_from:
        return Standing.NOT_YET
    if state == RecognitionState.SUSPENDED:
        return Standing.SUSPENDED
    if on <= span.valid_until:
        return Standing.VALID
    in_grace = renewal_running and on <= grace_until(span.valid_until)
    return Standing.GRACE if in_grace else Standing.EXPIRED
