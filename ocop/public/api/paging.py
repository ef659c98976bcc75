"""How records are named in addresses, and pages of a long answer."""

from typing import Annotated, Any

from django.utils.translation import gettext_noop as _
from ninja import Field, Path, Schema

# What stands in an address where a record is named: no sign that an address itself is made of.
Id = Annotated[str, Path(pattern=r"^[0-9A-Za-z][0-9A-Za-z._ -]*$", max_length=64)]
MOST = 100
USUAL = 50


class PageQuestion(Schema):
    trang: int = Field(1, ge=1, le=1_000_000, description=_("Trang thứ mấy, từ 1."))
    moi_trang: int = Field(USUAL, ge=1, le=MOST, description=_("Mỗi trang mấy dòng, nhiều nhất 100."))


class PageOf(Schema):
    version: str
    count: int
    page: int
    per_page: int


def page_of(rows: Any, asked: PageQuestion) -> list[Any]:
    """The rows of the page asked for; none past the end."""
    start = (asked.trang - 1) * asked.moi_trang
    return list(rows[start : start + asked.moi_trang])
