"""What views hand to the components: plain records, so that a template needs no knowledge of any room."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

TASK_COLOURS = {
    "Chưa làm": "blue",
    "Đang làm": "teal",
    "Đã xong": "",
    "Cần sửa": "red",
    "Chưa làm được": "grey",
}


@dataclass(frozen=True, slots=True)
class Task:
    """One line of a task list.

    `status` is usually one of "Chưa làm", "Đang làm", "Đã xong", "Cần sửa", "Chưa làm được"; `hint` says what
    is asked, or why the task is blocked. A task without `url` cannot be opened yet.
    """

    title: str
    url: str = ""
    status: str = "Chưa làm"
    hint: str = ""
    colour: str | None = None

    @property
    def tag_colour(self) -> str:
        """Colour of the state; empty for a finished task, which needs no attention."""
        return TASK_COLOURS.get(self.status, "grey") if self.colour is None else self.colour


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a summary list: what it is, its value, and the page that changes it."""

    key: str
    value: Any
    url: str = ""
    action: str = "Sửa"

    @property
    def lines(self) -> list[Any] | None:
        """The values of a row that has several, else None."""
        return list(self.value) if isinstance(self.value, (list, tuple)) else None


@dataclass(frozen=True, slots=True)
class FiledFile:
    """One file beside an upload box.

    `state` is "saved", "loading" or "error"; `message` is the sentence under the name ("Đã lưu 14:05", or
    what is wrong and the remedy). `remove_url` and `replace_url` answer a POST and a page; either may be empty.
    """

    name: str
    url: str = ""
    state: str = "saved"
    size: str = ""
    message: str = ""
    remove_url: str = ""
    replace_url: str = ""


@dataclass(frozen=True, slots=True)
class Happening:
    """One entry of a time line: when, what happened, by whom, and the words that went with it."""

    at: Any
    title: str
    by: str = ""
    text: str = ""


def each_form(*forms: Any) -> Iterable[Any]:
    """The single forms among forms, formsets, lists of either, and None."""
    for form in forms:
        if form is None or form == "":
            continue
        if hasattr(form, "management_form"):
            yield from form.forms
        elif hasattr(form, "fields"):
            yield form
        else:
            yield from each_form(*form)


def has_errors(*forms: Any) -> bool:
    """True if any bound form among them was refused."""
    return any(form.is_bound and form.errors for form in each_form(*forms))
