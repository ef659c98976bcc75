"""What the first screen says about a code: words, sign and what to do, for every standing there is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from ocop.cycle.certification.codes import MistypedCode, printed, read_code
from ocop.cycle.certification.states import STANDS, Standing
from ocop.kit.text.dates import format_date
from ocop.public.portal.facts import Facts, Row, facts_in, row_of
from ocop.rules.calendar import grace_until

Words = str | Promise  # a text, or one that is put into the page's language when it is shown
TYPO = "typo"
RECONSTRUCTED = "reconstructed"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`tone` is good, warn, bad, trial or none; sign and words carry the meaning, colour only repeats it.

    `wrote` are sentences people typed, in Vietnamese, to be read after the meaning; the advice is theirs too then.
    """

    key: str
    words: Words
    sign: str
    tone: str
    meaning: Words
    advice: tuple[Words, ...] = ()
    wrote: tuple[str, ...] = ()


REPORT = _("Nếu bao bì vẫn in sao, anh/chị báo Ủy ban nhân dân xã nơi mua hoặc cơ quan quản lý thị trường.")


def verdict_on(facts: Facts, on: date) -> Verdict:
    """The verdict about a certificate that exists."""
    standing = facts.standing(on)
    if facts.is_reconstructed and not facts.is_trial:
        return RECONSTRUCTED_VERDICT
    words, sign, tone = SIGNS[standing]
    meaning, *advice = _MEANINGS[standing](facts, format_date(facts.changed_on or on))
    return Verdict(standing, words, sign, tone, meaning, tuple(advice))


SIGNS = {
    Standing.VALID: (_("Còn hiệu lực"), "✓", "good"),
    Standing.GRACE: (_("Hết hạn, đang đánh giá lại"), "◔", "warn"),
    Standing.EXPIRED: (_("Hết hạn"), "✕", "bad"),
    Standing.WITHDRAWN: (_("Đã bị thu hồi"), "✕", "bad"),
    Standing.SUSPENDED: (_("Tạm dừng"), "‖", "bad"),
    Standing.SUPERSEDED: (_("Đã thay bằng giấy mới"), "→", "warn"),
    Standing.NOT_YET: (_("Chưa có hiệu lực"), "◔", "warn"),
    Standing.TRIAL: (_("Bản thử, không có giá trị"), "✕", "trial"),
}
# What a standing means for the shopper, then what to do; from the facts and the day of the last change.
_MEANINGS: dict[Standing, Callable[[Facts, str], tuple[Words, ...]]] = {
    Standing.VALID: lambda facts, since: (
        gettext("Sản phẩm đang được dùng hạng %(stars)s sao.") % {"stars": facts.stars},
        gettext("So tên sản phẩm và chủ thể ở trên với bao bì đang cầm."),
    ),
    Standing.GRACE: lambda facts, since: (
        gettext("Giấy hết hạn ngày %(day)s. Sản phẩm tạm giữ %(stars)s sao trong lúc chờ.")
        % {"day": format_date(facts.valid_until), "stars": facts.stars},
        gettext("Chậm nhất đến ngày %(day)s là có kết quả.") % {"day": format_date(grace_until(facts.valid_until))},
    ),
    Standing.EXPIRED: lambda facts, since: (
        gettext("Giấy hết hạn sau ngày %(day)s. Sao này không còn được dùng.")
        % {"day": format_date(facts.valid_until)},
        gettext("Hỏi người bán giấy chứng nhận mới. Sản phẩm có thể đã được công nhận lại với mã khác."),
        REPORT,
    ),
    Standing.WITHDRAWN: lambda facts, since: (
        gettext("Sao bị thu hồi từ ngày %(day)s. Không được in hay quảng cáo hạng sao nữa.") % {"day": since},
        REPORT,
    ),
    Standing.SUSPENDED: lambda facts, since: (
        gettext("Sao tạm dừng sử dụng từ ngày %(day)s, chờ cơ quan xem xét.") % {"day": since},
        REPORT,
    ),
    Standing.SUPERSEDED: lambda facts, since: (
        gettext("Giấy này đã được thay bằng lần công nhận mới, hạng %(stars)s sao.") % {"stars": facts.newer_stars},
    ),
    Standing.NOT_YET: lambda facts, since: (
        gettext("Giấy có hiệu lực từ ngày %(day)s.") % {"day": format_date(facts.valid_from)},
    ),
    Standing.TRIAL: lambda facts, since: (
        gettext("Giấy làm ra trong đợt đánh giá thử trên phần mềm. Không cơ quan nào công nhận sao này."),
        gettext("Đừng tin hạng sao in theo giấy này. Sản phẩm có thể có giấy thật với mã khác: xem trang sản phẩm."),
        REPORT,
    ),
}


