"""How long until the largest part of a public page is painted on a cheap telephone on 3G, the first time it is opened.

Chromium slows the network to 300 ms and 1.6 Mbit/s and its processor four times. The server is warm, the telephone has
kept nothing. Beside it stands what that network and telephone need for the same number of letters and nothing else.
"""

import json
import os
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

from bench.result import Result
from bench.serving import environment, prepared, server

# What people call quick (Web Vitals); a shopper at a shelf has four seconds for all of it.
SECONDS_AT_MOST = 2.5
SLOWER = 4
NETWORK = {"offline": False, "latency": 300, "downloadThroughput": 200_000, "uploadThroughput": 96_000}
PHONE = {"width": 360, "height": 740}
VISITS = 3
PLAIN = "/tran/7000"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
WATCH = """new PerformanceObserver((seen) => { window.largest = seen.getEntries().at(-1).startTime; })
    .observe({type: "largest-contentful-paint", buffered: true});"""


def run() -> list[Result]:
    """Measure on the sample province in a temporary folder, its products given photos; nothing of it stays."""
    with tempfile.TemporaryDirectory() as folder:
        around = environment(Path(folder))
        pages: dict[str, str] = prepared(around, "bench.bench_paint")
        with server(around, "bench.serving_wsgi:application") as (port, _), _chromium() as browser:
            base = f"http://127.0.0.1:{port}"
            plain = _paint(browser, base + PLAIN)
            return [_result(name, _paint(browser, base + address), plain) for name, address in pages.items()]


def seed() -> None:
    """Build the sample, give every product a photo, print the addresses."""
    from django.urls import reverse

    from ocop.cycle.traceability.keys import keys_of
    from ocop.cycle.traceability.models import Activation
    from ocop.ground.producers.models import Product
    from ocop.kit import clock
    from ocop.rules.stamps import Stamp, code_of
    from ocop.sample.build import build_province

    for _ in build_province(at=clock.now()):
        pass
    Product.objects.update(photo=_photo())
    active = Activation.objects.select_related("range__product").latest("pk")
    stamp = Stamp(active.range.epoch_id, active.first)
    pages = {
        "Trang của tem": f"/T/{code_of(keys_of(stamp.epoch), stamp)}",
        "Trang một sản phẩm": reverse("portal:product", args=[active.range.product.public_id]),
        "Danh mục sản phẩm": reverse("portal:catalogue"),
        "Trang đầu": reverse("portal:front"),
    }
    print(json.dumps(pages))


def _photo() -> Any:
    """A photo as large and as grainy as a telephone takes it."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from PIL import Image

    from ocop.ground.registry.actions import file_document
    from ocop.kit import clock
    from ocop.kit.scope import Actor

    out = BytesIO()
    Image.effect_noise((2000, 1500), 60).convert("RGB").save(out, "JPEG", quality=86)
    file = SimpleUploadedFile("hang.jpg", out.getvalue())
    return file_document(file, by=Actor(None, "Máy đo", clock.today()), at=clock.now())


@contextmanager
def _chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        executable = os.environ.get("OCOP_CHROMIUM", "/usr/bin/chromium")
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield browser
        browser.close()


def _paint(browser: Any, address: str) -> float:
    """Seconds, the middle of several first visits after one at full speed that warms the server."""
    _visit(browser, address, is_slowed=False)
    return statistics.median(_visit(browser, address) for _ in range(VISITS))


def _visit(browser: Any, address: str, *, is_slowed: bool = True) -> float:
    context = browser.new_context(viewport=PHONE, locale="vi-VN")
    page = context.new_page()
    page.add_init_script(WATCH)
    if is_slowed:
        tools = context.new_cdp_session(page)
        tools.send("Network.enable")
        tools.send("Network.emulateNetworkConditions", NETWORK)
        tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address, wait_until="load")
    # Asked for again and again: `wait_for_function` would evaluate text in the page, which its policy forbids.
    while not (largest := page.evaluate("window.largest || 0")):
        page.wait_for_timeout(50)
    context.close()
    return largest / 1000


def _result(name: str, took: float, plain: float) -> Result:
    return Result(
        f"{name}: vẽ xong phần lớn nhất, điện thoại chậm, mạng 3G",
        took,
        "giây",
        peer="trang chữ trơn 7.000 chữ, cùng máy, cùng mạng",
        peer_value=plain,
        ratio=took / plain,
        goal=f"≤ {SECONDS_AT_MOST:g} giây".replace(".", ","),
        ok=took <= SECONDS_AT_MOST,
    )
