"""What stands in the catalogues of words, and which words are marked for translation, read without gettext's tools."""

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path

from django.template.base import Lexer, TokenType

ROOT = Path(__file__).resolve().parents[2] / "ocop"
_FIELD = re.compile(r'^(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?) ((?:".*"\n?)+)', re.MULTILINE)
_CALLS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
_TRANSLATE = re.compile(r"^(?:translate|trans) \"((?:[^\"\\]|\\.)*)\"")
_IN_EXPRESSION = re.compile(r"_\(\"((?:[^\"\\]|\\.)*)\"\)")


def entries(po: Path) -> Iterator[tuple[str, list[str], bool]]:
    """Each message of a catalogue with its translations and whether it is only guessed (fuzzy)."""
    for part in po.read_text(encoding="utf-8").split("\n\n"):
        bare = "".join(f"{line}\n" for line in part.splitlines() if not line.startswith("#"))
        fields = {
            name: "".join(ast.literal_eval(piece) for piece in value.splitlines())
            for name, value in _FIELD.findall(bare)
        }
        if fields:
            told = [value for name, value in fields.items() if name.startswith("msgstr")]
            yield fields["msgid"], told, "#, fuzzy" in part


def compiled(mo: Path) -> dict[str, list[str]]:
    """The messages of a compiled catalogue with their translations."""
    with mo.open("rb") as stream:
        catalogue = gettext.GNUTranslations(stream)._catalog  # type: ignore[attr-defined]
    found: dict[str, list[str]] = {}
    for key, told in catalogue.items():
        message = (key[0] if isinstance(key, tuple) else key).rpartition("\x04")[2]
        found.setdefault(message, []).append(told)
    return found


def marked_in_template(text: str) -> Iterator[str]:
    """Words a template marks for translation, as gettext knows them."""
    inside: list[str] | None = None
    trimmed = False
    for token in Lexer(text).tokenize():
        if token.token_type == TokenType.BLOCK:
            words = token.contents.split()
            if words[0] in {"blocktranslate", "blocktrans"}:
                inside, trimmed = [], "trimmed" in words
            elif words[0] in {"plural", "endblocktranslate", "endblocktrans"} and inside is not None:
                said = "".join(inside)
                yield " ".join(line.strip() for line in said.strip().splitlines()) if trimmed else said
                inside = [] if words[0] == "plural" else None
            elif found := _TRANSLATE.match(token.contents):
                yield found.group(1)
            yield from _IN_EXPRESSION.findall(token.contents)
        elif token.token_type == TokenType.VAR:
            if inside is not None:
                inside.append(f"%({token.contents})s")
            yield from _IN_EXPRESSION.findall(token.contents)
        elif token.token_type == TokenType.TEXT and inside is not None:
            inside.append(token.contents.replace("%", "%%"))


def marked_in_python(text: str) -> Iterator[str]:
    """Words a module marks for translation."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _CALLS:
            words = node.args[1] if node.func.id.startswith("pgettext") else node.args[0]
            if isinstance(words, ast.Constant) and isinstance(words.value, str):
                yield words.value


def marked() -> dict[str, str]:
    """Every message marked anywhere, with a file it stands in."""
    found: dict[str, str] = {}
    for path in sorted([*ROOT.rglob("*.html"), *ROOT.rglob("*.txt")]):
        found |= dict.fromkeys(marked_in_template(path.read_text(encoding="utf-8")), str(path.relative_to(ROOT)))
    for path in sorted(ROOT.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if "gettext" in text:
            found |= dict.fromkeys(marked_in_python(text), str(path.relative_to(ROOT)))
    return found
