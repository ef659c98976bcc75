"""Forms: numbered tables of a return or a report as data, so that a new form is a file and not a program.

A form says what its rows and columns ask, which cells are sums and shares of others, and what must hold between them.
What the cells hold is asked elsewhere (`fill`); what does not agree is found by `rules.consistency` (`claims_of`).
"""

from ocop.rules.forms.claims import BEFORE, claims_of, numbers_before, numbers_of
from ocop.rules.forms.filling import Asked, Cells, Filled, asked_of, fill, typed_of
from ocop.rules.forms.model import Column, Form, Row, Span, cell_id, made_of
from ocop.rules.forms.reading import form_from

__all__ = [
    "BEFORE",
    "Asked",
    "Cells",
    "Column",
    "Filled",
    "Form",
    "Row",
    "Span",
    "asked_of",
    "cell_id",
    "claims_of",
    "fill",
    "form_from",
    "made_of",
    "numbers_before",
    "numbers_of",
    "typed_of",
]
