"""The drawings of charts in a Word file: put in by name, and drawn anew when their figures changed."""

import io
from collections.abc import Mapping, Sequence

from docx.document import Document
from docx.shared import Mm
from lxml import etree
from PIL import Image

from ocop.oversight.reporting.papers.document import Chart
from ocop.oversight.reporting.papers.drawing import WIDTH_MM, pngs_of, svg_of
from ocop.oversight.reporting.papers.word.opening import parsed

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_DOCUMENT, _RELATIONS = "word/document.xml", "word/_rels/document.xml.rels"


def picture_runs(document: Document, charts: Sequence[Chart]) -> list[str]:
    """A run for each chart: its drawing as a picture under the chart's title, with words for who cannot see it."""
    runs = []
    for number, (chart, (picture, told)) in enumerate(zip(charts, _drawn(charts), strict=True), start=1):
        inline = document.part.new_pic_inline(io.BytesIO(picture), Mm(WIDTH_MM), None)
        inline.docPr.set("id", str(number))
        inline.docPr.set("name", chart.title)
        inline.docPr.set("descr", told)
        runs.append(f"<w:r><w:drawing>{etree.tostring(inline, encoding='unicode')}</w:drawing></w:r>")
    return runs


def redrawn(parts: Mapping[str, bytes], charts: Sequence[Chart]) -> dict[str, bytes]:
    """The parts of a .docx with every picture that bears a chart's title drawn anew; each keeps its width."""
    if _RELATIONS not in parts:
        return dict(parts)  # nothing in the text leads to a picture
    by_title = {chart.title: drawn for chart, drawn in zip(charts, _drawn(charts), strict=True)}
    root, relations = parsed(parts[_DOCUMENT]), parsed(parts[_RELATIONS])
    taken = {each.get("Id") for each in relations}
    added: dict[str, bytes] = {}
    for frame in root.iter(f"{_WP}inline", f"{_WP}anchor"):
        name, blip = frame.find(f"{_WP}docPr"), next(frame.iter(f"{_A}blip"), None)
        if name is None or blip is None or name.get("name") not in by_title:
            continue
        picture, told = by_title[name.get("name", "")]
        key = next(f"rIdHinh{number}" for number in range(len(taken) + 1) if f"rIdHinh{number}" not in taken)
        taken.add(key)
        added[f"word/media/{key}.png"] = picture
        etree.SubElement(relations, f"{_PACKAGE}Relationship", Id=key, Type=_IMAGE, Target=f"media/{key}.png")
        blip.set(_EMBED, key)
        name.set("descr", told)
        _fit(frame, picture)
    if not added:
        return dict(parts)
    told_parts = {_DOCUMENT: _written(root), _RELATIONS: _written(relations)}
    return {**parts, **told_parts, **added}


def _drawn(charts: Sequence[Chart]) -> list[tuple[bytes, str]]:
    drawings = [svg_of(chart) for chart in charts]
    pictures = pngs_of([drawing for drawing, _ in drawings])
    return [(picture, told) for picture, (_, told) in zip(pictures, drawings, strict=True)]


def _fit(frame: etree._Element, picture: bytes) -> None:
    """Keep the width and take the height of the new picture."""
    width, height = Image.open(io.BytesIO(picture)).size
    for extent in frame.iter(f"{_WP}extent", f"{_A}ext"):
        across = extent.get("cx", "")
        if across.isascii() and across.isdecimal() and len(across) < 12:
            extent.set("cy", str(int(across) * height // width))


def _written(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
