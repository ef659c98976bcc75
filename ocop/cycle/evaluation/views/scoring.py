"""The member's pages: the list of sheets, the score pad beside the evidence, handing in."""

import json
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ocop.cycle.dossiers import law
from ocop.cycle.dossiers.reading import reading_of
from ocop.cycle.evaluation import actions, judging, policies
from ocop.cycle.evaluation.actions.scoring import LATE_WORDS
from ocop.cycle.evaluation.forms import SealForm
from ocop.cycle.evaluation.models import ScoreSheet
from ocop.cycle.evaluation.progress import own_sheets
from ocop.cycle.evaluation.scorepad import Pad, pad_of
from ocop.cycle.evaluation.states import SheetState
from ocop.cycle.evaluation.views.fetch import actor_of, evidence_address, own_sheet
from ocop.kit import clock
from ocop.kit.scope import Refused

MOST_MARKS_AT_ONCE = 200


@login_required
@never_cache
@require_safe
def my_sheets(request: HttpRequest) -> HttpResponse:
    """Hồ sơ phải chấm: the member's own sheets with their own progress."""
    lines = own_sheets(actor_of(request))
    done = sum(line.sheet.state != SheetState.DRAFT for line in lines)
    return render(request, "evaluation/my_sheets.html", {"lines": lines, "done": done, "member": _member(request)})


def _member(request: HttpRequest) -> str:
    """Whose marks wait on this device; another member on the same tablet sees nothing of them."""
    return str(request.user.public_id)  # type: ignore[union-attr]


@login_required
@never_cache
@require_safe
def score(request: HttpRequest, public_id: str) -> HttpResponse:
    """The score pad: criteria section by section beside the evidence."""
    sheet = own_sheet(request, public_id)
    return _show(request, sheet, wanted=request.GET.get("muc", ""))


def _pad(request: HttpRequest, sheet: ScoreSheet, typed: dict[str, str] | None = None) -> Pad:
    reading = reading_of(sheet.docket.dossier, clock.today(), file_url=evidence_address(sheet.docket))
    return pad_of(sheet, reading, typed or {})


