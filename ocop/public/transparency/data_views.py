"""Addresses of the datasets and of their description. None asks who is looking."""

import json
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from ocop.cycle.certification.papers.translation import translated_pdf
from ocop.cycle.certification.states import STANDS
from ocop.kit import clock
from ocop.public.api.service import for_programs, told
from ocop.public.transparency import dcat
from ocop.public.transparency import register as rows
from ocop.public.transparency.datasets import DATASETS, as_csv, as_json, as_workbook
from ocop.public.transparency.forms import RegisterForm


@for_programs
def dataset(request: HttpRequest, name: str, shape: str) -> HttpResponseBase:
    """One dataset as CSV, JSON or a workbook; the filters of the register narrow it."""
    found = DATASETS.get(name)
    if found is None or shape not in dcat.MEDIA:
        raise Http404
    on = clock.today()
    form = RegisterForm(request.GET, places=rows.places(on) if request.GET.get("noi") else [])
    lines = found.lines(rows.narrowed(rows.register(on), form.wanted()), on)
    if shape == "xlsx":
        content = as_workbook(found, lines)
    elif shape == "csv":
        content = as_csv(found, lines)
    else:
        content = _json(as_json(found, lines, on, settings.OCOP_DATA_LICENCE_URL or settings.OCOP_DATA_LICENCE))
    charset = "" if shape == "xlsx" else "; charset=utf-8"
    response = told(request, content, dcat.MEDIA[shape][1] + charset)
    if shape != "json":
        response["Content-Disposition"] = f'attachment; filename="{name}.{shape}"'
    return response


@for_programs
def certificate_in_english(request: HttpRequest, code: str) -> HttpResponseBase:
    """The English copy of a certificate whose star stands; of others there is none to wave about."""
    standing = rows.register(clock.today()).filter(standing__in=STANDS)
    row: Any = get_object_or_404(standing, certificate__code=code)
    response = HttpResponse(translated_pdf(row.certificate), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="certificate-{row.certificate.code}-english.pdf"'
    response["Cache-Control"] = "public, max-age=300"
    return response


def register_sheet(request: HttpRequest) -> HttpResponseBase:
    """The register as it is filtered, as a workbook."""
    return dataset(request, "so-cong-nhan", "xlsx")


@for_programs
def catalogue(request: HttpRequest) -> HttpResponseBase:
    """The description of all open data for data portals."""
    return told(request, _json(dcat.described()), "application/ld+json; charset=utf-8")


def _json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False).encode()
