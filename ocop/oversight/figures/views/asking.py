"""Asking an indicator: the list of all there are, one question's answer, the records behind it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST, require_safe

from ocop.ground.offices.borders import Gap
from ocop.ground.offices.models import Office
from ocop.ground.offices.placing import waiting_for
from ocop.ground.offices.policies import may_place
from ocop.ground.planning.measures import Measure, known_measures, measure_called
from ocop.kit import clock
from ocop.kit.charts import chart_bar, chart_line
from ocop.kit.scope import Actor, Refused
from ocop.kit.text.fold import fold
from ocop.kit.ui.listing import ListColumn, sheet_of, table_of
from ocop.kit.web import Request
from ocop.oversight.figures import actions, policies
from ocop.oversight.figures.forms import KeepForm, PublishForm, QuestionForm, SearchForm, offices_asked, split_label
from ocop.oversight.figures.models import SavedQuestion
from ocop.oversight.figures.questions import (
    BY_TIME,
    Cell,
    Question,
    answer,
    places_on,
    query_of,
    split_answer,
)

# The beginning of a measure's key → what its figures speak of.
TOPICS = {
    "ideas": "Ý tưởng sản phẩm",
    "planning": "Việc của kế hoạch, vướng mắc",
    "dossiers": "Dự thi, đánh giá",
    "certification": "Sao và sản phẩm",
    "producers": "Chủ thể, sản phẩm",
    "training": "Đào tạo, tập huấn",
    "activities": "Hoạt động",
    "outputs": "Kết quả hoạt động",
    "markets": "Thị trường",
    "funding": "Hỗ trợ, tín dụng",
    "budget": "Kinh phí",
    "projects": "Dự án",
    "contribution": "Kết quả của chủ thể",
    "reporting": "Báo cáo định kỳ",
}
MOST_BARS = 15


def asker(request: Request) -> Actor:
    """The person, when figures are for them; 404 otherwise."""
    if not policies.may_ask(request.actor):
        raise Http404
    return request.actor


@login_required
@require_safe
def indicators(request: Request) -> HttpResponse:
    """Every indicator with its definition, by topic, and the questions the person keeps."""
    actor = asker(request)
    form = SearchForm(request.GET)
    form.is_valid()
    words = fold(form.cleaned_data.get("q") or "").split()
    found = [each for each in known_measures().values() if _speaks_of(each, words)]
    topics = [
        (name, [each for each in found if each.key.split(".")[0] == topic], topic == "outputs" and not words)
        for topic, name in TOPICS.items()
    ]
    context = {
        "filter_form": form,
        "topics": [topic for topic in topics if topic[1]],
        "count": len(found),
        "kept": SavedQuestion.objects.filter(kept_by_id=actor.user_id),
    }
    return render(request, "figures/indicators.html", context)


def _speaks_of(measure: Measure, words: list[str]) -> bool:
    text = fold(f"{measure.name} {measure.definition}")
    return all(word in text for word in words)


def question_asked(request: Request, key: str) -> tuple[QuestionForm, Question | None]:
    """The form of a measure's question, and what was asked when it can be read."""
    measure = measure_called(key)
    if measure is None:
        raise Http404
    today = clock.today()
    places = {unit.pk: unit for unit in places_on(today)} if measure.counted.place else {}
    offices = {office.public_id: office for office in offices_asked()} if measure.tells_offices else {}
    form = QuestionForm(request.GET, measure=measure, today=today, places=places, offices=offices)
    return form, form.question() if form.is_valid() else None


@login_required
@require_safe
def ask(request: Request, key: str) -> HttpResponse:
    """A question's answer: the figure with its base, and its split."""
    asker(request)
    form, question = question_asked(request, key)
    return _page(request, form, question)


def _page(
    request: Request,
    form: QuestionForm,
    question: Question | None,
    publish_form: PublishForm | None = None,
    keep_form: KeepForm | None = None,
) -> HttpResponse:
    context: dict[str, Any] = {
        "measure": form.measure,
        "filter_form": form,
        "question": question,
        "publish_form": publish_form or PublishForm(),
        "keep_form": keep_form or KeepForm(),
        "may_publish": policies.may_publish(request.actor),
        "may_open": question is not None and policies.may_open(request.actor, question.office),
        "asked": request.GET.urlencode(),
    }
    if question is not None:
        cells = split_answer(question, clock.today()) if question.split else []
        linked, places = bool(context["may_open"]), bool(may_place(request.actor))
        context |= {
            "cell": answer(question),
            "waiting": waiting_for(question.place) if question.place else None,
            "may_place": places,
            "words": actions.words_of(question),
            "cells": cells,
            "table": table_of(actions.words_of(question), _columns(question, linked=linked, places=places), cells),
            "chart": _chart(question, cells),
            "rows_url": f"{reverse('figures:rows', args=[form.measure.key])}?{query_of(question)}",
            "base_rows_url": f"{reverse('figures:rows', args=[form.measure.key])}?{query_of(question)}&phan=mau",
        }
    wrong = any(each is not None and each.errors for each in (form, publish_form, keep_form))
    return render(request, "figures/ask.html", context, status=422 if wrong else 200)


