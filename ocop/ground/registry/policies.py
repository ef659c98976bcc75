"""Who may read the journal and tend the work behind the pages; everybody reads their own notices."""

from ocop.kit.scope import YES, Actor, Answer, no

# Values of `offices.states.Role`, which stands above this room and cannot be imported here.
ADMIN = "admin"
COORDINATION_OFFICE = "province_officer"
# They sit at an office and do not do its work: what is sent to it is not theirs to open, nor to mark as seen.
APART_FROM_THE_OFFICE = (ADMIN, "secretary")


def may_read_journal(actor: Actor) -> Answer:
    """The administrator and the officers of the coordination office; a dossier's own history is its room's."""
    if actor.has_role(ADMIN, COORDINATION_OFFICE):
        return YES
    return no("Chỉ Văn phòng Điều phối tỉnh và quản trị hệ thống xem được nhật ký chung.")


def may_tend_deliveries(actor: Actor) -> Answer:
    """Work behind the pages that failed is seen and started anew by the administrator."""
    return YES if actor.has_role(ADMIN) else no("Chỉ quản trị hệ thống xem và chạy lại được việc nền.")


def offices_served(actor: Actor) -> frozenset[int]:
    """The offices whose work the person does; who keeps the platform or a council's papers only sits with them."""
    return frozenset(post.office_id for post in actor.posts if post.role not in APART_FROM_THE_OFFICE)
