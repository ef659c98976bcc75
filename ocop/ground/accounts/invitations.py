"""The sheet that hands a new invitation over: rooms above end their invite view with it."""

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from ocop.ground.accounts.actions import IssuedInvitation


def invitation_sheet(request: HttpRequest, issued: IssuedInvitation, *, back_url: str) -> HttpResponse:
    """The page that shows a new link and its QR code once, to be sent to the person."""
    url = settings.SITE_URL.rstrip("/") + reverse("accounts:invitation", args=[issued.token])
    code = segno.make(url, error="m", micro=False).svg_data_uri(scale=5)
    context = {"issued": issued, "url": url, "code": code, "back_url": back_url}
    response = render(request, "accounts/invitation_issued.html", context)
    response["Cache-Control"] = "no-store"
    return response
