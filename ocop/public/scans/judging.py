"""What is said of a stamp: one plain verdict, and the facts it rests on. The page, the box, the API and links ask here.

A code nobody issued, one of an epoch that never began and one outside every range are answered alike, and after the
same question to the database, so that neither the words nor the time tell which codes exist.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from ocop.cycle.certification.states import STANDS, Standing
from ocop.cycle.traceability.keys import keys_of
from ocop.cycle.traceability.states import StampState
from ocop.kit.clock import local_date
from ocop.kit.text.dates import format_date
from ocop.kit.text.sentences import sentence
from ocop.public.portal.verdict import RECONSTRUCTED_VERDICT, REPORT, SIGNS, Verdict, typo_verdict
from ocop.public.scans.facts import Lines, Seen, StampFacts, Star, facts_in, lines_of
from ocop.rules.stamps import EPOCHS, MistypedStamp, Stamp, part_with_code, printed_stamp, read_stamp, stamp_of

# What `rules.stamps` says of a slip: rules know no other language, so its words are gathered for translation here.
SLIPS = (
    gettext_noop("Mã tem chỉ có chữ số, anh/chị đã nhập %(named)s."),
    gettext_noop("Mã tem có 20 chữ số, anh/chị đã nhập %(typed)s chữ số."),
    gettext_noop("Có chữ số bị nhầm hoặc bị đổi chỗ."),
)
# No epoch comes so late: asked about in place of a stamp whose tag is wrong.
NOBODYS = Stamp(EPOCHS, 0)
_TYPED_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Judged:
    """What is said of what was typed or scanned, on a day and in one language; plain values.

    `stamp` and `facts` are None for a slip and for a code that is none of ours. `star` is the product's last
    recognition, `stands` whether it may be shown; `printed` is the code in groups, or what was typed instead of one.
    """

    printed: str
    verdict: Verdict
    stamp: Stamp | None = None
    facts: StampFacts | None = None
    star: Star | None = None
    stands: bool = False

    @property
    def is_ours(self) -> bool:
        return self.facts is not None


def judged(typed: str, on: date) -> Judged:
    """The verdict on whatever was typed, pasted or scanned, in the language that is active; at most one query."""
    try:
        code = read_stamp(typed)
    except MistypedStamp as slip:
        return of_slip(typed, slip)
    stamp = stamp_of(code, keys_of)
    lines, _seen = found(stamp)
    return of_lines(code, stamp, lines, on)


def of_slip(typed: str, slip: MistypedStamp) -> Judged:
    """What is said of what cannot be a code; no query. Digits are shown in groups, as they are compared on a label."""
    code = part_with_code(typed)[:_TYPED_LENGTH]
    return Judged(printed_stamp(code) if code.isdecimal() else code, _mistyped(slip))


def found(stamp: Stamp | None) -> tuple[Lines, Seen | None]:
    """The lines behind what a code was read as, and its earlier scans; none where it is not ours. One query."""
    lines, seen = lines_of(stamp or NOBODYS)
    return (lines, seen) if stamp else ((), None)


def of_lines(code: str, stamp: Stamp | None, lines: Lines, on: date) -> Judged:
    """The verdict that follows from what `found` gave; no query."""
    printed = printed_stamp(code)
    if not lines:
        return Judged(printed, _unknown())
    facts = facts_in(lines)
    star = facts.newest(on)
    stands = star is not None and star.standing(on) in STANDS and not star.is_reconstructed
    return Judged(printed, said(_verdict(facts, star, on)), stamp, facts, star, stands)


def said(verdict: Verdict) -> Verdict:
    """The verdict with its words in the language that is active now: those of other rooms may be lazy."""
    words, meaning, *advice = (str(each) for each in (verdict.words, verdict.meaning, *verdict.advice))
    return Verdict(str(verdict.key), words, verdict.sign, verdict.tone, meaning, tuple(advice), verdict.wrote)


def _verdict(facts: StampFacts, star: Star | None, on: date) -> Verdict:
    """The worst of what is known of the stamp, of the star and of the goods; before all, that they are recalled."""
    if facts.recalled_at is not None:
        return _recalled(facts, facts.recalled_at)
    if facts.is_void:
        return _void()
    if star is None:
        return _unknown()
    if star.is_reconstructed:
        return RECONSTRUCTED_VERDICT
    standing = star.standing(on)
    if facts.batch_pk is None:
        return _inert() if standing in STANDS else _of_an_ended_star(standing, is_active=False)
    return _of_goods(facts, star, standing, on)


def _of_goods(facts: StampFacts, star: Star, standing: Standing, on: date) -> Verdict:
    covered = facts.star_of_goods()
    ran_out = standing == Standing.EXPIRED and covered is not None
    if standing not in STANDS and not ran_out:
        return _of_an_ended_star(standing)
    made_on = format_date(facts.made_on) if facts.made_on else ""
    if facts.expires_on is not None and facts.expires_on < on:
        meaning = _("Gói hàng này hết hạn dùng sau ngày %(day)s.") % {"day": format_date(facts.expires_on)}
        advice = (
            _("Không dùng sản phẩm. Mang trả lại nơi mua."),
            _("Hàng quá hạn còn bày bán thì báo cơ quan quản lý thị trường."),
        )
        return Verdict(StampState.PAST_USE, _("Hàng quá hạn sử dụng"), "✕", "bad", meaning, advice)
    if covered is None:
        meaning = _("Gói hàng này làm ngày %(day)s, khi sản phẩm chưa được công nhận.") % {"day": made_on}
        return Verdict(StampState.TOO_OLD, _("Làm trước khi được công nhận"), "✕", "bad", meaning, (REPORT,))
    words, sign, tone = SIGNS[standing]
    if ran_out:
        meaning = _(
            "Sao hết hạn sau ngày %(until)s. Gói hàng này làm ngày %(day)s, khi sản phẩm còn được dùng hạng "
            "%(stars)s sao."
        ) % {"until": format_date(star.valid_until), "day": made_on, "stars": covered.stars}
        return Verdict(standing, _("Hết hạn, làm khi còn hiệu lực"), sign, "warn", meaning, (_compare(),))
    meaning = _("Sản phẩm đang được dùng hạng %(stars)s sao. Gói hàng này thuộc lô ghi ở trên.") % {"stars": star.stars}
    if facts.is_doubtful:
        meaning += " " + _("Nhưng khóa làm ra loạt tem này có thể đã lộ, nên mã đúng chưa đủ để tin.")
        return Verdict(standing, words, sign, "warn", meaning, (_compare(), REPORT))
    return Verdict(standing, words, sign, tone, meaning, (_compare(),))


def _of_an_ended_star(standing: Standing, *, is_active: bool = True) -> Verdict:
    words, sign, tone = SIGNS[standing]
    meaning = str(_ENDED[standing])
    if not is_active:
        meaning += " " + _("Tem này cũng chưa được kích hoạt cho lô hàng nào.")
    return Verdict(standing, words, sign, tone, meaning, (REPORT,))


def _mistyped(slip: MistypedStamp) -> Verdict:
    advice = (_("Mã tem gồm 20 chữ số, in thành năm nhóm bốn số dưới mã vuông."),)
    return typo_verdict(_(slip.words) % slip.values, advice)


def _unknown() -> Verdict:
    meaning = _("Hệ thống OCOP của tỉnh %(province)s không cấp tem nào có mã này.")
    maybe = _("Mã đúng mà không có trong hệ thống: có thể là tem giả.")
    return Verdict(
        Standing.UNKNOWN,
        _("Không có trong hệ thống"),
        "?",
        "bad",
        meaning % {"province": settings.OCOP_PROVINCE_NAME},
        (_("So từng chữ số với mã in dưới mã vuông."), maybe, str(REPORT)),
    )


def _compare() -> str:
    return _("So tên sản phẩm, chủ thể và số lô ở trên với bao bì đang cầm. Khác nhau là dấu hiệu tem bị dán lại.")


def _recalled(facts: StampFacts, since: datetime) -> Verdict:
    meaning = _("Lô này bị thu hồi từ ngày %(day)s.") % {"day": format_date(local_date(since))}
    wrote = tuple(map(sentence, (facts.recall_reason or "", facts.recall_danger or "")))
    words = _("Lô hàng bị thu hồi, đừng dùng")
    return Verdict(StampState.RECALLED, words, "✕", "bad", meaning, (sentence(facts.recall_advice or ""),), wrote)


def _void() -> Verdict:
    return Verdict(
        StampState.VOID,
        _("Tem không còn giá trị"),
        "✕",
        "bad",
        _("Chủ thể đã báo tem này bị mất hoặc in hỏng. Tem này không được dán lên hàng để bán."),
        (_("Đừng tin hạng sao theo tem này, dù tên sản phẩm đúng."), REPORT),
    )


def _inert() -> Verdict:
    return Verdict(
        StampState.INERT,
        _("Tem chưa kích hoạt"),
        "◔",
        "warn",
        _("Tem có thật nhưng chủ thể chưa ghi tem này dán lên lô hàng nào, nên chưa nói được gì về gói hàng."),
        (_("Hỏi người bán. Hàng đã bày bán mà tem chưa kích hoạt là điều không bình thường."), REPORT),
    )


_ENDED = {
    Standing.EXPIRED: gettext_lazy("Sao của sản phẩm đã hết hạn. Không được in hay quảng cáo hạng sao nữa."),
    Standing.WITHDRAWN: gettext_lazy("Sao của sản phẩm đã bị thu hồi. Không được in hay quảng cáo hạng sao nữa."),
    Standing.SUSPENDED: gettext_lazy("Sao của sản phẩm đang tạm dừng sử dụng, chờ cơ quan xem xét."),
    Standing.SUPERSEDED: gettext_lazy("Lần công nhận này đã được thay. Xem trang sản phẩm để biết sao hiện nay."),
    Standing.NOT_YET: gettext_lazy("Công nhận của sản phẩm chưa có hiệu lực."),
    Standing.TRIAL: gettext_lazy(
        "Kết quả làm ra trong đợt đánh giá thử trên phần mềm. Không cơ quan nào công nhận sao này."
    ),
}
