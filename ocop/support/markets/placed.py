"""Partners, points of sale, tourist sites, craft villages and clubs stand at a place."""

from collections.abc import Callable
from typing import Any

from ocop.ground.offices.placing import Placed
from ocop.support.markets.models import Community, Outlet, Partner, TouristSite
from ocop.support.markets.registers.links import record_url


def _placed(slug: str, model: Any, noun: str, detail: Callable[[Any], str] = lambda row: "") -> Placed:
    return Placed(slug, model, noun, lambda row: record_url(slug, row), detail)


PLACED = (
    _placed("diem-ban", Outlet, "Điểm giới thiệu và bán sản phẩm", lambda row: row.address),
    _placed("doi-tac", Partner, "Đối tác"),
    _placed("diem-du-lich", TouristSite, "Điểm du lịch"),
    _placed("lang-nghe", Community, "Làng nghề, hội quán"),
)
