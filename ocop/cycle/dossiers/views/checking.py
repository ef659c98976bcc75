"""Check, lodge, and the page that says what happens next."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ocop.cycle.dossiers import actions, law, policies
from ocop.cycle.dossiers.actions.lodging import first_reader
from ocop.cycle.dossiers.forms import AnswerReturnForm
from ocop.cycle.dossiers.journey import journey_of
from ocop.cycle.dossiers.models import Dossier
from ocop.cycle.dossiers.problems import Problem, problems_in
from ocop.cycle.dossiers.reading import Reading, reading_of
from ocop.cycle.dossiers.states import WITH_PRODUCER
from ocop.cycle.dossiers.views.fetch import actor_of, own_dossier
from ocop.kit import clock
from ocop.kit.scope import YES, Actor, Answer, Refused, no


@login_required
@require_safe
def check(request: HttpRequest, public_id: str) -> HttpResponse:
    """Everything on one page before it is sent, with what is still to mend."""
    dossier = own_dossier(request, public_id)
    if dossier.state not in WITH_PRODUCER:
        return redirect("dossiers:lodged", dossier.public_id)
    reading = reading_of(dossier, clock.today())
    return _show(request, dossier, reading, problems_in(reading))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer_return(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say why items of the return stay as they were; only for a dossier that came back."""
    dossier = own_dossier(request, public_id)
    reading = reading_of(dossier, clock.today())
    faults = [each for lines in reading.faults.values() for each in lines if not each.is_mended and each.place]
    if not faults:
        return redirect("dossiers:check", dossier.public_id)
    form = AnswerReturnForm(request.POST if request.method == "POST" else None, faults=faults)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_return(dossier, answers=form.answers(), by=actor_of(request), at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã lưu câu trả lời. Cơ quan kiểm tra đọc được khi anh/chị nộp lại.")
            return redirect("dossiers:check", dossier.public_id)
    return render(request, "dossiers/answer_return.html", {"dossier": dossier, "form": form})


@login_required
@require_POST
def submit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Lodge the dossier. A second press or a second tab is answered with the same confirmation."""
    dossier = own_dossier(request, public_id)
    try:
        actions.submit_dossier(dossier, by=actor_of(request), at=clock.now())
    except actions.NotReady as not_ready:
        reading = reading_of(dossier, clock.today())
        others = [problem for problem in problems_in(reading) if not problem.blocking]
        return _show(request, dossier, reading, [*not_ready.problems, *others], not_ready.reason)
    except Refused as refused:
        reading = reading_of(dossier, clock.today())
        return _show(request, dossier, reading, problems_in(reading), refused.reason)
    return redirect("dossiers:lodged", dossier.public_id)


@login_required
@require_safe
def lodged(request: HttpRequest, public_id: str) -> HttpResponse:
    """The confirmation: number, day, who acts next and by when."""
    dossier = own_dossier(request, public_id)
    if dossier.state in WITH_PRODUCER:
        messages.info(request, "Hồ sơ này chưa nộp.")
        return redirect("dossiers:dossier", dossier.public_id)
    context = {
        "dossier": dossier,
        "journey": journey_of(dossier),
        "needs_samples": law.needs_samples(dossier) and dossier.samples_received_on is None,
    }
    return render(request, "dossiers/lodged.html", context)


def _show(
    request: HttpRequest, dossier: Dossier, reading: Reading, problems: list[Problem], refused: str = ""
) -> HttpResponse:
    blocking = [problem for problem in problems if problem.blocking]
    advice = [problem for problem in problems if not problem.blocking]
    may, receiver = _may_lodge(dossier, actor_of(request), blocking)
    on = clock.today()
    due_on = law.check_due(dossier.criteria_id, on)
    context = {
        "dossier": dossier,
        "reading": reading,
        "blocking": blocking,
        "unmended": [problem for problem in problems if problem.is_fault],
        "faults": [each for lines in reading.faults.values() for each in lines],
        "advice": advice,
        "advice_title": f"Có {len(advice)} chỗ nên bổ sung để chắc điểm hơn",
        "refused": refused,
        "form_has_errors": bool(refused),
        "may": may,
        "receiver": receiver,
        "due_on": due_on,
        "renewal": law.renewal_of(dossier, on),
        "late_for_round": due_on and due_on > dossier.round.proposal_due and dossier.lodged_at is None,
    }
    return render(request, "dossiers/check.html", context, status=422 if refused else 200)


def _may_lodge(dossier: Dossier, actor: Actor, blocking: list[Problem]) -> tuple[Answer, str]:
    """Whether the button stands, and the name of the office that will receive the dossier."""
    again, at = dossier.lodged_at is not None, clock.now()
    on = clock.local_date(at)
    receiver = ""
    try:
        office = dossier.reading_office if again else first_reader(dossier, at)
        receiver = str(office)
    except Refused as refused:
        return no(refused.reason), ""
    for answer in (
        policies.may_lodge(actor, dossier),
        policies.round_takes(dossier.round, on, again=again),
        YES if again else law.still_in_force(dossier, on),
    ):
        if not answer:
            return answer, receiver
    if blocking:
        return no(f"Còn {len(blocking)} việc phải làm trước, xem danh sách ở đầu trang."), receiver
    return YES, receiver
