"""Who may decide, refer, answer and withdraw; every refusal is a sentence that says what would help."""

from datetime import date

from ocop.cycle.certification import law
from ocop.cycle.certification.models import Recognition, Referral
from ocop.cycle.certification.queries import decides
from ocop.cycle.certification.states import RecognitionState, ReferralState
from ocop.cycle.dossiers.models import Dossier
from ocop.cycle.dossiers.states import DossierState
from ocop.ground.offices.models import Office
from ocop.ground.offices.states import OfficeKind, Role, Tier
from ocop.kit.scope import YES, Actor, Answer, no


def may_decide(actor: Actor) -> Answer:
    """Whether the person records decisions of the province; a decision is signed on paper by its leader."""
    if decides(actor):
        return YES
    return no("Việc này của cán bộ Văn phòng Điều phối hoặc lãnh đạo tỉnh.")


def may_bring_in(actor: Actor) -> Answer:
    """Whether the person brings past results in from a list: producers and products are entered with them."""
    if actor.has_role(Role.PROVINCE_OFFICER):
        return YES
    return no("Chỉ cán bộ Văn phòng Điều phối tỉnh nhập được kết quả từ phần mềm quốc gia.")


def may_sign(office: Office, stars: int, on: date) -> Answer:
    """Whether the law of a day lets an office of this tier recognise so many stars; unknown law is a no.

    Below the ministry it is the people's committee that recognises, and only while it stands.
    """
    tier = law.recognising_tier(stars, on)
    if tier is None:
        return no(f"Chưa rõ cấp nào được công nhận {stars} sao vào ngày {on:%d/%m/%Y}, nên phần mềm không ghi được.")
    if tier != office.tier or (tier != Tier.CENTRAL and office.kind != OfficeKind.PEOPLES_COMMITTEE):
        return no(f"Ngày {on:%d/%m/%Y}, hạng {stars} sao do {Tier(tier).label.lower()} công nhận.")
    if on < office.valid_from or (office.valid_to is not None and on > office.valid_to):
        return no(f"{office.name} không hoạt động vào ngày {on:%d/%m/%Y}. Kiểm tra lại ngày ký và cơ quan ký.")
    return YES


def may_refer(actor: Actor, dossier: Dossier) -> Answer:
    """A concluded dossier of 90 points and over goes to the ministry's tier (Điều 7.6 QĐ 26/2026)."""
    if not (answer := may_decide(actor)):
        return answer
    if dossier.state == DossierState.REFERRED:
        return no("Hồ sơ này đã được trình Trung ương.")
    if dossier.state != DossierState.CONCLUDED:
        return no("Hồ sơ này chưa có kết luận của Hội đồng hoặc đã được quyết định.")
    if not law.goes_to_ministry(dossier.concluded_stars or 0, dossier.concluded_total):
        return no("Chỉ hồ sơ đạt từ 90 điểm trở lên mới trình Trung ương.")
    return YES


def may_refuse(actor: Actor, dossier: Dossier) -> Answer:
    """A dossier below three stars, or one the ministry sent back below them, ends without recognition."""
    if not (answer := may_decide(actor)):
        return answer
    if dossier.state not in (DossierState.CONCLUDED, DossierState.REFERRED):
        return no("Hồ sơ này chưa có kết luận của Hội đồng hoặc đã được quyết định.")
    referral = getattr(dossier, "referral", None)
    if dossier.state == DossierState.REFERRED and (referral is None or referral.state == ReferralState.SENT):
        return no("Hồ sơ đang chờ Trung ương trả lời.")
    if dossier.state == DossierState.CONCLUDED and (dossier.concluded_stars or 0) >= law.LOWEST_RECOGNISED:
        return no("Hội đồng đã kết luận hồ sơ đạt hạng được công nhận. Anh/chị ghi quyết định công nhận.")
    return YES


def may_answer(actor: Actor, referral: Referral) -> Answer:
    """The ministry's officers answer; the province may key in an answer that came on paper."""
    at_ministry = referral.to_office_id in actor.office_ids(Role.MINISTRY_OFFICER)
    if not at_ministry and not decides(actor):
        return no("Việc này của cán bộ Trung ương nhận hồ sơ.")
    if referral.is_reconstructed:
        return no("Bản ghi dựng lại từ số liệu, không có hồ sơ để trả lời.")
    if referral.state != ReferralState.SENT:
        return no("Hồ sơ này đã có trả lời của Trung ương.")
    return YES


def may_open_referrals(actor: Actor) -> Answer:
    """Whether the person sends dossiers to the ministry's tier or receives them there."""
    if decides(actor) or actor.has_role(Role.SECRETARY, tier=Tier.PROVINCE) or actor.has_role(Role.MINISTRY_OFFICER):
        return YES
    return no("Trang này của cán bộ tỉnh và cơ quan Trung ương nhận hồ sơ.")


def may_read_referred(actor: Actor, referral: Referral) -> Answer:
    """Whether the person reads the dossier behind a referral: the office it was sent to, and those who sent it."""
    if referral.to_office_id in actor.office_ids(Role.MINISTRY_OFFICER) or decides(actor):
        return YES
    return no("Hồ sơ này gửi tới cơ quan khác.")


def may_change_standing(actor: Actor, recognition: Recognition) -> Answer:
    """Three and four stars are suspended and withdrawn by the province, five by the ministry (Điều 8)."""
    of_the_ministry = recognition.stars == law.MINISTRY_STARS
    if not (actor.has_role(Role.MINISTRY_OFFICER) if of_the_ministry else decides(actor)):
        who = "cán bộ Trung ương" if of_the_ministry else "cán bộ hoặc lãnh đạo tỉnh"
        return no(f"Thay đổi hiệu lực của hạng {recognition.stars} sao là việc của {who}.")
    if recognition.state == RecognitionState.WITHDRAWN:
        return no("Công nhận này đã bị thu hồi, không thay đổi được nữa.")
    return YES
