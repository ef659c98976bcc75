"""Every page of the journey in a real browser: on a cheap phone and on a desk, judged by axe and by its own width.

The sample province is built once for each half of the people. A person's pages are found by walking its links; the same
addresses are then opened in Chromium, signed in as that person.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

from ocop.kit import clock
from ocop.sample.build import build_province
from tests.walks.crawl import PEOPLE, Seen, Walk, client_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
AXE = Axe()
# The same page looks alike for most people; a third look at it costs more than it finds. `tools/test` walks once, on
# SQLite: a page looks the same whichever database serves it.
LOOKS_AT_A_ROUTE = 2
HALVES = {
    "chủ thể và khách": [who for who in PEOPLE if who.startswith(("khách", "chủ thể"))],
    "cán bộ": [who for who in PEOPLE if not who.startswith(("khách", "chủ thể"))],
}
TOO_WIDE = """() => {
    const page = document.documentElement;
    if (page.scrollWidth <= page.clientWidth) return "";
    const right = (each) => each.getBoundingClientRect().right;
    const shown = [...document.querySelectorAll("body *")].filter((each) => each.getClientRects().length);
    const widest = shown.reduce((a, b) => (right(b) > right(a) ? b : a));
    return `${page.scrollWidth} px because of ${widest.outerHTML.slice(0, 160)}`;
}"""


class Looker:
    """One person's browser, and everything it complained about."""

    def __init__(self, chromium: Any, base: str, who: str) -> None:
        self.base, self.who, self.faults = base, who, []
        # The content policy would refuse axe, which is put into the page from outside.
        self.context = chromium.new_context(viewport=PHONE, locale="vi-VN", bypass_csp=True)
        self.context.set_default_timeout(20_000)
        cookie = client_of(PEOPLE[who]).cookies.get(settings.SESSION_COOKIE_NAME)
        if cookie:
            self.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": base}])
        self.page = self.context.new_page()
        self.heard: list[str] = []
        self.page.on("console", lambda line: self.heard.append(line.text) if line.type == "error" else None)
        self.page.on("pageerror", lambda error: self.heard.append(str(error)))
        self.page.on("request", lambda request: self._stays_home(request.url))

    def _stays_home(self, address: str) -> None:
        if not address.startswith((self.base, "data:", "blob:")):
            self.heard.append(f"loads {address}")

    def look(self, seen: Seen, *, first: bool) -> None:
        """Open one page on the phone, widen it to a desk, and note what is wrong with it.

        Axe takes the longest by far: it looks at the phone the first time this kind of page comes by, and at the desk
        the second time, as another person.
        """
        self.heard.clear()
        answer = self.page.goto(self.base + seen.address)
        if answer.status != seen.status:
            self._fault(seen, f"answers {answer.status}")
        for size in (PHONE, DESK):
            self.page.set_viewport_size(size)
            if wide := self.page.evaluate(TOO_WIDE):
                self._fault(seen, f"at {size['width']} px: {wide}")
            if size == (PHONE if first else DESK):
                for each in AXE.run(self.page).response["violations"]:
                    where = [node["html"][:120] for node in each["nodes"]][:3]
                    self._fault(seen, f"axe at {size['width']} px: {each['id']} {where}")
        self.page.set_viewport_size(PHONE)
        # A browser reports the refusal of the page itself as an error too.
        for line in self.heard:
            if answer.ok or "Failed to load resource" not in line:
                self._fault(seen, line)

    def _fault(self, seen: Seen, what: str) -> None:
        self.faults.append(f"{self.who} {seen.address} ({seen.route}): {what}")


def worth_a_look(people: list[str]) -> Iterator[tuple[str, list[tuple[Seen, bool]]]]:
    """Every person's pages, without those that enough others have shown, and whether it is the first of its kind."""
    looks: Counter[str] = Counter()
    for who in people:
        pages = []
        for page in Walk(who, each=2).go():
            looks[page.route] += 1
            if looks[page.route] <= LOOKS_AT_A_ROUTE:
                pages.append((page, looks[page.route] == 1))
        yield who, pages


@pytest.mark.parametrize("half", HALVES)
def test_every_page_holds_on_a_phone_and_on_a_desk(half: str, live_server: Any, chromium: Any) -> None:
    for _ in build_province(at=clock.now()):
        pass
    faults: list[str] = []
    looked = 0
    for who, pages in worth_a_look(HALVES[half]):
        looker = Looker(chromium, live_server.url, who)
        for page, first in pages:
            looker.look(page, first=first)
        looker.context.close()
        looked += len(pages)
        faults += looker.faults
    assert looked > 40
    assert faults == []
