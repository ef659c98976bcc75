"""Lists for marketplaces: which columns each asks for, which it must have, and what a product still lacks.

A profile is data. Marketplaces change their forms often and most show them only to sellers who signed in, so the names
of `SHOP` and `MARKET` are plain ones to copy from; those of `FEED` are the attributes that Google and Meta document
(support.google.com/merchants/answer/7052112, developers.facebook.com/docs/commerce-platform/catalog/fields).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from ocop.cycle.certification.codes import printed
from ocop.kit.sheets.csv_files import write_csv
from ocop.kit.sheets.writing import Column as SheetColumn
from ocop.kit.sheets.writing import Page, Value, write_book
from ocop.kit.text.dates import format_date
from ocop.public.retail.facts import Facts

OFFER, PRODUCT, PHOTO = "offers:declare", "producers:edit_product", "producers:change_photo"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list; `needed` says in Vietnamese what an empty one lacks, `where` the page to fill it."""

    heading: str
    value: Callable[[Facts], Value]
    kind: str = "text"
    needed: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """The columns of one sort of marketplace; `note` is told to who downloads the list.

    `is_published` where the file goes before everybody as it is: a price that is not shown to all stays out of it.
    """

    key: str
    name: str
    note: str
    columns: tuple[Column, ...]
    is_published: bool = False

    @property
    def price_words(self) -> str:
        """What is told of prices their producers do not show to everybody."""
        if self.is_published:
            return "Tệp tải về không có giá chủ thể không cho mọi người thấy."
        return "Có cả giá chủ thể không cho mọi người thấy: gửi riêng cho nơi bán, không đăng công khai."


