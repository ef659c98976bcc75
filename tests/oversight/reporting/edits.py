"""Word files of a report as somebody edits them."""

import io
import re
import zipfile
from collections.abc import Callable

Parts = dict[str, bytes]


def changed(content: bytes, change: Callable[[Parts], None]) -> bytes:
    """The file after somebody changed its parts."""
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    change(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, part in parts.items():
            target.writestr(name, part)
    return out.getvalue()


def with_part(content: bytes, name: str, part: str) -> bytes:
    """The file with one part more, or another in its place."""
    return changed(content, lambda parts: parts.update({name: part.encode()}))


def without_mark(content: bytes) -> bytes:
    """As programs leave it that drop a file's properties."""

    def change(parts: Parts) -> None:
        del parts["docProps/custom.xml"]
        for name in ("[Content_Types].xml", "_rels/.rels"):
            text = re.sub(r"<(Override|Relationship)[^>]*docProps/custom\.xml[^>]*/>", "", parts[name].decode())
            parts[name] = text.encode()

    return changed(content, change)


def without_figure(content: bytes, tag: str, typed: str = "") -> bytes:
    """The file with every control of a figure deleted, and something typed in its place."""

    def change(parts: Parts) -> None:
        text = parts["word/document.xml"].decode()
        control = re.compile(r"<w:sdt>(?:(?!</w:sdt>).)*?<w:tag w:val=\"" + re.escape(tag) + r"\"/>.*?</w:sdt>", re.S)
        assert control.search(text), tag
        parts["word/document.xml"] = control.sub(f"<w:r><w:t>{typed}</w:t></w:r>", text).encode()

    return changed(content, change)


def typed_over(content: bytes, tag: str, typed: str) -> bytes:
    """The file with another number in the controls of a figure, as who unlocks them may type."""

    def change(parts: Parts) -> None:
        text = parts["word/document.xml"].decode()
        control = re.compile(
            r"(<w:tag w:val=\"" + re.escape(tag) + r"\"/>(?:(?!</w:sdt>).)*?<w:t(?: [^>]*)?>)[^<]*", re.S
        )
        assert control.search(text), tag
        parts["word/document.xml"] = control.sub(rf"\g<1>{typed}", text).encode()

    return changed(content, change)
