"""Finding products without marks among 20,000, against a full-text index made for nothing else.

The peer is the bare SQL of SQLite's FTS5 with prefix indexes over the same folded names, sorted and cut alike. On
another database the same search is compared with its own SQL sent bare.
"""

import random
import time
from collections.abc import Callable
from datetime import UTC, date, datetime

from bench.ready import set_up_with_tables
from bench.result import Result, against

PRODUCTS, PRODUCERS, SHOWN, ROUNDS = 20_000, 2_000, 25, 9
SYLLABLES = (
    "sen", "khô", "cá", "sặc", "rằn", "lóc", "linh", "hạt", "trà", "tim", "lá", "mật", "ong", "xoài", "sấy",
    "dẻo", "bưởi", "mít", "nem", "chua", "quế", "chả", "lụa", "bánh", "phồng", "tôm", "tét", "gạo", "lứt",
    "huyết", "rồng", "nước", "mắm", "nhỉ", "rượu", "yến", "chưng", "đường", "phèn", "đông", "trùng", "hạ",
    "thảo", "muối", "ớt", "bột", "cốm", "hủ", "tiếu", "dưa", "kiệu", "tinh", "dầu", "tràm", "sả", "quýt",
    "hồng", "nhàu", "gừng", "nghệ", "ổi", "thanh", "long", "chôm", "sầu", "riêng", "vú", "sữa", "cam", "tắc",
    "mãng", "cầu", "dừa", "khóm", "nhang", "chiếu", "lục", "bình", "khăn", "choàng",
)  # fmt: skip
PLACES = (
    "Tháp Mười", "Lai Vung", "Tam Nông", "Sa Đéc", "Cao Lãnh", "Hồng Ngự", "Gò Công", "Cai Lậy", "Mỹ Tho",
    "Tân Hồng", "Thanh Bình",
)  # fmt: skip
QUERIES = (
    "sen", "kho ca", "hat sen say", "tra", "co so", "nuoc mam ca linh", "khong co dau", "xoai say deo", "go cong", "y",
    "banh phong tom", "yen chung duong phen", "Khô cá sặc rằn", "dau tram lai vung", "ruou sen thap muoi",
)  # fmt: skip


def run() -> list[Result]:
    """The search of the register and of the catalogue against its peer: middle and slow end."""
    set_up_with_tables()
    from django.db import connection, transaction

    with transaction.atomic():
        _fill()
        peer, name = _peer(connection.vendor)
        ours_times, peer_times = _times(_search), _times(peer)
        transaction.set_rollback(True)
    return [
        against(
            f"Tìm không dấu trong {PRODUCTS} sản phẩm, p95", _at(ours_times, 95), "ms", name, _at(peer_times, 95), 3
        ),
        Result("như trên, p50", _at(ours_times, 50), "ms", name, _at(peer_times, 50)),
    ]


def _fill() -> None:
    """20,000 products of 2,000 producers, made of the syllables of real names, from one seed."""
    from ocop.ground.offices.models import Unit
    from ocop.ground.producers.models import Producer, Product

    chance, at = random.Random(20), datetime(2026, 1, 1, tzinfo=UTC)
    unit = Unit.objects.create(
        code="00000", name="Bài đo", kind="commune", tier="commune", valid_from=date(2000, 1, 1), folded="", sort_key=""
    )
    producers = []
    for _ in range(PRODUCERS):
        name = f"Cơ sở {' '.join(chance.sample(SYLLABLES, 2)).title()} {chance.choice(PLACES)}"
        producers.append(Producer(name=name, unit=unit, created_at=at))
    products = []
    for _ in range(PRODUCTS):
        name = " ".join(chance.sample(SYLLABLES, chance.randint(2, 5))).capitalize()
        products.append(Product(name=name, producer=chance.choice(producers), created_at=at))
    for record in (*producers, *products):
        record.fill_search_columns()
    Producer.objects.bulk_create(producers)
    Product.objects.bulk_create(products)


def _search(words: str) -> object:
    """The first page of a list, as the register and the catalogue ask for it."""
    from ocop.ground.producers.models import Product

    return list(Product.objects.search(words).select_related("producer")[:SHOWN])


def _peer(vendor: str) -> tuple[Callable[[str], object], str]:
    from django.db import connection

    from ocop.kit.text.fold import fold

    if vendor != "sqlite":
        return _bare, "câu SQL trần"
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE VIRTUAL TABLE temp.names USING fts5(folded, prefix='2 3', tokenize='unicode61')",
        )
        cursor.execute("INSERT INTO temp.names(rowid, folded) SELECT id, folded FROM producers_product")

    def by_full_text(words: str) -> object:
        wanted = " ".join(f'"{word}"*' for word in fold(words).split())
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT product.id, product.name FROM producers_product product WHERE product.id IN"
                " (SELECT rowid FROM temp.names WHERE names MATCH %s) ORDER BY product.sort_key, product.id LIMIT %s",
                [wanted, SHOWN],
            )
            return cursor.fetchall()

    return by_full_text, "chỉ mục FTS5, câu SQL trần"


def _bare(words: str) -> object:
    """The SQL of the search itself, without making objects of the rows."""
    from django.db import connection

    from ocop.ground.producers.models import Product

    statement, values = Product.objects.search(words).values_list("id", "name")[:SHOWN].query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def _times(act: Callable[[str], object]) -> list[float]:
    """The best time of every query in milliseconds, shortest first."""
    found = []
    for words in QUERIES:
        best = float("inf")
        for _ in range(ROUNDS):
            start = time.perf_counter()
            act(words)
            best = min(best, time.perf_counter() - start)
        found.append(best * 1000)
    return sorted(found)


def _at(times: list[float], percent: int) -> float:
    return times[min(len(times) - 1, round(len(times) * percent / 100))]
