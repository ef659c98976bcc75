"""Refusals as the standard words them: `application/problem+json` (RFC 7807) with a type of `epcisException:`."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse

from ocop.public.epcis_api.negotiation import stamp_headers

TYPE = "application/problem+json"

# What each refusal is called by the standard and here, by the status it is answered with.
KINDS = {
    400: ("ValidationException", "Nội dung gửi lên không đúng EPCIS 2.0"),
    401: ("SecurityException", "Cần khóa còn hiệu lực"),
    403: ("SecurityException", "Khóa này không được làm việc này"),
    404: ("NoSuchResourceException", "Không có trong những gì khóa này được đọc"),
    406: ("NotAcceptableException", "Không trả lời được theo yêu cầu này"),
    409: ("ResourceAlreadyExistsException", "Đã có việc khác mang mã này"),
    413: ("CaptureLimitExceededException", "Gửi quá nhiều một lần"),
    414: ("URITooLongException", "Địa chỉ dài quá"),
    415: ("UnsupportedMediaTypeException", "Không đọc loại nội dung này"),
    429: ("ImplementationException", "Hỏi quá nhiều"),
}
QUERY = "QueryParameterException"


class Refusal(Exception):
    """An answer that is no success. `detail` says in Vietnamese what would be right; `errors` are for programmers."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        kind: str = "",
        errors: Sequence[str] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status, self.headers = status, headers or {}
        self.document = problem(status, detail, kind=kind, errors=errors)


def problem(status: int, detail: str, *, kind: str = "", errors: Sequence[str] = (), about: str = "") -> dict[str, Any]:
    """A refusal as it is told; `about` is the id of the event it speaks of."""
    name, title = KINDS[status]
    told = {"type": f"epcisException:{kind or name}", "title": title, "status": status, "detail": detail}
    if about:
        told["instance"] = about
    return told | ({"errors": list(errors)} if errors else {})


def bad_query(parameter: str, detail: str) -> Refusal:
    """The refusal of a question that cannot be read."""
    return Refusal(400, f"{parameter}: {detail}", kind=QUERY)


def refused(refusal: Refusal) -> HttpResponse:
    """The answer of a refusal."""
    body = json.dumps(refusal.document, ensure_ascii=False)
    response = HttpResponse(body, content_type=TYPE, status=refusal.status, headers=dict(refusal.headers))
    response["Cache-Control"] = "no-store"
    return stamp_headers(response)