def _rows_link(cell: Cell) -> str:
    if cell.question is None:
        return ""
    return f"{reverse('figures:rows', args=[cell.question.measure.key])}?{query_of(cell.question)}"


def _placing_link(cell: Cell) -> str:
    return reverse("offices:placing") if cell.gap is Gap.SPLIT else ""


def _columns(question: Question, *, linked: bool, places: bool = False) -> list[ListColumn]:
    measure = question.measure
    counted = "Tổng" if measure.counted.adds else "Số đếm"
    columns = [
        ListColumn(
            split_label(question.split) if question.split else "Phần",
            lambda cell: cell.label,
            url=_placing_link if places else None,
        ),
        ListColumn(
            f"{counted} ({measure.unit})",
            lambda cell: cell.count,
            "number",
            url=_rows_link if linked else None,
        ),
    ]
    if measure.base is None:
        return columns
    return [
        *columns,
        ListColumn("Trên tổng số", lambda cell: cell.base, "number"),
        ListColumn("Tỷ lệ (%)", lambda cell: cell.share, "decimal"),
    ]


def _chart(question: Question, cells: list[Cell]) -> SafeString | None:
    """A line over time; else bars of the largest parts."""
    is_share = question.measure.base is not None
    unit = "%" if is_share else question.measure.unit
    if question.split == BY_TIME:
        values = [cell.share if is_share else cell.count for cell in cells]
        labels = [cell.label[3:] for cell in cells]
        return chart_line(question.measure.name, labels, ((question.measure.unit, values),), unit=unit, told_below=True)
    drawn = [(cell.label, (cell.share or 0) if is_share else cell.count) for cell in cells if cell.count]
    bars = sorted(drawn, key=lambda bar: -bar[1])[:MOST_BARS]
    if not bars:
        return None
    return chart_bar(question.measure.name, bars, unit=unit, told_below=True)


@login_required
@require_safe
def ask_sheet(request: Request, key: str) -> HttpResponse:
    """The same answer as a workbook."""
    asker(request)
    _, question = question_asked(request, key)
    if question is None:
        raise Http404
    cells = [answer(question), *(split_answer(question, clock.today()) if question.split else [])]
    columns = _columns(question, linked=False)
    title = f"{actions.words_of(question)}, đến ngày {question.on:%d/%m/%Y}"
    return sheet_of("so-lieu", "Số liệu", columns, cells, question.on, title=title)


@login_required
@require_POST
def publish(request: Request, key: str) -> HttpResponse:
    """Publish the figure asked for, with its list of records."""
    actor = asker(request)

    def act(question: Question, said: dict[str, Any]) -> HttpResponse:
        office = Office.objects.filter(pk__in=actor.office_ids(*policies.PUBLISHERS)).first()
        if office is None:
            raise Refused(policies.may_publish(actor).reason)
        figure = actions.publish(question, office=office, by=actor, at=clock.now(), why=said["why"], key=said["key"])
        messages.success(request, f"Đã công bố con số, mã {figure.printed_code}.")
        return redirect("figures:figure", figure.code)

    return _sent(request, key, publish_form=PublishForm(request.POST), act=act)


@login_required
@require_POST
def keep(request: Request, key: str) -> HttpResponse:
    """Keep the question under a name."""
    actor = asker(request)

    def act(question: Question, said: dict[str, Any]) -> HttpResponse:
        address = f"{reverse('figures:ask', args=[key])}?{query_of(question)}"
        kept = actions.keep_question(said["name"], address, by=actor, at=clock.now())
        messages.success(request, f"Đã lưu câu hỏi “{kept.name}”.")
        return redirect("figures:indicators")

    return _sent(request, key, keep_form=KeepForm(request.POST), act=act)


def _sent(
    request: Request, key: str, *, act: Callable[[Question, dict[str, Any]], HttpResponse], **forms: Any
) -> HttpResponse:
    """Do with the question what one form on its page says; the page again where question, form or act is refused."""
    form, question = question_asked(request, key)
    ((_, said),) = forms.items()
    if question is None:
        return _page(request, form, question)
    if said.is_valid():
        try:
            return act(question, said.cleaned_data)
        except Refused as refused:
            said.add_error(None, refused.reason)
    return _page(request, form, question, **forms)


@login_required
@require_POST
def drop(request: Request, public_id: str) -> HttpResponse:
    """Forget a question the person keeps."""
    actor = asker(request)
    actions.drop_question(get_object_or_404(SavedQuestion, public_id=public_id, kept_by_id=actor.user_id))
    messages.success(request, "Đã bỏ câu hỏi.")
    return redirect("figures:indicators")
