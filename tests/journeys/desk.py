"""A browser at which the people of a journey sit down in turn."""

from typing import Any

from django.test import Client

from tests.journeys.producer_steps import fits, look


class Desk:
    """One browser in which people sit down in turn; it finds things by the words on the screen."""

    def __init__(self, page: Any, base: str) -> None:
        self.page, self.base = page, base

    def sit(self, user: Any) -> None:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        self.page.context.clear_cookies()
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": self.base}
        self.page.context.add_cookies([cookie])
        self.page.goto(f"{self.base}/viec-can-lam/")

    def go(self, *links: str) -> None:
        for words in links:
            self.page.locator("main a, .govuk-breadcrumbs a").filter(has_text=words).first.click()

    def press(self, words: str, exact: bool = True) -> None:
        self.page.get_by_role("button", name=words, exact=exact).first.click()

    def fill(self, **fields: str) -> None:
        """Type into fields named by what the browser sends."""
        for name, value in fields.items():
            box = self.page.locator(f"main [name={name}]").first
            if box.evaluate("each => each.tagName") == "SELECT":
                box.select_option(label=value)
            else:
                box.fill(value)

    def tick(self, label: str) -> None:
        self.page.get_by_label(label).first.check()

    def reads(self, words: str) -> None:
        self.page.get_by_text(words).first.wait_for()

    def shown(self, name: str) -> None:
        """Keep a picture when asked to, and check that the page fits a desk and a phone."""
        look(self.page, name)
        for width in (360, 1280):
            self.page.set_viewport_size({"width": width, "height": 900})
            fits(self.page)
