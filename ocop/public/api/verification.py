"""Whether a certificate's star may be believed today, for programs: what the page says, in one word and in words."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from ninja import Field, Query, Router, Schema

from ocop.cycle.certification.codes import MistypedCode, printed, read_code
from ocop.cycle.certification.states import STANDS
from ocop.kit import clock
from ocop.kit.networks import network_of
from ocop.public.api.asked import Missing, Problem, Wrong
from ocop.public.api.paging import Id
from ocop.public.api.products import whole_address
from ocop.public.api.service import COMMON, VERSION, TooOften, told
from ocop.public.portal.facts import Facts, facts_in, row_of
from ocop.public.portal.verdict import TYPO, verdict_on
from ocop.public.scans.facts import StampFacts
from ocop.public.scans.guessing import WINDOW, guesses
from ocop.public.scans.judging import Judged, judged
from ocop.rules.gs1 import gtin14, is_gtin

router = Router(tags=[_("Xác thực")])


class Verified(Schema):
    """`stands` is the only thing that lets the star be shown as valid today; `verdict` is the page's word for it."""

    version: str
    code: str
    on: str
    stands: bool
    verdict: str
    verdict_words: str
    meaning: str
    stars: int
    valid_from: str
    valid_until: str
    product: str
    product_name: str
    producer: str
    place_name: str
    is_sample: bool
    page: str


@router.get(
    "/xac-thuc/{ma}/",
    response={200: Verified, **COMMON},
    url_name="certificate",
    summary=_("Kiểm tra giấy chứng nhận"),
)
def certificate(request: HttpRequest, ma: Id) -> HttpResponseBase:
    """The certificate with a code, however grouped; 400 for a slip of the hand, 404 for a code of nobody."""
    on = clock.today()
    try:
        code = read_code(ma)
    except MistypedCode as slip:
        what, maybe = gettext(slip.words) % slip.facts, gettext("Có thể gõ nhầm.")
        raise Wrong(Problem("ma", f"{what} {maybe}")) from slip
    row = row_of(code, on)
    if row is None:
        raise Missing(gettext("Không có giấy chứng nhận nào mang mã này."))
    return _never_kept(told(request, _verified(facts_in(row), on)))


class VerifiedStamp(Schema):
    """`stands` alone lets the star be shown as valid; `verdict` is the page's word, for the whole packet.

    `gtin_differs` says that the bar code sent along is not the product's: the square code may stand on other goods.
    """

    version: str
    code: str
    on: str
    stands: bool
    verdict: str
    verdict_words: str
    meaning: str
    stars: int | None
    valid_until: str | None
    product: str
    product_name: str
    producer: str
    place_name: str
    is_sample: bool
    lot: str | None
    made_on: str | None
    expires_on: str | None
    gtin_differs: bool | None
    page: str


class StampQuestion(Schema):
    gtin: str = Field("", max_length=14, description=_("Mã vạch đọc được cùng mã tem, nếu có."))


@router.get("/tem/{ma}/", response={200: VerifiedStamp, **COMMON}, url_name="stamp", summary=_("Kiểm tra tem"))
def stamp(request: HttpRequest, ma: Id, asked: Query[StampQuestion]) -> HttpResponseBase:
    """The stamp of twenty digits; 400 for a slip of the hand, 404 for a code we never issued. Wrong codes are few."""
    on = clock.today()
    found = judged(ma, on)
    if str(found.verdict.key) == TYPO:
        raise Wrong(Problem("ma", str(found.verdict.meaning)))
    if found.facts is None:
        if guesses.count(network_of(request.META)):
            raise TooOften(int(WINDOW))
        raise Missing(str(found.verdict.meaning))
    return _never_kept(told(request, _verified_stamp(found, found.facts, asked.gtin, on)))


def _verified_stamp(found: Judged, facts: StampFacts, gtin: str, on: date) -> dict[str, Any]:
    star = found.star
    own = gtin14(facts.gtin) if facts.gtin and is_gtin(facts.gtin) else ""
    return {
        "version": VERSION,
        "code": found.printed,
        "on": on.isoformat(),
        "stands": found.stands and found.verdict.tone == "good",
        "verdict": str(found.verdict.key),
        "verdict_words": str(found.verdict.words),
        "meaning": " ".join((str(found.verdict.meaning), *found.verdict.wrote)),
        "stars": star.stars if star else None,
        "valid_until": star.valid_until.isoformat() if star else None,
        "product": facts.product_id,
        "product_name": facts.product,
        "producer": facts.producer,
        "place_name": facts.place,
        "is_sample": facts.is_sample,
        "lot": facts.lot,
        "made_on": facts.made_on.isoformat() if facts.made_on else None,
        "expires_on": facts.expires_on.isoformat() if facts.expires_on else None,
        "gtin_differs": gtin.zfill(14) != own if gtin else None,
        "page": whole_address("public_scans:stamp", found.printed.replace(" ", "")),
    }


def _never_kept(response: HttpResponseBase) -> HttpResponseBase:
    """A star that was taken back a minute ago is told as taken back."""
    response["Cache-Control"] = "no-store"
    return response


def _verified(facts: Facts, on: date) -> dict[str, Any]:
    verdict = verdict_on(facts, on)
    return {
        "version": VERSION,
        "code": printed(facts.code),
        "on": on.isoformat(),
        "stands": facts.standing(on) in STANDS and not facts.is_reconstructed,
        "verdict": str(verdict.key),
        "verdict_words": str(verdict.words),
        "meaning": str(verdict.meaning),
        "stars": facts.stars,
        "valid_from": facts.valid_from.isoformat(),
        "valid_until": facts.valid_until.isoformat(),
        "product": facts.product_id,
        "product_name": facts.product,
        "producer": facts.producer,
        "place_name": facts.place,
        "is_sample": facts.is_sample,
        "page": whole_address("portal:verdict", facts.code),
    }
