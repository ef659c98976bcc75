"""OPTIONS at every address: which versions, types and sizes are supported, told to everybody."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from ocop.public.epcis_api.events import COLLECTIONS, names_of
from ocop.public.epcis_api.negotiation import discovery
from ocop.public.epcis_api.paging import Name
from ocop.public.epcis_api.service import Problem, router


def _add(path: str, allow: str, url_name: str, *, takes_documents: bool = False) -> None:
    """Answer OPTIONS at an address, with whatever it names the thing it is about."""

    def say() -> HttpResponse:
        return discovery(allow, takes_documents=takes_documents)

    def of_job(request: HttpRequest, captureID: Name) -> HttpResponse:
        return say()

    def of_event(request: HttpRequest, eventID: Name) -> HttpResponse:
        return say()

    def of_value(request: HttpRequest, value: Name) -> HttpResponse:
        return say()

    def of_all(request: HttpRequest) -> HttpResponse:
        return say()

    named: dict[str, Callable[..., HttpResponse]] = {"captureID}": of_job, "eventID}": of_event, "value}": of_value}
    view = next((each for name, each in named.items() if name in path), of_all)
    router.api_operation(
        ["OPTIONS"],
        path,
        auth=None,
        response={204: None} if view is of_all else {204: None, 404: Problem},
        url_name=url_name,
        operation_id=f"options_{url_name}",
        summary="Địa chỉ này hỗ trợ gì",
        tags=["Discovery"],
    )(view)


_add("/", "GET", "top")
_add("/capture", "GET, POST", "capture", takes_documents=True)
_add("/capture/{captureID}", "GET", "capture_job")
_add("/events", "GET, POST", "events")
_add("/events/{any:eventID}", "GET", "event")
for _name in COLLECTIONS:
    for _path, _url_name in names_of(_name).items():
        _add(_path, "GET", _url_name)
