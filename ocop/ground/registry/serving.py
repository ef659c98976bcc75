"""Sending a filed document to a browser; who may have it was decided by the caller."""

from typing import Any

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response

from ocop.ground.registry.models import Document

# A document may show itself and nothing else. Chromium's PDF viewer does not start inside `sandbox`.
_PHOTO_POLICY = "default-src 'none'; sandbox; frame-ancestors 'self'"
_PDF_POLICY = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'"


def serve(document: Document, request: HttpRequest | None = None, *, download: bool = False) -> HttpResponseBase:
    """The document as a response: shown in the browser, or saved when `download` is set.

    With the request, a browser that has the content gets 304. Raises Http404 when the storage has lost
    the file. The address that serves it may be framed by our own pages only.
    """
    try:
        content = default_storage.open(document.path)
    except FileNotFoundError as lost:
        raise Http404("Không tìm thấy tệp.") from lost
    shown = not download and (document.is_image or document.content_type == "application/pdf")
    response: Any = FileResponse(
        content,
        as_attachment=not shown,
        filename=document.download_name,
        content_type=document.content_type,
    )
    response["ETag"] = f'"{document.sha256}"'
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = _PHOTO_POLICY if document.is_image else _PDF_POLICY
    response["X-Frame-Options"] = "SAMEORIGIN"
    if request is None:
        return response
    fresh = get_conditional_response(request, etag=response["ETag"], response=response) or response
    if fresh is not response:
        content.close()
    return fresh
