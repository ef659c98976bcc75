"""How quantities and lots of events are said on screens and in Excel."""

from decimal import Decimal
from typing import Any

from ocop.kit.text.numbers import format_number
from ocop.rules.epcis import UNITS


def amount_words(quantity: Decimal | None, unit: str) -> str:
    """So much of what: "12,5 kg"; empty where nobody said."""
    if quantity is None:
        return ""
    return f"{format_number(quantity.normalize() if quantity % 1 else int(quantity))} {UNITS.get(unit, unit)}"


def item_words(item: Any) -> str:
    """A thing of an event by the name people call it. Reads `item.batch.product` and `item.material`."""
    if item.batch is not None:
        return f"{item.batch.product.name}, lô {item.batch.lot}"
    return str(item.material) if item.material is not None else str(item.uri)


def told(item: Any) -> str:
    """A thing with how much of it."""
    amount = amount_words(item.quantity, item.unit)
    return f"{item_words(item)}: {amount}" if amount else item_words(item)
