"""Who is at the browser: the actor of each request, and what every page shell shows about them."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.functional import SimpleLazyObject

from ocop.ground.offices.queries import posts_of
from ocop.ground.producers.queries import producers_represented_by
from ocop.kit import clock
from ocop.kit.scope import Actor
from ocop.kit.web import Request


def actor_for(user: Any, on: date) -> Actor:
    """The person as they stand on a day: their posts and the producers they speak for."""
    if not user.is_authenticated:
        return Actor(user_id=None, name="Khách", on=on)
    return Actor(
        user_id=user.pk,
        name=user.full_name,
        on=on,
        posts=posts_of(user.pk, on),
        producer_ids=producers_represented_by(user.pk, on),
    )


class ActorMiddleware:
    """Set `request.actor`, read from the database only when a view or template asks."""

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: actor_for(request.user, clock.today()))  # type: ignore[assignment]
        return self.get_response(request)


def page_context(request: Request) -> dict[str, Any]:
    """What the page shell needs on every page; lazy, so that a public page asks the database nothing."""
    from ocop.config.navigation import navigation_for

    return {
        "province_name": settings.OCOP_PROVINCE_NAME,
        "helpline": settings.OCOP_HELPLINE,
        "site_url": settings.SITE_URL,
        "sample_banner": not settings.PRODUCTION,
        "today": clock.today(),
        "actor": getattr(request, "actor", None),
        "navigation": SimpleLazyObject(lambda: navigation_for(request)),
    }
