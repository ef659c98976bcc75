"""The forms of a page as a browser would send them, with absurd things typed into them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Form:
    """One form: where it goes, how, and its fields by kind with the values the page gave them."""

    action: str
    method: str
    given: dict[str, list[str]] = field(default_factory=dict)
    boxes: set[str] = field(default_factory=set)  # where a person types
    choices: set[str] = field(default_factory=set)  # radios, boxes to tick, lists
    has_files: bool = False

    @property
    def offers(self) -> bool:
        """Whether the page puts values into it that nobody types: choices and hidden fields."""
        return bool(set(self.given) - self.boxes - {"csrfmiddlewaretoken"})

    def typed(self, value: str, *, everywhere: bool = False) -> dict[str, list[str]]:
        """What is sent when the value stands in every text box, or in every choice and hidden field too."""
        changed = set(self.given) | self.boxes if everywhere else self.boxes
        kept = {name: values for name, values in self.given.items() if name not in changed}
        return kept | {key: [value] for key in changed - {"csrfmiddlewaretoken"}}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.now: Form | None = None
        self.list_name = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.now = Form(at.get("action", ""), at.get("method", "get").lower())
            self.forms.append(self.now)
        if self.now is None:
            return
        name = at.get("name", "")
        if tag == "select":
            self.list_name = name
            self.now.choices.add(name)
            self.now.given.setdefault(name, [""])
        elif tag == "option" and self.list_name and (at.get("value") and self.now.given[self.list_name] == [""]):
            self.now.given[self.list_name] = [at["value"]]
        elif tag == "textarea" and name:
            self.now.boxes.add(name)
        elif tag == "button" and name:
            self.now.given.setdefault(name, [at.get("value", "")])
        elif tag == "input" and name:
            self._input(at.get("type", "text"), name, at.get("value", ""))

    def _input(self, kind: str, name: str, value: str) -> None:
        assert self.now is not None
        if kind == "file":
            self.now.has_files = True
        elif kind in {"radio", "checkbox"}:
            self.now.choices.add(name)
            self.now.given.setdefault(name, [value])
        elif kind == "hidden":
            self.now.given.setdefault(name, []).append(value)
        else:
            self.now.boxes.add(name)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.now = None
        elif tag == "select":
            self.list_name = ""


def forms_of(page: str) -> list[Form]:
    """Every form of the page, leaving out signing out and the search of the shell."""
    reader = _Reader()
    reader.feed(page)
    return [each for each in reader.forms if "dang-xuat" not in each.action]
