"""Acts on many dossiers at once: choose, see the effect, confirm."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ocop.cycle.dossiers.models import Dossier
from ocop.cycle.evaluation import actions, judging, policies
from ocop.cycle.evaluation.models import Council, Docket
from ocop.cycle.evaluation.states import DocketState, SeatRole
from ocop.cycle.evaluation.views.fetch import actor_of, council_of
from ocop.kit import clock
from ocop.kit.scope import YES, Actor, Answer, Refused, no


@dataclass(frozen=True)
class BulkAct:
    """One act: who may, which records it may take, what it will do in words, and how."""

    title: str
    button: str
    noun: str
    may: Callable[[Actor, Council], Answer]
    candidates: Callable[[Council], list[Any]]
    effect: Callable[[Council, list[Any]], str]
    run: Callable[[Council, list[Any], Actor, Any], str]
    nothing: str


def _accepted(council: Council) -> list[Dossier]:
    rows = Dossier.objects.accepted().filter(round=council.round)
    return list(rows.select_related("product", "producer__unit"))


def _take_up_effect(council: Council, chosen: list[Dossier]) -> str:
    return (
        f"{len(chosen)} hồ sơ sẽ đứng trước Hội đồng, theo thứ tự bên dưới. "
        "Từ lúc này chủ thể không rút hồ sơ trên phần mềm được nữa."
    )


def _take_up(council: Council, chosen: list[Dossier], by: Actor, at: Any) -> str:
    made = actions.take_up_dossiers(council, chosen, by=by, at=at)
    return f"Đã đưa {len(made)} hồ sơ vào Hội đồng."


def _dockets(council: Council, *states: str) -> list[Docket]:
    rows = council.dockets.filter(state__in=states).for_list().with_sheets_counted().order_by("order", "pk")
    return list(rows)


def _last_sitting(council: Council) -> Any:
    return council.sittings.prefetch_related("present").order_by("-held_on").first()


def _may_open(actor: Actor, council: Council) -> Answer:
    if not (answer := policies.may_run(actor, council)):
        return answer
    return judging.quorum_of(council, _last_sitting(council)).answer


def _open_effect(council: Council, chosen: list[Docket]) -> str:
    quorum = judging.quorum_of(council, _last_sitting(council))
    return (
        f"{len(chosen)} hồ sơ sẽ mở chấm cho {quorum.present} thành viên có mặt, "
        f"thành {len(chosen) * quorum.present} phiếu. {quorum.sentence}"
    )


def _open(council: Council, chosen: list[Docket], by: Actor, at: Any) -> str:
    opened = actions.open_scoring(chosen, sitting=_last_sitting(council), by=by, at=at, prefill=True)
    return f"Đã mở chấm {len(opened)} hồ sơ."


def _complete(council: Council) -> list[Docket]:
    """Those whose sheets are all in."""
    return list(council.dockets.complete().for_list().order_by("order", "pk"))


def _close_effect(council: Council, chosen: list[Docket]) -> str:
    return (
        f"{len(chosen)} hồ sơ đã nộp đủ phiếu sẽ được đóng chấm và tính kết quả, không ghi điều kiện loại nào. "
        "Hồ sơ có điều kiện loại thì anh/chị mở từng hồ sơ để đóng."
    )


def _close(council: Council, chosen: list[Docket], by: Actor, at: Any) -> str:
    closed = [actions.close_scoring(each, by=by, at=at) for each in chosen]
    apart = sum(each.state == DocketState.SPREAD for each in closed)
    again = f" {apart} hồ sơ chênh lệch quá mức, cần chấm lại." if apart else ""
    return f"Đã đóng chấm {len(closed)} hồ sơ.{again}"


def _may_conclude(actor: Actor, council: Council) -> Answer:
    seat = policies.seat_of(actor, council)
    if seat is not None and seat.role in (SeatRole.CHAIR, SeatRole.VICE_CHAIR):
        return YES
    return no("Chỉ Chủ tịch Hội đồng ghi được kết luận.")


def _conclude_effect(council: Council, chosen: list[Docket]) -> str:
    return f"{len(chosen)} hồ sơ sẽ được kết luận đúng theo điểm trung bình và hạng sao dưới đây."


def _conclude(council: Council, chosen: list[Docket], by: Actor, at: Any) -> str:
    for each in chosen:
        actions.conclude_docket(each, text="Thống nhất kết quả chấm của Hội đồng.", by=by, at=at)
    return f"Đã kết luận {len(chosen)} hồ sơ."


ACTS: dict[str, BulkAct] = {
    "dua-ho-so": BulkAct(
        "Đưa hồ sơ vào Hội đồng",
        "Đưa vào Hội đồng",
        "hồ sơ",
        policies.may_prepare,
        _accepted,
        _take_up_effect,
        _take_up,
        "Không có hồ sơ nào của đợt này đã được tỉnh tiếp nhận và chưa vào Hội đồng.",
    ),
    "mo-cham": BulkAct(
        "Mở chấm điểm",
        "Mở chấm điểm",
        "hồ sơ",
        _may_open,
        lambda council: _dockets(council, DocketState.WAITING, DocketState.SPREAD),
        _open_effect,
        _open,
        "Không có hồ sơ nào chờ mở chấm.",
    ),
    "dong-cham": BulkAct(
        "Đóng chấm các hồ sơ đã nộp đủ phiếu",
        "Đóng chấm điểm",
        "hồ sơ",
        policies.may_run,
        _complete,
        _close_effect,
        _close,
        "Chưa có hồ sơ nào nộp đủ phiếu.",
    ),
    "ket-luan": BulkAct(
        "Kết luận các hồ sơ đã đóng chấm",
        "Kết luận",
        "hồ sơ",
        _may_conclude,
        lambda council: _dockets(council, DocketState.CLOSED),
        _conclude_effect,
        _conclude,
        "Không có hồ sơ nào chờ kết luận.",
    ),
}


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def bulk(request: HttpRequest, public_id: str, act: str) -> HttpResponse:
    """First choose, then see what will happen, then confirm. All of the chosen, or none."""
    if act not in ACTS:
        raise Http404
    found, wanted = council_of(request, public_id), ACTS[act]
    actor = actor_of(request)
    may = wanted.may(actor, found)
    if not may and not policies.may_run(actor, found):
        raise Http404(may.reason)
    candidates = wanted.candidates(found)
    picked = set(request.POST.getlist("chon"))
    chosen = [each for each in candidates if each.public_id in picked]
    context = {"council": found, "act": wanted, "slug": act, "may": may, "lines": _lines(candidates, chosen)}
    if request.method == "POST" and not chosen:
        context["problem"] = f"Đánh dấu ít nhất một {wanted.noun}."
        return render(request, "evaluation/bulk.html", context, status=422)
    if request.method == "POST" and "xac-nhan" in request.POST:
        try:
            with transaction.atomic():
                words = wanted.run(found, chosen, actor, clock.now())
        except Refused as refused:
            context["problem"] = refused.reason
            return render(request, "evaluation/bulk.html", context, status=422)
        messages.success(request, words)
        return redirect("evaluation:council", found.public_id)
    if request.method == "POST":
        context |= {"lines": _lines(chosen, chosen), "effect": wanted.effect(found, chosen)}
        return render(request, "evaluation/bulk_confirm.html", context)
    return render(request, "evaluation/bulk.html", context)


def _lines(records: Iterable[Any], chosen: list[Any]) -> list[dict[str, Any]]:
    """What the table prints of a dossier or of a docket."""
    marked = {each.public_id for each in chosen}
    lines = []
    for each in records:
        dossier = each if isinstance(each, Dossier) else each.dossier
        docket = None if isinstance(each, Dossier) else each
        lines.append({"id": each.public_id, "dossier": dossier, "docket": docket, "chosen": each.public_id in marked})
    return lines
