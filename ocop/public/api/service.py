"""The API: one service, its errors, who asks and how often. OpenAPI 3.1 is written from the operations themselves.

Addresses and parameters are Vietnamese like all addresses of the platform; fields are named as the code names them.
Words for people (what is wrong, names of indicators and standings) are English for who asks with
`Accept-Language: en`, else Vietnamese; what the code names, keys and names people gave never change.
"""

import json
from collections.abc import Callable, Sequence
from functools import wraps
from hashlib import sha256
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError
from ninja.security import HttpBearer

from ocop.public.api import rate
from ocop.public.api.asked import Missing, Problem, Wrong
from ocop.public.partners.keys import WrongKey, key_in
from ocop.public.partners.models import ApiKey
from ocop.public.partners.states import Scope

VERSION = "1.2"
KEPT_SECONDS = 300
LONGEST_QUERY = 1000
JSON = "application/json; charset=utf-8"
# Who asks without a key.
ANYBODY = "anybody"


class TooOften(Exception):
    """The budget of a minute is spent; `seconds` until the next."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"wait {seconds} seconds")
        self.seconds = seconds


class NotForThisKey(Exception):
    """The key is a partner's, but for something else."""


class TooLong(Exception):
    """The question is longer than any that makes sense."""


class Trouble(Schema):
    """What is wrong with one parameter, and what would be right."""

    parameter: str
    message: str


class Troubles(Schema):
    """Every answer that is no success."""

    errors: list[Trouble]


# What every operation may answer beside its success.
COMMON: dict[int, Any] = {304: None, **dict.fromkeys((400, 401, 403, 404, 414, 429), Troubles)}


class Key(HttpBearer):
    """A partner's key as `Authorization: Bearer …`; nobody needs one for what is public, it only lets ask oftener."""

    def __call__(self, request: HttpRequest) -> Any:
        # The first thing done with a question; `LanguageMiddleware` ends it with the request.
        translation.activate(translation.get_language_from_request(request))
        try:
            key = key_in(request)
        except WrongKey:
            within_budget(request, None)  # guessing keys is asking too
            raise
        within_budget(request, key)
        if key is not None and Scope.READ not in key.scopes:
            raise NotForThisKey
        return key or ANYBODY

    def authenticate(self, request: HttpRequest, token: str) -> ApiKey | None:
        return key_in(request)


def within_budget(request: HttpRequest, key: ApiKey | None) -> None:
    """Count one question of a key, or of a network without one. Raises `TooOften` and `TooLong`."""
    if wait := rate.seconds_for_key(key) if key else rate.seconds_to_wait(request):
        raise TooOften(wait)
    if len(request.META.get("QUERY_STRING", "")) > LONGEST_QUERY:
        raise TooLong


class OcopAPI(NinjaAPI):
    """The service whose description says that a key is a choice, not a need, in the language that is active."""

    def get_openapi_schema(self, **said: Any) -> Any:
        schema = super().get_openapi_schema(**said)
        for methods in schema["paths"].values():
            for operation in methods.values():
                if operation.get("security"):
                    operation["security"].insert(0, {})
                operation["summary"] = _(operation["summary"])
                operation["tags"] = [_(tag) for tag in operation.get("tags", ())]
                for parameter in operation.get("parameters", ()):
                    if "description" in parameter:
                        parameter["description"] = _(parameter["description"])
        return schema


service = OcopAPI(
    title="OCOP",
    version=VERSION,
    description="Sản phẩm OCOP, sổ công nhận, xác thực, chỉ số của một tỉnh: những gì cổng công khai, chỉ đọc.",
    urls_namespace="v1",
    docs_url=None,
    openapi_url="openapi.json",
    auth=[Key()],
)


