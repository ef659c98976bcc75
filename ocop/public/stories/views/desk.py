"""The editors' list, one article, its words, versions, moment."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from ocop.ground.registry.holders import shelf_of
from ocop.kit import clock
from ocop.kit.scope import Refused
from ocop.kit.text.markdown import to_html
from ocop.kit.ui.form_page import FormPage, bound, only_if, run
from ocop.kit.ui.listing import page_of, sheet_of, table_of
from ocop.kit.web import Request
from ocop.public.stories import comparing, policies, reading, tying
from ocop.public.stories.actions import releasing, writing
from ocop.public.stories.forms import ArticleFilter, NewArticleForm, ReleaseForm, WhyForm, WordsForm
from ocop.public.stories.listing import columns_at
from ocop.public.stories.models import Article
from ocop.public.stories.states import Standing
from ocop.public.stories.views.reading import article_context
from ocop.public.stories.views.scoped import article_or_404, edited_or_404, offices_for


def _filtered(request: Request) -> tuple[ArticleFilter, Any]:
    visible = Article.objects.visible_to(request.actor)
    offices = {each.office.pk: each.office for each in visible.select_related("office").order_by("office__sort_key")}
    form = ArticleFilter(request.GET, offices=offices.values())
    form.is_valid()
    chosen, found = form.cleaned_data, visible
    if words := chosen.get("q"):
        found = found.search(words)
    if kind := chosen.get("loai"):
        found = found.filter(kind=kind)
    if office := chosen.get("co_quan"):
        found = found.filter(office__public_id=office)
    if (state := chosen.get("trang_thai")) == ArticleFilter.AHEAD:
        found = found.ahead_of_readers()
    elif state:
        found = found.standing(state, clock.now())
    return form, found.for_list()


@login_required
@require_safe
def articles(request: Request) -> HttpResponse:
    """The articles a person may open, with what readers see of each."""
    only_if(policies.may_read(request.actor))
    form, rows = _filtered(request)
    page = page_of(request, rows)
    context = {
        "title": "Bài viết",
        "lead": "Câu chuyện, tin, chuyên đề, gương điển hình, cẩm nang. Bản tin thị trường đăng ở Hoạt động.",
        "acts": [(policies.may_write(request.actor), "Viết bài mới", reverse("desk:begin"))],
        "filter_form": form,
        "export_url": f"{reverse('desk:articles_sheet')}?{request.GET.urlencode()}",
        "noun": "bài",
        "page": page,
        "table": table_of("Bài viết", columns_at(clock.now()), page),
        "empty_words": "Chưa có bài nào khớp. Xoá bớt bộ lọc, hoặc bấm Viết bài mới.",
    }
    return render(request, "kit/listing_page.html", context)


@login_required
@require_safe
def articles_sheet(request: Request) -> HttpResponse:
    only_if(policies.may_read(request.actor))
    _, rows = _filtered(request)
    return sheet_of("bai-viet", "Bài viết", columns_at(clock.now()), rows, request.actor.on)


@login_required
def begin(request: Request) -> HttpResponse:
    """A new article."""
    only_if(policies.may_write(request.actor))
    form = bound(request, NewArticleForm, offices=offices_for(request.actor))
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("kind", "office", "key")}
        try:
            made = writing.begin(form.words(), **given, by=request.actor, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã lưu bản nháp. Bạn đọc chưa thấy.")
            return redirect("desk:article", made.public_id)
    return render(request, "stories/write.html", {"form": form, "title": "Viết bài mới"})


@login_required
def write(request: Request, public_id: str) -> HttpResponse:
    """Other words for an article; readers get them when they are released."""
    found = edited_or_404(request, public_id)
    form = bound(request, WordsForm, article=found)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            writing.save(
                found,
                form.words(),
                on_top_of=said.get("seen") or 0,
                note=said.get("note", ""),
                by=request.actor,
                at=clock.now(),
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã lưu. Bạn đọc thấy lời mới sau khi anh/chị cho đăng.")
            then = "desk:preview" if request.POST.get("sau") == "xem" else "desk:article"
            return redirect(then, found.public_id)
    return render(request, "stories/write.html", {"form": form, "article": found, "title": f"Sửa bài: {found}"})


@login_required
@require_safe
def how_to(request: Request) -> HttpResponse:
    """How to write: each mark beside what it gives."""
    only_if(policies.may_read(request.actor))
    samples = [(said, source, to_html(source)) for said, source in SAMPLES]
    return render(request, "stories/how_to.html", {"samples": samples})


SAMPLES = (
    ("Đầu đề của một phần", "## Mùa nước nổi"),
    ("Đoạn mới: chừa một dòng trống", "Bà Lan làm khô từ năm 1990.\n\nNay cơ sở có 12 người."),
    ("Chữ đậm, chữ nghiêng", "Khô **không phẩm màu**, phơi *ba nắng*."),
    ("Danh sách", "- Cá tươi\n- Muối biển\n- Ba nắng"),
    ("Các bước có số", "1. Rửa cá\n2. Ướp muối\n3. Phơi"),
    ("Đường dẫn", "Xem [danh mục sản phẩm](/san-pham/)."),
    ("Lời trích", "> Làm thật thì khách quay lại."),
    ("Bảng", "| Năm | Số tấn |\n|---|---|\n| 2024 | 12 |\n| 2025 | 15 |"),
)


@login_required
@require_safe
def article(request: Request, public_id: str) -> HttpResponse:
    """One article: what readers see of it, what waits, pictures, ties, who is named, papers."""
    found, actor = article_or_404(request, public_id), request.actor
    may_edit = policies.may_edit(actor, found)
    ties = tying.tied_to(found)
    context = {
        "article": found,
        "standing": found.standing(clock.now()),
        "Standing": Standing,
        "may_edit": may_edit,
        "may_release": policies.may_release(actor, found),
        "may_withdraw": policies.may_withdraw(actor, found),
        "pictures": found.pictures.in_hand().select_related("document"),
        "called": set(reading.called_in(found.latest.text)) if found.latest else set(),
        "ties": ties,
        "carriers": [each for each in ties if each.is_carrier],
        "subjects": found.subjects.all(),
        "shelf": shelf_of(found, actor),
    }
    return render(request, "stories/desk_article.html", context)


@login_required
@require_safe
def preview(request: Request, public_id: str) -> HttpResponse:
    """The latest words as readers would get them."""
    found = article_or_404(request, public_id)
    found.shown = found.latest  # on this page only; nothing is saved
    figures = reading.figures_of(found, lambda row: reverse("desk:picture", args=[found.public_id, row.public_id]))
    return render(request, "stories/preview.html", article_context(found, figures))


@login_required
@require_safe
def versions(request: Request, public_id: str) -> HttpResponse:
    """Every version that was saved, and what changed between two of them."""
    found = article_or_404(request, public_id)
    rows = list(found.versions.select_related("saved_by"))
    by_number = {row.number: row for row in rows}
    new = by_number.get(_number(request.GET.get("den")), rows[0])
    old = by_number.get(_number(request.GET.get("tu")), by_number.get(new.number - 1, new))
    context = {
        "article": found,
        "versions": rows,
        "old": old,
        "new": new,
        "changes": comparing.changes(old, new),
        "may_edit": policies.may_edit(request.actor, found),
    }
    return render(request, "stories/versions.html", context)


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 6 else 0


@login_required
@require_POST
def restore(request: Request, public_id: str, number: str) -> HttpResponse:
    """Take up an earlier version anew."""
    found = edited_or_404(request, public_id)
    version = get_object_or_404(found.versions, number=_number(number))
    try:
        writing.restore(found, version.number, by=request.actor, at=clock.now())
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(
            request, f"Đã lấy lại chữ bản {version.number} làm bản mới. Bạn đọc thấy sau khi anh/chị cho đăng."
        )
    return redirect("desk:article", found.public_id)


@login_required
def release(request: Request, public_id: str) -> HttpResponse:
    """Give readers the latest version, now or at an hour."""
    found = edited_or_404(request, public_id)
    may = policies.may_release(request.actor, found)
    number = found.latest.number if found.latest else 0
    initial = {"number": number, "parts": releasing.mark_of_parts(found), "hour": "7"}
    form = bound(request, ReleaseForm, initial=initial)
    page = FormPage(
        title=f"Cho đăng: {found}",
        parent=str(found),
        parent_url=reverse("desk:article", args=[found.public_id]),
        submit="Cho đăng",
        done="Đã xong. Bài ở trạng thái ghi dưới đây.",
        then=reverse("desk:article", args=[found.public_id]),
        intro=f"Bạn đọc sẽ thấy bản {number}.",
    )

    def act(said: dict[str, Any]) -> None:
        seen = {"number": said["number"], "parts": said["parts"]}
        releasing.release(found, **seen, publish_at=form.moment(), by=request.actor, at=clock.now())

    return run(request, form, page, act, may)


@login_required
def withdraw(request: Request, public_id: str) -> HttpResponse:
    """Take the article off the public pages."""
    found = edited_or_404(request, public_id)
    may = policies.may_withdraw(request.actor, found)
    if not may and request.method != "POST":
        raise Http404(may.reason)
    page = FormPage(
        title=f"Gỡ bài: {found}",
        parent=str(found),
        parent_url=reverse("desk:article", args=[found.public_id]),
        submit="Gỡ khỏi trang",
        done="Đã gỡ. Bạn đọc không mở được bài này nữa.",
        then=reverse("desk:article", args=[found.public_id]),
        intro="Bạn đọc không mở được nữa; bài và các bản vẫn còn ở đây.",
    )

    def act(said: dict[str, Any]) -> None:
        releasing.withdraw(found, why=said["why"], by=request.actor, at=clock.now())

    return run(request, bound(request, WhyForm), page, act, may)
