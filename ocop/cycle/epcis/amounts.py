"""How quantities and lots of events are said on screens and in Excel."""

from decimal import Decimal
from typing import Any

from ocop.kit.text.numbers import format_number
from ocop.rules.epcis import UNITS
from ocop.rules.gs1 import container_in


def amount_words(quantity: Decimal | None, unit: str) -> str:
    """So much of what: "12,5 kg"; empty where nobody said."""
    if quantity is None:
        return ""
    return f"{format_number(quantity.normalize() if quantity % 1 else int(quantity))} {UNITS.get(unit, unit)}"


def item_words(item: Any) -> str:
    """A thing of an event by the name people call it. Reads `item.batch.product` and `item.material`."""
    if item.batch is not None:
        return f"{item.batch.product.name}, lô {item.batch.lot}"
    return str(item.material) if item.material is not None else uri_words(item.uri)


def uri_words(uri: str) -> str:
    """A thing that is no lot of ours: a case by its number, anything else by its address."""
    number = container_in(uri)
    return f"Kiện {number}" if number else uri


def told(item: Any) -> str:
    """A thing with how much of it."""
    amount = amount_words(item.quantity, item.unit)
    return f"{item_words(item)}: {amount}" if amount else item_words(item)
