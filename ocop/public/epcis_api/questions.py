"""Parameters of a question about events, as the standard names them, and the rows each leaves (EPCIS 2.0, 8.2.7.1)."""

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.http import HttpRequest

from ocop.cycle.epcis.models import EventItem
from ocop.cycle.epcis.states import Role
from ocop.public.epcis_api.paging import one, refuse_unknown
from ocop.public.epcis_api.problems import bad_query
from ocop.rules.epcis import Action, Document, Kind, bare_word

# Only what was declared wrong, each told with its declaration alone.
DECLARED = ("EXISTS_errorDeclaration", "EQ_errorReason", "GE_errorDeclarationTime", "LT_errorDeclarationTime")
# An event was recorded when it was kept, and once more when it was declared wrong.
_RECORDED: dict[str, tuple[str, Callable[[datetime, datetime], bool]]] = {
    "GE_recordTime": ("gte", operator.ge),
    "LT_recordTime": ("lt", operator.lt),
}
ORDERS = {"eventTime": "event_time", "recordTime": "record_time"}
DIRECTIONS = ("ASC", "DESC")
_YEARS = range(1950, 2201)
_THINGS = (Role.EPC, Role.CHILD)
_CLASSES = (Role.QUANTITY, Role.CHILD)
ANY_ROLE = tuple(Role)


@dataclass(frozen=True, slots=True)
class Parameter:
    """What one parameter asks for: words for programmers, and the condition its values make."""

    words: str
    condition: Callable[[str, Sequence[str]], Q]


def conditions(request: HttpRequest) -> Q:
    """All that a question asks for. Raises `Refusal` for what cannot be read."""
    refuse_unknown(request, (*PARAMETERS, "orderBy", "orderDirection"))
    found = _recorded(request)
    for name in request.GET:
        if name in PARAMETERS:
            found &= PARAMETERS[name].condition(name, _values(request, name))
    return found


def is_about_errors(request: HttpRequest) -> bool:
    """Whether only declared errors are asked for."""
    return any(name in request.GET for name in DECLARED)


def told(request: HttpRequest, event: Any) -> list[Document]:
    """What a question is told of an event found: itself, and its error, each where it was recorded when asked for."""
    recorded = [] if is_about_errors(request) else [(event.record_time, event.document)]
    if (error := getattr(event, "error", None)) is not None:
        recorded.append((error.declared_at, error.document))
    bounds = [(_RECORDED[name][1], at) for name, at in _bounds(request).items()]
    return [document for at, document in recorded if all(is_within(at, bound) for is_within, bound in bounds)]


def _recorded(request: HttpRequest) -> Q:
    """The events of which at least one telling was recorded when asked for."""
    bounds = {_RECORDED[name][0]: at for name, at in _bounds(request).items()}
    if not bounds:
        return Q()
    as_error = Q(**{f"error__declared_at__{bound}": at for bound, at in bounds.items()})
    kept = Q(**{f"record_time__{bound}": at for bound, at in bounds.items()})
    return as_error if is_about_errors(request) else kept | as_error


def _bounds(request: HttpRequest) -> dict[str, datetime]:
    return {name: _moment(name, _values(request, name)) for name in _RECORDED if name in request.GET}


def order(request: HttpRequest) -> tuple[str, str]:
    """By which column, and the sign of the direction; as they were recorded where nothing is said."""
    by, direction = one(request, "orderBy"), one(request, "orderDirection")
    if by and by not in ORDERS:
        raise bad_query("orderBy", f"chỉ có {', '.join(ORDERS)}.")
    if direction and direction not in DIRECTIONS:
        raise bad_query("orderDirection", f"chỉ có {', '.join(DIRECTIONS)}.")
    if direction and not by:
        raise bad_query("orderDirection", f"gửi kèm orderBy: {', '.join(ORDERS)}.")
    if not by:
        return "pk", ""
    return ORDERS[by], "" if direction == "ASC" else "-"


def _values(request: HttpRequest, name: str) -> list[str]:
    """A parameter's values: any of them will do; `|` stands between them, or the parameter comes again."""
    return [value for text in request.GET.getlist(name) for value in text.split("|")]


def _column(column: str, offered: Sequence[str] = ()) -> Callable[[str, Sequence[str]], Q]:
    def condition(name: str, values: Sequence[str]) -> Q:
        if offered and (wrong := next((value for value in values if value not in offered), None)) is not None:
            raise bad_query(name, f"không có giá trị “{wrong[:40]}”. Chọn trong: {', '.join(offered)}.")
        return Q(**{f"{column}__in": [bare_word(value) for value in values]})

    return condition


