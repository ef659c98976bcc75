"""How a page looks when its link is sent on by Zalo, Facebook and others: Open Graph (https://ogp.me)."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from ocop.kit.languages import LANGUAGES, OWN

_LOCALES = {"vi": "vi_VN", "en": "en_GB"}
# Sites that show previews pass over pictures that are smaller, and over kinds they cannot draw.
LEAST_SIDE = 300
KINDS = ("image/jpeg", "image/png")
CARD_SIZE = (1200, 630)


def whole(path: str) -> str:
    """The address with the name of the site, as programs elsewhere need it."""
    site: str = settings.SITE_URL
    return site.rstrip("/") + path


def may_preview(content_type: str, width: int | None, height: int | None) -> bool:
    """Whether a picture of so many pixels does for a preview."""
    return content_type in KINDS and min(width or 0, height or 0) >= LEAST_SIDE


@dataclass(frozen=True, slots=True)
class Preview:
    """What a shared link shows; addresses are whole.

    `picture` is a JPEG or PNG of `size` pixels, "" for the site's own card; `language` is that of the words, ""
    for the page's; `published` is the moment of an article as ISO 8601, "" for other pages.
    """

    title: str
    words: str
    url: str
    picture: str = ""
    picture_words: str = ""
    size: tuple[int, int] = CARD_SIZE
    picture_kind: str = "image/jpeg"
    language: str = ""
    published: str = ""

    @property
    def image(self) -> str:
        return self.picture or whole(reverse("portal:site_card"))

    @property
    def locale(self) -> str:
        return _LOCALES[self.language or get_language() or OWN]

    @property
    def other_locales(self) -> list[str]:
        """Those the same page is in besides."""
        return [_LOCALES[code] for code in LANGUAGES if _LOCALES[code] != self.locale]
