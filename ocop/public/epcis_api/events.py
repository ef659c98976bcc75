"""Reading: the events of the key's producer by what was asked, one by its id, and the lists they can be reached by."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse

from ocop.cycle.epcis.models import EventItem, TraceEvent
from ocop.cycle.epcis.queries import documents
from ocop.kit import clock
from ocop.kit.ids import looks_public
from ocop.public.epcis_api import description
from ocop.public.epcis_api.access import EpcisKey, actor_of, meet
from ocop.public.epcis_api.paging import Name, linked, page_asked, refuse_unknown
from ocop.public.epcis_api.problems import Refusal, bad_query
from ocop.public.epcis_api.questions import conditions, naming, order, told
from ocop.public.epcis_api.service import ASKED, OF_ONE, OPEN, answer, router
from ocop.public.partners.states import Scope
from ocop.rules.epcis import CONTEXT, SCHEMA_VERSION, Document, Kind, bare_word, moment

_KEY = EpcisKey(Scope.QUERY)
# The lists by which events can be reached, and the column whose values each lists.
COLLECTIONS = {
    "eventTypes": ("kind", "Loại việc"),
    "bizSteps": ("biz_step", "Bước"),
    "bizLocations": ("biz_location", "Nơi hàng ở"),
    "readPoints": ("read_point", "Nơi ghi nhận"),
    "dispositions": ("disposition", "Tình trạng"),
    "epcs": ("uri", "Mã vật, mã lô"),
}
TOP_LEVEL = ("capture", "events", *COLLECTIONS)
Answer = dict[str, Any]


@router.get("/", auth=None, response={200: Answer, **OPEN}, url_name="top", summary="Có những gì", tags=["Discovery"])
def top(request: HttpRequest) -> HttpResponse:
    """Các danh sách của dịch vụ; ai cũng hỏi được."""
    meet(request)
    return answer(request, _collection(TOP_LEVEL))


@router.get(
    "/events",
    auth=_KEY,
    response={200: Answer, **ASKED},
    url_name="events",
    summary="Các việc",
    openapi_extra=description.ASKS_EVENTS,
    tags=["Events"],
)
def events(request: Any) -> HttpResponse:
    """Các việc của chủ thể của khóa; việc đã báo sai kể thêm một lần kèm errorDeclaration."""
    return _found(request, Q())


@router.get(
    "/events/{any:eventID}",
    auth=_KEY,
    response={200: Answer, **OF_ONE},
    url_name="event",
    summary="Một việc",
    tags=["Events"],
)
def event(request: Any, eventID: Name) -> HttpResponse:
    """Việc mang mã này, kể thêm một lần nếu đã báo sai."""
    refuse_unknown(request, (), paged=False)
    rows = _own(request).filter(event_id=eventID)
    if not rows:
        raise Refusal(404, "Không có việc nào mang mã này của chủ thể của khóa.")
    return answer(request, _query_document(documents(rows)))


def values_of(request: Any, name: str) -> HttpResponse:
    """The values of a list that stand in the events one may read, in their order."""
    refuse_unknown(request, ())
    most, token = page_asked(request)
    column = COLLECTIONS[name][0]
    rows: Any = EventItem.objects.filter(event__in=_own(request)) if name == "epcs" else _own(request)
    found = rows.exclude(**{column: ""}).filter(**{f"{column}__gt": token}).order_by(column)
    page = list(found.values_list(column, flat=True).distinct()[: most + 1])
    return linked(request, answer(request, _collection(page[:most])), page[most - 1] if len(page) > most else "")


def value_of(request: Any, name: str, value: str) -> HttpResponse:
    """What can be asked of one value."""
    refuse_unknown(request, (), paged=False)
    _having(request, name, value)
    return answer(request, _collection(["events"]))


def events_having(request: Any, name: str, value: str) -> HttpResponse:
    """The events with one value of a list."""
    return _found(request, _having(request, name, value))


def _having(request: Any, name: str, value: str) -> Q:
    having = naming([value]) if name == "epcs" else Q(**{COLLECTIONS[name][0]: bare_word(value)})
    is_kind = name == "eventTypes" and value in list(Kind)
    if not is_kind and not _own(request).filter(having).exists():
        raise Refusal(404, f"Không việc nào của chủ thể của khóa có giá trị này ở {name}.")
    return having


def _own(request: Any) -> Any:
    return TraceEvent.objects.visible_to(actor_of(request.auth)).select_related("error")


def _found(request: Any, having: Q) -> HttpResponse:
    """One page of the events asked for: no more documents than fit, and at least one row, so that pages end."""
    asked = conditions(request)
    most, token = page_asked(request)
    column, sign = order(request)
    rows = _own(request).filter(having & asked)
    if token:
        rows = rows.filter(_after(request, token, column, sign))
    rows = rows.order_by(f"{sign}{column}", f"{sign}pk")[: most + 1]
    found: list[Document] = []
    last = ""
    for row in rows:
        more = told(request, row)
        if last and len(found) + len(more) > most:
            return linked(request, answer(request, _query_document(found)), last)
        found, last = found + more, row.public_id
    return answer(request, _query_document(found))


def _after(request: Any, token: str, column: str, sign: str) -> Q:
    """The rows after the one that ended the last page."""
    last = _own(request).filter(public_id=token).first() if looks_public(token) else None
    if last is None:
        raise bad_query("nextPageToken", "không phải mã trang của câu hỏi này. Hỏi lại từ trang đầu.")
    beyond = "lt" if sign else "gt"
    at = getattr(last, column)
    return Q(**{f"{column}__{beyond}": at}) | Q(**{column: at, f"pk__{beyond}": last.pk})


def _query_document(told: Iterable[Document]) -> Document:
    results = {"queryName": "SimpleEventQuery", "resultsBody": {"eventList": list(told)}}
    return {
        "@context": [CONTEXT],
        "type": "EPCISQueryDocument",
        "schemaVersion": SCHEMA_VERSION,
        "creationDate": moment(clock.now()),
        "epcisBody": {"queryResults": results},
    }


def _collection(members: Iterable[str]) -> Document:
    return {"@context": CONTEXT, "type": "Collection", "member": list(members)}


def names_of(name: str) -> dict[str, str]:
    """The addresses of one list and what each is called; what is longer comes first, since a value may have slashes."""
    one = name.removesuffix("s")
    value = f"/{name}/{{any:value}}"
    return {f"/{name}": f"{one}s", f"{value}/events": f"{one}_events", value: one}


def _add(name: str, words: str) -> None:
    """The three addresses of one list."""

    def listed(request: Any) -> HttpResponse:
        return values_of(request, name)

    def having(request: Any, value: Name) -> HttpResponse:
        return events_having(request, name, value)

    def about(request: Any, value: Name) -> HttpResponse:
        return value_of(request, name, value)

    paths, of_one = names_of(name), {200: Answer, **OF_ONE}
    views: tuple[Any, ...] = (
        (listed, {200: Answer, **ASKED}, words, description.PAGED),
        (having, of_one, f"Các việc theo: {words}", description.ASKS_EVENTS),
        (about, of_one, f"Hỏi được gì theo: {words}", {}),
    )
    for (path, url_name), (view, answers, summary, extra) in zip(paths.items(), views, strict=True):
        router.get(
            path,
            auth=_KEY,
            response=answers,
            url_name=url_name,
            operation_id=url_name,
            summary=summary,
            openapi_extra=extra,
            tags=["Top-level"],
        )(view)


for _name, (_, _words) in COLLECTIONS.items():
    _add(_name, _words)
