"""Who may see, appoint and invite officers."""

from datetime import date

from ocop.ground.accounts.models import User
from ocop.ground.offices.models import Appointment, Office
from ocop.ground.offices.states import GIVEN_BY_PROVINCE, TIERS_OF_ROLE, Role
from ocop.kit.scope import YES, Actor, Answer, no

PEOPLE_KEEPERS = (Role.ADMIN, Role.PROVINCE_OFFICER)


def may_see_offices(actor: Actor) -> Answer:
    """Whoever holds a post may look up offices and units."""
    if not actor.posts:
        return no("Danh sách đơn vị chỉ dành cho cán bộ.")
    return YES


def may_appoint_at(actor: Actor, office: Office) -> Answer:
    """Whether the person may give any role at an office; which roles is asked of `may_give_role`."""
    if not actor.has_role(*PEOPLE_KEEPERS):
        return no("Chỉ quản trị hệ thống và cán bộ Văn phòng Điều phối tỉnh được phân công cán bộ.")
    if office.valid_to is not None and office.valid_to < actor.on:
        return no("Cơ quan này đã kết thúc hoạt động nên không phân công được nữa.")
    return YES


def may_choose_role_at(actor: Actor, office: Office) -> Answer:
    """As `may_appoint_at`, and no when there is no role at this office that the person may give."""
    allowed = may_appoint_at(actor, office)
    if allowed and not any(may_give_role(actor, office, role) for role in Role.values):
        return no("Vai trò ở cơ quan này do quản trị hệ thống giao.")
    return allowed


def may_give_role(actor: Actor, office: Office, role: str) -> Answer:
    """Administrators give every role, provincial officers those below theirs, each only at a fitting tier."""
    allowed = may_appoint_at(actor, office)
    if not allowed:
        return allowed
    if office.tier not in TIERS_OF_ROLE[role]:
        return no(f"Vai trò {Role(role).label} không có ở cơ quan {office.get_tier_display().lower()}.")
    if not actor.has_role(Role.ADMIN) and role not in GIVEN_BY_PROVINCE:
        return no(f"Chỉ quản trị hệ thống được giao vai trò {Role(role).label}.")
    return YES


def may_appoint(actor: Actor, user: User, office: Office, role: str, valid_from: date) -> Answer:
    if actor.user_id == user.pk:
        return no("Anh/chị không tự phân công cho mình được. Hãy nhờ người có thẩm quyền khác.")
    if valid_from < office.valid_from:
        return no("Ngày bắt đầu không được trước ngày cơ quan được thành lập.")
    if office.valid_to is not None and valid_from > office.valid_to:
        return no("Ngày bắt đầu không được sau ngày cơ quan kết thúc hoạt động.")
    return may_give_role(actor, office, role)


def may_end(actor: Actor, appointment: Appointment) -> Answer:
    if appointment.valid_to is not None:
        return no("Phân công này đã có ngày kết thúc.")
    if actor.user_id == appointment.user_id:
        return no("Anh/chị không tự kết thúc phân công của mình được.")
    if not actor.has_role(*PEOPLE_KEEPERS):
        return no("Chỉ quản trị hệ thống và cán bộ Văn phòng Điều phối tỉnh được kết thúc phân công.")
    if not actor.has_role(Role.ADMIN) and appointment.role not in GIVEN_BY_PROVINCE:
        return no(f"Chỉ quản trị hệ thống được kết thúc vai trò {appointment.get_role_display()}.")
    return YES


def may_invite_officer(actor: Actor, user: User) -> Answer:
    """Whether the person may make a sign-in link for an officer.

    A link opens the account, so whoever makes it must be allowed to give every role the officer holds or
    will hold.
    """
    if actor.user_id == user.pk:
        return no("Để đổi mật khẩu của mình, hãy dùng trang Đổi mật khẩu.")
    if not actor.has_role(*PEOPLE_KEEPERS):
        return no("Chỉ quản trị hệ thống và cán bộ Văn phòng Điều phối tỉnh được gửi liên kết mời cho cán bộ.")
    held = set(Appointment.objects.not_ended(actor.on).filter(user=user).values_list("role", flat=True))
    if not actor.has_role(Role.ADMIN) and not held <= GIVEN_BY_PROVINCE:
        return no("Người này giữ vai trò mà chỉ quản trị hệ thống được gửi liên kết mời.")
    return YES


def may_reset_second_factor(actor: Actor, user: User) -> Answer:
    if actor.user_id == user.pk:
        return no("Anh/chị không tự đặt lại xác thực hai lớp của mình được.")
    if not actor.has_role(Role.ADMIN):
        return no("Chỉ quản trị hệ thống được đặt lại xác thực hai lớp.")
    return YES


def may_keep_committees(actor: Actor) -> Answer:
    """Whether the person may note committees and who sits on them."""
    if actor.has_role(Role.PROVINCE_OFFICER):
        return YES
    return no("Chỉ cán bộ Văn phòng Điều phối tỉnh cập nhật được ban chỉ đạo, tổ công tác.")


def may_place(actor: Actor) -> Answer:
    """Whether the person says which of today's communes the records of a split one lie in."""
    if actor.has_role(Role.PROVINCE_OFFICER):
        return YES
    return no("Chỉ cán bộ Văn phòng Điều phối tỉnh phân định được bản ghi của xã bị tách.")
