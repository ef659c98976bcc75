"""The drawing of a chart for paper: the kit's own, with its colours and its key inside it, set in Tinos."""

import json
import re
from collections.abc import Sequence
from decimal import Decimal
from html import escape, unescape
from pathlib import Path

import typst

from ocop.kit import charts
from ocop.oversight.reporting.papers.document import Chart, number_of, plain

HERE = Path(__file__).parent
FONTS = Path(__file__).resolve().parents[3] / "kit" / "fonts"
WIDTH_MM = 125
_PIXELS_PER_INCH = 220
# The inks of the screens' sheet (`kit/ui/scss/ocop.scss`), which a drawing on paper has to carry in itself.
_INKS = ("#0b5a3c", "#d9559b", "#e3a008", "#4b7fb5", "#7a5aa6")
_STYLE = "".join(f".ocop-ink-{ink}{{fill:{colour};stroke:{colour}}}" for ink, colour in enumerate(_INKS)) + (
    ".ocop-ink-grid{fill:none;stroke:#c4ccc7;stroke-width:1}"
    ".ocop-ink-text{fill:#000;stroke:none;font-family:'Tinos'}polyline{fill:none}"
)
_DRAWING = re.compile(r'<svg class="ocop-chart__drawing" viewBox="0 0 (\d+) (\d+)"[^>]*>(.*?)</svg>', re.DOTALL)
_WORDS = re.compile(r"<title>.*?</title>\s*<desc>(.*?)</desc>", re.DOTALL)
# Letters Tinos has: for any other a drawing would take whatever font the setter brings.
_NOT_OURS = re.compile("[^\n\u0020-\u052f\u1e00-\u1eff\u2010-\u2027\u2030-\u2044\u20ab\u20ac]")
_KEY_LINE, _KEY_LETTER = 24, 8


def svg_of(chart: Chart) -> tuple[str, str]:
    """The drawing as SVG, and one sentence for who cannot see it. Raises ValueError for a negative value."""
    if (found := _DRAWING.search(_figure(chart))) is None:
        raise ValueError(f"{chart.title}: the kit drew no picture")
    width, height, inside = int(found[1]), int(found[2]), found[3]
    told = _WORDS.search(inside)
    key, key_height = _key(_series(chart), width) if chart.kind != "bar" else ("", 0)
    inside = _NOT_OURS.sub("?", _WORDS.sub("", inside).strip())
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {key_height + height}" width="{width}"'
        f' height="{key_height + height}"><style>{_STYLE}</style>{_NOT_OURS.sub("?", key)}'
        f'<g transform="translate(0 {key_height})">{inside}</g></svg>'
    )
    return drawing, unescape(told[1]).replace(" Đủ số liệu ở bảng bên cạnh.", "") if told else chart.title


def pngs_of(drawings: Sequence[str]) -> list[bytes]:
    """SVGs as pictures of `WIDTH_MM` at 220 dots to the inch, their letters from the kit's fonts only."""
    if not drawings:
        return []
    pictures = typst.compile(
        HERE / "drawing.typ",
        root=HERE,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"drawings": json.dumps(drawings), "width": f"{WIDTH_MM}mm"},
        format="png",
        ppi=_PIXELS_PER_INCH,
    )
    return [bytes(pictures)] if isinstance(pictures, bytes) else list(pictures)


def _figure(chart: Chart) -> str:
    rows, title, unit = chart.table.rows, chart.title, chart.table.unit
    labels = [plain((row[chart.labels],)) for row in rows]
    columns = [[number_of(row[place]) for row in rows] for place in chart.values]
    if chart.kind == "bar":
        return charts.chart_bar(title, list(zip(labels, _known(columns[0]), strict=True)), unit, told_below=True)
    if chart.kind == "line":
        return charts.chart_line(title, labels, list(zip(_series(chart), columns, strict=True)), unit, told_below=True)
    parts = list(zip(*map(_known, columns), strict=True))
    return charts.chart_stack(title, _series(chart), list(zip(labels, parts, strict=True)), unit)


def _known(values: Sequence[int | Decimal | None]) -> list[int | Decimal]:
    return [value or 0 for value in values]


def _series(chart: Chart) -> list[str]:
    return [chart.table.columns[place].heading for place in chart.values]


def _key(names: Sequence[str], width: int) -> tuple[str, int]:
    """Squares of colour with their names, in as many lines as they need, and how high they are."""
    x, y, parts = 0, 0, []
    for ink, name in enumerate(names):
        needed = 26 + len(name) * _KEY_LETTER + 12
        if x and x + needed > width:
            x, y = 0, y + _KEY_LINE
        parts.append(f'<rect class="ocop-ink-{ink}" x="{x}" y="{y + 2}" width="16" height="16"/>')
        parts.append(f'<text class="ocop-ink-text" x="{x + 22}" y="{y + 16}" font-size="15">{escape(name)}</text>')
        x += needed
    return "".join(parts), y + _KEY_LINE + 6
