"""What a marketplace asks of a product and what of it is not on record yet; the export file for the marketplace."""

from collections.abc import Iterable, Mapping
from datetime import date

from ocop.ground.producers.models import Paper, Product
from ocop.ground.producers.states import PaperKind
from ocop.kit.sheets import Column, write_table
from ocop.kit.sheets.writing import Value
from ocop.kit.text.phone import format_phone
from ocop.support.markets.models import OnboardingList


def gaps_of(products: Iterable[Product], stars: Mapping[int, int], on: date) -> dict[int, list[str]]:
    """For each product what is missing, in words; empty when it is ready. One query for the papers."""
    products = list(products)
    producers = {each.producer_id for each in products}
    papers = (
        Paper.objects.current()
        .filter(producer_id__in=producers, kind=PaperKind.FOOD_SAFETY)
        .exclude(valid_until__lt=on)
    )
    safe = set(papers.values_list("producer_id", flat=True))
    found = {}
    for product in products:
        checks = (
            (product.pk in stars, "sao OCOP còn hiệu lực"),
            (bool(product.description), "mô tả"),
            (product.photo_id is not None, "ảnh"),
            (bool(product.gtin), "mã vạch"),
            (bool(product.producer.phone), "số điện thoại chủ thể"),
            (bool(product.producer.address), "địa chỉ chủ thể"),
            (product.producer_id in safe, "giấy an toàn thực phẩm còn hạn"),
        )
        found[product.pk] = [words for there, words in checks if not there]
    return found


COLUMNS = (
    Column("Mã sản phẩm"),
    Column("Tên sản phẩm"),
    Column("Hạng sao"),
    Column("Mô tả", width=50),
    Column("Mã vạch (GTIN)"),
    Column("Chủ thể"),
    Column("Địa bàn"),
    Column("Địa chỉ"),
    Column("Số điện thoại"),
    Column("Có ảnh"),
    Column("Còn thiếu", width=40),
)


def export_file(entry: OnboardingList, stars: Mapping[int, int], on: date) -> bytes:
    """The sheet that goes to the marketplace: one row a product, and what is still missing for each."""
    items = list(entry.items.select_related("product__producer__unit"))
    gaps = gaps_of([each.product for each in items], stars, on)
    rows = [_row(each.product, stars.get(each.product_id), gaps[each.product_id]) for each in items]
    return write_table(COLUMNS, rows, sheet="Sản phẩm", title=f"{entry.name} ({entry.partner.name})")


def _row(product: Product, stars: int | None, gaps: list[str]) -> list[Value]:
    producer = product.producer
    return [
        product.public_id,
        product.name,
        f"{stars} sao" if stars else "",
        product.description,
        product.gtin,
        producer.name,
        producer.unit.full_name,
        producer.address,
        format_phone(producer.phone) if producer.phone else "",
        product.photo_id is not None,
        ", ".join(gaps),
    ]
