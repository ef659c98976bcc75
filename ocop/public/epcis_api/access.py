"""Who asks: a partner's key that speaks for one producer. A person's session opens nothing here."""

from typing import Any

from django.http import HttpRequest
from ninja.security import HttpBearer

from ocop.ground.producers.models import Producer
from ocop.kit import clock
from ocop.kit.scope import Actor
from ocop.public.api.service import TooLong, TooOften, within_budget
from ocop.public.epcis_api.negotiation import unmet
from ocop.public.epcis_api.problems import Refusal
from ocop.public.partners.keys import WrongKey, key_in
from ocop.public.partners.models import ApiKey
from ocop.public.partners.states import Scope

_ASK = {"WWW-Authenticate": "Bearer"}


class EpcisKey(HttpBearer):
    """A key of one scope, as `Authorization: Bearer …`; guessing keys counts as asking."""

    openapi_name = "Key"

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> ApiKey:
        try:
            key = key_in(request)
        except WrongKey as error:
            count(request, None)
            raise Refusal(401, "Khóa không đúng, đã thu hồi hoặc hết hạn.", headers=_ASK) from error
        if key is None:  # costs us nothing, so nobody's budget for open data is spent
            raise Refusal(401, "Gửi khóa kèm theo: Authorization: Bearer và khóa.", headers=_ASK)
        count(request, key)
        if self.scope not in key.scopes or key.producer is None:
            raise Refusal(403, "Khóa này không có quyền ấy. Xin khóa khác ở Văn phòng Điều phối cấp tỉnh.")
        meet(request)
        return key

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        return key_in(request)


def count(request: HttpRequest, key: ApiKey | None) -> None:
    """Count one question; refuses those beyond the budget."""
    try:
        within_budget(request, key)
    except TooOften as error:
        wait = {"Retry-After": str(error.seconds)}
        raise Refusal(429, f"Hỏi quá nhiều. Chờ {error.seconds} giây rồi hỏi lại.", headers=wait) from error
    except TooLong as error:
        raise Refusal(414, "Tham số dài quá. Bỏ bớt giá trị, hỏi làm nhiều lần.") from error


def meet(request: HttpRequest) -> None:
    """Refuse a version, a type or a form that is not spoken here."""
    if words := unmet(request):
        raise Refusal(406, words)


def producer_of(key: ApiKey) -> Producer:
    """Whom a key speaks for; one that came through `EpcisKey` has a producer."""
    assert key.producer is not None  # noqa: S101
    return key.producer


def actor_of(key: ApiKey) -> Actor:
    """A key as who acts: its own producer, and nothing besides."""
    return Actor(None, key.name, clock.today(), producer_ids=frozenset({producer_of(key).pk}))
