"""Pictures of an article, what it is tied to, whom it holds up as an example."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from ocop.ground.registry.serving import serve
from ocop.kit import clock
from ocop.kit.scope import Refused
from ocop.kit.ui.form_page import FormPage, bound, run
from ocop.kit.web import Request
from ocop.public.stories import policies, tying
from ocop.public.stories.actions import pictures, ties
from ocop.public.stories.forms import PictureForm, SaidForm, SubjectForm, TieFilter, WhyForm
from ocop.public.stories.models import Article, Picture, Subject, Tie
from ocop.public.stories.views.scoped import article_or_404, edited_or_404

LATER = "Bạn đọc thấy bài như vậy sau khi anh/chị cho đăng."


def _page(article: Article, title: str, submit: str, done: str, intro: str = "") -> FormPage:
    url = reverse("desk:article", args=[article.public_id])
    return FormPage(title=title, parent=str(article), parent_url=url, submit=submit, done=done, then=url, intro=intro)


@login_required
@require_safe
def picture(request: Request, public_id: str, picture_id: str) -> HttpResponseBase:
    """A picture as editors see it, before readers do."""
    rows = article_or_404(request, public_id).pictures.in_hand().select_related("document")
    return serve(get_object_or_404(rows, public_id=picture_id).document, request)


@login_required
def add_picture(request: Request, public_id: str) -> HttpResponse:
    found = edited_or_404(request, public_id)
    form = bound(request, PictureForm)
    page = _page(
        found,
        "Thêm hình",
        "Thêm hình",
        f"Đã thêm hình. {LATER}",
        "Ảnh được thu nhỏ cho điện thoại; nơi chụp ghi trong tệp bị bỏ.",
    )

    def act(said: dict[str, Any]) -> None:
        pictures.add_picture(found, said["picture"], form.said(), by=request.actor, at=clock.now())

    return run(request, form, page, act, policies.may_edit(request.actor, found))


def _picture_or_404(request: Request, public_id: str) -> Picture:
    """The picture as it stands in the version in hand, under whichever version's address it was asked for."""
    named = get_object_or_404(Picture.objects.select_related("article"), public_id=public_id)
    article = edited_or_404(request, named.article.public_id)
    row: Picture = get_object_or_404(article.pictures.in_hand(), number=named.number)
    row.article = article
    return row


@login_required
def change_picture(request: Request, public_id: str) -> HttpResponse:
    row = _picture_or_404(request, public_id)
    names = ("words", "caption", "source", "words_en")
    form = bound(request, SaidForm, initial={name: getattr(row, name) for name in names})

    def act(_: dict[str, Any]) -> None:
        pictures.change_picture(row, form.said(), by=request.actor, at=clock.now())

    page = _page(row.article, f"Sửa lời của hình {row.number}", "Lưu", f"Đã sửa lời của hình. {LATER}")
    return run(request, form, page, act, policies.may_edit(request.actor, row.article))


@login_required
@require_POST
def take_off_picture(request: Request, public_id: str) -> HttpResponse:
    row = get_object_or_404(Picture.objects.select_related("article"), public_id=public_id)
    article = edited_or_404(request, row.article.public_id)
    pictures.take_off(row, by=request.actor, at=clock.now())
    messages.success(request, f"Đã gỡ hình {row.number}. {LATER}")
    return redirect("desk:article", article.public_id)


@login_required
def tie(request: Request, public_id: str) -> HttpResponse:
    """Find a thing and tie it to the article; a press on a found thing ties it."""
    found = edited_or_404(request, public_id)
    if request.method == "POST":
        return _tie(request, found)
    form = TieFilter(request.GET)
    form.is_valid()
    text = form.cleaned_data.get("q", "")
    context = {
        "article": found,
        "filter_form": form,
        "text": text,
        "offers": tying.search(found, text, request.actor) if text else [],
        "ties": tying.tied_to(found),
        "may": policies.may_edit(request.actor, found),
    }
    return render(request, "stories/tie.html", context)


def _tie(request: Request, article: Article) -> HttpResponse:
    thing = tying.BY_WHAT.get(request.POST.get("loai", ""))
    if thing is None:
        raise Http404
    row = get_object_or_404(thing.rows(request.actor), public_id=request.POST.get("ma", ""))
    try:
        ties.tie(article, thing.what, row, by=request.actor, at=clock.now())
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, f"Đã gắn: {row}. {LATER}")
    return redirect("desk:tie", article.public_id)


@login_required
@require_POST
def untie(request: Request, public_id: str) -> HttpResponse:
    """Take something off the article it is tied to."""
    row = get_object_or_404(Tie.objects.select_related("article"), public_id=public_id)
    article = edited_or_404(request, row.article.public_id)
    ties.untie(row, by=request.actor, at=clock.now())
    messages.success(request, f"Đã bỏ: {row}. {LATER}")
    return redirect("desk:tie", article.public_id)


@login_required
def name_subject(request: Request, public_id: str) -> HttpResponse:
    found = edited_or_404(request, public_id)
    form = bound(request, SubjectForm, on=request.actor.on)
    page = _page(
        found,
        "Ghi tập thể, cá nhân được nêu",
        "Lưu",
        f"Đã ghi. {LATER}",
        "Tên một người chỉ được đăng khi người ấy đồng ý (Nghị định 13/2023/NĐ-CP). "
        "Giấy đồng ý đính ở mục Giấy tờ của bài.",
    )

    def act(_: dict[str, Any]) -> None:
        ties.name_subject(found, form.named(), by=request.actor, at=clock.now())

    return run(request, form, page, act, policies.may_edit(request.actor, found))


@login_required
def withdraw_subject(request: Request, public_id: str) -> HttpResponse:
    row = get_object_or_404(Subject.objects.select_related("article"), public_id=public_id)
    article = edited_or_404(request, row.article.public_id)
    page = _page(
        article,
        f"Rút đồng ý: {row.name}",
        "Rút và gỡ bài",
        "Đã rút. Bài đã rời trang của bạn đọc.",
        "Bài rời trang của bạn đọc ngay. Bỏ tên khỏi bài rồi cho đăng lại, hoặc để bài đã gỡ.",
    )

    def act(said: dict[str, Any]) -> None:
        ties.withdraw_subject(row, why=said["why"], by=request.actor, at=clock.now())

    return run(request, bound(request, WhyForm), page, act, policies.may_edit(request.actor, article))
