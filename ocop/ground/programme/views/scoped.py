"""What every page of the room needs."""

from django.http import Http404

from ocop.kit.scope import Answer


def require_page(answer: Answer) -> None:
    """A page somebody has no business with is a page that does not exist for them."""
    if not answer:
        raise Http404(answer.reason)
