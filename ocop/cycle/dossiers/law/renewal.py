"""Re-assessment in time: until when the product's star runs, when to lodge, and which kind of dossier fits.

Certificates stand in a room above this one, so the day comes through a source that `config.wiring` registers.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ocop.cycle.dossiers.models import Dossier
from ocop.cycle.dossiers.states import DossierKind
from ocop.ground.producers.models import Product
from ocop.kit.clock import local_date
from ocop.kit.text.dates import format_date
from ocop.rules import calendar
from ocop.rules.authority import NEW_RULE_FROM

ExpirySource = Callable[[Product, date], date | None]
_sources: list[ExpirySource] = []


def register_expiry_source(source: ExpirySource) -> None:
    """Say who knows certificates: `source(product, on)` gives the last valid day of the recognition whose star the
    product bears, or last bore, on a day; None where there is none. A later source takes the place of an earlier one.
    """
    _sources[:] = [source]


def valid_until(product: Product, on: date) -> date | None:
    """The last valid day of the product's recognition; None when it has none or nobody was asked to know."""
    return _sources[0](product, on) if _sources else None


@dataclass(frozen=True, slots=True)
class Renewal:
    """Where a day stands against the window of a re-assessment; `warns` when it is too early or too late.

    `opens` and `closes` are the first and last day to lodge (180 to 120 days before expiry, Điều 7 QĐ 26/2026).
    """

    valid_until: date
    opens: date
    closes: date
    sentence: str
    warns: bool


def renewal_on(product: Product, on: date) -> Renewal | None:
    """What to say about re-assessing a product on a day; None without a recognition and under the older rules.

    The window is a law of decision 26/2026: before 22 May 2026 none is known.
    """
    until = valid_until(product, on) if on >= NEW_RULE_FROM else None
    if until is None:
        return None
    opens, closes = calendar.reassessment_window(until)
    return Renewal(until, opens, closes, _sentence(until, opens, closes, on), not opens <= on <= closes)


def renewal_of(dossier: Dossier, on: date) -> Renewal | None:
    """The same for a dossier of re-assessment; once lodged, the day of lodging counts. None for the other kinds."""
    if dossier.kind != DossierKind.RENEWAL:
        return None
    return renewal_on(dossier.product, local_date(dossier.lodged_at) if dossier.lodged_at else on)


def _sentence(until: date, opens: date, closes: date, on: date) -> str:
    grace = calendar.grace_until(until)
    if on > grace:
        return (
            f"Giấy chứng nhận đã hết hạn ngày {format_date(until)}, quá {calendar.GRACE_DAYS} ngày, nên sản phẩm "
            "không dùng được sao cũ cho đến khi có quyết định mới."
        )
    kept = (
        f"giấy cũ còn dùng được đến khi có kết quả, nhiều nhất đến hết ngày {format_date(grace)} "
        f"({calendar.GRACE_DAYS} ngày sau khi hết hạn), và anh/chị tự chịu trách nhiệm về sản phẩm"
    )
    if on > until:
        return f"Giấy chứng nhận đã hết hạn ngày {format_date(until)}. Anh/chị nộp ngay: khi hồ sơ đã nộp, {kept}."
    window = (
        f"Giấy chứng nhận có giá trị đến hết ngày {format_date(until)}. Hồ sơ đánh giá lại nộp từ ngày "
        f"{format_date(opens)} đến hết ngày {format_date(closes)} (180 đến 120 ngày trước khi hết hạn)."
    )
    if on < opens:
        return f"{window} Bây giờ còn sớm: anh/chị cứ soạn hồ sơ, đến ngày {format_date(opens)} thì nộp."
    if on <= closes:
        return f"{window} Anh/chị đang trong thời gian nộp."
    return f"{window} Thời gian đó đã qua nhưng anh/chị vẫn nộp được. Nếu giấy hết hạn trước khi có kết quả, {kept}."


def suggested_kind(product: Product, on: date) -> DossierKind:
    """The kind most dossiers of the product on this day are: without a running recognition a first one; with one an
    upgrade until re-assessment may be lodged, then a re-assessment as long as the star may still be kept.
    """
    until = valid_until(product, on)
    if until is None or on > calendar.grace_until(until):
        return DossierKind.FIRST
    opens, _ = calendar.reassessment_window(until)
    return DossierKind.RENEWAL if on >= opens else DossierKind.UPGRADE
