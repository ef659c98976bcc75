"""Sending: a document of events, one event, and how what was sent went."""

from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from ocop.cycle.epcis.actions import Malformed, Taken, keep_sent, read_document, read_event
from ocop.cycle.epcis.schema import count_events
from ocop.kit import clock
from ocop.kit.ids import looks_public
from ocop.kit.scope import Refused
from ocop.kit.strict_json import NotJson, read_json
from ocop.public.epcis_api import description
from ocop.public.epcis_api.access import EpcisKey, actor_of, producer_of
from ocop.public.epcis_api.jobs import run_job
from ocop.public.epcis_api.models import Behaviour, CaptureJob
from ocop.public.epcis_api.negotiation import MOST_BYTES, MOST_EVENTS, TYPES
from ocop.public.epcis_api.paging import Name, linked, page_asked, refuse_unknown
from ocop.public.epcis_api.problems import Refusal, bad_query
from ocop.public.epcis_api.service import ASKED, OF_ONE, SENT, Problem, answer, router
from ocop.public.partners.states import Scope

_KEY = EpcisKey(Scope.CAPTURE)
_LIMITS = {"GS1-EPCIS-Capture-Limit": str(MOST_EVENTS), "GS1-EPCIS-Capture-File-Size-Limit": str(MOST_BYTES)}


@router.post(
    "/capture",
    auth=_KEY,
    response={202: None, **SENT},
    url_name="capture",
    summary="Gửi một tài liệu EPCIS",
    tags=["Capture"],
    openapi_extra=description.TAKES_DOCUMENT,
)
def send_document(request: Any) -> HttpResponse:
    """Nhận các việc của một tài liệu. Tài liệu sai thì 400 và không giữ gì; việc không giữ được thì nêu ở lần gửi."""
    refuse_unknown(request, ())
    behaviour = _behaviour(request)
    document = _body(request)
    if (count := count_events(document)) > MOST_EVENTS:
        raise Refusal(413, f"Tài liệu có {count} việc, mỗi lần nhận nhiều nhất {MOST_EVENTS}.", headers=_LIMITS)
    at = clock.now()
    try:
        events = read_document(document, at)
    except Malformed as malformed:
        raise _malformed(malformed) from malformed
    job = run_job(events, key=request.auth, behaviour=behaviour, at=at)
    where = settings.SITE_URL + reverse("epcis_v2:capture_job", args=[job.public_id])
    response = answer(request, None, status=202, Location=where, GS1_Capture_Error_Behaviour=behaviour)
    response.content = b""
    del response["Content-Type"]
    return response


@router.get(
    "/capture",
    auth=_KEY,
    response={200: list[dict[str, Any]], **ASKED},
    url_name="capture",
    summary="Các lần đã gửi",
    tags=["Capture"],
    openapi_extra=description.PAGED,
)
def jobs(request: Any) -> HttpResponse:
    """Những lần gửi bằng khóa này, mới nhất trước."""
    refuse_unknown(request, ())
    most, token = page_asked(request)
    rows = CaptureJob.objects.filter(key=request.auth)
    if token:
        last = rows.filter(public_id=token).first() if looks_public(token) else None
        if last is None:
            raise bad_query("nextPageToken", "không phải mã trang của câu hỏi này. Hỏi lại từ trang đầu.")
        rows = rows.filter(pk__lt=last.pk)
    page = list(rows[: most + 1])
    response = answer(request, [job.document for job in page[:most]])
    return linked(request, response, page[most - 1].public_id if len(page) > most else "")


@router.get(
    "/capture/{captureID}",
    auth=_KEY,
    response={200: dict[str, Any], **OF_ONE},
    url_name="capture_job",
    summary="Một lần đã gửi",
    tags=["Capture"],
)
def job(request: Any, captureID: Name) -> HttpResponse:
    """Đã giữ hết chưa, việc nào không giữ được và vì sao."""
    refuse_unknown(request, (), paged=False)
    found = CaptureJob.objects.filter(key=request.auth, public_id=captureID).first()
    if found is None:
        raise Refusal(404, "Không có lần gửi nào mang mã này bằng khóa này.")
    return answer(request, found.document, GS1_Capture_Error_Behaviour=found.behaviour)


@router.post(
    "/events",
    auth=_KEY,
    response={201: dict[str, Any], 409: Problem, **SENT},
    url_name="events",
    summary="Gửi một việc",
    tags=["Capture"],
    openapi_extra=description.TAKES_EVENT,
)
def send_event(request: Any) -> HttpResponse:
    """Giữ một việc ngay; việc đã giữ rồi thì trả lời như lần đầu."""
    refuse_unknown(request, ())
    document = _body(request)
    key, at = request.auth, clock.now()
    try:
        event = read_event(document, at)
        row = keep_sent(event, producer=producer_of(key), by=actor_of(key), at=at, sent_by=key.name)
    except Malformed as malformed:
        raise _malformed(malformed) from malformed
    except Taken as taken:
        raise Refusal(409, taken.reason) from taken
    except Refused as refused:
        raise Refusal(403, refused.reason) from refused
    where = f"{settings.SITE_URL}{reverse('epcis_v2:events')}/{quote(row.event_id, safe='')}"
    return answer(request, row.document, status=201, Location=where)


def _behaviour(request: HttpRequest) -> Behaviour:
    said = request.headers.get("GS1-Capture-Error-Behaviour", Behaviour.ROLLBACK)
    if said not in Behaviour.values:
        raise Refusal(400, f"GS1-Capture-Error-Behaviour: chỉ có {' hoặc '.join(Behaviour.values)}.")
    return Behaviour(said)


def _body(request: HttpRequest) -> Any:
    """What was sent, as plain values."""
    if request.content_type not in TYPES:
        raise Refusal(415, f"Content-Type: chỉ đọc {' hoặc '.join(TYPES)}.")
    try:
        body = request.body
    except RequestDataTooBig:  # so long that nothing of it is read
        body = None
    if body is None or len(body) > MOST_BYTES:
        raise Refusal(413, f"Nội dung dài quá {MOST_BYTES} byte. Chia làm nhiều lần gửi.", headers=_LIMITS)
    try:
        return read_json(body)
    except NotJson as wrong:
        raise Refusal(400, str(wrong)) from wrong


def _malformed(malformed: Malformed) -> Refusal:
    detail = "Không giữ gì của lần gửi này. Sửa theo danh sách errors rồi gửi lại cả tài liệu."
    return Refusal(400, detail, errors=malformed.problems)
