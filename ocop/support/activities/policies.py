"""Who may record activities, see the people in them, ask and answer."""

from datetime import date

from ocop.ground.offices.models import Office
from ocop.ground.offices.states import AGENCY_LEADER, Role, Tier
from ocop.ground.programme.states import RoundState
from ocop.kit.scope import YES, Actor, Answer, no
from ocop.support.activities.models import Activity, AdviceCase, Invitation, Person, TrainingNeed
from ocop.support.activities.queries import COORDINATORS, ORGANISERS
from ocop.support.activities.states import (
    ACTIVITY_WORKFLOW,
    ADVICE_WORKFLOW,
    INVITATION_WORKFLOW,
    NEED_WORKFLOW,
    ActivityState,
    AdviceState,
    NeedState,
)


def may_read(actor: Actor) -> Answer:
    return YES if actor.posts else no("Danh sách hoạt động dành cho cán bộ.")


def may_record(actor: Actor) -> Answer:
    """Whether the person records activities of any office at all."""
    if actor.has_role(*ORGANISERS):
        return YES
    return no("Chỉ cán bộ sở, ngành, đoàn thể, cấp xã và Văn phòng Điều phối ghi được hoạt động.")


def may_record_for(actor: Actor, office: Office) -> Answer:
    """An office's own officers, and the coordination office for every office."""
    if actor.has_role(*COORDINATORS) or office.pk in actor.office_ids(*ORGANISERS):
        return YES
    return no("Anh/chị chỉ ghi được hoạt động của cơ quan mình.")


def may_keep(actor: Actor, activity: Activity) -> Answer:
    return may_record_for(actor, activity.organiser)


def may_read_payments(actor: Actor, activity: Activity) -> bool:
    """Whether who leads reads what it cost: the province's leaders of all, those of a department of its own."""
    leads = actor.has_role(Role.LEADER, tier=Tier.PROVINCE)
    return leads or activity.organiser_id in actor.office_ids(AGENCY_LEADER)


def may_edit(actor: Actor, activity: Activity) -> Answer:
    if activity.state == ActivityState.CANCELLED:
        return no("Hoạt động này đã hủy. Anh/chị lập lại trước khi sửa.")
    return may_keep(actor, activity)


def may_move(actor: Actor, activity: Activity, action: str, on: date) -> Answer:
    """Whether an activity may be marked held, cancelled or planned again."""
    if not (answer := may_keep(actor, activity)):
        return answer
    if not ACTIVITY_WORKFLOW.allowed(action, activity.state):
        return no(f"Hoạt động đang ở trạng thái “{activity.get_state_display()}” nên không làm được việc này.")
    if action == "hold" and activity.starts_on > on:
        return no(f"Hoạt động bắt đầu ngày {activity.starts_on:%d/%m/%Y}. Đến ngày đó mới ghi đã tổ chức được.")
    return YES


def is_event(activity: Activity) -> bool:
    """Whether it is of a kind visitors look for in the calendar; a side event goes with its whole."""
    return "calendar" in activity.shape.feeds and activity.parent_id is None


def may_announce(actor: Actor, activity: Activity) -> Answer:
    """The organiser's office and the coordination office put an event in front of everybody, and take it back."""
    if not is_event(activity):
        return no("Loại hoạt động này không có trong lịch sự kiện công khai.")
    if activity.days_unknown:
        return no("Hoạt động chưa rõ ngày. Anh/chị ghi ngày trước khi công bố.")
    return may_edit(actor, activity)


def may_see_people(actor: Actor, activity: Activity) -> Answer:
    """The organiser's office and the coordination office; the others see counts."""
    if may_keep(actor, activity):
        return YES
    return no("Danh sách người tham gia chỉ dành cho cơ quan tổ chức và Văn phòng Điều phối.")


def may_keep_person(actor: Actor, person: Person) -> Answer:
    """The coordination office; an organiser's office while no other office has the person on a list."""
    if person.erased_at is not None:
        return no("Thông tin của người này đã xóa theo yêu cầu của họ.")
    if actor.has_role(*COORDINATORS):
        return YES
    elsewhere = person.participations.exclude(activity__organiser_id__in=actor.office_ids(*ORGANISERS))
    if not actor.has_role(*ORGANISERS) or elsewhere.exists():
        return no("Người này có trong danh sách của cơ quan khác. Anh/chị báo Văn phòng Điều phối tỉnh làm giúp.")
    return YES


def may_list(actor: Actor, activity: Activity) -> Answer:
    """Whether the person may put participants on the list."""
    if not activity.shape.participants:
        return no("Loại hoạt động này không ghi người tham gia.")
    return may_edit(actor, activity)


def sign_in_is_open(activity: Activity, on: date) -> Answer:
    """The sign-in page works on the activity's own days and no others."""
    if activity.state == ActivityState.CANCELLED:
        return no("Hoạt động này đã hủy.")
    if on < activity.starts_on:
        return no(f"Chưa đến ngày. Trang điểm danh mở từ ngày {activity.starts_on:%d/%m/%Y}.")
    if on > activity.ends_on:
        return no("Hoạt động đã kết thúc nên không điểm danh được nữa. Anh/chị báo ban tổ chức.")
    return YES


def may_ask(actor: Actor) -> Answer:
    """Producers, communes and agencies ask."""
    if actor.is_producer or actor.has_role(*ORGANISERS):
        return YES
    return no("Chủ thể, cán bộ cấp xã và sở, ngành mới gửi được câu hỏi.")


