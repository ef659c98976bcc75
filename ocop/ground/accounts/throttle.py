"""Slow guessing down without letting anybody lock another person out.

Every failure is charged to the one who made it: a device the person has signed in from before has a budget
of its own, everybody else shares the budget of their network address for that account. So an attacker
elsewhere spends nothing of the victim's, neighbours behind one address keep their known devices, and a
victim at a new device can always be helped by a new invitation link. No network address is stored, only
keyed digests.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ocop.ground.accounts import devices
from ocop.ground.accounts.models import FailedSignIn
from ocop.ground.accounts.tokens import keyed_digest
from ocop.kit import networks

WINDOW = timedelta(minutes=15)
TRIES_FROM_KNOWN_DEVICE = 10
TRIES_FROM_NETWORK = 5
# One address may serve a whole office or a telephone company, so all its accounts together get more.
TRIES_OF_WHOLE_NETWORK = 60
# Codes are short, so strangers together get few. Only who already knows the password can spend these.
CODES_FROM_ALL_NETWORKS = 20
KEPT = timedelta(days=1)


class TooManyTries(Exception):
    """The budget is spent; `minutes` until a try is free again."""

    def __init__(self, minutes: int) -> None:
        super().__init__(f"wait {minutes} minutes")
        self.minutes = minutes


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is charged: a digest of a known device, or of a network address."""

    client: str
    is_known_device: bool


def network_of(request: HttpRequest) -> str:
    """The network a request comes from, behind the trusted proxies."""
    return networks.network_of(request.META)


def caller_of(request: HttpRequest, login: str) -> Caller:
    """Whom a try of this request on this sign-in name is charged to."""
    device = devices.device_for(request, login)
    if device:
        return Caller(keyed_digest("device", device), True)
    return Caller(keyed_digest("network", network_of(request)), False)


def take_try(login: str, *, caller: Caller, at: datetime, whole_account: int | None = None) -> None:
    """Charge one try before the secret is looked at; raises `TooManyTries` when the budget is spent.

    `whole_account` bounds the tries on one account from all unknown devices together; a known device is
    never bound by it. Passwords have no such bound, for it would let a stranger lock a person out of every
    new device.

    The charge is written first and counted after, so that tries sent at the same moment cannot all slip
    through.
    """
    FailedSignIn.objects.filter(at__lt=at - KEPT).delete()
    charge = FailedSignIn.objects.create(login_digest=_login_digest(login), client=caller.client, at=at)
    recent = FailedSignIn.objects.filter(client=caller.client, at__gt=at - WINDOW, at__lte=at)
    own_limit = TRIES_FROM_KNOWN_DEVICE if caller.is_known_device else TRIES_FROM_NETWORK
    budgets = [(recent.filter(login_digest=charge.login_digest), own_limit)]
    if not caller.is_known_device:
        budgets.append((recent, TRIES_OF_WHOLE_NETWORK))
    if whole_account and not caller.is_known_device:
        everywhere = FailedSignIn.objects.filter(login_digest=charge.login_digest)
        budgets.append((everywhere.filter(at__gt=at - WINDOW, at__lte=at), whole_account))
    waits = [_minutes_to_wait(charges, limit, at) for charges, limit in budgets]
    if any(waits):
        charge.delete()
        raise TooManyTries(max(waits))


def give_back(login: str, *, caller: Caller) -> None:
    """Forget the tries on one account from one caller after the right secret was given."""
    FailedSignIn.objects.filter(login_digest=_login_digest(login), client=caller.client).delete()


def _minutes_to_wait(charges: QuerySet[FailedSignIn], limit: int, at: datetime) -> int:
    """Whole minutes until one more try fits, 0 when it fits now; `charges` include the present try."""
    moments = list(charges.order_by("-at", "-pk").values_list("at", flat=True)[: limit + 1])
    if len(moments) <= limit:
        return 0
    wait = moments[-1] + WINDOW - at
    return max(1, -(-int(wait.total_seconds()) // 60))


def _login_digest(login: str) -> str:
    return keyed_digest("login", login)


def too_many_tries(request: HttpRequest, refused: TooManyTries) -> HttpResponse:
    """The page that says how many minutes to wait, and the other way in."""
    response = render(request, "account/too_many_tries.html", {"minutes": refused.minutes}, status=429)
    response["Retry-After"] = str(refused.minutes * 60)
    return response
