"""What the register puts on people's "việc cần làm"."""

from datetime import date, datetime

from django.urls import reverse

from ocop.ground.producers import policies
from ocop.ground.producers.models import Paper, Product, ProductTag
from ocop.ground.producers.sets import criteria_id_on
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor
from ocop.kit.text.dates import format_date
from ocop.kit.todo import Todo

WALLET = "Tủ giấy tờ"
REGISTER = "Chủ thể và sản phẩm"


def todos_for(actor: Actor, *, at: datetime) -> list[Todo]:
    """Papers of one's own that ran out or soon will; for officers, products in no set and claims to confirm.

    At most three queries.
    """
    on = local_date(at)
    todos = []
    if actor.is_producer:
        papers = Paper.objects.current().filter(producer_id__in=actor.producer_ids)
        ending = (papers.run_out(on) | papers.running_out(on)).order_by("valid_until").select_related("producer")
        todos += [_paper(paper, on) for paper in ending[:20]]
    if policies.may_register(actor) and (criteria_id := criteria_id_on(on)):
        count = Product.objects.visible_to(actor).without_set(criteria_id).count()
        if count:
            address = f"{reverse('producers:products')}?bo=chua"
            title = f"Chọn bộ sản phẩm cho {count} sản phẩm"
            detail = "Chưa có bộ sản phẩm thì chưa biết chấm theo phiếu nào."
            todos.append(Todo(title, address, count=count, detail=detail, section=REGISTER))
    if policies.may_register(actor) and (claims := ProductTag.objects.visible_to(actor).claimed().count()):
        address = f"{reverse('producers:products')}?nhan=cho"
        detail = "Chưa xác nhận thì trang công khai chưa hiện và số liệu chưa tính."
        todos.append(Todo(f"Xem {claims} nhãn chủ thể tự khai", address, count=claims, detail=detail, section=REGISTER))
    return todos


def _paper(paper: Paper, on: date) -> Todo:
    address = reverse("producers:replace_paper", args=[paper.public_id])
    is_over = paper.valid_until is not None and paper.valid_until < on
    day = format_date(paper.valid_until) if paper.valid_until else ""
    title = f"Thay “{paper.title}” đã hết hạn" if is_over else f"Chuẩn bị bản mới của “{paper.title}”"
    detail = f"Giấy hết hạn ngày {day}. Chụp giấy mới rồi tải lên."
    return Todo(title, address, due_on=paper.valid_until, detail=detail, section=WALLET)