def may_answer(actor: Actor, case: AdviceCase) -> Answer:
    if case.consultant_id is None:
        return no("Câu hỏi chưa giao cho cơ quan nào. Văn phòng Điều phối chọn cơ quan trả lời trước.")
    if case.consultant_id not in actor.office_ids(*ORGANISERS) and not actor.has_role(*COORDINATORS):
        return no("Câu hỏi này giao cho cơ quan khác trả lời.")
    if not ADVICE_WORKFLOW.allowed("answer", case.state):
        return no("Người hỏi đã ghi nhận đủ nên không cần trả lời thêm.")
    return YES


def asked_it(actor: Actor, case: AdviceCase) -> bool:
    """Whether the question is the person's own, their producer's or their office's."""
    return (
        case.asked_by_id == actor.user_id
        or case.producer_id in actor.producer_ids
        or case.office_id in actor.office_ids(*ORGANISERS)
    )


def may_settle(actor: Actor, case: AdviceCase, action: str) -> Answer:
    """Who asked says whether the answer was enough."""
    if not asked_it(actor, case):
        return no("Chỉ người hỏi ghi được việc này.")
    if not ADVICE_WORKFLOW.allowed(action, case.state):
        return no(f"Câu hỏi đang ở trạng thái “{case.get_state_display()}”.")
    return YES


def may_see_asker(actor: Actor, case: AdviceCase) -> bool:
    """Who asked is told to the asker, to the consultants and to the coordination office."""
    return asked_it(actor, case) or actor.has_role(*COORDINATORS) or case.consultant_id in actor.office_ids(*ORGANISERS)


def may_keep_team(actor: Actor) -> Answer:
    if actor.has_role(*COORDINATORS):
        return YES
    return no("Văn phòng Điều phối tỉnh phân công đội ngũ tư vấn.")


def may_invite(actor: Actor) -> Answer:
    """Whether the person invites producers at all; to what is asked of `may_invite_to`."""
    return may_record(actor)


def may_invite_to(actor: Actor, activity: Activity | None) -> Answer:
    """To an activity whoever keeps it; to a round of evaluation every office that follows producers."""
    if activity is None:
        return may_invite(actor)
    if activity.ends_on < actor.on:
        return no("Hoạt động này đã qua ngày nên không mời được nữa.")
    return may_edit(actor, activity)


def may_answer_invitation(actor: Actor, invitation: Invitation, action: str) -> Answer:
    """Who represents the producer accepts or declines."""
    if invitation.producer_id not in actor.producer_ids:
        return no("Chỉ người đại diện của chủ thể trả lời được lời mời.")
    if not (answer := _still_awaits(invitation, actor.on)):
        return answer
    return _invitation_moves(invitation, action)


def _still_awaits(invitation: Invitation, on: date) -> Answer:
    """Whether what the invitation is to is still to come; the same as `still_open` of the invitations."""
    activity, round_ = invitation.activity, invitation.round
    if activity is not None:
        if activity.state == ActivityState.CANCELLED:
            return no("Hoạt động này đã hủy nên không cần trả lời lời mời.")
        if activity.state == ActivityState.HELD or activity.ends_on < on:
            return no("Hoạt động này đã qua nên không trả lời lời mời được nữa.")
    elif round_ is not None and (round_.state != RoundState.OPEN or not round_.opens_on <= on <= round_.proposal_due):
        return no("Đợt đánh giá này không còn nhận hồ sơ nên không trả lời lời mời được nữa.")
    return YES


def may_withdraw_invitation(actor: Actor, invitation: Invitation) -> Answer:
    """The office that invited, or the coordination office."""
    if not (answer := may_record_for(actor, invitation.office)):
        return answer
    return _invitation_moves(invitation, "withdraw")


def _invitation_moves(invitation: Invitation, action: str) -> Answer:
    if not INVITATION_WORKFLOW.allowed(action, invitation.state):
        return no(f"Lời mời đang ở trạng thái “{invitation.get_state_display()}”.")
    return YES


def may_state_need(actor: Actor) -> Answer:
    """Offices that carry the programme say whom they want trained."""
    if actor.has_role(*ORGANISERS):
        return YES
    return no("Chỉ cán bộ của cơ quan triển khai Chương trình nêu được nhu cầu tập huấn.")


def may_move_need(actor: Actor, need: TrainingNeed, action: str) -> Answer:
    """The office that stated it withdraws it; the coordination office says that it is met."""
    if action == "withdraw" and not (answer := may_record_for(actor, need.office)):
        return answer
    if action != "withdraw" and not actor.has_role(*COORDINATORS):
        return no("Văn phòng Điều phối tỉnh ghi nhu cầu đã đáp ứng hay chưa.")
    if not NEED_WORKFLOW.allowed(action, need.state):
        return no(f"Nhu cầu đang ở trạng thái “{need.get_state_display()}”.")
    return YES


def may_tie_need(actor: Actor, need: TrainingNeed) -> Answer:
    """Whoever may organise training ties a class of theirs to an open need."""
    if not (answer := may_record(actor)):
        return answer
    if need.state != NeedState.OPEN:
        return no(f"Nhu cầu đang ở trạng thái “{need.get_state_display()}”.")
    return YES


def may_publish(actor: Actor, activity: Activity) -> Answer:
    """Whoever keeps an activity of a kind made for readers puts its issue on the public pages."""
    if "public" not in activity.shape.feeds:
        return no("Loại hoạt động này không đăng cho bạn đọc.")
    return may_edit(actor, activity)


def may_pass_on(actor: Actor, case: AdviceCase) -> Answer:
    """The coordination office gives a question to anybody; the office that has it may pass it on to who knows."""
    if case.state != AdviceState.OPEN:
        return no("Câu hỏi đã có trả lời.")
    if actor.has_role(*COORDINATORS) or case.consultant_id in actor.office_ids(*ORGANISERS):
        return YES
    return no("Chỉ cơ quan được giao hoặc Văn phòng Điều phối tỉnh chuyển được câu hỏi.")