def told(request: HttpRequest, content: Any, content_type: str = JSON) -> HttpResponseBase:
    """An answer that may be kept for a while and asked again by its tag; `content` is bytes or plain values."""
    body = content if isinstance(content, bytes) else json.dumps(content, ensure_ascii=False).encode()
    response = HttpResponse(body, content_type=content_type)
    response["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    response["Access-Control-Allow-Origin"] = "*"
    response["Vary"] = "Authorization, Accept-Language"
    response["ETag"] = etag = quote_etag(sha256(body).hexdigest()[:32])
    return get_conditional_response(request, etag=etag, response=response) or response


def trouble(status: int, *problems: Problem) -> HttpResponse:
    """An answer that says what is wrong, parameter by parameter."""
    errors = [{"parameter": each.parameter, "message": each.message} for each in problems]
    body = json.dumps({"errors": errors}, ensure_ascii=False)
    response = HttpResponse(body, content_type=JSON, status=status)
    response["Cache-Control"] = "no-store"
    response["Access-Control-Allow-Origin"] = "*"
    return response


def for_programs(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A plain page of data under the same bounds and with the same errors as the service."""

    @require_safe
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            within_budget(request, None)
            return view(request, *args, **kwargs)
        except (Wrong, Http404, TooOften, TooLong) as error:
            return service.on_exception(request, error)

    return guarded


@service.exception_handler(Wrong)
def _wrong(request: HttpRequest, wrong: Any) -> HttpResponse:
    return trouble(400, *wrong.problems)


@service.exception_handler(ValidationError)
def _unreadable(request: HttpRequest, error: Any) -> HttpResponse:
    return trouble(400, *(_problem_in(each) for each in error.errors))


def _problem_in(error: dict[str, Any]) -> Problem:
    """One of the reader's errors, with the parameter's name and what it may be."""
    name = str(error["loc"][-1])
    limits = error.get("ctx", {})
    bounds: Sequence[str] = [
        words % {"limit": limits[bound]}
        for bound, words in (
            ("ge", _("từ %(limit)s")),
            ("le", _("đến %(limit)s")),
            ("max_length", _("dài nhất %(limit)s ký tự")),
            ("expected", _("là một trong %(limit)s")),
        )
        if bound in limits
    ]
    kinds = {"int_parsing": _("phải là số nguyên"), "date_from_datetime_parsing": _("phải viết năm-tháng-ngày")}
    words = ", ".join(bounds) or kinds.get(error["type"]) or _("không đọc được")
    return Problem(name, f"“{name}” {words}.")


@service.exception_handler(Http404)
def _nothing(request: HttpRequest, error: Any) -> HttpResponse:
    words = str(error) if isinstance(error, Missing) else _("Không có bản ghi công khai này.")
    return trouble(404, Problem("", words))


@service.exception_handler(HttpError)
def _refused(request: HttpRequest, error: Any) -> HttpResponse:
    return trouble(error.status_code, Problem("", _("Câu hỏi không đọc được.")))


@service.exception_handler(WrongKey)
def _wrong_key(request: HttpRequest, error: Any) -> HttpResponse:
    words = _("Khóa không đúng, đã thu hồi hoặc hết hạn. Bỏ khóa để hỏi như mọi người.")
    response = trouble(401, Problem("Authorization", words))
    response["WWW-Authenticate"] = "Bearer"
    return response


@service.exception_handler(NotForThisKey)
def _not_for_this_key(request: HttpRequest, error: Any) -> HttpResponse:
    words = _("Khóa này không được hỏi ở đây. Bỏ khóa để hỏi như mọi người.")
    return trouble(403, Problem("Authorization", words))


@service.exception_handler(TooOften)
def _too_often(request: HttpRequest, error: Any) -> HttpResponse:
    words = _("Hỏi quá nhiều. Chờ %(seconds)s giây rồi hỏi lại.") % {"seconds": error.seconds}
    response = trouble(429, Problem("", words))
    response["Retry-After"] = str(error.seconds)
    return response


@service.exception_handler(TooLong)
def _too_long(request: HttpRequest, error: Any) -> HttpResponse:
    words = _("Câu hỏi dài quá %(most)s ký tự. Bỏ bớt tham số.") % {"most": LONGEST_QUERY}
    return trouble(414, Problem("", words))
