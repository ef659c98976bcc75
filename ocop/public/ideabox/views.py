"""The door of the idea box: what was offered before, and offering one in two steps. No session is asked for."""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ocop.cycle.ideas.actions import send_idea
from ocop.cycle.ideas.models import Idea
from ocop.cycle.ideas.places import communes_on
from ocop.kit import clock
from ocop.kit.scope import Actor, Refused
from ocop.kit.ui.preview import Preview, may_preview, whole
from ocop.public.api.rate import seconds_to_wait
from ocop.public.ideabox.forms import AuthorForm, FindForm, IdeaForm
from ocop.public.ideabox.likeness import already_there
from ocop.public.portal.catalogue import pictures

PER_PAGE = 24
# One network may be a whole village behind one telephone company.
MOST_SENT, SENT_SPAN = 20, 3600
MOST_LOOKED, LOOKED_SPAN = 60, 600
MOST_PREVIEWED = 160
EDIT, SEND = "sua", "gui"
# Asks, in the address of a picture, for the one of the preview.
SHARED = "chia-se"


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """What the box is for, how an idea goes its way, and the ideas everybody may read."""
    form = FindForm(request.GET)
    form.is_valid()
    rows = Idea.objects.shown_to_all().select_related("unit").prefetch_related("tags")
    if words := form.cleaned_data.get("tim"):
        rows = rows.search(words)
    if state := form.cleaned_data.get("trang_thai"):
        rows = rows.filter(state=state)
    if tag := form.cleaned_data.get("nhan"):
        rows = rows.tagged(tag)
    page = Paginator(rows.order_by("-shown_at", "-pk"), PER_PAGE).get_page(request.GET.get("trang"))
    narrowed = bool(request.GET.get("trang_thai") or request.GET.get("nhan"))
    return render(request, "ideabox/front.html", {"form": form, "page": page, "narrowed": narrowed, **_promises()})


@require_safe
def idea(request: HttpRequest, public_id: str) -> HttpResponse:
    """One idea its author let everybody read."""
    found = _public_or_404(public_id)
    return render(request, "ideabox/idea.html", {"idea": found, "preview": _preview(found)})


def _preview(found: Idea) -> Preview:
    """How a link to an idea looks when it is sent on: with its picture where that does, never with its author."""
    here = whole(reverse("ideabox:idea", args=[found.public_id]))
    words = Truncator(" ".join(found.text.split())).chars(MOST_PREVIEWED)
    shown = found.picture
    size = pictures.measures(shown, pictures.SHARED) if shown is not None and shown.is_image else (0, 0)
    if not may_preview(pictures.SHARED.kind, *size):
        return Preview(found.title, words, here)
    picture = f"{whole(reverse('ideabox:picture', args=[found.public_id]))}?{SHARED}"
    return Preview(found.title, words, here, picture, size=size, picture_kind=pictures.SHARED.kind)


@require_safe
def picture(request: HttpRequest, public_id: str) -> HttpResponse:
    """The picture sent with an idea: as its page shows it, or as the preview of a link does."""
    shown = _public_or_404(public_id).picture
    return pictures.answer_shared(shown, request) if SHARED in request.GET else pictures.answer(shown, request)


def _public_or_404(public_id: str) -> Idea:
    return get_object_or_404(Idea.objects.shown_to_all().select_related("unit", "picture"), public_id=public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest) -> HttpResponse:
    """The idea, then a look at what is there already, who offers it, and the button; going back loses nothing."""
    on, actor = clock.today(), person_at(request)
    step = request.POST.get("buoc", "")
    if request.method != "POST" or step == EDIT:
        return _first(request, IdeaForm(initial=_typed(request, IdeaForm), on=on))
    form = IdeaForm(request.POST, on=on)
    if wait := seconds_to_wait(request, "idea-looked", MOST_LOOKED, LOOKED_SPAN):
        return _first(request, form, wait=wait)
    if not form.is_valid():
        return _first(request, form)
    if step != SEND:
        return _second(request, form, AuthorForm(initial=_author_typed(request, actor), actor=actor))
    author = AuthorForm(request.POST, request.FILES, actor=actor)
    if wait := seconds_to_wait(request, "idea-sent", MOST_SENT, SENT_SPAN):
        return _second(request, form, author, wait=wait)
    if not author.is_valid():
        return _second(request, form, author)
    said = author.cleaned_data
    try:
        send_idea(author.words(form), secret=said["secret"], picture=said["picture"], by=actor, at=clock.now())
    except Refused as refused:
        author.add_error(None, refused.reason)
        return _second(request, form, author)
    return redirect("ideabox:sent", said["secret"])


def person_at(request: HttpRequest) -> Actor:
    """Who is signed in on this telephone, or somebody unknown: without the cookie of a session none is opened."""
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        actor: Actor = request.actor  # type: ignore[attr-defined]
        if actor.is_known:
            return actor
    return Actor(user_id=None, name="Người góp ý tưởng", on=clock.today())


def _first(request: HttpRequest, form: IdeaForm, wait: int = 0) -> HttpResponse:
    context = {"form": form, "kept": _kept(request, AuthorForm.CARRIED), "communes": communes_on(clock.today())}
    return _page(request, "ideabox/offer.html", context, wait)


def _second(request: HttpRequest, idea_form: IdeaForm, form: AuthorForm, wait: int = 0) -> HttpResponse:
    data = idea_form.cleaned_data
    context = {
        "form": form,
        "idea": data,
        "tags": [label for value, label in idea_form.fields["tags"].choices if value in data["tags"]],  # type: ignore[attr-defined]
        "kept": _kept(request, IdeaForm.CARRIED),
        "already": already_there(data["title"], clock.today()),
    }
    return _page(request, "ideabox/review.html", context, wait)


def _page(request: HttpRequest, template: str, context: dict[str, Any], wait: int) -> HttpResponse:
    """A page of the form; where a network sent too much, with the words of how long to wait and nothing lost."""
    if wait:
        minutes = -(-wait // 60)
        words = _("Mạng này vừa gửi nhiều ý tưởng. Đợi %(minutes)d phút rồi bấm lại; chữ đã nhập còn nguyên ở đây.")
        context["wrong"] = words % {"minutes": minutes}
    response = render(request, template, context | _promises(), status=429 if wait else 200)
    response["Cache-Control"] = "no-store"
    if wait:
        response["Retry-After"] = str(wait)
    return response


def _promises() -> dict[str, int]:
    """What the pages promise: working days to the answer, days until the author is forgotten."""
    return {"answer_days": settings.OCOP_IDEA_ANSWER_DAYS, "keep_days": settings.OCOP_IDEA_KEEP_DAYS}


def _kept(request: HttpRequest, names: tuple[str, ...]) -> list[tuple[str, str]]:
    """What was typed on the other step, to be sent along."""
    return [(name, value) for name in names for value in request.POST.getlist(name)]


def _typed(request: HttpRequest, form: type[IdeaForm] | type[AuthorForm]) -> dict[str, Any]:
    several = ("tags",)
    sent = [name for name in form.CARRIED if name in request.POST]
    return {name: request.POST.getlist(name) if name in several else request.POST[name] for name in sent}


def _author_typed(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    """What was typed of the author before, or what is known of who is signed in."""
    return {"author_name": actor.name if actor.is_known else ""} | _typed(request, AuthorForm)