def _show(
    request: HttpRequest,
    sheet: ScoreSheet,
    *,
    wanted: str = "",
    typed: dict[str, str] | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    pad = _pad(request, sheet, typed)
    current = wanted if any(section.slug == wanted for section in pad.sections) else pad.sections[0].slug
    context = {
        "sheet": sheet,
        "docket": sheet.docket,
        "dossier": sheet.docket.dossier,
        "pad": pad,
        "current": current,
        "may": policies.may_mark(actor_of(request), sheet),
        "member": _member(request),
        "problem": problem,
    }
    return render(request, "evaluation/score.html", context, status=status)


@login_required
@require_POST
def save_section(request: HttpRequest, public_id: str, slug: str) -> HttpResponse:
    """The Save button of one section, for browsers without scripts: the same marks, the same action."""
    sheet = own_sheet(request, public_id)
    criteria = next((s.criteria for s in law.sections_of(sheet.docket.dossier) if s.slug == slug), ())
    typed = {each.code: request.POST[each.code] for each in criteria if request.POST.get(each.code)}
    standing = {mark.criterion_code: f"{mark.case}:{mark.points}" for mark in sheet.marks.all()}
    changed = {code: value for code, value in typed.items() if standing.get(code) != value}
    try:
        marks = [_given(code, value, "") for code, value in changed.items()]
        saved = actions.save_marks(sheet, marks, by=actor_of(request), at=clock.now())
    except Refused as refused:
        return _show(request, sheet, wanted=slug, typed=typed, problem=refused.reason, status=422)
    if saved.late:
        messages.warning(request, LATE_WORDS)
    else:
        messages.success(request, "Đã lưu điểm lên máy chủ.")
    return redirect(_after(sheet, slug))


def _after(sheet: ScoreSheet, slug: str) -> str:
    """The next section, or handing in after the last."""
    slugs = [each.slug for each in law.sections_of(sheet.docket.dossier)]
    following = slugs.index(slug) + 1 if slug in slugs else 0
    if following == len(slugs):
        return reverse("evaluation:seal", args=[sheet.public_id])
    return f"{reverse('evaluation:score', args=[sheet.public_id])}?muc={slugs[following]}"


def _given(code: str, value: Any, key: str) -> actions.GivenMark:
    """A mark from a radio's value, "case:points"; an empty value takes the mark back. Raises `Refused`."""
    case, _, points = str(value).rpartition(":")
    if value in ("", None):
        return actions.GivenMark(code, None, key=key) if key else actions.GivenMark(code, None)
    if not points.isascii() or not points.isdigit() or len(points) > 3:
        raise Refused(f"Tiêu chí {code}: điểm gửi lên không đọc được. Anh/chị chọn lại.")
    return actions.GivenMark(code, int(points), case, key) if key else actions.GivenMark(code, int(points), case)


@login_required
@require_POST
def save_queue(request: HttpRequest, public_id: str) -> JsonResponse | HttpResponseRedirect:
    """The queue of a device: `{"marks": [{"key", "code", "value"}]}`.

    Answers per key what became of it: `saved`, `late` with words, or `refused` with the sentence. A mark that the sheet
    does not print never holds up the others; when none could be kept the status is 422.
    """
    sheet = own_sheet(request, public_id)
    try:
        sent = json.loads(request.body)["marks"]
        lines = [(str(each["key"]), str(each["code"]), each.get("value")) for each in sent]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return JsonResponse({"words": "Điểm gửi lên không đọc được."}, status=400)
    if len(lines) > MOST_MARKS_AT_ONCE:
        return JsonResponse({"words": "Gửi quá nhiều điểm một lần."}, status=400)
    good, refused = _sorted_out(sheet, lines)
    try:
        saved = actions.save_marks(sheet, good, by=actor_of(request), at=clock.now()) if good else actions.Saved()
    except Refused as no:
        refused |= {mark.key: no.reason for mark in good}
        saved = actions.Saved()
    answer = {
        "saved": [*saved.saved, *saved.repeated],
        "late": dict.fromkeys(saved.late, LATE_WORDS),
        "refused": refused,
        "at": f"{clock.now():%H:%M}",
    }
    kept = saved.saved or saved.late or saved.repeated
    return JsonResponse(answer, status=200 if kept or not refused else 422)


def _sorted_out(sheet: ScoreSheet, lines: list[tuple[str, str, Any]]) -> tuple[list[actions.GivenMark], dict[str, str]]:
    """The marks that the sheet prints, and for each other key the reason in words."""
    printed = law.sheet_of(sheet.docket.dossier)
    good, refused = [], {}
    for key, code, value in lines:
        try:
            mark = _given(code, value, key)
            judging.check_option(printed, mark.code, mark.points, mark.case)
        except Refused as no:
            refused[key] = no.reason
        else:
            good.append(mark)
    return good, refused


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def seal(request: HttpRequest, public_id: str) -> HttpResponse:
    """Check before handing in: total, parts, blanks; then "Nộp phiếu chấm"."""
    sheet = own_sheet(request, public_id)
    marks = list(sheet.marks.all())
    printed = law.sheet_of(sheet.docket.dossier)
    blanks = judging.unanswered(printed, marks) if sheet.state == SheetState.DRAFT else []
    data = request.POST if request.method == "POST" else None
    form = SealForm(data, blanks=blanks, initial={"remark": sheet.remark})
    actor, at = actor_of(request), clock.now()
    if request.method == "POST" and form.is_valid():
        try:
            if sheet.state == SheetState.DRAFT:
                actions.save_remark(sheet, form.cleaned_data["remark"], by=actor, at=at)
            actions.seal_sheet(sheet, zeros=form.cleaned_data.get("zeros", ()), by=actor, at=at)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"Đã nộp phiếu chấm {sheet.docket.dossier.product}. Điểm không sửa được nữa.")
            return redirect("evaluation:my_sheets")
    context = {
        "sheet": sheet,
        "docket": sheet.docket,
        "dossier": sheet.docket.dossier,
        "score": judging.score_of(printed, marks),
        "printed": printed,
        "blanks": [printed.criteria[code] for code in blanks],
        "form": form,
        "may": policies.may_mark(actor, sheet),
        "member": _member(request),
    }
    return render(request, "evaluation/seal.html", context, status=200)
