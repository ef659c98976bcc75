"""A register is a declaration: what its list shows, its filters, which form enters it, what a record's page says.

The same declaration gives the list, its Excel, the way back in from Excel, and the form, so the layout is one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet

from ocop.kit.scope import Actor
from ocop.kit.sheets.writing import Value
from ocop.kit.ui.parts import Row
from ocop.support.markets.forms.base import MarketForm


@dataclass(frozen=True)
class Cell:
    """One cell on the screen: text, perhaps a link, perhaps a coloured tag beside it."""

    text: str
    url: str = ""
    tag: str = ""
    colour: str = "grey"


@dataclass(frozen=True)
class Column:
    """One column. `typed`: read again from a sheet under the form's field `key`; `screen`: how the list shows it.

    `listed` is its heading on the list where that says more than the field of the sheet.
    """

    key: str
    heading: str
    value: Callable[[Any], Value]
    kind: str = "text"
    typed: bool = True
    on_screen: bool = True
    screen: Callable[[Any], Cell] | None = None
    listed: str = ""

    @property
    def said(self) -> str:
        return self.listed or self.heading


@dataclass(frozen=True)
class Filter:
    """One filter of a list: what may be chosen, and which rows that leaves on a day."""

    key: str
    label: str
    choices: Sequence[tuple[str, str]]
    apply: Callable[[QuerySet[Any], str, date], QuerySet[Any]]


@dataclass(frozen=True)
class Section:
    """A table on a record's page. `note` says what stands in it; `links` are addresses with their words."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    empty: str = ""
    note: str = ""
    links: Sequence[tuple[str, str]] = ()

    @property
    def labelled(self) -> list[list[tuple[str, Cell]]]:
        """Each cell with the heading it stands under, for a table that becomes cards."""
        return [list(zip(self.headings, row, strict=True)) for row in self.rows]


@dataclass(frozen=True)
class Page:
    """What a record's page says besides its name."""

    facts: Sequence[Row] = ()
    figures: Sequence[tuple[int, str, str]] = ()
    sections: Sequence[Section] = ()
    warnings: Sequence[str] = ()


def nothing(record: Any, actor: Actor, on: date) -> Page:
    return Page()


def as_they_are(rows: list[Any], on: date) -> None:
    """A register whose rows need nothing more than their own columns."""


@dataclass(frozen=True)
class Register:
    """`slug` is its address; `title` its heading; `noun` what one row is, in the middle of a sentence."""

    slug: str
    title: str
    noun: str
    about: str
    model: Any
    form: type[MarketForm]
    columns: Sequence[Column]
    related: Sequence[str] = ()
    many: Sequence[str] = ()
    filters: Sequence[Filter] = ()
    page: Callable[[Any, Actor, date], Page] = nothing
    dress: Callable[[list[Any], date], None] = as_they_are
    order: Sequence[str] = ("sort_key", "pk")
    extra: Sequence[Column] = field(default=())

    def rows(self, actor: Actor) -> QuerySet[Any]:
        """All rows the person may read, with what a list line prints."""
        found = self.model.objects.visible_to(actor).order_by(*self.order)
        if self.related:
            found = found.select_related(*self.related)
        return found.prefetch_related(*self.many) if self.many else found

    def initial(self, record: Any) -> dict[str, Any]:
        """The record as its form shows it."""
        names = {each.name for each in record._meta.get_fields()}
        many = {each.name for each in record._meta.many_to_many}
        initial = {
            key: list(getattr(record, key).all()) if key in many else getattr(record, key)
            for key in self.form.base_fields
            if key in names
        }
        if "place" in self.form.base_fields and "place" not in names:
            initial["place"] = record.where
        if isinstance(initial.get("is_domestic"), bool):
            initial["is_domestic"] = "co" if initial["is_domestic"] else "khong"
        return initial


def choice_filter(key: str, label: str, choices: Sequence[tuple[str, str]], lookup: str) -> Filter:
    """Rows whose column has the value chosen."""
    return Filter(key, label, choices, lambda rows, value, on: rows.filter(**{lookup: value}))


def running_filter(start: str, end: str) -> Filter:
    """Rows that run today, or have ended, or begin later."""

    def apply(rows: QuerySet[Any], value: str, on: date) -> QuerySet[Any]:
        if value == "het":
            return rows.filter(**{f"{end}__lt": on})
        if value == "sau":
            return rows.filter(**{f"{start}__gt": on})
        return rows.filter(**{f"{start}__lte": on}).exclude(**{f"{end}__lt": on})

    return Filter(
        "dang", "Thời gian", [("nay", "Đang diễn ra"), ("het", "Đã kết thúc"), ("sau", "Chưa bắt đầu")], apply
    )


def text_of(record: Any) -> str:
    """A record in one cell, empty for none."""
    return "" if record is None else str(record)


def joined(rows: Any) -> str:
    return "; ".join(str(each) for each in rows.all())