RECONSTRUCTED_VERDICT = Verdict(
    RECONSTRUCTED,
    _("Dựng lại từ số liệu, không có giá trị"),
    "✕",
    "trial",
    _("Bản ghi được dựng lại để các tổng số khớp với kế hoạch của tỉnh. Không có sản phẩm thật nào mang giấy này."),
    (REPORT,),
)


UNKNOWN = Verdict(
    Standing.UNKNOWN,
    _("Không có trong hệ thống"),
    "?",
    "bad",
    format_lazy(
        _("Không có giấy chứng nhận OCOP nào của tỉnh {province} mang mã này."), province=settings.OCOP_PROVINCE_NAME
    ),
    (
        _("So từng ký tự với mã trên giấy hoặc trên bao bì."),
        _("Sản phẩm của tỉnh khác thì hỏi tỉnh đó."),
        _("Mã đúng mà không có trong hệ thống: có thể là giấy giả."),
        REPORT,
    ),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """A page ready to send, and its status: 404 for codes that lead nowhere."""

    page: bytes
    status: int


def answer(text: str, on: date) -> Answer:
    """The page for whatever was typed or scanned; at most one query."""
    try:
        code = read_code(text)
    except MistypedCode as slip:
        return Answer(_nothing(_typo(slip), text[:40], on), 404)
    row = row_of(code, on)
    if row is None:
        return Answer(_nothing(UNKNOWN, printed(code), on), 404)
    return Answer(_page(row, on, get_language() or ""), 200)


def _typo(slip: MistypedCode) -> Verdict:
    advice = (
        gettext("Mã gồm 12 chữ và số, chia ba nhóm bốn, ví dụ K7QM-2PXD-9HRT."),
        gettext("Không có số 0, số 1, chữ O, I và L."),
    )
    return typo_verdict(gettext(slip.words) % slip.facts, advice)


def typo_verdict(slip: str, advice: tuple[Words, ...]) -> Verdict:
    """What is said of a code that cannot be one: what is wrong with it, and how codes look."""
    again = gettext("Anh/chị xem lại và nhập lại mã.")
    return Verdict(TYPO, gettext("Có thể gõ nhầm"), "?", "warn", f"{slip} {again}", advice)


@lru_cache(maxsize=4096)
def _page(row: Row, on: date, language: str) -> bytes:
    """The page of a certificate in the active language, kept as long as nothing it prints has changed."""
    facts = facts_in(row)
    verdict = verdict_on(facts, on)
    stands = verdict.key in STANDS
    context = {"verdict": verdict, "facts": facts, "stands": stands, "printed": printed(facts.code)}
    return _render(context, on, code=facts.code, is_sample=facts.is_sample)


def _nothing(verdict: Verdict, typed: str, on: date) -> bytes:
    return _render({"verdict": verdict, "facts": None, "printed": typed}, on, code=typed.replace("/", ""))


def _render(context: dict[str, object], on: date, *, code: str, is_sample: bool = False) -> bytes:
    """Rendered without a request: the page can know neither session nor person."""
    shell = {
        "address": reverse("portal:verdict", args=[code]) if code else reverse("portal:verification"),
        "province_name": settings.OCOP_PROVINCE_NAME,
        "helpline": settings.OCOP_HELPLINE,
        "today": on,
        "sample_banner": is_sample or not settings.PRODUCTION,
    }
    return render_to_string("portal/verdict.html", shell | context).encode()
