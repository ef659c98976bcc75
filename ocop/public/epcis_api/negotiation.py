"""The headers of EPCIS 2.0: which versions are spoken, in which types and forms, and how much is taken at once."""

import re

from django.http import HttpRequest, HttpResponse

from ocop.cycle.epcis.addresses import vocabulary
from ocop.rules.epcis import OWN

VERSION, CBV_VERSION, VENDOR = "2.0.0", "2.0.0", "OCOP 1.0"
TYPES = ["application/json", "application/ld+json"]
# Events keep the identifiers they came with: a lot without a GTIN has no other form to be translated to.
FORMAT = "Never_Translates"
FORMATS = (FORMAT, "No_Preference")
MOST_EVENTS = 100
MOST_BYTES = 1024 * 1024
_NUMBER = re.compile(r"([0-9]{1,4})(?:\.([0-9]{1,4}))?(?:\.[0-9]{1,4})?")
_SPOKEN = (2, 0)
_BOUNDS = {
    "Version": lambda asked, ours: asked == ours,
    "Min": lambda asked, ours: bool(asked) and asked <= ours,
    "Max": lambda asked, ours: asked >= ours,
}


def stamp_headers(response: HttpResponse) -> HttpResponse:
    """Say on an answer which versions it speaks."""
    response["GS1-EPCIS-Version"], response["GS1-CBV-Version"] = VERSION, CBV_VERSION
    response["GS1-EPC-Format"] = FORMAT
    return response


def discovery(allow: str, *, takes_documents: bool = False) -> HttpResponse:
    """The answer of OPTIONS: what is supported here."""
    response = stamp_headers(HttpResponse(status=204))
    del response["Content-Type"]
    response["Allow"] = f"OPTIONS, {allow}"
    for name in ("GS1-EPCIS-Min", "GS1-EPCIS-Max"):
        response[name] = VERSION
    for name in ("GS1-CBV-Min", "GS1-CBV-Max"):
        response[name] = CBV_VERSION
    response["GS1-Vendor-Version"], response["GS1-Extensions"] = VENDOR, f"{OWN}={vocabulary()}"
    if takes_documents:
        response["GS1-EPCIS-Capture-Limit"] = str(MOST_EVENTS)
        response["GS1-EPCIS-Capture-File-Size-Limit"] = str(MOST_BYTES)
        response["GS1-Capture-Error-Behaviour"] = "rollback"
    return response


def unmet(request: HttpRequest) -> str:
    """The first header of a request that cannot be met, and what could be; empty when all can."""
    for kind, version in (("EPCIS", VERSION), ("CBV", CBV_VERSION)):
        for name, is_met in _BOUNDS.items():
            text = request.headers.get(header := f"GS1-{kind}-{name}", "")
            if text and not is_met(_number(text), _SPOKEN):
                return f"{header}: chỉ có phiên bản {version}."
    if request.headers.get("GS1-EPC-Format", FORMAT) not in FORMATS:
        return f"GS1-EPC-Format: chỉ có {FORMAT}, mã được giữ như lúc gửi."
    if request.get_preferred_type(TYPES) is None:
        return f"Accept: chỉ trả lời {' hoặc '.join(TYPES)}."
    return ""


def type_of_answer(request: HttpRequest) -> str:
    """The one of our types that a request would rather have."""
    return request.get_preferred_type(TYPES) or TYPES[0]


def _number(text: str) -> tuple[int, int] | tuple[()]:
    """The first two parts of a version; nothing, which no version equals, where it is none."""
    found = _NUMBER.fullmatch(text)
    return (int(found[1]), int(found[2] or 0)) if found else ()
