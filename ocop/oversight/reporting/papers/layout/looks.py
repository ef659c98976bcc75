"""How paragraphs and their words look once a document's defaults, its styles and their own marks are applied."""

import re
from dataclasses import dataclass

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = ("0", "false", "off", "none")

Facts = dict[str, str]


@dataclass(frozen=True, slots=True)
class Words:
    """Words with one look; `size` in points, `font` and `colour` as named, "" where nothing names them."""

    text: str
    font: str
    size: float
    bold: bool
    italic: bool
    colour: str


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: `align` left, center, right or both; lengths in twips; `line` in lines, 0 for a fixed height.

    `table` is the number of the outermost table it stands in, None outside; `section` counts from 0.
    """

    runs: tuple[Words, ...]
    align: str
    first: int
    space: int
    line: float
    table: int | None
    section: int

    @property
    def text(self) -> str:
        return " ".join("".join(run.text for run in self.runs).split())

    @property
    def seen(self) -> tuple[Words, ...]:
        """Runs with something to see in them."""
        return tuple(run for run in self.runs if run.text.strip())


class Looks:
    """What a paragraph and its runs look like after the document's defaults, styles and own marks."""

    def __init__(self, styles: "etree._Element | None") -> None:
        known = styles.findall(f"{W}style") if styles is not None else []
        self._styles = {each.get(f"{W}styleId", ""): each for each in known}
        self._defaults: list[etree._Element] = []
        self._normal = ""
        self._known: dict[str, tuple[Facts, Facts]] = {}
        for path in ("rPrDefault", "pPrDefault"):
            self._defaults += styles.findall(f"{W}docDefaults/{W}{path}") if styles is not None else []
        for key, each in self._styles.items():
            if each.get(f"{W}type") == "paragraph" and is_on(each, "default", absent=False):
                self._normal = key

    def line(self, element: etree._Element, table: int | None, section: int) -> Line:
        own = element.find(f"{W}pPr")
        style = value(own, "pStyle") or self._normal
        of_paragraph, of_runs = (dict(facts) for facts in self._of_style(style))
        of_paragraph |= _paragraph_facts(own)
        runs = tuple(self._words(each, of_runs) for each in element.iter(f"{W}r") if _holder(each) is element)
        rule = of_paragraph.get("lineRule", "auto")
        return Line(
            runs,
            _ALIGNS.get(of_paragraph.get("jc", "left"), of_paragraph.get("jc", "left")),
            measure(of_paragraph.get("firstLine")) - measure(of_paragraph.get("hanging")),
            max(measure(of_paragraph.get("before")), measure(of_paragraph.get("after"))),
            measure(of_paragraph.get("line", "240")) / 240 if rule == "auto" else 0,
            table,
            section,
        )

    def _words(self, run: etree._Element, of_paragraph: Facts) -> Words:
        own = run.find(f"{W}rPr")
        facts = of_paragraph | self._of_style(value(own, "rStyle"), bare=True)[1] | _run_facts(own)
        text = "".join("\n" if each.tag == f"{W}br" else each.text or "" for each in run if each.tag in _SEEN)
        text = text.upper() if facts.get("caps") == "1" else text
        return Words(
            text,
            facts.get("font", ""),
            measure(facts.get("sz", "20")) / 2,
            facts.get("b") == "1",
            facts.get("i") == "1",
            facts.get("color", ""),
        )

    def _of_style(self, key: str, *, bare: bool = False) -> tuple[Facts, Facts]:
        """Facts of paragraphs and of runs under a style; `bare` leaves the document's defaults out."""
        known = f"{key}|{bare}"
        if known not in self._known:
            chain: list[etree._Element] = []
            while key in self._styles and self._styles[key] not in chain:
                chain.append(self._styles[key])
                key = value(self._styles[key], "basedOn")
            paragraph: Facts = {}
            runs: Facts = {}
            for each in (*(() if bare else self._defaults), *reversed(chain)):
                paragraph |= _paragraph_facts(each.find(f"{W}pPr"))
                runs |= _run_facts(each.find(f"{W}rPr"))
            self._known[known] = paragraph, runs
        return self._known[known]


_MEASURE = re.compile(r"(-?[0-9]{1,7})(?:\.[0-9]*)?")
_ALIGNS = {"start": "left", "end": "right", "justify": "both"}
_SEEN = {f"{W}t", f"{W}tab", f"{W}br"}


def _holder(run: etree._Element) -> "etree._Element | None":
    """The paragraph a run stands in, whatever controls or links stand between."""
    return next(run.iterancestors(f"{W}p"), None)


def _paragraph_facts(marks: "etree._Element | None") -> Facts:
    facts: Facts = {}
    if marks is None:
        return facts
    for name, keys in (("spacing", ("before", "after", "line", "lineRule")), ("ind", ("firstLine", "hanging"))):
        found = marks.find(f"{W}{name}")
        if found is not None:
            facts |= {key: found.get(f"{W}{key}", "") for key in keys if found.get(f"{W}{key}")}
    if align := value(marks, "jc"):
        facts["jc"] = align
    return facts


def _run_facts(marks: "etree._Element | None") -> Facts:
    facts: Facts = {}
    if marks is None:
        return facts
    fonts = marks.find(f"{W}rFonts")
    if fonts is not None:
        theme = fonts.get(f"{W}asciiTheme") or fonts.get(f"{W}hAnsiTheme")
        named = fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi")
        if theme or named:
            facts["font"] = f"của chủ đề ({theme})" if theme else str(named)
    for name in ("b", "i", "caps"):
        found = marks.find(f"{W}{name}")
        if found is not None:
            facts[name] = "1" if is_on(found) else "0"
    for name in ("sz", "color"):
        if told := value(marks, name):
            facts[name] = told
    return facts


def value(element: "etree._Element | None", name: str) -> str:
    found = element.find(f"{W}{name}") if element is not None else None
    return str(found.get(f"{W}val", "")) if found is not None else ""


def measure(told: str | None) -> int:
    """A measure as a whole number; 0 for what is none."""
    found = _MEASURE.fullmatch(told or "")
    return int(found[1]) if found else 0


def is_on(element: "etree._Element | None", name: str = "val", *, absent: bool = True) -> bool:
    if element is None:
        return False
    told = element.get(f"{W}{name}")
    return absent if told is None else told not in _OFF
