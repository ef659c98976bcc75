"""What the yearly results put on people's "việc cần làm"."""

from datetime import datetime

from django.db.models import Exists, OuterRef
from django.urls import reverse

from ocop.ground.producers.models import Producer
from ocop.ground.producers.states import ProductState
from ocop.kit.scope import Actor
from ocop.kit.todo import Todo
from ocop.support.contribution.actions import last_year
from ocop.support.contribution.models import YearlyResult

SECTION = "Kết quả năm"


def todos_for(actor: Actor, *, at: datetime) -> list[Todo]:
    """One's own producers with a recognised product and nothing stated of last year. At most one query."""
    if not actor.is_producer:
        return []
    year = last_year(at)
    stated = YearlyResult.objects.current().filter(producer=OuterRef("pk"), year=year)
    waiting = Producer.objects.represented_by(actor).filter(products__state=ProductState.RECOGNISED)
    waiting = waiting.filter(~Exists(stated)).distinct().order_by("sort_key")
    detail = "Lao động, doanh thu, đầu tư. Người ngoài chỉ thấy số cộng của từ 3 chủ thể trở lên."
    return [
        Todo(
            f"Khai kết quả năm {year} của {producer.name}",
            reverse("contribution:record", args=[producer.public_id, year]),
            detail=detail,
            section=SECTION,
        )
        for producer in waiting
    ]
