"""Finding products without marks among 20,000 and 500,000, against a full-text index made for nothing else.

The peer is the bare SQL of SQLite's FTS5 with prefix indexes over the same folded names, sorted and cut alike. On
another database the same search is compared with its own SQL sent bare.
"""

import random
import time
from collections.abc import Callable
from datetime import UTC, date, datetime

from bench.ready import set_up_with_tables
from bench.result import Result, against
from bench.spellings import respelled

SIZES, SHOWN, ROUNDS = (20_000, 500_000), 25, 5
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
    """The search of products against its peer at two sizes, the page of the catalogue, and what is never missed."""
    set_up_with_tables()
    from django.db import connection, transaction

    results = []
    for size in SIZES:
        with transaction.atomic():
            _fill(size)
            peer, name = _peer(connection.vendor)
            ours_times, peer_times = _times(_search), _times(peer)
            ours, theirs = _at(ours_times, 95), _at(peer_times, 95)
            results.append(against(f"Tìm không dấu trong {size} sản phẩm, p95", ours, "ms", name, theirs, 3))
            results.append(Result("như trên, p50", _at(ours_times, 50), "ms", name, _at(peer_times, 50)))
            if size == SIZES[0]:
                results += [_catalogue(), _recall()]
            transaction.set_rollback(True)
        _drop_index(connection.vendor)
    return results


def _catalogue() -> Result:
    """Everything the catalogue reads for one page of words: products found, all facets counted; no peer does that."""
    from ocop.public.portal.catalogue.places import Places
    from ocop.public.portal.catalogue.products import lines

    on = date(2026, 6, 1)
    times = _times(lambda words: lines(on, words, "", Places(on)), rounds=1)
    return Result(f"Danh mục {SIZES[0]} sản phẩm: tìm và đếm mọi bộ lọc, p95", _at(times, 95), "ms")


def _recall() -> Result:
    """How many of 500 names written another way find their product, in percent; all of them must."""
    from ocop.ground.producers.models import Product

    chance = random.Random(500)
    rows = list(Product.objects.order_by("pk").values_list("pk", "name")[:500])
    found = sum(Product.objects.search(respelled(name, chance)).filter(pk=pk).exists() for pk, name in rows)
    share = 100 * found / len(rows)
    return Result("Tìm ra trong 500 tên viết khác dấu, khác chữ hoa", share, "%", goal="100 %", ok=found == len(rows))


def _fill(size: int) -> None:
    """So many products of a tenth as many producers, made of the syllables of real names, from one seed.

    Each has one recognition, so that the catalogue finds them too.
    """
    from ocop.cycle.certification.models import Recognition
    from ocop.ground.offices.models import Unit
    from ocop.ground.producers.models import Producer, Product

    chance, at = random.Random(20), datetime(2026, 1, 1, tzinfo=UTC)
    unit = Unit.objects.create(
        code="00000", name="Bài đo", kind="commune", tier="commune", valid_from=date(2000, 1, 1), folded="", sort_key=""
    )
    producers = []
    for _ in range(size // 10):
        name = f"Cơ sở {' '.join(chance.sample(SYLLABLES, 2)).title()} {chance.choice(PLACES)}"
        producers.append(Producer(name=name, unit=unit, created_at=at))
    products = []
    for _ in range(size):
        name = " ".join(chance.sample(SYLLABLES, chance.randint(2, 5))).capitalize()
        products.append(Product(name=name, producer=chance.choice(producers), created_at=at))
    for record in (*producers, *products):
        record.fill_search_columns()
    Producer.objects.bulk_create(producers, batch_size=5000)
    Product.objects.bulk_create(products, batch_size=5000)
    stars = {"year": 2026, "valid_from": date(2026, 1, 1), "valid_until": date(2029, 1, 1), "source_words": "bài đo"}
    Recognition.objects.bulk_create(
        (Recognition(product=product, stars=chance.choice((3, 4, 5)), **stars) for product in products), batch_size=5000
    )


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


def _drop_index(vendor: str) -> None:
    from django.db import connection

    if vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS temp.names")


def _times(act: Callable[[str], object], *, rounds: int = ROUNDS) -> list[float]:
    """The best time of every query in milliseconds, shortest first."""
    found = []
    for words in QUERIES:
        best = float("inf")
        for _ in range(rounds):
            start = time.perf_counter()
            act(words)
            best = min(best, time.perf_counter() - start)
        found.append(best * 1000)
    return sorted(found)


def _at(times: list[float], percent: int) -> float:
    return times[min(len(times) - 1, round(len(times) * percent / 100))]
