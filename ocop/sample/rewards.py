"""A made-up reward round with made-up nominees, marked so; it shows the way of a nomination and rewards nobody real."""

from datetime import date, datetime, timedelta

from django.db import transaction

from ocop.ground.accounts.models import User
from ocop.ground.offices.models import Office
from ocop.ground.producers.models import Producer
from ocop.kit.clock import local_date
from ocop.sample import journey
from ocop.support.rewards import actions
from ocop.support.rewards.models import RewardRound
from ocop.support.rewards.policies import home_affairs_on
from ocop.support.rewards.states import CriterionKind, NomineeKind, RewardForm, RoundKind

CRITERIA: tuple[tuple[str, str, int | None], ...] = (
    ("Kết quả tham gia Chương trình OCOP trong kỳ", CriterionKind.WEIGHT, 60),
    ("Sáng kiến, cách làm lan tỏa cho nơi khác", CriterionKind.WEIGHT, 40),
    ("Không vi phạm pháp luật trong kỳ", CriterionKind.YES_NO, None),
)
# Officer, sample producer, whether it was sent.
NOMINATIONS = (
    ("xa.laivung@mau.example", "Công ty mẫu Quýt Hồng", True),
    ("phuong.sadec@mau.example", "Hợp tác xã mẫu Hoa Kiểng", True),
    ("xa.thapmuoi@mau.example", "Cơ sở mẫu Sen Xanh", False),
)


@transaction.atomic
def load_sample_rewards(*, at: datetime) -> None:
    """Open the round and put sample producers forward; does nothing when it was done before."""
    if RewardRound.objects.filter(is_sample=True).exists():
        return
    today = local_date(at)
    by = journey.actor(User.objects.get(login="tinh@mau.example"), today)
    office = home_affairs_on(today)[0]
    round_ = actions.open_round(_facts(today), office=office, by=by, at=at)
    RewardRound.objects.filter(pk=round_.pk).update(is_sample=True)
    for text, kind, weight in CRITERIA:
        actions.add_criterion(round_, text=text, kind=kind, weight=weight, by=by, at=at)
    for login, producer, is_sent in NOMINATIONS:
        _nominate(round_, login, producer, is_sent, at)


def _facts(today: date) -> actions.RoundFacts:
    return actions.RoundFacts(
        kind=RoundKind.YEAR,
        name=f"Khen thưởng Chương trình OCOP năm {today.year} (mẫu)",
        covers_from=date(today.year, 1, 1),
        covers_to=date(today.year, 12, 31),
        opens_on=today - timedelta(days=10),
        closes_on=today + timedelta(days=20),
    )


def _nominate(round_: RewardRound, login: str, producer: str, is_sent: bool, at: datetime) -> None:
    by = journey.actor(User.objects.get(login=login), local_date(at))
    nomination = actions.nominate(
        round_,
        actions.Nominee(NomineeKind.PRODUCER, producer=Producer.objects.get(name=producer, is_sample=True)),
        nominated_by=Office.objects.get(pk=by.posts[0].office_id),
        achievement="Thành tích mẫu để chạy thử: giữ nghề, tạo việc làm cho người trong xã.",
        proposed_form=RewardForm.MERIT,
        by=by,
        at=at,
    )
    if is_sent:
        actions.move_nomination(nomination, "send", by=by, at=at)
