"""The home of everybody who signs in: "việc cần làm", gathered from every room."""

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ocop.config.wiring import TODO_SOURCES
from ocop.ground.registry.queries import unread_count
from ocop.kit import clock
from ocop.kit.todo import Todo
from ocop.kit.web import Request


def in_sections(todos: Iterable[Todo]) -> list[tuple[str, list[Todo]]]:
    """The lines by section, the nearest deadline first: of lines within a section, and of sections by their first."""
    by_day = sorted(todos, key=_by_deadline)
    sections: dict[str, list[Todo]] = {}
    for todo in by_day:
        sections.setdefault(todo.section, []).append(todo)
    return list(sections.items())


def _by_deadline(todo: Todo) -> tuple[date, str]:
    return (todo.due_on or date.max, todo.section)


@login_required
@require_safe
def home(request: Request) -> HttpResponse:
    """What waits for this person, each line one tap from the page that does it."""
    actor, at = request.actor, clock.now()
    todos = [todo for source in TODO_SOURCES for todo in source(actor, at=at)]
    return render(request, "config/home.html", {"sections": in_sections(todos), "unread": unread_count(actor)})
