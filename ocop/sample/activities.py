"""Activities of 2018-2020 as the plan prints them, and a few living ones around the machine's own day.

The plan's counts come without names and stay figures; the people of the living sample bear names nobody bears.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from ocop.ground.accounts.models import User
from ocop.ground.offices.models import Appointment, Office
from ocop.ground.offices.states import OfficeKind, Role
from ocop.ground.producers.models import Producer
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor
from ocop.sample import journey
from ocop.sample.people import sample_unit
from ocop.support.activities.actions import advice
from ocop.support.activities.actions.activities import Facts, announce, hold_activity, plan_activity
from ocop.support.activities.actions.participants import Entry, NewPerson, add_participant
from ocop.support.activities.models import Activity, Output, Participation
from ocop.support.activities.states import ActivityState, PersonGroup, Who

DATA = Path(__file__).parent / "data" / "activities-2018-2020.yaml"
_NUMBERS = ("Một", "Hai", "Ba", "Bốn", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười")


def load_activities(*, at: datetime) -> dict[str, int]:
    """Write what the plan prints and the living sample; loading twice changes nothing. Returns how many are new."""
    before = Activity.objects.count()
    with transaction.atomic():
        _load_printed(at)
        if not Activity.objects.filter(is_sample=True).exists():
            _load_living(at)
    return {"activities": Activity.objects.count() - before}


def _load_printed(at: datetime) -> None:
    listed = yaml.safe_load(DATA.read_text(encoding="utf-8"))["activities"]
    offices = _offices()
    known = {one.code: one for one in Activity.objects.exclude(code="")}
    for line in listed:
        if line["code"] not in known:
            known[line["code"]] = _printed(line, offices, known, at)


def _printed(line: dict[str, Any], offices: dict[str, Office], known: dict[str, Activity], at: datetime) -> Activity:
    made = Activity.objects.create(
        code=line["code"],
        kind=line["kind"],
        title=line["title"],
        organiser=offices[line["organiser"]],
        parent=known.get(line.get("parent", "")),
        starts_on=line["from"],
        ends_on=line["to"],
        days_unknown=True,
        state=ActivityState.HELD,
        details=line.get("details", {}),
        reference=line["reference"],
        created_at=at,
    )
    notes, at_least = line.get("notes", {}), line.get("at_least", ())
    for name, figure in line.get("outputs", {}).items():
        Output.objects.create(
            activity=made, name=name, figure=figure, at_least=name in at_least, note=notes.get(name, "")
        )
    for form, count in line.get("subjects", {}).items():
        _take_part(made, form, count, at)
    return made


def _take_part(activity: Activity, form: str, count: int, at: datetime) -> None:
    """Reconstructed producers of a legal form stand for those the plan only counts.

    All of them or none: where the rounds were not rebuilt, or were by an older sample, a part would be a wrong count.
    """
    producers = list(
        Producer.objects.filter(
            is_reconstructed=True, forms__form=form, forms__valid_from__lte=activity.starts_on, forms__valid_to=None
        ).order_by("pk")[:count]
    )
    if len(producers) != count:
        return
    Participation.objects.bulk_create(
        Participation(activity=activity, who=Who.PRODUCER, producer=producer, role="subject", recorded_at=at)
        for producer in producers
    )


def _offices() -> dict[str, Office]:
    """The offices of `offices.yaml` by their short ids."""
    listed = yaml.safe_load((DATA.parent / "offices.yaml").read_text(encoding="utf-8"))["offices"]
    by_name = {(one.name, one.valid_from): one for one in Office.objects.all()}
    latest = {one.name: one for one in Office.objects.order_by("valid_from")}
    return {line["id"]: by_name.get((line["name"], line.get("from"))) or latest[line["name"]] for line in listed}


def _load_living(at: datetime) -> None:
    """A class, a talk with some of the same people, a fair with a side event, plans, one overdue; questions."""
    offices, day = _offices(), local_date(at)
    province = _officer(Role.PROVINCE_OFFICER, day)
    _class_and_talk(offices, day, province, at)
    _fair(offices["tt-xttmdldt"], day, province, at)
    _plans(offices, day, province, at)
    _advice(offices, province, at)


def _class_and_talk(offices: dict[str, Office], day: date, by: Actor, at: datetime) -> None:
    """Both held; six people of the class come to the talk too."""
    topics = {"topics": ["criteria", "dossier", "packaging"], "sessions": 2, "audience": "mixed"}
    title = "Lớp mẫu: lập hồ sơ OCOP theo bộ tiêu chí mới"
    trained = _plan("class", title, offices["so-nnmt"], day - timedelta(20), by, at, topics)
    people = _people(trained, by, at)
    _hold(trained, {"documents": 20}, "Học viên làm thử hồ sơ tại lớp.", by, at)
    topic = {"form": "round_table", "topic": "Chủ thể và hệ thống bán lẻ chia sẻ kinh nghiệm"}
    title = "Tọa đàm mẫu: kinh nghiệm đưa sản phẩm vào siêu thị"
    talk = _plan("conference", title, offices["tt-xttmdldt"], day - timedelta(6), by, at, topic)
    for person in people[:6]:
        add_participant(talk, Entry(Who.PERSON, person=person, role="guest"), by=by, at=at)
    _hold(talk, {}, "", by, at)


def _plans(offices: dict[str, Office], day: date, by: Actor, at: datetime) -> None:
    """What is planned: a class, a fair, a science task, and a campaign that is overdue."""
    story = {"topics": ["story", "packaging"]}
    department, promotion, science = offices["so-nnmt"], offices["tt-xttmdldt"], offices["so-khcn"]
    _plan("class", "Lớp mẫu: câu chuyện sản phẩm và bao bì", department, day + timedelta(12), by, at, story)
    where = {"scope": "province", "province": "Đồng Tháp"}
    coming = _plan("fair", "Hội chợ mẫu mùa sen", promotion, day + timedelta(45), by, at, where)
    announce(coming, is_public=True, by=by, at=at)
    problem = {
        "stage": "ordered",
        "subject": "post_harvest",
        "problem": "Hạt sen sấy đổi màu sau ba tháng.",
        "year": day.year,
        "source": "Sự nghiệp khoa học và công nghệ cấp tỉnh",
    }
    _plan("science-task", "Đề xuất mẫu: giữ màu hạt sen sấy", science, day - timedelta(60), by, at, problem)
    thap_muoi = sample_unit("Xã Tháp Mười")
    commune = Office.objects.get(kind=OfficeKind.PEOPLES_COMMITTEE, unit=thap_muoi, valid_to__isnull=True)
    channels = {"channels": ["meeting", "radio"]}
    title = "Đợt mẫu: vận động hộ làm nghề tham gia OCOP"
    _plan("campaign", title, commune, day - timedelta(3), by, at, channels)


def _officer(role: str, on: date) -> Actor:
    post = Appointment.objects.filter(user__is_sample=True, role=role).select_related("user").first()
    assert post is not None, f"no sample person holds {role}"  # noqa: S101 — the sample's own people
    return journey.actor(post.user, on)


def _plan(
    kind: str,
    title: str,
    organiser: Office,
    day: date,
    by: Actor,
    at: datetime,
    details: dict[str, Any],
    parent: Activity | None = None,
) -> Activity:
    facts = Facts(
        title=title,
        organiser=organiser,
        starts_on=day,
        ends_on=day,
        unit=sample_unit("Xã Tháp Mười"),
        venue="Hội trường mẫu",
        details=details,
        parent=parent,
    )
    return plan_activity(kind, facts, by=by, at=at, is_sample=True)


def _hold(activity: Activity, outputs: dict[str, int], summary: str, by: Actor, at: datetime) -> None:
    figures = {name: Decimal(figure) for name, figure in outputs.items()}
    hold_activity(activity, outputs=figures, summary=summary, by=by, at=at)


def _people(activity: Activity, by: Actor, at: datetime) -> list[Any]:
    """Twelve made-up people of the class: officers of communes, leaders of sample producers."""
    producers = list(Producer.objects.filter(is_sample=True).select_related("unit").order_by("pk")[:5])
    communes = Office.objects.filter(kind=OfficeKind.PEOPLES_COMMITTEE, tier="commune", valid_to__isnull=True)
    offices = list(communes.select_related("unit").order_by("sort_key")[:7])
    new = [
        NewPerson(f"Cán bộ Mẫu {_NUMBERS[place]}", PersonGroup.COMMUNE, office=office)
        for place, office in enumerate(offices)
    ]
    new += [
        NewPerson(f"Chủ thể Mẫu {_NUMBERS[place]}", PersonGroup.LEADER, producer=producer)
        for place, producer in enumerate(producers)
    ]
    made = [one.made(at, is_sample=True) for one in new]
    for person in made:
        add_participant(activity, Entry(Who.PERSON, person=person, role="trainee"), by=by, at=at)
    return made


def _fair(organiser: Office, day: date, by: Actor, at: datetime) -> None:
    fair = _plan(
        "fair",
        "Hội chợ mẫu sản phẩm OCOP đầu mùa nước nổi",
        organiser,
        day - timedelta(40),
        by,
        at,
        {"scope": "province", "province": "Đồng Tháp", "zones": "Khu OCOP; khu hội quán; khu khoa học công nghệ"},
    )
    announce(fair, is_public=True, by=by, at=at)
    for place, producer in enumerate(Producer.objects.filter(is_sample=True).order_by("pk")[:6]):
        details = {"province": "Đồng Tháp", "booths": 1 + place % 2, "zone": "Khu OCOP"}
        add_participant(fair, Entry(Who.PRODUCER, producer=producer, role="exhibitor", details=details), by=by, at=at)
    for place, province in enumerate(("An Giang", "Vĩnh Long", "Cần Thơ", "Tây Ninh")):
        details = {"province": province, "booths": 1, "zone": "Khu các tỉnh"}
        name = f"Đơn vị mẫu {_NUMBERS[place]}, {province}"
        add_participant(fair, Entry(Who.PARTNER, partner_name=name, role="exhibitor", details=details), by=by, at=at)
    _hold(fair, {"units": 10}, "", by, at)
    side = _plan(
        "conference",
        "Hội thảo mẫu trong hội chợ: kết nối tiêu thụ",
        organiser,
        day - timedelta(40),
        by,
        at,
        {"form": "seminar", "topic": "Kết nối tiêu thụ"},
        parent=fair,
    )
    _hold(side, {}, "", by, at)


_SEATS = (
    ("vpdp-tinh", "programme"),
    ("so-nnmt", "production"),
    ("so-yt", "safety"),
    ("so-khcn", "property"),
    ("so-khcn", "technology"),
    ("so-ct", "market"),
    ("tt-xttmdldt", "design"),
    ("lm-htx", "organisation"),
    ("so-tc", "finance"),
    ("so-vhttdl", "tourism"),
)
_ASKED = (
    (
        "Nhãn sản phẩm sấy phải ghi những gì?",
        "Cơ sở sấy hạt sen đóng gói 200 g, cần biết nhãn bắt buộc ghi những mục nào.",
        "safety",
        "Câu trả lời mẫu: tên, thành phần, định lượng, ngày sản xuất, hạn dùng, nơi sản xuất, cách bảo quản.",
    ),
    (
        "Đăng ký nhãn hiệu tập thể cần giấy tờ gì?",
        "Hợp tác xã muốn đăng ký nhãn hiệu tập thể cho xoài sấy.",
        "property",
        "Câu trả lời mẫu: tờ khai, mẫu nhãn, quy chế sử dụng nhãn hiệu tập thể, danh sách thành viên.",
    ),
    (
        "Làm sao đưa sản phẩm vào siêu thị?",
        "Cơ sở nhỏ, sản lượng 300 hộp mỗi tháng, muốn bán ở siêu thị trong tỉnh.",
        "market",
        "",
    ),
)


def _advice(offices: dict[str, Office], province: Actor, at: datetime) -> None:
    """The consulting team by field, two answered questions and one that waits; all made up."""
    for office, field in _SEATS:
        advice.seat(offices[office], field, "", by=province, at=at, is_sample=True)
    users = User.objects.filter(is_sample=True, representations__isnull=False).distinct().order_by("pk")
    for (title, text, field, answer), user in zip(_ASKED, users, strict=False):
        asker = journey.actor(user, local_date(at))
        producer = Producer.objects.get(pk=min(asker.producer_ids))
        question = advice.Question(title=title, question=text, field=field, producer=producer)
        case = advice.ask(question, by=asker, at=at - timedelta(days=9), is_sample=True)
        if answer:
            advice.answer(case, answer, by=province, at=at - timedelta(days=7))
