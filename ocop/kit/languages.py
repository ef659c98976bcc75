"""The language of a page: English where the address begins with `/en/`, Vietnamese everywhere else.

Only the address decides, never a cookie or the browser's wish: a link means the same to whoever opens it, and one
page may be kept for all. What is stored is always Vietnamese: labels are translated where they are shown, not before.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import get_script_prefix
from django.utils import translation

# Code → what the language calls itself, the platform's own first.
LANGUAGES: dict[str, str] = dict(settings.LANGUAGES)
OWN = settings.LANGUAGE_CODE


def language_of(path: str) -> str:
    """The language of an address: its first part where that is a language's code, else Vietnamese."""
    first = path.removeprefix(get_script_prefix()).partition("/")[0]
    return first if first in LANGUAGES and first != OWN else OWN


def address_in(language: str, address: str) -> str:
    """The address of the same public page in another language, with its query string."""
    root = get_script_prefix()
    rest = address.removeprefix(root)
    if language_of(address) != OWN:
        rest = rest.partition("/")[2]
    return f"{root}{rest}" if language == OWN else f"{root}{language}/{rest}"


def is_english() -> bool:
    """Whether words and numbers are to be written in English now."""
    return translation.get_language() == "en"


class LanguageMiddleware:
    """Activate the language of the address for one request, and name it in the answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of(request.path)
        with translation.override(language):
            response = self.get_response(request)
        if response.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Content-Language", language)
        return response
