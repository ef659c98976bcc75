"""What dossiers give each person to do today."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse

from ocop.cycle.dossiers import policies
from ocop.cycle.dossiers.models import Dossier
from ocop.cycle.dossiers.queries import FIRST_READERS
from ocop.cycle.dossiers.states import WITH_PRODUCER, DossierState
from ocop.ground.offices.states import Role
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor
from ocop.kit.todo import Todo

SECTION = "Hồ sơ"


def todos_for(actor: Actor, *, at: datetime) -> list[Todo]:
    """Lines of the home page: drafts and returns of a producer, checks of a first reader, intake of the province.

    At most one query per side a person works on, whatever the number of dossiers.
    """
    todos: list[Todo] = []
    if actor.producer_ids:
        todos += _for_producer(actor, local_date(at))
    if offices := actor.office_ids(*FIRST_READERS):
        todos += _for_first_reader(Dossier.objects.filter(reading_office_id__in=offices), at)
    if actor.has_role(Role.PROVINCE_OFFICER):
        todos += _for_province()
    return todos


def _for_producer(actor: Actor, on: date) -> Iterator[Todo]:
    mine = Dossier.objects.filter(producer_id__in=actor.producer_ids, state__in=WITH_PRODUCER)
    rows = mine.select_related("product", "round").annotate(
        wanted_by=Min("returns__wanted_by", filter=Q(returns__answered_at__isnull=True))
    )
    for dossier in rows.order_by("pk")[:20]:
        url = reverse("dossiers:dossier", args=[dossier.public_id])
        detail = dossier.round.name
        if dossier.state == DossierState.RETURNED:
            title, due = f"Bổ sung hồ sơ {dossier.product.name}", dossier.wanted_by
        elif policies.round_is_over(dossier.round, on):
            title, due = f"Chọn đợt khác cho hồ sơ {dossier.product.name}", None
            url = reverse("dossiers:change_round", args=[dossier.public_id])
            detail = f"{dossier.round.name} không nhận hồ sơ nữa"
        else:
            title, due = f"Làm tiếp hồ sơ {dossier.product.name}", dossier.round.proposal_due
        yield Todo(title, url, due, detail=detail, section=SECTION)


def _numbers(rows: QuerySet[Dossier], **counts: Any) -> dict[str, Any]:
    return rows.aggregate(**counts)


def _for_first_reader(rows: QuerySet[Dossier], at: datetime) -> Iterator[Todo]:
    waiting = Q(state=DossierState.LODGED)
    found = _numbers(
        rows,
        waiting=Count("pk", filter=waiting),
        late=Count("pk", filter=waiting & Q(due_on__lt=local_date(at))),
        first_due=Min("due_on", filter=waiting),
    )
    if found["waiting"]:
        detail = f"{found['late']} hồ sơ đã quá hạn" if found["late"] else ""
        url = reverse("dossiers:reading_list")
        title = f"Kiểm tra {found['waiting']} hồ sơ chủ thể đã nộp"
        yield Todo(title, url, found["first_due"], count=found["waiting"], detail=detail, section=SECTION)


def _for_province() -> Iterator[Todo]:
    found = _numbers(
        Dossier.objects.all(),
        forwarded=Count("pk", filter=Q(state=DossierState.FORWARDED)),
        accepted=Count("pk", filter=Q(state=DossierState.ACCEPTED)),
        meeting=Min("round__meeting_due", filter=Q(state=DossierState.FORWARDED)),
    )
    if found["forwarded"]:
        url = reverse("dossiers:province_list")
        title = f"Tiếp nhận {found['forwarded']} hồ sơ được chuyển lên"
        detail = "Hạn là ngày đánh giá xong của đợt"
        yield Todo(title, url, found["meeting"], count=found["forwarded"], detail=detail, section=SECTION)
