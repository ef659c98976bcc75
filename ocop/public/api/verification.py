"""Whether a certificate's star may be believed today, for programs: what the page says, in one word and in words."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from ninja import Router, Schema

from ocop.cycle.certification.codes import MistypedCode, printed, read_code
from ocop.cycle.certification.states import STANDS
from ocop.kit import clock
from ocop.public.api.asked import Problem, Wrong
from ocop.public.api.paging import Id
from ocop.public.api.products import whole_address
from ocop.public.api.service import COMMON, VERSION, told
from ocop.public.portal.facts import Facts, facts_in, row_of
from ocop.public.portal.verdict import verdict_on

router = Router(tags=["Xác thực"])


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
    page: str


@router.get(
    "/xac-thuc/{ma}/",
    response={200: Verified, **COMMON},
    url_name="certificate",
    summary="Kiểm tra giấy chứng nhận",
)
def certificate(request: HttpRequest, ma: Id) -> HttpResponseBase:
    """The certificate with a code, however grouped; 400 for a slip of the hand, 404 for a code of nobody."""
    on = clock.today()
    try:
        code = read_code(ma)
    except MistypedCode as slip:
        raise Wrong(Problem("ma", f"{slip} Có thể gõ nhầm.")) from slip
    row = row_of(code, on)
    if row is None:
        raise Http404("Không có giấy chứng nhận nào mang mã này.")
    response: Any = told(request, _verified(facts_in(row), on))
    return _never_kept(response)


def _never_kept(response: HttpResponse) -> HttpResponse:
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
        "page": whole_address("portal:verdict", facts.code),
    }
