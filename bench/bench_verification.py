"""The verification page of a certificate: how many questions it asks, and what it costs the server.

Both pages are served by one Granian worker over the same connections, in turns. What is compared is how many requests
one second of the server's own processor time answers: the wall clock would also measure the client, which shares the
machine. Each request asks for another of 1,000 certificates; what is printed is read from the database every time, the
page made from unchanged facts is kept.
"""

import json
import tempfile
from pathlib import Path

from bench.result import Result
from bench.serving import environment, in_turns, prepared, server

CERTIFICATES = 1000
QUERIES_AT_MOST = 3
SHARE_AT_LEAST = 0.5


def run() -> list[Result]:
    """Measure on a fresh SQLite database in a temporary folder; nothing of it stays."""
    with tempfile.TemporaryDirectory() as folder:
        around = environment(Path(folder))
        seeded = prepared(around, "bench.bench_verification")
        with server(around) as (port, pid):
            addresses = [f"/xac-thuc/{code}/" for code in seeded["codes"]]
            page, constant = in_turns(port, pid, (addresses, ["/hang-so/"]))
    return [
        Result(
            "Trang xác thực: số câu hỏi cơ sở dữ liệu",
            seeded["queries"],
            "câu",
            goal=f"≤ {QUERIES_AT_MOST}",
            ok=seeded["queries"] <= QUERIES_AT_MOST,
        ),
        Result(
            "Trang xác thực: lượt phục vụ mỗi giây CPU máy chủ",
            round(page),
            "lượt/giây CPU",
            peer="trang hằng số của Django, cùng máy chủ và middleware",
            peer_value=round(constant),
            ratio=page / constant,
            goal=f"≥ {SHARE_AT_LEAST:g} lần".replace(".", ","),
            ok=page / constant >= SHARE_AT_LEAST,
        ),
    ]


def seed() -> None:
    """Write certificates and print their codes and the number of queries one page asks."""
    from datetime import date

    from django.db import connection, transaction
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from ocop.cycle.certification.actions import issue_certificate
    from ocop.cycle.certification.models import Recognition, RecognitionDecision
    from ocop.ground.offices.models import Office, Unit
    from ocop.ground.producers.models import Producer, Product
    from ocop.kit import clock

    now, since = clock.now(), date(2025, 7, 1)
    with transaction.atomic():
        unit = Unit.objects.create(code="30076", name="Phương Thịnh", kind="commune", tier="commune", valid_from=since)
        office = Office.objects.create(
            name="UBND tỉnh Đồng Tháp", kind="peoples_committee", tier="province", valid_from=since
        )
        decision = RecognitionDecision.objects.create(number="1/QĐ", signed_on=since, office=office, recorded_at=now)
        producer = Producer.objects.create(name="Cơ sở Khô Bà Lan", unit=unit, created_at=now)
        codes = []
        for number in range(CERTIFICATES):
            product = Product.objects.create(name=f"Khô cá sặc rằn {number}", producer=producer, created_at=now)
            recognition = Recognition.objects.create(
                product=product,
                decision=decision,
                stars=3 + number % 2,
                year=since.year,
                valid_from=since,
                valid_until=date(2099, 1, 1),
                basis={},
            )
            codes.append(issue_certificate(recognition).code)
    browser = Client(HTTP_HOST="127.0.0.1")
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(f"/xac-thuc/{codes[0]}/").status_code == 200
    print(json.dumps({"codes": codes, "queries": len(queries)}))