def _time(column: str) -> Callable[[str, Sequence[str]], Q]:
    def condition(name: str, values: Sequence[str]) -> Q:
        return Q(**{column: _moment(name, values)})

    return condition


def _moment(name: str, values: Sequence[str]) -> datetime:
    try:
        (text,) = values
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None or found.year not in _YEARS:
        example = "2026-11-24T08:00:00+07:00"
        raise bad_query(name, f"viết một lúc có múi giờ, ví dụ {example}; trong địa chỉ viết dấu + là %2B.")
    return found


def naming(values: Sequence[str], roles: Sequence[str] = ANY_ROLE) -> Q:
    """The events that name one of some identifiers, in one of some roles."""
    return Q(pk__in=EventItem.objects.filter(uri__in=list(values), role__in=list(roles)).values("event"))


def _names(*roles: str) -> Callable[[str, Sequence[str]], Q]:
    return lambda name, values: naming(values, roles)


def _has_error(name: str, values: Sequence[str]) -> Q:
    if any(value not in ("", "true", "1") for value in values):
        raise bad_query(name, "không cần giá trị; có tham số là chỉ lấy việc đã báo sai.")
    return Q(error__isnull=False)


def _asked_with_the_others(name: str, values: Sequence[str]) -> Q:
    """Bounds of one span: `_recorded` reads them together."""
    return Q()


_KINDS: Any = [kind.value for kind in Kind]
PARAMETERS: dict[str, Parameter] = {
    "eventType": Parameter(f"Loại việc: {', '.join(_KINDS)}.", _column("kind", _KINDS)),
    "EQ_eventID": Parameter("Mã việc.", _column("event_id")),
    "GE_eventTime": Parameter("Làm từ lúc này.", _time("event_time__gte")),
    "LT_eventTime": Parameter("Làm trước lúc này.", _time("event_time__lt")),
    "GE_recordTime": Parameter("Ghi, hoặc báo sai, vào hệ thống từ lúc này.", _asked_with_the_others),
    "LT_recordTime": Parameter("Ghi, hoặc báo sai, vào hệ thống trước lúc này.", _asked_with_the_others),
    "EQ_action": Parameter("ADD, OBSERVE hoặc DELETE.", _column("action", [each.value for each in Action])),
    "EQ_bizStep": Parameter("Bước, như CBV gọi.", _column("biz_step")),
    "EQ_disposition": Parameter("Tình trạng sau việc, như CBV gọi.", _column("disposition")),
    "EQ_readPoint": Parameter("Nơi ghi nhận.", _column("read_point")),
    "EQ_bizLocation": Parameter("Nơi hàng ở sau việc.", _column("biz_location")),
    "MATCH_epc": Parameter("Mã vật trong epcList, childEPCs.", _names(*_THINGS)),
    "MATCH_parentID": Parameter("Mã kiện chứa.", _names(Role.PARENT)),
    "MATCH_inputEPC": Parameter("Mã vật đã dùng.", _names(Role.INPUT)),
    "MATCH_outputEPC": Parameter("Mã vật làm ra.", _names(Role.OUTPUT)),
    "MATCH_anyEPC": Parameter("Mã vật ở bất kỳ vai nào.", _names(*ANY_ROLE)),
    "MATCH_epcClass": Parameter("Mã lô trong quantityList, childQuantityList.", _names(*_CLASSES)),
    "MATCH_inputEPCClass": Parameter("Mã lô đã dùng.", _names(Role.INPUT)),
    "MATCH_outputEPCClass": Parameter("Mã lô làm ra.", _names(Role.OUTPUT)),
    "MATCH_anyEPCClass": Parameter("Mã lô ở bất kỳ vai nào.", _names(*ANY_ROLE)),
    "EXISTS_errorDeclaration": Parameter("Chỉ việc đã báo sai; không cần giá trị.", _has_error),
    "GE_errorDeclarationTime": Parameter("Chỉ việc báo sai tới hệ thống từ lúc này.", _time("error__declared_at__gte")),
    "LT_errorDeclarationTime": Parameter("Chỉ việc báo sai tới trước lúc này.", _time("error__declared_at__lt")),
    "EQ_errorReason": Parameter("Lý do báo sai.", _column("error__reason")),
}
