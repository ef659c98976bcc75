"""What is asked of every request and every answer, whichever room it belongs to."""

from collections.abc import Callable
from http import HTTPStatus

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

from ocop.kit.views import bad_request, method_not_allowed

Respond = Callable[[HttpRequest], HttpResponse]


class ReadableAddressMiddleware:
    """An address with a zero byte answers 400: no keyboard types one, and PostgreSQL refuses it inside a query."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        parameters = (part for name, values in request.GET.lists() for part in (name, *values))
        if "\0" in request.path or any("\0" in part for part in parameters):
            return bad_request(request, BadRequest("zero byte in the address"))
        return self.get_response(request)


class ButtonOnlyMiddleware:
    """An address that only a button may reach, opened as a page, answers 405 with a page instead of an empty one."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not response.streaming and not response.content:
            return method_not_allowed(request, response.get("Allow", ""))
        return response


class PrivatePagesMiddleware:
    """An answer that depended on who was signed in is kept by nobody: no proxy, no shared browser after signing out.

    Pages that set their own `Cache-Control` keep it. Stands below `SessionMiddleware`, which it asks nothing anew.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.session.accessed and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response
