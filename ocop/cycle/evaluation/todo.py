"""What councils put on the list of things to do of members, secretaries, chairs and the provincial office."""

from collections.abc import Mapping
from datetime import datetime
from typing import cast

from django.db.models import Count, F, Q
from django.urls import reverse

from ocop.cycle.dossiers.models import Dossier
from ocop.cycle.evaluation.models import Council, MarkVersion, ScoreSheet, Seat
from ocop.cycle.evaluation.states import CouncilState, DocketState, SeatRole, SheetState
from ocop.ground.offices.states import Role
from ocop.kit.scope import Actor
from ocop.kit.todo import Todo

SECTION = "Hội đồng"


def todos_for(actor: Actor, *, at: datetime) -> list[Todo]:
    """Everything that waits for the person before a council; at most five queries."""
    if actor.user_id is None:
        return []
    todos = _of_the_office(actor) if actor.has_role(Role.PROVINCE_OFFICER, Role.SECRETARY) else []
    seats = Seat.objects.filter(user_id=actor.user_id).exclude(council__state=CouncilState.CLOSED)
    places = {seat.council_id: seat for seat in seats.select_related("council__round")}
    if not places:
        return todos
    todos += _of_the_member(actor)
    running = [pk for pk, seat in places.items() if seat.role == SeatRole.SECRETARY]
    chairing = [pk for pk, seat in places.items() if seat.role == SeatRole.CHAIR]
    counts = _counts([*running, *chairing]) if running or chairing else {}
    for council_id in running:
        todos += _of_the_secretary(places[council_id].council, counts.get(council_id, {}))
    for council_id in chairing:
        todos += _of_the_chair(places[council_id].council, counts.get(council_id, {}))
    return todos + (_late(running) if running else [])


def _of_the_member(actor: Actor) -> list[Todo]:
    waiting = ScoreSheet.objects.own(actor).to_score().count()
    if not waiting:
        return []
    return [Todo(f"Chấm {waiting} hồ sơ", reverse("evaluation:my_sheets"), count=waiting, section=SECTION)]


def _counts(council_ids: list[int]) -> dict[int, Mapping[str, int]]:
    """Per council: dossiers by state, and those being scored whose sheets are all in; one query over sheets."""
    wanted = Q(dockets__sheets__turn=F("dockets__turn")) & Q(dockets__state=DocketState.SCORING)
    rows = Council.objects.filter(pk__in=council_ids).annotate(
        waiting=Count("dockets", filter=Q(dockets__state=DocketState.WAITING), distinct=True),
        spread=Count("dockets", filter=Q(dockets__state=DocketState.SPREAD), distinct=True),
        closed=Count("dockets", filter=Q(dockets__state=DocketState.CLOSED), distinct=True),
        scoring=Count("dockets", filter=Q(dockets__state=DocketState.SCORING), distinct=True),
        missing=Count("dockets", filter=wanted & Q(dockets__sheets__state=SheetState.DRAFT), distinct=True),
    )
    found = rows.values("pk", "waiting", "spread", "closed", "scoring", "missing")
    return {row["pk"]: cast(Mapping[str, int], row) for row in found}


def _of_the_secretary(council: Council, counts: Mapping[str, int]) -> list[Todo]:
    page = reverse("evaluation:council", args=[council.public_id])
    complete = counts.get("scoring", 0) - counts.get("missing", 0)
    lines = [
        ("Mở chấm {} hồ sơ", counts.get("waiting", 0), reverse("evaluation:bulk", args=[council.public_id, "mo-cham"])),
        ("Cho chấm lại {} hồ sơ chênh lệch quá mức", counts.get("spread", 0), f"{page}?buoc=spread"),
        ("Đóng chấm {} hồ sơ đủ phiếu", complete, reverse("evaluation:bulk", args=[council.public_id, "dong-cham"])),
    ]
    return [_todo(title, count, url, council) for title, count, url in lines if count > 0]


def _of_the_chair(council: Council, counts: Mapping[str, int]) -> list[Todo]:
    closed = counts.get("closed", 0)
    url = f"{reverse('evaluation:council', args=[council.public_id])}?buoc=closed"
    return [_todo("Kết luận {} hồ sơ", closed, url, council)] if closed else []


def _todo(title: str, count: int, url: str, council: Council) -> Todo:
    due_on = council.round.meeting_due
    return Todo(title.format(count), url, due_on=due_on, count=count, detail=council.name, section=SECTION)


def _late(council_ids: list[int]) -> list[Todo]:
    """Marks that came too late and that no secretary has seen."""
    rows = MarkVersion.objects.filter(is_late=True, reviewed_at__isnull=True, sheet__docket__council__in=council_ids)
    found = rows.values_list("sheet__docket__council__public_id").annotate(Count("pk")).order_by()
    return [
        Todo(
            f"Xem {count} điểm đến sau khi đóng chấm",
            reverse("evaluation:late", args=[public_id]),
            count=count,
            section=SECTION,
        )
        for public_id, count in found
    ]


def _of_the_office(actor: Actor) -> list[Todo]:
    """Accepted dossiers that no council has taken up yet, by round."""
    rows = Dossier.objects.accepted().order_by("round__meeting_due", "round_id")
    found = rows.values_list("round_id", "round__name", "round__public_id", "round__meeting_due").annotate(Count("pk"))
    if not found:
        return []
    councils = dict(
        Council.objects.exclude(state=CouncilState.CLOSED)
        .filter(round_id__in=[line[0] for line in found])
        .values_list("round_id", "public_id")
    )
    todos = []
    for round_id, name, round_public_id, due_on, count in found:
        if round_id in councils:
            url = reverse("evaluation:bulk", args=[councils[round_id], "dua-ho-so"])
            title = f"Đưa {count} hồ sơ đã tiếp nhận vào Hội đồng"
        else:
            url = f"{reverse('evaluation:new_council')}?dot={round_public_id}"
            title = f"Lập Hội đồng cho {count} hồ sơ đã tiếp nhận"
        todos.append(Todo(title, url, due_on=due_on, count=count, detail=name, section=SECTION))
    return todos
