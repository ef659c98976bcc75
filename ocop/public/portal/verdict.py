"""What the first screen says about a code: words, sign and what to do, for every standing there is."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.conf import settings
from django.template.loader import render_to_string

from ocop.cycle.certification.codes import MistypedCode, printed, read_code
from ocop.cycle.certification.states import STANDS, Standing
from ocop.kit.text.dates import format_date
from ocop.public.portal.facts import Facts, facts_of
from ocop.rules.calendar import grace_until

TYPO = "typo"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`tone` is good, warn, bad or none; sign and words carry the meaning, colour only repeats it."""

    key: str
    words: str
    sign: str
    tone: str
    meaning: str
    advice: tuple[str, ...] = ()


_ASK_SELLER = "Hỏi người bán giấy chứng nhận mới. Sản phẩm có thể đã được công nhận lại với mã khác."
_REPORT = "Nếu bao bì vẫn in sao, anh/chị báo Ủy ban nhân dân xã nơi mua hoặc cơ quan quản lý thị trường."


def verdict_on(facts: Facts, on: date) -> Verdict:
    """The verdict about a certificate that exists."""
    standing = facts.standing(on)
    until = format_date(facts.valid_until)
    if standing is Standing.VALID:
        meaning = f"Sản phẩm đang được dùng hạng {facts.stars} sao, đến hết ngày {until}."
        verdict = Verdict(standing, "Còn hiệu lực", "✓", "good", meaning, ("So tên sản phẩm và chủ thể với bao bì.",))
    elif standing is Standing.GRACE:
        meaning = f"Giấy hết hạn ngày {until}. Sản phẩm đang được đánh giá lại và tạm giữ hạng {facts.stars} sao."
        last = format_date(grace_until(facts.valid_until))
        verdict = Verdict(standing, "Hết hạn, đang đánh giá lại", "◔", "warn", meaning, (f"Chậm nhất đến {last}.",))
    elif standing is Standing.EXPIRED:
        meaning = (
            f"Giấy hết hạn từ ngày {format_date(facts.valid_until + timedelta(days=1))}. Sao này không còn được dùng."
        )
        verdict = Verdict(standing, "Hết hạn", "✕", "bad", meaning, (_ASK_SELLER, _REPORT))
    elif standing is Standing.WITHDRAWN:
        meaning = (
            f"Sao bị thu hồi từ ngày {format_date(facts.changed_on or on)}. Không được in hay quảng cáo hạng sao nữa."
        )
        verdict = Verdict(standing, "Đã bị thu hồi", "✕", "bad", meaning, (_REPORT,))
    elif standing is Standing.SUSPENDED:
        meaning = f"Sao tạm dừng sử dụng từ ngày {format_date(facts.changed_on or on)}, chờ cơ quan xem xét."
        verdict = Verdict(standing, "Tạm dừng", "‖", "bad", meaning, (_REPORT,))
    elif standing is Standing.SUPERSEDED:
        meaning = f"Giấy này đã được thay bằng lần công nhận mới, hạng {facts.newer_stars} sao."
        verdict = Verdict(standing, "Đã thay bằng giấy mới", "→", "warn", meaning)
    else:
        meaning = f"Giấy có hiệu lực từ ngày {format_date(facts.valid_from)}."
        verdict = Verdict(standing, "Chưa có hiệu lực", "◔", "warn", meaning)
    return verdict


UNKNOWN = Verdict(
    Standing.UNKNOWN,
    "Không có trong hệ thống",
    "?",
    "bad",
    f"Không có giấy chứng nhận OCOP nào của tỉnh {settings.OCOP_PROVINCE_NAME} mang mã này.",
    (
        "So từng ký tự với mã trên giấy hoặc trên bao bì.",
        "Sản phẩm của tỉnh khác thì hỏi tỉnh đó.",
        "Mã đúng mà không có trong hệ thống: có thể là giấy giả. " + _REPORT,
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
        return Answer(_nothing(_typo(str(slip)), text[:40], on), 404)
    facts = facts_of(code, on)
    if facts is None:
        return Answer(_nothing(UNKNOWN, printed(code), on), 404)
    return Answer(_page(facts, on), 200)


def _typo(slip: str) -> Verdict:
    advice = ("Mã gồm 12 chữ và số, chia ba nhóm bốn, ví dụ K7QM-2PXD-9HRT.", "Không có số 0, số 1, chữ O, I và L.")
    return Verdict(TYPO, "Có thể gõ nhầm", "?", "warn", f"{slip} Anh/chị xem lại và nhập lại mã.", advice)


@lru_cache(maxsize=4096)
def _page(facts: Facts, on: date) -> bytes:
    """The page of a certificate, kept as long as nothing in the facts has changed."""
    verdict = verdict_on(facts, on)
    stands = verdict.key in STANDS
    context = {"verdict": verdict, "facts": facts, "stands": stands, "printed": printed(facts.code)}
    return _render(context, on, is_sample=facts.is_sample)


def _nothing(verdict: Verdict, typed: str, on: date) -> bytes:
    return _render({"verdict": verdict, "facts": None, "printed": typed}, on)


def _render(context: dict[str, object], on: date, *, is_sample: bool = False) -> bytes:
    """Rendered without a request: the page can know neither session nor person."""
    shell = {
        "province_name": settings.OCOP_PROVINCE_NAME,
        "helpline": settings.OCOP_HELPLINE,
        "today": on,
        "sample_banner": is_sample,
    }
    return render_to_string("portal/verdict.html", shell | context).encode()
