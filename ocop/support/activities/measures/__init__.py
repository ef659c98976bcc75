"""Questions about activities that a target or a report may ask."""

from ocop.support.activities.measures.held import ACTIVITIES_HELD, ATTENDANCES, CONSOLIDATED, PRODUCERS_AT_FAIRS
from ocop.support.activities.measures.outputs import OUTPUT_MEASURES
from ocop.support.activities.measures.training import (
    TRAINED_LEADERS,
    TRAINED_OFFICIALS,
    TRAINED_PEOPLE,
    TRAINED_PRODUCERS,
    participating_producers,
)

MEASURES = (
    TRAINED_OFFICIALS,
    TRAINED_PEOPLE,
    TRAINED_LEADERS,
    TRAINED_PRODUCERS,
    ACTIVITIES_HELD,
    ATTENDANCES,
    PRODUCERS_AT_FAIRS,
    CONSOLIDATED,
    *OUTPUT_MEASURES,
)
__all__ = [
    "ACTIVITIES_HELD",
    "ATTENDANCES",
    "CONSOLIDATED",
    "MEASURES",
    "PRODUCERS_AT_FAIRS",
    "TRAINED_LEADERS",
    "TRAINED_OFFICIALS",
    "TRAINED_PEOPLE",
    "TRAINED_PRODUCERS",
    "participating_producers",
]
