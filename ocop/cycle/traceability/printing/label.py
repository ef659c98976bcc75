"""One label: the square code, the twenty digits in groups of four, whose goods, which host, its number on the roll."""

from dataclasses import dataclass, field

from ocop.cycle.traceability.printing.sheets import POINTS_PER_MM, Sheet
from ocop.cycle.traceability.printing.squares import QUIET
from ocop.cycle.traceability.printing.typeface import Typeface, inline_image, width_of
from ocop.rules.stamps import DIGITS, GROUP, printed_stamp

ORDER = 8  # digits of the running number: ranges are shorter than 10⁸
PIN_DIGITS = 6
# What a telephone reads and an eye can still tell apart.
SMALLEST_MODULE_MM, SMALLEST_DIGITS = 0.25, 5.0
_MARGIN = 1.2 * POINTS_PER_MM
_LARGEST, _SMALL = 9.0, 6.5
_LEADING = 1.18
_NUMBER, _SCRATCH = "Số ", "Số cào "
_CUT = "…"


@dataclass
class Template:
    """Bytes that come again and again, and where in them the places are that are filled anew each time."""

    content: bytearray = field(default_factory=bytearray)
    places: dict[str, list[int]] = field(default_factory=dict)

    def add(self, content: bytes) -> None:
        self.content += content

    def leave(self, name: str, length: int) -> None:
        at = len(self.content)
        self.places.setdefault(name, []).extend(range(at, at + length))
        self.content += b"0" * length


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the label: fixed words, then what differs; size in points, place in points from the lower left."""

    words: str
    hole: str
    groups: int
    size: float
    x: float
    y: float


class Label:
    """Where everything stands on a label: the code at the left and words beside it, or one above the other."""

    def __init__(self, sheet: Sheet, modules: int, name: str, host: str, *, has_pin: bool) -> None:
        self.width, self.height = float(sheet.width) * POINTS_PER_MM, float(sheet.height) * POINTS_PER_MM
        self.modules = modules
        is_wide = self.width >= 1.25 * self.height
        self.side = min(self.height, self.width * 0.5) if is_wide else min(self.width, self.height * 0.62)
        self.dot = self.side / (modules + 2 * QUIET)
        if is_wide:
            self.square = 0.0, (self.height - self.side) / 2
            area = self.side, _MARGIN, self.width - self.side - _MARGIN, self.height - 2 * _MARGIN
        else:
            self.square = (self.width - self.side) / 2, self.height - self.side
            area = _MARGIN, _MARGIN, self.width - 2 * _MARGIN, self.height - self.side - _MARGIN
        self.lines = _lines(area, name, host, has_pin)

    @property
    def is_readable(self) -> bool:
        """Whether a telephone reads its square code and an eye its digits."""
        digits = min(line.size for line in self.lines if line.hole == "code")
        return self.dot >= SMALLEST_MODULE_MM * POINTS_PER_MM and digits >= SMALLEST_DIGITS

    @property
    def text(self) -> str:
        """Every sign that may stand on it."""
        return "".join(line.words for line in self.lines) + "0123456789 "

    def fixed(self, face: Typeface) -> bytes:
        """What is the same on every label."""
        drawn = [
            b"BT/F %.2f Tf %.2f %.2f Td %bTj ET" % (line.size, line.x, line.y, face.written(line.words))
            for line in self.lines
            if line.words
        ]
        for line in self.lines:
            if line.hole == "pin":
                x, width = _after(line) - line.size * 0.2, line.size * 3.4
                drawn.append(b"0.3 w %.2f %.2f %.2f %.2f re S" % (x, line.y - line.size * 0.2, width, line.size * 1.05))
        return b"\n".join(drawn)

    def write(self, into: Template, x: float, y: float) -> None:
        """One label at a place of the page, with holes for `square`, `code`, `number` and `pin`."""
        side, inset = self.dot * self.modules, self.dot * QUIET
        into.add(b"q 1 0 0 1 %.2f %.2f cm/S Do q %.3f 0 0 %.3f " % (x, y, side, side))
        into.add(b"%.3f %.3f cm " % (self.square[0] + inset, self.square[1] + inset))
        digits = 2 * self.modules * ((self.modules + 7) // 8)
        before, after = inline_image(self.modules, self.modules, b"@").split(b"@")
        into.add(before)
        into.leave("square", digits)
        into.add(after + b" Q BT")
        for line in self.lines:
            if line.hole:
                into.add(b"/F %.2f Tf 1 0 0 1 %.2f %.2f Tm(" % (line.size, _after(line), line.y))
                _leave_groups(into, line)
                into.add(b")Tj")
        into.add(b" ET Q\n")


def _leave_groups(into: Template, line: Line) -> None:
    if line.hole != "code":
        into.leave(line.hole, line.groups)
        return
    for group in range(line.groups):
        if group:
            into.add(b" ")
        into.leave(line.hole, GROUP)


def _after(line: Line) -> float:
    """Where what differs begins."""
    return line.x + width_of(line.words) * line.size


def _lines(area: tuple[float, float, float, float], name: str, host: str, has_pin: bool) -> list[Line]:
    """The lines in an area (left, lower, width, height), as large as it allows, in its middle."""
    left, lower, width, height = area
    groups = DIGITS // GROUP
    whole = printed_stamp("0" * DIGITS)
    one, two = width / width_of(whole), width / width_of(whole[: 3 * GROUP + 2])
    code = min(_LARGEST, one if one >= _SMALL else two)
    split = (groups,) if one >= _SMALL else (3, 2)
    small = min(_SMALL, code)
    host_size = min(small, width / width_of(host))
    said: list[tuple[str, str, int, float]] = [
        (words, "", 0, code * 0.9) for words in _wrapped(name, width / code / 0.9)
    ]
    said += [("", "code", count, code) for count in split]
    if has_pin:
        said.append((_SCRATCH, "pin", PIN_DIGITS, min(code, width / (width_of(_SCRATCH) + 3.8))))
    said += [(host, "", 0, host_size), (_NUMBER, "number", ORDER, small)]
    needed = sum(size for *_, size in said) * _LEADING
    scale = min(1.0, height / needed)
    at = lower + (height + needed * scale) / 2
    lines = []
    for words, hole, count, size in said:
        at -= size * scale * _LEADING
        lines.append(Line(words, hole, count, size * scale, left, at + size * scale * 0.28))
    return lines


def _wrapped(name: str, width: float, most: int = 2) -> list[str]:
    """A name in at most two lines of a width in heights of its letters; what does not fit is cut with a sign."""
    lines: list[str] = []
    words = name.split()
    while words and len(lines) < most:
        count = max(1, max((n for n in range(1, len(words) + 1) if width_of(" ".join(words[:n])) <= width), default=1))
        lines.append(" ".join(words[:count]))
        words = words[count:]
    last = lines[-1] if lines else ""
    if words or width_of(last) > width:
        while last and width_of(last + _CUT) > width:
            last = last[:-1]
        lines[-1] = last.rstrip() + _CUT
    return lines
