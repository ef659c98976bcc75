"""The certificate: its facts frozen at issue, and the PDF set from them and from nothing else."""

import hashlib
import io
import json
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import segno
import typst
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

from ocop.cycle.certification.codes import printed
from ocop.kit.text.dates import date_in_words, format_date

if TYPE_CHECKING:
    from ocop.cycle.certification.models import Certificate, Recognition

HERE = Path(__file__).parent
FONTS = Path(__file__).resolve().parents[3] / "kit" / "fonts"


def verification_url(code: str) -> str:
    """The full address the QR carries: the public page of this code."""
    return settings.SITE_URL.rstrip("/") + reverse("portal:verdict", args=[code])


def face_of(recognition: "Recognition", code: str) -> dict[str, Any]:
    """Every word the certificate will print, as plain values to be kept with it.

    The place is the commune only: a certificate hangs on a wall, and carries no address of a person.
    """
    decision, product = recognition.decision, recognition.product
    office = decision.office if decision else None
    signed_on = decision.signed_on if decision else recognition.valid_from
    return {
        "code": code,
        "stars": recognition.stars,
        "product": product.name,
        "producer": product.producer.name,
        "place": product.producer.unit.full_name,
        "product_code": recognition.product_code,
        "issuer": office.name if office else settings.OCOP_PROVINCE_NAME,
        "issuer_lines": _issuer_lines(office),
        "decision": f"Quyết định số {decision.number} ngày {format_date(signed_on)}" if decision else "",
        "signed_at": f"{_seat(office)}, {date_in_words(signed_on)}",
        "signer": decision.signer if decision else "",
        "signer_title_lines": _signer_title(office),
        "valid_from": format_date(recognition.valid_from),
        "valid_until": format_date(recognition.valid_until),
        "trial": recognition.is_trial or recognition.is_reconstructed,
        "url": verification_url(code),
    }


def certificate_pdf(certificate: "Certificate") -> bytes:
    """The certificate as PDF. The same face always gives the same bytes, so a set page is kept and not set twice."""
    key = hashlib.sha256(_canonical(certificate.face) + _template() + version("typst").encode()).hexdigest()
    path = f"certificates/{certificate.public_id}-{key[:16]}.pdf"
    if default_storage.exists(path):
        with default_storage.open(path) as kept:
            return bytes(kept.read())
    pdf = set_certificate(certificate.face)
    default_storage.save(path, ContentFile(pdf))
    return pdf


def set_certificate(face: dict[str, Any]) -> bytes:
    """Set one certificate with the fonts of the kit only. Raises `typst.TypstError` when the face lacks a fact."""
    code = str(face["code"])
    words = face | {
        "title": f"Giấy chứng nhận {printed(code)}",
        "code": printed(code),
        "qr": qr_svg(str(face["url"])),
        "site": str(face["url"]).removesuffix(f"{code}/"),
    }
    pdf = typst.compile(
        HERE / "certificate.typ",
        root=HERE,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"face": json.dumps(words, ensure_ascii=False)},
        format="pdf",
    )
    return bytes(pdf)


def qr_svg(text: str) -> str:
    """The text as a QR code, error correction M: it still reads with a crease through it."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", border=2, dark="#16201b", light="#ffffff")
    return out.getvalue().decode()


def _canonical(face: dict[str, Any]) -> bytes:
    return json.dumps(face, ensure_ascii=False, sort_keys=True).encode()


@cache
def _template() -> bytes:
    return (HERE / "certificate.typ").read_bytes()


def _issuer_lines(office: Any) -> list[str]:
    """The issuing body as Decree 30/2020 breaks it: "Ủy ban nhân dân" over the name of the place."""
    if office is None:
        return ["Ủy ban nhân dân", f"tỉnh {settings.OCOP_PROVINCE_NAME}"]
    name = office.name
    for head in ("Ủy ban nhân dân", "UBND"):
        if name.startswith(f"{head} "):
            return ["Ủy ban nhân dân", name[len(head) + 1 :]]
    return [name]


def _signer_title(office: Any) -> list[str]:
    """Who signs: the committee's chair in its name, or the head of the ministry."""
    if office is None or _issuer_lines(office)[0] == "Ủy ban nhân dân":
        return ["TM. Ủy ban nhân dân", "Chủ tịch"]
    return ["Bộ trưởng"] if office.name.startswith("Bộ ") else ["Thủ trưởng cơ quan"]


def _seat(office: Any) -> str:
    if office is not None and office.unit is not None:
        return str(office.unit.name)
    return "Hà Nội" if office is not None else settings.OCOP_PROVINCE_NAME
