"""Charts drawn on the server: an SVG with the table of its figures beside it.

No script and no style attribute; they print, and a screen reader reads the table. Numbers are int or Decimal.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate, pairwise

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

Number = int | Decimal

WIDTH = 400
INKS = 5
LETTER = Decimal("8.4")  # average width of a letter at 15 units, for wrapping labels
LINE = 19
BAR = 20


@dataclass(frozen=True, slots=True)
class Text:
    """A line of words in the drawing."""

    x: Decimal
    y: Decimal
    words: str
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle; `ink` is the number of its colour."""

    x: Decimal
    y: Decimal
    width: Decimal
    height: Decimal
    ink: int = 0


def _wrap(label: str, width: int = WIDTH) -> list[str]:
    """The label in lines that fit, broken between words."""
    most = int(width / LETTER)
    lines = [""]
    for word in label.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= most or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _round(value: Number) -> Decimal:
    return Decimal(value).quantize(Decimal("0.1"))


def nice_top(most: Number) -> Decimal:
    """The end of an axis: the smallest of 1, 2, 4, 6, 8 × a power of ten not below `most` (1 for nothing)."""
    if most <= 0:
        return Decimal(1)
    power = Decimal(10) ** (Decimal(most).adjusted())
    return next(step * power for step in map(Decimal, ("1", "2", "4", "6", "8", "10")) if step * power >= most)


class Drawing(SafeString):
    """A chart as its page takes it; `height` in units of which `WIDTH` make its width."""

    height: int


def _render(template: str, title: str, unit: str, description: str, *, height: int, **parts: object) -> Drawing:
    context = {"title": title, "unit": unit, "description": description, "width": WIDTH, "height": height, **parts}
    drawing = Drawing(render_to_string(f"kit/charts/{template}.html", context))
    drawing.height = height
    return drawing


def _extent(values: Sequence[Number], labels: Sequence[str], title: str) -> str:
    """One sentence for who cannot see the drawing: the largest and the smallest."""
    if not values:
        return f"{title}: chưa có số liệu."
    from ocop.kit.text.numbers import format_number

    high, low = (
        max(range(len(values)), key=values.__getitem__),
        min(range(len(values)), key=values.__getitem__),
    )
    return (
        f"{title}. Cao nhất: {labels[high]}, {format_number(values[high])}. "
        f"Thấp nhất: {labels[low]}, {format_number(values[low])}. Đủ số liệu ở bảng bên cạnh."
    )


def chart_bar(title: str, rows: Sequence[tuple[str, Number]], unit: str = "", *, told_below: bool = False) -> Drawing:
    """Lying bars, one per row `(label, value)`, values not negative; `unit` stands in the table's heading.

    `told_below`: the page has its own table of these figures below, so the chart brings none.

    Raises ValueError for a negative value.
    """
    stacked = [(label, (value,)) for label, value in rows]
    texts, boxes, height = _bars(stacked)
    description = _extent([value for _, value in rows], [label for label, _ in rows], title)
    return _render(
        "bar", title, unit, description, texts=texts, boxes=boxes, height=height, rows=rows, told_below=told_below
    )


def chart_stack(
    title: str,
    series: Sequence[str],
    rows: Sequence[tuple[str, Sequence[Number]]],
    unit: str = "",
    *,
    told_below: bool = False,
) -> Drawing:
    """Lying bars of parts: `series` names the parts, each row is `(label, values)` in that order.

    `told_below`: the page has its own table of these figures below, so the chart brings none.

    Raises ValueError for a negative value, more parts than colours, or a row of another length than `series`.
    """
    if len(series) > INKS or any(len(values) != len(series) for _, values in rows):
        raise ValueError("a stacked chart takes up to five parts, and every row has a value for each")
    texts, boxes, height = _bars(rows)
    totals = [sum(values, start=Decimal(0)) for _, values in rows]
    table = [(label, values, total) for (label, values), total in zip(rows, totals, strict=True)]
    description = _extent(totals, [label for label, _ in rows], title)
    key = list(enumerate(series))
    return _render(
        "stack",
        title,
        unit,
        description,
        texts=texts,
        boxes=boxes,
        height=height,
        rows=table,
        key=key,
        told_below=told_below,
    )


