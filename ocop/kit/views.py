"""Pages of the kit itself: what a visitor sees when something goes wrong, and the gallery of components."""

import secrets

import structlog
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

log = structlog.get_logger(__name__)

# Below it nobody reads pages.
FOR_PROGRAMS = "/api/"

# The last resort of `server_error`: no template, no static file, no database can fail in it.
BARE_PAGE = (
    '<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    "<title>Hệ thống đang gặp lỗi</title><h1>Hệ thống đang gặp lỗi</h1>"
    "<p>Lỗi này không phải do anh/chị. Xin đợi vài phút rồi tải lại trang. Mã lỗi: {code}</p>"
    '<p><a href="/">Về trang đầu</a></p></html>'
)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the browser sent something that cannot be read; 413 when it was only too much."""
    if isinstance(exception, RequestDataTooBig):
        return payload_too_large(request, exception)
    if request.path.startswith(FOR_PROGRAMS):
        told = {"errors": [{"parameter": "", "message": "Địa chỉ có ký tự không đọc được."}]}
        return JsonResponse(told, status=400)
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the person is known but the act is not theirs; the policy's own sentence is shown if any."""
    return render(request, "403.html", {"reason": str(exception or "")}, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of a form whose safety code is missing or too old: usually a page left open too long."""
    log.warning("csrf_failure", reason=reason, path=request.path)
    return render(request, "403_csrf.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: also what a person gets who asks for a record outside their scope."""
    return render(request, "404.html", status=404)


def method_not_allowed(request: HttpRequest, allowed: str = "") -> HttpResponse:
    """405: an address that only takes a button's press was opened as a page; the way back leads on."""
    response = render(request, "405.html", status=405)
    response["Allow"] = allowed
    return response


def payload_too_large(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """413: more was sent than one form may carry."""
    megabytes = settings.OCOP_UPLOAD_MAX_BYTES // (1024 * 1024)
    return render(request, "413.html", {"megabytes": megabytes}, status=413)


def too_many_requests(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """429: the same thing was tried too often."""
    return render(request, "429.html", status=429)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault. Rendered without context processors, so without the database."""
    from django.template.loader import render_to_string

    code = secrets.token_hex(4)
    log.error("server_error_page", code=code, path=request.path)
    try:
        page: str = render_to_string("500.html", {"code": code, "province_name": settings.OCOP_PROVINCE_NAME})
    except Exception:
        log.exception("server_error_template_failed", code=code)
        page = BARE_PAGE.format(code=code)
    return HttpResponse(page, status=500)


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """`/kit/`: every component with Vietnamese text at its worst; only on a developer's machine."""
    if not settings.DEBUG:
        raise Http404
    from ocop.kit.ui.gallery import gallery_context

    return render(request, "kit/gallery.html", gallery_context())


@require_safe
def gallery_paper(request: HttpRequest) -> HttpResponse:
    """`/kit/to-giay/`: the print sheet."""
    if not settings.DEBUG:
        raise Http404
    from ocop.kit.ui.gallery import WORST_COMPANY, WORST_NAME

    return render(request, "kit/gallery_paper.html", {"company": WORST_COMPANY, "person": WORST_NAME})


@require_safe
def gallery_public(request: HttpRequest) -> HttpResponse:
    """`/kit/trang-chung/`: the shell of public pages."""
    if not settings.DEBUG:
        raise Http404
    from ocop.kit.ui.gallery import gallery_context

    return render(request, "kit/gallery_public.html", gallery_context())
