"""Whose a Word file is: the report it was made of and which of its figures, kept through editing in its properties."""

from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from ocop.oversight.reporting.papers.word.opening import parsed

PART = "docProps/custom.xml"
_MARK, _VERSION, _WORDS = "OCOPBaoCao", "OCOPBanChot", "OCOPBanLoi"
_CONTENT = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_NAMES = (
    'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"'
)
# The one set of properties that people and programs give a file themselves.
_SET = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


@dataclass(frozen=True, slots=True)
class Identity:
    """`mark` names the report, `version` which freezing of its figures the file holds, `words` with which freezing the
    file was made whose words people then edited: new figures leave it as it is.
    """

    mark: str
    version: str = ""
    words: str = ""


def put_identity(document: Document, identity: Identity) -> None:
    """Give a new document its properties; Word and LibreOffice keep them when it is saved."""
    facts = {_MARK: identity.mark, _VERSION: identity.version, _WORDS: identity.words}
    told = "".join(
        f'<property fmtid="{_SET}" pid="{number}" name="{name}"><vt:lpwstr>{escape(value)}</vt:lpwstr></property>'
        for number, (name, value) in enumerate(facts.items(), start=2)
    )
    blob = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties {_NAMES}>{told}</Properties>'.encode()
    package = document.part.package
    package.relate_to(Part(PackURI(f"/{PART}"), _CONTENT, blob, package), _RELATION)


def identity_in(parts: Mapping[str, bytes]) -> Identity | None:
    """Whose a file is; None for one without the mark."""
    told = {name: "".join(each.itertext()) for name, each in _properties(parts)}
    if not told.get(_MARK):
        return None
    return Identity(told[_MARK], told.get(_VERSION, ""), told.get(_WORDS) or told.get(_VERSION, ""))


def with_version(parts: Mapping[str, bytes], version: str) -> dict[str, bytes]:
    """The parts of a marked file that now holds other figures; what else its properties say stays."""
    for name, each in _properties(parts):
        value = next(iter(each), None)
        if name == _VERSION and value is not None:
            value.text = version
            root = each.getroottree().getroot()
            return {**parts, PART: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)}
    return dict(parts)


def _properties(parts: Mapping[str, bytes]) -> list[tuple[str, etree._Element]]:
    if PART not in parts:
        return []
    return [(each.get("name", ""), each) for each in parsed(parts[PART]).iter("{*}property")]
