"""Published figures: found by code, as they were then, beside what the records give now."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ocop.ground.planning.measures import measure_called
from ocop.ground.planning.promise_words import option_words
from ocop.kit import clock
from ocop.kit.text.numbers import format_number
from ocop.kit.ui.listing import ListColumn, page_of, sheet_of, table_of
from ocop.kit.web import Request
from ocop.oversight.figures import policies
from ocop.oversight.figures.codes import page_of_code
from ocop.oversight.figures.comparing import Difference, difference
from ocop.oversight.figures.forms import PublishedFilter
from ocop.oversight.figures.freezing import FrozenLines, Line, ListBroken, is_sound, lines_of, thaw
from ocop.oversight.figures.models import CODE_LENGTH, Figure
from ocop.oversight.figures.queries import code_in
from ocop.oversight.figures.questions import Question, answer, query_of, rows_of
from ocop.oversight.figures.views.asking import asker

COLUMNS = (
    ListColumn("Con số", lambda row: row.name, url=lambda row: reverse("figures:figure", args=[row.code])),
    ListColumn("Mã", lambda row: row.printed_code),
    ListColumn("Giá trị", lambda row: row.value, "number"),
    ListColumn("Trên tổng số", lambda row: row.base, "number"),
    ListColumn("Đơn vị tính", lambda row: row.unit),
    ListColumn("Tính đến ngày", lambda row: row.on, "date"),
    ListColumn("Công bố lúc", lambda row: row.published_at, "date"),
    ListColumn("Dùng vào việc gì", lambda row: row.why, on_screen=False),
)
LINE_COLUMNS = (
    ListColumn("Bản ghi", lambda line: line.label, url=lambda line: line.url),
    ListColumn("Chi tiết", lambda line: line.detail),
)
AMOUNT = ListColumn("Cộng vào tổng", lambda line: line.amount, "number")


def _found(request: Request) -> tuple[PublishedFilter, Any]:
    actor = asker(request)
    form = PublishedFilter(request.GET)
    form.is_valid()
    rows: Any = Figure.objects.visible_to(actor)
    if words := form.cleaned_data.get("q"):
        rows = rows.search(words)
    return form, rows


@login_required
@require_safe
def published(request: Request) -> HttpResponse:
    """Every published figure; a code typed whole opens its figure, or the typed number that bears it, at once."""
    form, rows = _found(request)
    words = form.cleaned_data.get("q") or ""
    if one := rows.filter(code=code_in(words)).first() if words else None:
        return redirect("figures:figure", one.code)
    if elsewhere := page_of_code(request.actor, code_in(words)) if len(code_in(words)) == CODE_LENGTH else "":
        return redirect(elsewhere)
    page = page_of(request, rows)
    context = {
        "title": "Con số đã công bố",
        "lead": "Mỗi con số giữ cách tính, mẫu số và danh sách bản ghi lúc công bố. Gõ mã in trên giấy để mở.",
        "crumbs": ("Số liệu", reverse("figures:indicators")),
        "filter_form": form,
        "export_url": reverse("figures:published_sheet"),
        "noun": "con số",
        "page": page,
        "table": table_of("Con số đã công bố", COLUMNS, page),
        "empty_words": "Chưa có con số nào khớp. Kiểm tra lại mã, hoặc hỏi số liệu rồi công bố.",
    }
    return render(request, "kit/listing_page.html", context)


@login_required
@require_safe
def published_sheet(request: Request) -> HttpResponse:
    _, rows = _found(request)
    return sheet_of("con-so-da-cong-bo", "Con số", COLUMNS, rows, request.actor.on)


def _figure(request: Request, code: str) -> Figure:
    found: Any = Figure.objects.visible_to(asker(request))
    joined = ("place", "of_office", "office", "published_by", "counted", "counted_of")
    return get_object_or_404(found.select_related(*joined), code=code_in(code))  # type: ignore[no-any-return]


def question_of(figure: Figure) -> Question | None:
    """The question a figure answered; None when its measure is no longer on the platform."""
    measure = measure_called(figure.measure)
    if measure is None:
        return None
    return Question(measure, figure.on, figure.since, figure.options, figure.place, figure.of_office)


@login_required
@require_safe
def figure(request: Request, code: str) -> HttpResponse:
    """A figure as published, and what the same question gives today."""
    found = _figure(request, code)
    question = question_of(found)
    lists = [kept for kept in (found.counted, found.counted_of) if kept is not None]
    context: dict[str, Any] = {"figure": found, "is_sound": all(is_sound(kept) for kept in lists)}
    context["may_open"] = policies.may_open(request.actor, found.of_office)
    if question is not None:
        now = answer(question)
        context |= {
            "now": now,
            "conditions": option_words(question.measure, question.options),
            "changed_definition": question.measure.definition != found.definition,
            "differs": (now.count, now.base) != (found.value, found.base),
            "ask_url": f"{reverse('figures:ask', args=[found.measure])}?{query_of(question)}",
        }
    return render(request, "figures/figure.html", context)


def _lines(request: Request, found: Figure) -> tuple[str, Sequence[Line], int]:
    """The lines of a figure that the person may open, and of how many: as frozen, of the base, or changed since.

    How many there are is told to whoever may read the figure: the figure says it, and it is published.
    """
    if not policies.may_open(request.actor, found.of_office):
        raise Http404
    part = request.GET.get("phan", "")
    of_base = part.startswith("mau")
    kept = found.counted_of if of_base else found.counted
    if kept is None:
        raise Http404
    units = policies.units_opened(request.actor, found.of_office)
    if part not in COMPARED:
        return part, FrozenLines(kept, units), kept.rows
    lines = COMPARED[part](difference(thaw(kept), _now(found, of_base=of_base)))
    mine = lines if units is None else [line for line in lines if line.unit in units]
    return part, mine, len(lines)


def _now(found: Figure, *, of_base: bool) -> list[Line]:
    question = question_of(found)
    if question is None:
        raise Http404
    counted = question.measure.base if of_base else question.measure.counted
    return list(lines_of(counted, rows_of(question, of_base=of_base))) if counted is not None else []


def _changed(change: Difference) -> list[Line]:
    return [
        new._replace(detail=f"{new.detail}; lúc công bố {format_number(old.amount)}".removeprefix("; "))
        for old, new in change.changed
    ]


COMPARED: Mapping[str, Callable[[Difference], list[Line]]] = {
    "them": lambda change: list(change.come),
    "bot": lambda change: list(change.gone),
    "doi": _changed,
    "mau-them": lambda change: list(change.come),
    "mau-bot": lambda change: list(change.gone),
}
PART_WORDS = {
    "": "Bản ghi lúc công bố",
    "mau": "Bản ghi của mẫu số lúc công bố",
    "them": "Nay được đếm, lúc công bố thì không",
    "bot": "Lúc công bố được đếm, nay thì không",
    "doi": "Nay cộng vào một số khác",
    "mau-them": "Nay thuộc mẫu số, lúc công bố thì không",
    "mau-bot": "Lúc công bố thuộc mẫu số, nay thì không",
}


def _has(found: Figure, part: str) -> bool:
    if part.startswith("mau"):
        return found.is_share
    return part != "doi" or found.is_sum


def _broken(request: Request, found: Figure) -> HttpResponse:
    """Back to the figure: nothing of a list that is not what was frozen is shown."""
    messages.error(request, "Không mở được danh sách bản ghi: dấu băm không khớp. Báo quản trị hệ thống.")
    return redirect("figures:figure", found.code)


def _things(kept: Sequence[Line]) -> int | None:
    """How many different things lines are; None where only reading every page of a long list would tell."""
    if isinstance(kept, FrozenLines):
        return kept.things
    return len({line.thing for line in kept})


def _narrowed(mine: int, every: int) -> str:
    return f"anh/chị xem được {format_number(mine)} trong số {format_number(every)} bản ghi của danh sách"


@login_required
@require_safe
def lines(request: Request, code: str) -> HttpResponse:
    """The records of a figure as they were named when it was published, or those that went and came since."""
    found = _figure(request, code)
    try:
        part, kept, every = _lines(request, found)
        page = page_of(request, kept)
    except ListBroken:
        return _broken(request, found)
    columns = [*LINE_COLUMNS, AMOUNT] if found.is_sum else LINE_COLUMNS
    context = {
        "figure": found,
        "title": PART_WORDS.get(part, PART_WORDS[""]),
        "parts": [(name, words) for name, words in PART_WORDS.items() if _has(found, name)],
        "part": part,
        "page": page,
        "table": table_of("Bản ghi", columns, page),
        "things": _things(kept),
        "narrowed": _narrowed(len(kept), every) if len(kept) < every else "",
        "export_url": f"{reverse('figures:lines_sheet', args=[found.code])}?{request.GET.urlencode()}",
    }
    return render(request, "figures/lines.html", context)


@login_required
@require_safe
def lines_sheet(request: Request, code: str) -> HttpResponse:
    found = _figure(request, code)
    columns = [*LINE_COLUMNS, AMOUNT] if found.is_sum else LINE_COLUMNS
    title, on = f"{found.name}, mã {found.printed_code}", clock.local_date(found.published_at)
    try:
        _, kept, every = _lines(request, found)
        if len(kept) < every:
            title = f"{title}: {_narrowed(len(kept), every)}"
        return sheet_of(f"ban-ghi-{found.code}", "Bản ghi", columns, kept, on, title=title)
    except ListBroken:
        return _broken(request, found)
