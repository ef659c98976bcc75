"""What labels are printed on: sheets of A4 cut into labels, and rolls with one label after another."""

from dataclasses import dataclass
from decimal import Decimal

A4 = (Decimal(210), Decimal(297))
POINTS_PER_MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Sheet:
    """Labels of `width` by `height` mm: `columns` by `rows` of them in the middle of an A4, or one on a roll.

    `gap` is the distance between two columns in mm.
    """

    width: Decimal
    height: Decimal
    columns: int = 1
    rows: int = 1
    gap: Decimal = Decimal(0)
    is_roll: bool = False

    @property
    def per_page(self) -> int:
        return self.columns * self.rows

    @property
    def page(self) -> tuple[Decimal, Decimal]:
        """Width and height of a page in mm; on a roll a page is a label."""
        return (self.width, self.height) if self.is_roll else A4

    @property
    def used(self) -> tuple[Decimal, Decimal]:
        """What the labels of a page take of it, in mm."""
        return self.columns * self.width + (self.columns - 1) * self.gap, self.rows * self.height

    @property
    def fits(self) -> bool:
        return self.used[0] <= self.page[0] and self.used[1] <= self.page[1]

    def corners(self) -> list[tuple[float, float]]:
        """The lower left corner of each label in points from that of the page, row by row from the top."""
        left, above = ((page - used) / 2 for page, used in zip(self.page, self.used, strict=True))
        return [
            (
                float(left + column * (self.width + self.gap)) * POINTS_PER_MM,
                float(self.page[1] - above - (row + 1) * self.height) * POINTS_PER_MM,
            )
            for row in range(self.rows)
            for column in range(self.columns)
        ]

    def __str__(self) -> str:
        size = f"{self.width.normalize():f} x {self.height.normalize():f} mm".replace(".", ",")
        return f"cuộn {size}" if self.is_roll else f"A4 {self.per_page} tem ({self.columns} x {self.rows}), {size}"


def _mm(text: str) -> Decimal:
    return Decimal(text)


# Sizes that label paper is commonly sold in; others are typed.
COMMON: dict[str, Sheet] = {
    "cuon-50-30": Sheet(_mm("50"), _mm("30"), is_roll=True),
    "cuon-40-25": Sheet(_mm("40"), _mm("25"), is_roll=True),
    "cuon-35-22": Sheet(_mm("35"), _mm("22"), is_roll=True),
    "cuon-25-40": Sheet(_mm("25"), _mm("40"), is_roll=True),
    "a4-65": Sheet(_mm("38.1"), _mm("21.2"), 5, 13, _mm("2.5")),
    "a4-40": Sheet(_mm("52.5"), _mm("29.7"), 4, 10),
    "a4-24": Sheet(_mm("70"), _mm("37"), 3, 8),
    "a4-21": Sheet(_mm("63.5"), _mm("38.1"), 3, 7, _mm("2.5")),
}
