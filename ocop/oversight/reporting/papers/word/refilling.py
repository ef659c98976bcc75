"""New figures put into a Word file that people edited: their words stay as they wrote them."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from ocop.oversight.reporting.papers.document import Chart
from ocop.oversight.reporting.papers.word.body import is_of_annex
from ocop.oversight.reporting.papers.word.identity import with_version
from ocop.oversight.reporting.papers.word.marks import LONGEST_NAME, control_name
from ocop.oversight.reporting.papers.word.opening import PaperError, parts_of, printed_parts
from ocop.oversight.reporting.papers.word.pictures import redrawn

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_NAMES_LOST = (
    "Các ô số liệu trong tệp đã mất tên, thường do lưu bằng LibreOffice cũ (trước bản 7.5). "
    "Hãy sửa trên tệp tải từ hệ thống bằng Word hoặc LibreOffice mới rồi gửi."
)
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Replaced:
    """One figure that got another value."""

    key: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Refilled:
    """What a refill did to the figures of the text: those `changed`; `missing`, asked for but deleted from the file;
    `unknown`, in the file but with no value given, left as they are. The annex of codes follows without being told.
    """

    changed: tuple[Replaced, ...]
    missing: tuple[str, ...]
    unknown: tuple[str, ...]


def refill(
    content: bytes, values: Mapping[str, str], charts: Sequence[Chart] = (), *, version: str = ""
) -> tuple[bytes, Refilled]:
    """The Word file with every control filled by its tag from `values`, and what that changed; when any figure did,
    pictures that bear the title of one of `charts` are drawn anew. `version` says which figures it holds from now on.

    Raises `PaperError` for a file that is no .docx, costs too much to open, runs or fetches something.
    """
    parts = parts_of(content)
    changed: dict[Replaced, None] = {}
    seen: dict[str, None] = {}
    for name, root in list(printed_parts(parts)):
        if _fill(root, values, changed, seen):
            parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    if not seen and any(b"<w:sdt>" in part for part in parts.values()):
        raise PaperError(_NAMES_LOST)
    if changed:
        parts = redrawn(parts, charts)
    if version:
        parts = with_version(parts, version)
    told = tuple(each for each in changed if not is_of_annex(each.key))
    missing = tuple(key for key in values if key not in seen and not is_of_annex(key))
    unknown = tuple(tag for tag in seen if tag not in values and not is_of_annex(tag))
    return _packed(parts), Refilled(told, missing, unknown)


def _fill(
    root: etree._Element, values: Mapping[str, str], changed: dict[Replaced, None], seen: dict[str, None]
) -> bool:
    """Fill the controls of one part; whether anything in it was touched."""
    touched = False
    for control, tag in _controls(root):
        seen[tag] = None
        if tag not in values:
            continue
        touched |= _rename(control, tag, values)
        before = _text_of(control)
        if before != values[tag]:
            _write(control, values[tag])
            changed[Replaced(tag, before, values[tag])] = None
            touched = True
    return touched


def _controls(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Content controls with a tag."""
    for control in list(root.iter(f"{_W}sdt")):
        tag = control.find(f"{_W}sdtPr/{_W}tag")
        if tag is not None and control.find(f"{_W}sdtContent") is not None:
            yield control, tag.get(f"{_W}val", "")


def _text_of(control: etree._Element) -> str:
    return "".join(words.text or "" for words in control.iter(f"{_W}t"))


def _write(control: etree._Element, text: str) -> None:
    """Put the text in the first run that holds words, as that run looks; take the words out of the others."""
    inside = control.find(f"{_W}sdtContent")
    found = list(control.iter(f"{_W}t"))
    if not found:
        holder = next(inside.iter(f"{_W}r"), None)
        if holder is None:
            holder = etree.SubElement(next(inside.iter(f"{_W}p"), inside), f"{_W}r")
        found = [etree.SubElement(holder, f"{_W}t")]
    for words in found[1:]:
        words.getparent().remove(words)
    found[0].text = text
    found[0].set(f"{_XML}space", "preserve")
    for mark in control.findall(f"{_W}sdtPr/{_W}showingPlcHdr"):
        mark.getparent().remove(mark)


def _rename(control: etree._Element, tag: str, values: Mapping[str, str]) -> bool:
    """A figure published anew has a new code: the name Word shows over its control follows."""
    name, code = control.find(f"{_W}sdtPr/{_W}alias"), values.get(f"{tag}|c")
    if name is None or code is None:
        return False
    told = name.get(f"{_W}val", "")
    wanted = control_name(code, _WITHOUT_CODE.sub("", told))[:LONGEST_NAME]
    name.set(f"{_W}val", wanted)
    return told != wanted


_WITHOUT_CODE = re.compile(r"^[A-Z0-9]{4}-[A-Z0-9]{4} ?")


def _packed(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, part)
    return out.getvalue()
