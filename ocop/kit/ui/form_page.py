"""A page with one form and one act: show, check, act, go on; what was typed is never lost."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from ocop.kit.scope import Answer, Refused
from ocop.kit.web import Request


@dataclass(frozen=True, slots=True)
class FormPage:
    """What a form page says: its title, where it stands, its button, and the page after it."""

    title: str
    parent: str
    parent_url: str
    submit: str
    done: str
    then: str
    intro: str = ""


def bound(request: Request, form_class: type[forms.Form], **kwargs: Any) -> Any:
    """The form with what was posted, or fresh."""
    posted = request.method == "POST"
    return form_class(request.POST if posted else None, request.FILES if posted else None, **kwargs)


def run(
    request: Request,
    form: forms.Form,
    page: FormPage,
    act: Callable[[dict[str, Any]], str | None],
    may: Answer,
    *,
    template: str = "kit/form_page.html",
    more: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Carry the act out when the form is good; a refusal stands above the form in words.

    An act may answer with the address of what it made, to go there instead of `page.then`. A page that says more
    extends the template and has `more` to say it with.
    """
    if request.method == "POST" and form.is_valid():
        try:
            made = act(form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, page.done)
            return redirect(made or page.then)
    context = {
        "title": page.title,
        "crumbs": (page.parent, page.parent_url),
        "lead": page.intro,
        "form": form,
        "may": may,
        "submit": page.submit,
    }
    return render(request, template, context | dict(more or {}))


def only_if(answer: Answer) -> None:
    """A page somebody has no business with is a page that does not exist for them."""
    if not answer:
        raise Http404(answer.reason)