def shortened(text: str, most: int) -> str:
    """The text in at most so many signs, cut at a whole word."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    head = text[: most - 1]
    return f"{head.rpartition(' ')[0] or head}…"


def _name(most: int) -> Callable[[Facts], Value]:
    return lambda facts: shortened(facts.product.name, most)


def _description(facts: Facts) -> str:
    """What is written of the product, with how it is packed and kept, for forms that have one box for all of it."""
    if not facts.product.description:
        return ""
    offer = facts.offer
    parts = (
        facts.product.description,
        f"Quy cách: {offer.packing}" if offer.packing else "",
        f"Bảo quản: {offer.storage}" if offer.storage else "",
        f"Hạn sử dụng: {offer.shelf_life}" if offer.shelf_life else "",
        f"{facts.star}." if facts.star_stands else "",
    )
    return "\n".join(part for part in parts if part)


def _code(facts: Facts) -> str:
    return printed(facts.certificate.code) if facts.certificate else ""


def _public_price(facts: Facts) -> str:
    """The price as Google writes it, where its producer shows it to everybody."""
    return f"{facts.offer.price} VND" if facts.offer.price and facts.offer.price_is_shown else ""


def _until(facts: Facts) -> str:
    """Until when a standing star holds; a day known only by its year is not told."""
    current = facts.current
    return format_date(current.valid_until) if facts.star_stands and not current.dates_are_estimated else ""


NAME_120 = Column("Tên sản phẩm", _name(120))
DESCRIPTION = Column("Mô tả", _description, needed="Mô tả sản phẩm", where=PRODUCT)
GROUP = Column("Nhóm", lambda facts: facts.group)
PRICE = Column("Giá bán (đồng)", lambda facts: facts.price, "number", "Giá bán lẻ", OFFER)
WEIGHT = Column("Khối lượng (gam)", lambda facts: facts.offer.gross_weight, "number", "Khối lượng cả bao bì", OFFER)
UNIT = Column("Đơn vị bán", lambda facts: facts.offer.unit, needed="Đơn vị bán", where=OFFER)
QUANTITY = Column("Cung ứng mỗi tháng", lambda facts: facts.offer.per_month, "number", "Cung ứng mỗi tháng", OFFER)
GTIN = Column("Mã vạch (GTIN)", lambda facts: facts.gtin)
BRAND = Column("Chủ thể", lambda facts: facts.product.producer.name)
PICTURE = Column("Ảnh (địa chỉ)", lambda facts: facts.picture, needed="Ảnh sản phẩm", where=PHOTO)
PLACE = Column("Xuất xứ", lambda facts: f"{facts.product.producer.unit.full_name}, {settings.OCOP_PROVINCE_NAME}")
STARS = Column("Sao OCOP còn hiệu lực", lambda facts: facts.stars, "number")
STAR_CODE = Column("Mã kiểm tra giấy OCOP", _code)
STAR_UNTIL = Column("Sao có giá trị đến", _until)
SKU = Column("Mã sản phẩm", lambda facts: facts.product.public_id)
PAGE = Column("Trang sản phẩm", lambda facts: facts.page)
PACKING = Column("Quy cách", lambda facts: facts.offer.packing)
STORAGE = Column("Bảo quản", lambda facts: facts.offer.storage)
SHELF_LIFE = Column("Hạn sử dụng", lambda facts: facts.offer.shelf_life)
OCOP = (STARS, STAR_CODE, STAR_UNTIL)

GENERIC = Profile(
    "chung",
    "Chung",
    "Đủ mọi cột, dùng khi sàn hay siêu thị không có mẫu riêng.",
    (
        *(SKU, NAME_120, DESCRIPTION, GROUP, BRAND, PLACE, UNIT, PACKING, WEIGHT, PRICE, QUANTITY),
        Column("Đặt ít nhất", lambda facts: facts.offer.least_order, "number"),
        Column("Mùa vụ", lambda facts: facts.offer.season),
        *(STORAGE, SHELF_LIFE, GTIN, PICTURE, PAGE, *OCOP),
        Column("Giấy chứng nhận khác", lambda facts: "; ".join(str(p.get_public_mark_display()) for p in facts.papers)),
        Column("Liên hệ bán hàng", lambda facts: facts.contact),
    ),
)
MARKET = Profile(
    "san-nong-san",
    "Sàn nông sản (như Postmart, Voso)",
    "Cột thường được hỏi khi đưa nông sản lên sàn. Chép sang mẫu sàn đang phát vì sàn đổi mẫu luôn.",
    (
        *(NAME_120, GROUP, DESCRIPTION, UNIT, PRICE, WEIGHT, QUANTITY, BRAND, PLACE, SHELF_LIFE, STORAGE),
        *(PICTURE, GTIN, *OCOP),
    ),
)
SHOP = Profile(
    "san-ban-le",
    "Sàn bán lẻ (như Shopee, Lazada, Tiki)",
    "Cột thường được hỏi khi đăng hàng loạt. Chép sang mẫu của ngành hàng vì mỗi ngành hàng một mẫu.",
    (
        *(SKU, NAME_120, DESCRIPTION, GROUP, PRICE),
        Column("Kho hàng", lambda facts: facts.offer.per_month, "number", "Cung ứng mỗi tháng", OFFER),
        *(WEIGHT, Column("Thương hiệu", lambda facts: facts.product.producer.name), GTIN, PICTURE, PLACE, *OCOP),
    ),
)
FEED = Profile(
    "nguon-hang",
    "Nguồn hàng Google, Facebook",
    "Tên cột theo tài liệu của Google Merchant Center và Meta Commerce. Tải CSV rồi nạp thẳng.",
    (
        Column("id", lambda facts: facts.product.public_id),
        Column("title", _name(150)),
        Column(
            "description", lambda facts: shortened(_description(facts), 5000), needed="Mô tả sản phẩm", where=PRODUCT
        ),
        Column("availability", lambda facts: "in stock" if facts.offer.per_month else "out of stock"),
        Column("condition", lambda facts: "new"),
        Column("price", _public_price, needed="Giá bán lẻ cho mọi người thấy", where=OFFER),
        Column("link", lambda facts: facts.page),
        Column("image_link", lambda facts: facts.picture, needed="Ảnh sản phẩm", where=PHOTO),
        Column("brand", lambda facts: shortened(facts.product.producer.name, 70)),
        Column("gtin", lambda facts: facts.gtin),
        Column("product_type", lambda facts: facts.group),
        Column("shipping_weight", lambda facts: f"{facts.offer.gross_weight} g" if facts.offer.gross_weight else ""),
    ),
    is_published=True,
)
PROFILES = {profile.key: profile for profile in (GENERIC, MARKET, SHOP, FEED)}


def lacking(profile: Profile, facts: Facts) -> list[Column]:
    """The columns a marketplace must have and this product does not fill."""
    return [column for column in profile.columns if column.needed and not column.value(facts)]


def book(profile: Profile, found: Sequence[Facts], where: Callable[[Facts, Column], str], on: date) -> bytes:
    """A workbook: products that fill all that is needed, then those that do not with what to fill in and where."""
    whole, short = [], []
    for facts in found:
        missing = lacking(profile, facts)
        if missing:
            short.append((facts, missing))
        else:
            whole.append(facts)
    headings = [SheetColumn(column.heading, kind=column.kind) for column in profile.columns]
    rows = [[column.value(facts) for column in profile.columns] for facts in whole]
    gaps = [
        (facts.product.name, facts.product.producer.name, column.needed, where(facts, column))
        for facts, missing in short
        for column in missing
    ]
    notes = (f"{profile.name}. {profile.note}", profile.price_words, f"Số liệu ngày {format_date(on)}.")
    pages = [
        Page("Sản phẩm", headings, rows),
        Page("Còn thiếu", ("Sản phẩm", "Chủ thể", "Còn thiếu", "Điền ở trang"), gaps),
        Page("Ghi chú", ("Ghi chú",), [(line,) for line in notes]),
    ]
    return write_book(pages)


def as_csv(profile: Profile, found: Iterable[Facts]) -> bytes:
    """The products that fill all that is needed, as CSV; nothing in a cell can become a formula."""
    whole = (facts for facts in found if not lacking(profile, facts))
    return write_csv(
        [column.heading for column in profile.columns],
        ([str(column.value(facts) or "") for column in profile.columns] for facts in whole),
    )
