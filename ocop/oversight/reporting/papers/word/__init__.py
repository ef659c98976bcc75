"""Reports in Word: made with each figure in a content control, and refilled when people have edited them."""

from ocop.oversight.reporting.papers.word.identity import Identity
from ocop.oversight.reporting.papers.word.making import make, values_of
from ocop.oversight.reporting.papers.word.opening import PaperError
from ocop.oversight.reporting.papers.word.reading import Inside, Line, Row, read, text_of
from ocop.oversight.reporting.papers.word.refilling import Refilled, Replaced, refill

__all__ = [
    "Identity",
    "Inside",
    "Line",
    "PaperError",
    "Refilled",
    "Replaced",
    "Row",
    "make",
    "read",
    "refill",
    "text_of",
    "values_of",
]
