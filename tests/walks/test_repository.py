"""The repository tests itself: papers that point somewhere, settings that are described, code that keeps its layout."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def tracked(*patterns: str) -> list[Path]:
    """Files of the repository that match, as git knows them."""
    names = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=ROOT, capture_output=True, check=True, text=True,
    ).stdout.split("\0")  # fmt: skip
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(#[^)]*)?\)")


@pytest.mark.parametrize("page", tracked("*.md"), ids=lambda page: str(page.relative_to(ROOT)))
def test_links_in_papers_lead_somewhere(page: Path) -> None:
    broken = [
        target
        for target, _ in LINK.findall(page.read_text(encoding="utf-8"))
        if "://" not in target and not target.startswith("mailto:") and not (page.parent / target).exists()
    ]
    assert not broken, f"{page.name} points to nothing: {broken}"


def test_settings_reference_lists_exactly_what_the_code_reads() -> None:
    read = set()
    for path in tracked("ocop/*.py"):
        read |= set(re.findall(r"env(?:\.\w+)?\(\s*\"([A-Z_]+)\"", path.read_text(encoding="utf-8")))
    page = (ROOT / "docs/operations/settings.md").read_text(encoding="utf-8")
    described = set(re.findall(r"^\| `([A-Z_]+)` \|", page, flags=re.MULTILINE))
    assert read | {"DATABASE_URL"} == described


def test_no_module_outgrows_its_room() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in tracked("ocop/*.py")
        if "/migrations/" not in str(path) and (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert not long, f"split these into a folder: {long}"


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in tracked("ocop/*.py")
        if "/migrations/" not in str(path)
        and path.name not in {"__init__.py", "apps.py", "urls.py"}
        and path.read_text(encoding="utf-8").strip()
        and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not silent, f"no docstring: {silent}"


INLINE = re.compile(
    r"<script(?![^>]*(?:\bsrc=|application/(?:ld\+)?json))[^>]*>|<style\b|\sstyle=|\son[a-z]+=\"|javascript:"
)


def test_templates_hold_no_inline_script_or_style() -> None:
    bad = []
    for path in tracked("ocop/*.html", "ocop/*.svg"):
        text = path.read_text(encoding="utf-8")
        if INLINE.search(text):
            bad.append(str(path.relative_to(ROOT)))
    assert not bad, f"the content policy would refuse these: {bad}"


def test_templates_load_nothing_from_another_site() -> None:
    bad = []
    for path in tracked("ocop/*.html", "ocop/*.css", "ocop/*.js"):
        text = path.read_text(encoding="utf-8")
        if re.search(r"(?:src|href)=\"(?:https?:)?//|url\([\"']?(?:https?:)?//|@import", text):
            bad.append(str(path.relative_to(ROOT)))
    assert not bad, f"loads from another site: {bad}"


def test_every_template_is_used() -> None:
    names = {}
    for path in tracked("ocop/*.html"):
        name = str(path).split("/templates/", 1)[1]
        # A library finds the templates of these folders under fixed names; charts are named by their kind.
        if not name.startswith(("account/", "mfa/", "socialaccount/", "allauth/", "django/", "kit/charts/")):
            names[name] = path
    sources = [*tracked("ocop/*.py"), *tracked("ocop/*.html")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    unused = sorted(name for name in names if f'"{name}"' not in text and f"'{name}'" not in text)
    assert not unused, f"nobody renders these: {unused}"


def test_nothing_unfinished_is_left() -> None:
    mark = re.compile(r"#\s*(TODO|FIXME|XXX|HACK)\b|lorem ipsum|console\.log|NotImplementedError")
    left = []
    for path in tracked("ocop/*.py", "ocop/*.html", "ocop/*.js", "bench/*.py"):
        if ".min." in path.name:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if mark.search(line):
                left.append(f"{path.relative_to(ROOT)}:{number}")
    assert not left
