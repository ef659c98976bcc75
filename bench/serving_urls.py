"""The platform's addresses and `/hang-so/`: the least a Django view can do behind the same middleware."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from ocop.config.urls import handler400, handler403, handler404, handler500
from ocop.config.urls import urlpatterns as addresses

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

# About the size of the page it is compared with.
CONSTANT = b"x" * 7000


def constant(request: HttpRequest) -> HttpResponse:
    """The same few bytes for everybody."""
    return HttpResponse(CONSTANT)


urlpatterns = [path("hang-so/", constant), *addresses]
