"""Navigation by role: the few places each person goes, in the order of their day."""

from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True)
class NavigationItem:
    label: str
    url: str
    current: bool = False
    count: int = 0


def navigation_for(request: HttpRequest) -> list[NavigationItem]:
    """The entries for the person at the browser."""
    return []
