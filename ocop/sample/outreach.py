"""A made-up issue for readers and an invitation to a made-up producer, so that the pages are not empty."""

from datetime import datetime

from ocop.ground.offices.models import Appointment
from ocop.ground.offices.states import Role
from ocop.ground.producers.models import Producer
from ocop.ground.programme.models import Round
from ocop.kit.clock import local_date
from ocop.sample import journey
from ocop.support.activities.actions.activities import Facts, plan_activity
from ocop.support.activities.actions.invitations import invite
from ocop.support.activities.actions.publications import Issue, publish
from ocop.support.activities.models import Publication

SUMMARY = "Số mẫu để xem cách trình bày; giá và con số trong bài không phải giá thật."
TEXT = (
    "Đây là bài mẫu của bản chạy thử.\n\n"
    "Bản tin thị trường hằng tháng gồm: giá nông sản trong tỉnh, nhu cầu của bên mua, sản phẩm OCOP mới có trên kệ, "
    "lịch hội chợ tháng sau. Tệp PDF của số báo đính kèm ở cuối bài khi cơ quan tải lên."
)


def load_outreach(*, at: datetime) -> None:
    """Publish one issue of the coordination office and invite one producer to the open round; once."""
    if Publication.objects.exists():
        return
    today = local_date(at)
    post = Appointment.objects.filter(user__is_sample=True, role=Role.PROVINCE_OFFICER).select_related("user", "office")
    held = post.get()
    by = journey.actor(held.user, today)
    facts = Facts(
        title="Bản tin mẫu: thị trường nông sản và sản phẩm OCOP",
        organiser=held.office,
        starts_on=today,
        ends_on=today,
        details={"form": "market", "month": f"{today.month}/{today.year}", "themes": ["market", "product"]},
    )
    issue = plan_activity("bulletin", facts, by=by, at=at, is_sample=True)
    publish(issue, Issue(facts.title, today, SUMMARY, text=TEXT), by=by, at=at)
    newcomers = Producer.objects.filter(is_sample=True, name="Cơ sở mẫu Sen Xanh")
    open_round = Round.objects.open_on(today).first()
    if open_round is not None:
        invite(newcomers, round_=open_round, office=held.office, by=by, at=at)
