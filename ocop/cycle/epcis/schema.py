"""Whether a document is an event of EPCIS 2.0: by the official schema, and by what it cannot say."""

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator, FormatChecker, ValidationError
from jsonschema.validators import extend

from ocop.rules.epcis import Document, Kind, items_in, time_of
from ocop.rules.gs1 import has_hidden_signs, wrong_key_in

_FILE = Path(__file__).parent / "schema" / "epcis-2.0.json"
_MOST = 5
_TOO_MANY = Decimal(10) ** 13
# What identifies anything is an address, no longer than this.
URI_LENGTH = 250
# An event of one person's day names a few; each is looked for among our lots.
MOST_THINGS = 2000
# Where the events of each kind of document stand.
_BODIES = {"EPCISDocument": ("eventList",), "EPCISQueryDocument": ("queryResults", "resultsBody", "eventList")}
# Terms of the standard's own; a document that gives them another meaning is not read.
_PROTECTED = frozenset({"epcis", "cbv", "cbvmda", "gs1", "type", "id", "eventID", "bizStep", "disposition"})


def problems_of(document: Any) -> list[str]:
    """What is wrong with one event, at most a few of it, in the words of the schema; empty when nothing is."""
    if not isinstance(document, dict):
        return ["$: not an object"]
    return _first(_in_words(document)) or _first(problems_beyond(document))


def problems_of_document(document: Any) -> list[str]:
    """The same of a whole document that carries events; of its events only what the schema says."""
    kind = document.get("type") if isinstance(document, dict) else None
    if not isinstance(kind, str) or kind not in _BODIES:
        return [f"$.type: {' or '.join(_BODIES)} is expected"]
    return _first(_in_words(document))


def events_in(document: Mapping[str, Any]) -> list[Document]:
    """The events that a document carries which the schema has nothing against."""
    found: Any = document["epcisBody"]
    for name in _BODIES[document["type"]]:
        found = found[name]
    return list(found)


def count_events(document: Any) -> int:
    """How many events a document carries, before anything else is known of it."""
    try:
        return len(events_in(document))
    except (KeyError, TypeError):
        return 0


def problems_beyond(document: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with an event that the schema has nothing against."""
    if document["type"] not in list(Kind):  # of a shape of somebody's own the schema has looked at nothing else
        yield f"$.type: one of {', '.join(Kind)} is expected"
        return
    for each in contexts if isinstance(contexts := document.get("@context", ()), list) else [contexts]:
        if isinstance(each, dict) and (taken := _PROTECTED.intersection(each)):
            yield f"$['@context']: {min(taken)} may not be redefined"
    try:
        time_of(document)
    except ValueError as error:
        yield f"$.eventTime: {error}"
    if "\\u0000" in json.dumps(document):
        yield "$: the sign U+0000 is no part of any text"
    yield from _unfit(document)
    yield from _wrong_things(document)


def _wrong_things(document: Mapping[str, Any]) -> Iterator[str]:
    things = items_in(document)
    if not things:
        yield "$: an event speaks of at least one thing"
    if len(things) > MOST_THINGS:
        yield f"$: an event speaks of at most {MOST_THINGS} things; tell it in several"
        return
    for item in things:
        if item.quantity is not None and not 0 <= item.quantity < _TOO_MANY:
            yield f"{item.uri}: a quantity is from 0 on and below 10^13"
        if key := wrong_key_in(item.uri):
            yield f"{item.uri}: wrong length or check digit in {key}"


def _unfit(document: Mapping[str, Any]) -> Iterator[str]:
    """Identifiers are addresses, not prose, and of signs one can see."""
    error = document.get("errorDeclaration", {})
    named = {name: document.get(name, "") for name in ("eventID", "bizStep", "disposition")}
    named |= {name: document.get(name, {}).get("id", "") for name in ("readPoint", "bizLocation")}
    named |= {"errorDeclaration.reason": error.get("reason", "")}
    named |= {f"correctiveEventIDs[{place}]": each for place, each in enumerate(error.get("correctiveEventIDs", ()))}
    named |= {f"{item.uri[:40]}…": item.uri for item in items_in(document)}
    for name, text in named.items():
        if len(text) > URI_LENGTH:
            yield f"{name}: longer than {URI_LENGTH} signs"
        if has_hidden_signs(text):
            yield f"{name}: a control character stands in it"


def _in_words(document: Mapping[str, Any]) -> Iterator[str]:
    return (f"{error.json_path}: {error.message[:200]}" for error in _validator().iter_errors(document))


def _first(problems: Iterator[str]) -> list[str]:
    return list(islice(problems, _MOST))


def _unique(validator: Any, wanted: Any, values: Any, schema: Any) -> Iterator[ValidationError]:
    """As the library has it, but in one pass: comparing each with each takes hours for what one request may carry."""
    if wanted and isinstance(values, list) and len({json.dumps(each, sort_keys=True) for each in values}) < len(values):
        yield ValidationError("has non-unique elements")


def _pattern(validator: Any, pattern: str, text: Any, schema: Any) -> Iterator[ValidationError]:
    """As the standard means it: `$` is the end of the text, where Python would let one line end follow."""
    if isinstance(text, str) and not re.search(re.sub(r"(?<!\\)\$", r"\\Z", pattern), text):
        yield ValidationError(f"{text!r} does not match {pattern!r}")


@cache
def _validator() -> Any:
    schema = json.loads(_FILE.read_text(encoding="utf-8"))
    return extend(Draft7Validator, {"uniqueItems": _unique, "pattern": _pattern})(
        schema, format_checker=FormatChecker()
    )