def _bars(rows: Sequence[tuple[str, Sequence[Number]]]) -> tuple[list[Text], list[Box], int]:
    """Labels above bars, the total behind each bar; the longest bar leaves room for its figure."""
    from ocop.kit.text.numbers import format_number

    if any(value < 0 for _, values in rows for value in values):
        raise ValueError("a bar cannot show a negative value")
    most = max((sum(values, start=Decimal(0)) for _, values in rows), default=Decimal(0)) or Decimal(1)
    longest = max((len(format_number(sum(values, start=Decimal(0)))) for _, values in rows), default=0)
    room = WIDTH - max(90, 9 * longest + 12)
    texts: list[Text] = []
    boxes: list[Box] = []
    y = 0
    for label, values in rows:
        for line in _wrap(label):
            y += LINE
            texts.append(Text(Decimal(0), Decimal(y - 4), line))
        ends = [_round(end * room / most) for end in accumulate(map(Decimal, values), initial=Decimal(0))]
        for ink, (start, end) in enumerate(pairwise(ends)):
            if end > start:
                boxes.append(Box(start, Decimal(y + 2), end - start, Decimal(BAR), ink))
        total = sum(values, start=Decimal(0))
        texts.append(Text(ends[-1] + 6, Decimal(y + 17), format_number(total)))
        y += BAR + 12
    return texts, boxes, max(y, LINE)


def chart_line(
    title: str,
    labels: Sequence[str],
    series: Sequence[tuple[str, Sequence[Number | None]]],
    unit: str = "",
    *,
    told_below: bool = False,
) -> Drawing:
    """Lines over time: `labels` along the bottom, `series` of `(name, values)`; None breaks the line.

    `told_below`: the page has its own table of these figures below, so the chart brings none.

    Raises ValueError for a negative value, more than five lines, or a series of another length than `labels`.
    """
    values = [value for _, line in series for value in line if value is not None]
    if len(series) > INKS or any(len(line) != len(labels) for _, line in series) or any(value < 0 for value in values):
        raise ValueError("a line chart takes up to five series of values not below zero, one value per label")
    from ocop.kit.text.numbers import format_number

    top, left, height, plot = nice_top(max(values, default=0)), 56, 230, 180
    step = Decimal(WIDTH - left - 16) / max(len(labels) - 1, 1)

    def at(index: int, value: Number) -> tuple[Decimal, Decimal]:
        return _round(left + index * step), _round(plot + 12 - value * plot / top)

    grid = [at(0, top * part / 4)[1] for part in range(5)]
    texts = [Text(Decimal(left - 8), y + 5, format_number(top * i / 4), "end") for i, y in enumerate(grid)]
    every = _every(labels, WIDTH - left)
    texts += [
        Text(at(i, 0)[0], Decimal(plot + 34), label, _edge(i, len(labels)))
        for i, label in enumerate(labels)
        if (len(labels) - 1 - i) % every == 0
    ]
    lines = [
        (ink, _pieces([None if v is None else at(i, v) for i, v in enumerate(line)]))
        for ink, (_, line) in enumerate(series)
    ]
    table = [(label, [line[i] for _, line in series]) for i, label in enumerate(labels)]
    key = [(ink, name) for ink, (name, _) in enumerate(series)]
    description = f"{title}. " + " ".join(_course(name, labels, line) for name, line in series)
    return _render(
        "line",
        title,
        unit,
        description,
        texts=texts,
        grid=grid,
        left=left,
        height=height,
        lines=lines,
        rows=table,
        key=key,
        told_below=told_below,
    )


def _every(labels: Sequence[str], room: int) -> int:
    """Which labels along the bottom are printed: every first, second, third, so that they stand apart."""
    # The first and last label lean inwards, so each takes half its width more than its place.
    letters = sum(len(label) + 2 for label in labels) + len(labels[0]) + len(labels[-1]) if labels else 0
    return max(1, -(-len(labels) * 9 // 60), -(-letters * 8 // room))


def _edge(index: int, count: int) -> str:
    """The first and last labels stay inside the drawing."""
    return "middle" if 0 < index < count - 1 else ("start" if index == 0 else "end")


def _course(name: str, labels: Sequence[str], line: Sequence[Number | None]) -> str:
    """From where to where a line goes, in one sentence."""
    from ocop.kit.text.numbers import format_number

    known = [(label, value) for label, value in zip(labels, line, strict=True) if value is not None]
    if not known:
        return f"{name}: chưa có số liệu."
    (start, first), (end, last) = known[0], known[-1]
    return f"{name}: từ {format_number(first)} ({start}) đến {format_number(last)} ({end})."


Point = tuple[Decimal, Decimal]


def _pieces(points: Sequence[Point | None]) -> list[list[Point]]:
    """Runs of known points between gaps."""
    runs: list[list[Point]] = [[]]
    for point in points:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return [run for run in runs if run]
