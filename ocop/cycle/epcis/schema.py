"""Whether a document is an event of EPCIS 2.0: by the official schema, and by what it cannot say."""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator, FormatChecker

from ocop.rules.epcis import items_in, time_of
from ocop.rules.gs1 import wrong_key_in

_FILE = Path(__file__).parent / "schema" / "epcis-2.0.json"
_MOST = 5
_TOO_MANY = Decimal(10) ** 13
# Terms of the standard's own; a document that gives them another meaning is not read.
_PROTECTED = frozenset({"epcis", "cbv", "cbvmda", "gs1", "type", "id", "eventID", "bizStep", "disposition"})


def problems_of(document: Any) -> list[str]:
    """What is wrong with one event, at most a few of it, in the words of the schema; empty when nothing is."""
    if not isinstance(document, dict):
        return ["$: not an object"]
    found = [f"{error.json_path}: {error.message[:200]}" for error in _validator().iter_errors(document)]
    return (found or list(_beyond_the_schema(document)))[:_MOST]


def problems_of_document(document: Any) -> list[str]:
    """The same of a whole EPCIS document; its events are each looked at by `problems_of`."""
    if not isinstance(document, dict) or document.get("type") != "EPCISDocument":
        return ["$.type: EPCISDocument is expected"]
    return [f"{error.json_path}: {error.message[:200]}" for error in _validator().iter_errors(document)][:_MOST]


def _beyond_the_schema(document: Mapping[str, Any]) -> Iterator[str]:
    contexts = document.get("@context", ())
    for each in contexts if isinstance(contexts, list) else [contexts]:
        if isinstance(each, dict) and (taken := _PROTECTED.intersection(each)):
            yield f"$['@context']: {min(taken)} may not be redefined"
    try:
        time_of(document)
    except ValueError as error:
        yield f"$.eventTime: {error}"
    if "\\u0000" in json.dumps(document):
        yield "$: the sign U+0000 is no part of any text"
    if not items_in(document):
        yield "$: an event speaks of at least one thing"
    for item in items_in(document):
        if item.quantity is not None and not 0 <= item.quantity < _TOO_MANY:
            yield f"{item.uri}: a quantity is from 0 on and below 10^13"
        if key := wrong_key_in(item.uri):
            yield f"{item.uri}: wrong length or check digit in {key}"


@cache
def _validator() -> Draft7Validator:
    schema = json.loads(_FILE.read_text(encoding="utf-8"))
    return Draft7Validator(schema, format_checker=FormatChecker())
