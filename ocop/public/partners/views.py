"""Keys of partners' programs: the list, giving one, one key with its hooks and what was sent there."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ocop.kit import clock
from ocop.kit.clock import local_date
from ocop.kit.scope import YES, Actor, Answer, Refused, no
from ocop.kit.text.fold import fold
from ocop.kit.ui.form_page import FormPage, bound, only_if, run
from ocop.kit.ui.listing import ListColumn, page_of, sheet_of, table_of
from ocop.kit.web import Request
from ocop.public.partners import actions, policies
from ocop.public.partners.forms import HookForm, KeyFilter, KeyForm, RevokeForm
from ocop.public.partners.models import ApiKey, Hook
from ocop.public.partners.signing import secret_of
from ocop.public.partners.states import MESSAGE_TAGS, Scope, Subject

TITLE = "Khóa API của đối tác"
LAST_MESSAGES = 20


def _columns(actor: Actor) -> tuple[ListColumn, ...]:
    return (
        ListColumn("Đối tác", lambda row: row.name, url=lambda row: reverse("partners:key", args=[row.public_id])),
        ListColumn("Được làm gì", lambda row: scopes_of(row)),
        ListColumn("Ngày cấp", lambda row: local_date(row.made_at), kind="date"),
        ListColumn("Dùng đến hết", lambda row: row.expires_on, kind="date"),
        ListColumn("Dùng gần nhất", lambda row: row.last_used_on, kind="date"),
        ListColumn("Tình trạng", lambda row: row.state_on(actor.on)),
    )


def scopes_of(key: ApiKey) -> str:
    """What a key opens, in words."""
    return "; ".join(str(Scope(scope).label) for scope in key.scopes)


def _giver(request: Request) -> Actor:
    only_if(policies.may_give_keys(request.actor))
    return request.actor


@login_required
@require_safe
def keys(request: Request) -> HttpResponse:
    actor = _giver(request)
    form, rows = _found_by(request)
    page = page_of(request, rows)
    context = {
        "title": TITLE,
        "lead": "Mỗi chương trình của đối tác một khóa. Ai cũng đọc được dữ liệu mở mà không cần khóa.",
        "acts": [(YES, "Cấp khóa", reverse("partners:give")), (YES, "Dữ liệu mở và API", reverse("api:open_data"))],
        "export_url": reverse("partners:keys_sheet"),
        "noun": "khóa",
        "filter_form": form,
        "page": page,
        "table": table_of(TITLE, _columns(actor), page),
        "empty_words": "Chưa cấp khóa nào. Bấm “Cấp khóa” khi đối tác cần hỏi nhiều hoặc nhận báo.",
    }
    return render(request, "kit/listing_page.html", context)


@login_required
@require_safe
def keys_sheet(request: Request) -> HttpResponse:
    actor = _giver(request)
    return sheet_of("khoa-api", "Khóa API", _columns(actor), _found_by(request)[1], actor.on)


def _found_by(request: Request) -> tuple[KeyFilter, list[ApiKey]]:
    """The keys whose partner's name has the words of the address; there are few, so all are looked at."""
    form = KeyFilter(request.GET)
    words = fold(form.cleaned_data["q"]) if form.is_valid() else ""
    return form, [key for key in ApiKey.objects.all() if words in fold(key.name)]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: Request) -> HttpResponse:
    """Giving a key; its secret stands on the answer to the press, once."""
    actor = _giver(request)
    form = bound(request, KeyForm)
    if request.method == "POST" and form.is_valid():
        try:
            given = actions.give_key(**form.cleaned_data, by=actor, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            response = render(request, "partners/given.html", {"key": given.key, "secret": given.secret})
            response["Cache-Control"] = "no-store"
            return response
    context = {
        "title": "Cấp khóa API",
        "crumbs": (TITLE, reverse("partners:keys")),
        "lead": "Khóa chỉ hiện một lần sau khi cấp. Chép gửi đối tác ngay.",
        "form": form,
        "may": YES,
        "submit": "Cấp khóa",
    }
    return render(request, "kit/form_page.html", context)


def _key(request: Request, public_id: str) -> ApiKey:
    _giver(request)
    return get_object_or_404(ApiKey.objects.select_related("producer", "made_by", "revoked_by"), public_id=public_id)


def _hook(request: Request, public_id: str) -> Hook:
    _giver(request)
    return get_object_or_404(Hook.objects.select_related("key"), public_id=public_id)


@login_required
@require_safe
def key(request: Request, public_id: str) -> HttpResponse:
    """One key: what it opens, and the addresses it has us tell."""
    found = _key(request, public_id)
    context = {
        "key": found,
        "state": found.state_on(request.actor.on),
        "scopes": scopes_of(found),
        "may_change": _works(found, request.actor),
        "hooks": [(hook, _subjects(hook)) for hook in found.hooks.all()],
    }
    return render(request, "partners/key.html", context)


def _works(found: ApiKey, actor: Actor) -> Answer:
    return YES if found.works_on(actor.on) else no("Khóa này đã thu hồi hoặc hết hạn.")


def _subjects(hook: Hook) -> str:
    return "; ".join(str(Subject(each).label) for each in hook.subjects)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: Request, public_id: str) -> HttpResponse:
    found = _key(request, public_id)
    here = reverse("partners:key", args=[public_id])
    page = FormPage(
        "Thu hồi khóa",
        found.name,
        here,
        "Thu hồi khóa",
        "Đã thu hồi. Chương trình dùng khóa này không hỏi được nữa.",
        here,
        "Không dùng lại được: muốn cho hỏi tiếp thì cấp khóa mới.",
    )

    def act(said: dict[str, Any]) -> None:
        actions.revoke_key(found, why=said["why"], by=request.actor, at=clock.now())

    return run(request, bound(request, RevokeForm), page, act, _works(found, request.actor))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def set_up_hook(request: Request, public_id: str) -> HttpResponse:
    found = _key(request, public_id)
    here = reverse("partners:key", args=[public_id])
    page = FormPage(
        "Thêm địa chỉ nhận báo",
        found.name,
        here,
        "Thêm địa chỉ",
        "Đã thêm. Gửi thử một tin để đối tác kiểm tra.",
        here,
        "Hệ thống gửi tin tới địa chỉ này mỗi khi có việc đã chọn, kèm chữ ký để đối tác biết là thật.",
    )

    def act(said: dict[str, Any]) -> str:
        url, subjects = said["url"], said["subjects"]
        hook = actions.set_up_hook(found, url, subjects=subjects, by=request.actor, at=clock.now(), key=said["key"])
        return reverse("partners:hook", args=[hook.public_id])

    return run(request, bound(request, HookForm), page, act, _works(found, request.actor))


@login_required
@require_safe
def hook(request: Request, public_id: str) -> HttpResponse:
    """One address: its secret, and the last messages with their answers."""
    found = _hook(request, public_id)
    context = {
        "hook": found,
        "subjects": _subjects(found),
        "secret": secret_of(found),
        "is_called": actions.is_called(found, request.actor.on),
        "messages_sent": [(each, MESSAGE_TAGS[each.state]) for each in found.messages.all()[:LAST_MESSAGES]],
    }
    response = render(request, "partners/hook.html", context)
    response["Cache-Control"] = "no-store"
    return response


@login_required
@require_POST
def ping(request: Request, public_id: str) -> HttpResponse:
    found = _hook(request, public_id)
    try:
        actions.send_ping(found, by=request.actor, at=clock.now())
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, "Đang gửi. Tải lại trang sau ít giây để xem máy nhận trả lời gì.")
    return redirect("partners:hook", public_id)


@login_required
@require_POST
def end_hook(request: Request, public_id: str) -> HttpResponse:
    found = _hook(request, public_id)
    actions.end_hook(found, by=request.actor, at=clock.now())
    messages.success(request, "Địa chỉ này không nhận báo nữa.")
    return redirect("partners:hook", public_id)
