"""The home of everybody who signs in: "việc cần làm", gathered from every room."""

from datetime import date
from itertools import groupby

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ocop.config.wiring import TODO_SOURCES
from ocop.ground.registry.queries import unread_count
from ocop.kit import clock
from ocop.kit.todo import Todo
from ocop.kit.web import Request


def _by_deadline(todo: Todo) -> tuple[str, date]:
    return (todo.section, todo.due_on or date.max)


@login_required
@require_safe
def home(request: Request) -> HttpResponse:
    """What waits for this person, each line one tap from the page that does it."""
    actor, at = request.actor, clock.now()
    todos = sorted((todo for source in TODO_SOURCES for todo in source(actor, at=at)), key=_by_deadline)
    sections = [(name, list(lines)) for name, lines in groupby(todos, key=lambda todo: todo.section)]
    return render(request, "config/home.html", {"sections": sections, "unread": unread_count(actor)})
