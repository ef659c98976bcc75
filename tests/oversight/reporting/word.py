"""A Word file changed by hand, as somebody would."""

import io
import re
import zipfile


def with_words(content: bytes, old: str, new: str) -> bytes:
    """The file with some prose changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "word/document.xml":
                part = part.decode().replace(old, new).encode()
            target.writestr(name, part)
    return out.getvalue()


def text_in(content: bytes) -> str:
    """Everything a Word file says, its annexes too."""
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        return re.sub(r"<[^>]+>", "", re.sub(r"</w:p>", "\n", source.read("word/document.xml").decode()))
