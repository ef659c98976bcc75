"""The service under `/epcis/v2/`: how it answers, and what every operation may answer besides its success."""

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Router, Schema
from ninja.errors import HttpError, ValidationError

from ocop.public.epcis_api import description
from ocop.public.epcis_api.negotiation import stamp_headers, type_of_answer
from ocop.public.epcis_api.problems import Refusal, refused


class Problem(Schema):
    """RFC 7807. `type` is the standard's name of the refusal, `errors` say where in what was sent."""

    type: str
    title: str
    status: int
    detail: str
    instance: str | None = None
    errors: list[str] | None = None


ASKED: dict[int, Any] = dict.fromkeys((400, 401, 403, 406, 414, 429), Problem)
OF_ONE: dict[int, Any] = {**ASKED, 404: Problem}
SENT: dict[int, Any] = {**ASKED, 413: Problem, 415: Problem}
OPEN: dict[int, Any] = {406: Problem}


class EpcisService(NinjaAPI):
    """The service whose description names the standard's types and headers."""

    def get_openapi_schema(self, **said: Any) -> Any:
        return description.completed(super().get_openapi_schema(**said))


service = EpcisService(
    title="OCOP EPCIS",
    version="2.0.0",
    description="Việc đã làm với lô theo EPCIS 2.0 của GS1: gửi và đọc, mỗi khóa của một chủ thể. Văn phòng Điều phối "
    "cấp tỉnh cấp khóa.",
    urls_namespace="epcis_v2",
    docs_url=None,
    openapi_url="openapi.json",
)


# One for all operations: what answers GET, POST and OPTIONS of one address stands together.
router = Router()


def answer(request: HttpRequest, content: Any, *, status: int = 200, **headers: str) -> HttpResponse:
    """Plain values as the type the request would rather have; `headers` with underscores for hyphens."""
    body = json.dumps(content, ensure_ascii=False)
    response = HttpResponse(body, content_type=type_of_answer(request), status=status)
    for name, value in headers.items():
        response[name.replace("_", "-")] = value
    response["Cache-Control"], response["Vary"] = "private, no-store", "Accept, Authorization"
    return stamp_headers(response)


@service.exception_handler(Refusal)
def _refusal(request: HttpRequest, error: Any) -> HttpResponse:
    return refused(error)


@service.exception_handler(ValidationError)
def _unreadable(request: HttpRequest, error: Any) -> HttpResponse:
    return refused(Refusal(404, "Địa chỉ này không thể là của bản ghi nào."))


@service.exception_handler(Http404)
def _nothing(request: HttpRequest, error: Any) -> HttpResponse:
    return refused(Refusal(404, "Không có bản ghi này, hoặc không phải của chủ thể của khóa."))


@service.exception_handler(HttpError)
def _http_error(request: HttpRequest, error: Any) -> HttpResponse:
    return refused(Refusal(400, "Câu hỏi không đọc được."))
