"""What axe objects to on a page that is open in a browser."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT

# What axe finds right is many times more, and stays in the browser.
_JUDGE = "axe.run({resultTypes: ['violations']}).then((found) => found.violations)"


def violations(page: Any) -> list[str]:
    """Each rule the page breaks, with the first three places where it does."""
    page.evaluate(AXE_SCRIPT)
    found: list[dict[str, Any]] = page.evaluate(_JUDGE)
    return [f"{each['id']} {[node['html'][:120] for node in each['nodes']][:3]}" for each in found]
