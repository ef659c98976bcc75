"""A report made into a Word file."""

import io
from datetime import UTC

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml

from ocop.kit import clock
from ocop.oversight.reporting.papers.document import Report
from ocop.oversight.reporting.papers.word.body import Body, values_of_codes
from ocop.oversight.reporting.papers.word.identity import Identity, put_identity
from ocop.oversight.reporting.papers.word.pictures import picture_runs
from ocop.oversight.reporting.papers.word.styles import fonts_xml, styles_xml
from ocop.oversight.reporting.papers.wording import one_line

_ROOT = "http://schemas.openxmlformats.org"
_NAMES = f'xmlns:w="{_ROOT}/wordprocessingml/2006/main" xmlns:r="{_ROOT}/officeDocument/2006/relationships"'
# What the library's own model paper brings besides: its theme with other fonts, its picture, its lists.
_UNWANTED = ("/stylesWithEffects", "/customXml", "/theme", "/numbering", "/thumbnail", "/webSettings")


def make(report: Report) -> bytes:
    """The report as .docx: every figure in a content control named by its key, every style by its name."""
    document = _empty(report)
    body = Body(report, _number_pages(document), picture_runs(document, report.charts()))
    content = parse_xml(f"<w:body {_NAMES}>{body.xml()}</w:body>")
    place = document.element.body
    place.getparent().replace(place, content)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def values_of(report: Report) -> dict[str, str]:
    """What each control of a report holds by its tag, for `refill`: figures in the text and in the annex of codes."""
    return {figure.key: figure.value_text for figure in report.figures()} | values_of_codes(report)


def _empty(report: Report) -> Document:
    """A new document with our styles and fonts and nothing else."""
    document = docx.Document()
    for owner in (document.part, document.part.package):
        for key, relation in list(owner.rels.items()):
            if relation.reltype.endswith(_UNWANTED):
                del owner.rels[key]
            elif relation.reltype == RELATIONSHIP_TYPE.FONT_TABLE:
                relation.target_part._blob = fonts_xml()
    styles = document.styles.element
    for each in list(styles):
        styles.remove(each)
    for each in parse_xml(f"<w:styles {_NAMES}>{styles_xml()}</w:styles>"):
        styles.append(each)
    for mode in document.settings.element.iter(f"{{{_ROOT}/wordprocessingml/2006/main}}compatSetting"):
        if mode.get(mode.keys()[0]) == "compatibilityMode":
            mode.set(mode.keys()[-1], "15")
    facts = document.core_properties
    facts.title, facts.author, facts.comments = report.title, one_line(report.heading.organ), ""
    facts.language = "vi-VN"
    if report.mark:
        put_identity(document, Identity(report.mark, report.version, report.version))
    facts.created = facts.modified = clock.now().astimezone(UTC).replace(tzinfo=None)
    return document


def _number_pages(document: Document) -> str:
    """Puts the page's number in the middle of the top margin from page 2; gives the references for a section."""
    references = ""
    for kind, inside in (("default", _PAGE_NUMBER), ("first", "")):
        header, key = document.part.add_header_part()
        for each in list(header.element):
            header.element.remove(each)
        header.element.append(parse_xml(f"<w:p {_NAMES}>{_NUMBER_STYLE}{inside}</w:p>"))
        references += f'<w:headerReference w:type="{kind}" r:id="{key}"/>'
    return references


_NUMBER_STYLE = '<w:pPr><w:pStyle w:val="SoTrang"/></w:pPr>'
_PAGE_NUMBER = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
