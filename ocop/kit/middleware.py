"""What is asked of every request and every answer, whichever room it belongs to."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

from ocop.kit.views import bad_request

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
