"""Which sample officer reports for which office, and what they write."""

from collections.abc import Mapping
from datetime import date, datetime, time

from ocop.ground.accounts.models import User
from ocop.ground.offices.lineage import last_heirs
from ocop.ground.offices.models import Appointment, Office
from ocop.ground.offices.queries import posts_of
from ocop.ground.offices.states import Role
from ocop.kit.clock import HO_CHI_MINH
from ocop.kit.scope import Actor
from ocop.oversight.reporting import actions
from ocop.oversight.reporting.models import Obligation, Period, PeriodicReturn
from ocop.oversight.reporting.queries import HEIRS, REPORTERS

WORDS = {
    "strengths": "Các việc được giao có người chịu trách nhiệm, có bản ghi kèm theo.",
    "difficulties": "Chủ thể nhỏ còn lúng túng khi lập hồ sơ minh chứng.",
    "proposals": "Đề nghị Văn phòng Điều phối tỉnh tập huấn thêm về hồ sơ cho cán bộ cấp xã.",
    "ahead": "Hoàn thành các việc đến hạn trong kỳ tới.",
}
PAPERS, MEETINGS = "chi-dao/van-ban/ky-nay", "chi-dao/cuoc-hop/ky-nay"


def province_officer(on: date) -> Actor:
    """The sample officer of the coordination office, who opens periods and takes returns."""
    held = Appointment.objects.filter(user__is_sample=True, role=Role.PROVINCE_OFFICER).select_related("user").first()
    assert held is not None, "the sample people come first"  # noqa: S101
    return _actor(held.user, on)


def _actor(user: User, on: date) -> Actor:
    return Actor(user.pk, user.full_name, on, posts_of(user.pk, on))


class Staff:
    """Sample officers by office, on a day: an office's own, or for one that has ended those of who carries it on."""

    def __init__(self, on: date) -> None:
        held = Appointment.objects.filter(user__is_sample=True, role__in=HEIRS).select_related("user")
        self.on = on
        self.heirs: Mapping[int, int] = last_heirs()
        self.own = {each.office_id: each.user for each in held if each.role in REPORTERS}
        self.any = {each.office_id: each.user for each in held}

    def of(self, office: Office) -> Actor | None:
        """Who writes the return of an office; None where the sample has nobody."""
        has_ended = office.valid_to is not None and office.valid_to < self.on
        user = self.any.get(self.heirs.get(office.pk, 0)) if has_ended else self.own.get(office.pk)
        return _actor(user, self.on) if user is not None else None


def owed(period: Period) -> list[Obligation]:
    """What a period asks of offices: communes first, then by name."""
    joined = period.obligations.select_related("office", "sent")
    return list(joined.order_by("office__tier", "office__sort_key"))


def owed_by(period: Period, *names: str) -> list[Obligation]:
    """What a period asks of some offices, in the order of their names here."""
    found = {str(each.office.name): each for each in owed(period)}
    return [found[name] for name in names]


def report(row: PeriodicReturn, *, by: Actor, at: datetime, papers: int) -> None:
    """Write and send a return; `papers` counts the texts its office says it issued, typed by hand where it may."""
    typed = {PAPERS: papers, MEETINGS: papers + 1}
    actions.save_return(row, sections=WORDS, typed=typed, notes={}, by=by, at=at)
    actions.submit_return(row, by=by, at=at)


def moment(day: date) -> datetime:
    """Nine in the morning of a day."""
    return datetime.combine(day, time(9, 0), HO_CHI_MINH)
