"""One declared field in its three clothes: a form field, a cell of a sheet, words on the screen; kept as plain JSON."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ocop.kit import forms as kit
from ocop.kit.text.dates import format_date
from ocop.kit.text.fold import fold
from ocop.kit.text.numbers import format_number
from ocop.support.activities.kinds import Field

NONE_CHOSEN = ("", "Chưa chọn")


def form_field(declared: Field) -> forms.Field:
    """The box in which a person types the value."""
    common: dict[str, Any] = {"label": declared.label, "required": declared.required}
    unit = f" ({declared.unit})" if declared.unit else ""
    match declared.type:
        case "integer":
            return kit.IntegerTextField(minimum=0, **common | {"label": declared.label + unit})
        case "decimal":
            return kit.DecimalTextField(minimum=0, **common | {"label": declared.label + unit})
        case "money":
            return kit.MoneyField(**common | {"label": f"{declared.label} (đồng)"})
        case "date":
            return kit.DateField(**common)
        case "choice":
            return forms.ChoiceField(choices=[NONE_CHOSEN, *declared.choices.items()], **common)
        case "choices":
            return forms.MultipleChoiceField(choices=list(declared.choices.items()), widget=kit.Checkboxes(), **common)
        case "url":
            return forms.URLField(max_length=500, assume_scheme="https", **common)
        case "longtext":
            return forms.CharField(max_length=4000, widget=kit.TextArea(rows=4), **common)
        case _:
            return forms.CharField(max_length=250, **common)


def plain(value: Any) -> Any:
    """A cleaned value as JSON keeps it."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def typed(declared: Field, kept: Any) -> Any:
    """A kept value as the form shows it."""
    if kept in (None, ""):
        return kept
    if declared.type == "date":
        return date.fromisoformat(kept)
    return Decimal(kept) if declared.type == "decimal" else kept


def shown(declared: Field, kept: Any) -> str | list[str]:
    """A kept value in words, with its unit; a list for several choices."""
    if kept in (None, "", []):
        return ""
    match declared.type:
        case "date":
            return format_date(date.fromisoformat(kept))
        case "choice":
            return declared.choices.get(kept, str(kept))
        case "choices":
            return [declared.choices.get(each, str(each)) for each in kept]
        case "integer" | "decimal" | "money":
            number = format_number(Decimal(str(kept)))
            unit = declared.unit or ("đồng" if declared.type == "money" else "")
            return f"{number} {unit}".strip()
        case _:
            return str(kept)


def collected(declared: Iterable[Field], cleaned: Mapping[str, Any], prefix: str = "d_") -> dict[str, Any]:
    """The declared part of a form's answers as JSON keeps it; empty ones are left out."""
    found = {one.id: plain(cleaned.get(prefix + one.id)) for one in declared}
    return {name: value for name, value in found.items() if value not in (None, "", [])}


def read_cell(declared: Field, cell: str) -> Any:
    """What a cell says, as JSON keeps it; raises ValidationError with the remedy."""
    if declared.type in ("choice", "choices"):
        chosen = [_chosen(declared, part) for part in _parts(declared, cell)]
        return chosen[0] if declared.type == "choice" else chosen
    return plain(form_field(declared).clean(cell))


def _parts(declared: Field, cell: str) -> list[str]:
    """The choices a cell names, between semicolons; between commas where no choice has one itself."""
    whole = declared.type == "choice" or fold(cell) in {fold(words) for words in declared.choices.values()}
    mark = ";" if ";" in cell else ","
    return [cell] if whole else [part.strip() for part in cell.split(mark) if part.strip()]


def _chosen(declared: Field, text: str) -> str:
    spellings = {fold(words): name for name, words in declared.choices.items()}
    spellings |= {fold(name): name for name in declared.choices}
    spellings |= {"x": "yes"} if "yes" in declared.choices else {}
    if found := spellings.get(fold(text)):
        return found
    raise ValidationError(f"Ghi một trong: {', '.join(declared.choices.values())}.")
