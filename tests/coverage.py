"""Which requirement of the plan is shown by which test: read from the tests' marks, written to docs/coverage.md.

`python -m tests.coverage REPORT` takes a JUnit report of the marked tests and claims a row only for tests that passed
in it; the repository's own test then compares the page with the marks, so that neither can drift.
"""

import ast
import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "coverage.md"
MARK = "requirement"


@dataclass(frozen=True)
class Requirement:
    """One line of the plan: what it asks of the system and where."""

    number: str
    group: str
    asks: str
    section: str


@dataclass(frozen=True, order=True)
class Shown:
    """A test that shows a requirement: its file from the root and its name."""

    path: str
    name: str


def requirements() -> list[Requirement]:
    """R1 to R264 in order."""
    with (ROOT / "docs" / "requirements.csv").open(encoding="utf-8", newline="") as lines:
        return [Requirement(**line) for line in csv.DictReader(lines)]


def marked_tests() -> dict[str, set[Shown]]:
    """Requirement number → the tests that name it."""
    found: dict[str, set[Shown]] = defaultdict(set)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        of_module = set(_numbers_in_module(tree))
        for each in ast.walk(tree):
            if isinstance(each, ast.FunctionDef) and each.name.startswith("test_"):
                numbers = of_module | {number for mark in each.decorator_list for number in _numbers(mark)}
                for number in numbers:
                    found[number].add(Shown(str(path.relative_to(ROOT)), each.name))
    return found


def _numbers_in_module(tree: ast.Module) -> Iterator[str]:
    for each in tree.body:
        if isinstance(each, ast.Assign) and any(
            isinstance(name, ast.Name) and name.id == "pytestmark" for name in each.targets
        ):
            marks = each.value.elts if isinstance(each.value, ast.List | ast.Tuple) else [each.value]
            for mark in marks:
                yield from _numbers(mark)


def _numbers(mark: ast.expr) -> Iterator[str]:
    """The numbers a mark `pytest.mark.requirement("R1", …)` names."""
    if isinstance(mark, ast.Call) and isinstance(mark.func, ast.Attribute) and mark.func.attr == MARK:
        yield from (str(each.value) for each in mark.args if isinstance(each, ast.Constant))


def passed_in(report: Path) -> set[Shown]:
    """The tests that passed in a JUnit report; a test with parameters passed when none of its cases did not."""
    good, bad = set(), set()
    for case in ElementTree.parse(report).getroot().iter("testcase"):  # noqa: S314 — our own report
        path = case.get("classname", "").replace(".", "/") + ".py"
        shown = Shown(path, case.get("name", "").split("[", 1)[0])
        (bad if len(case) and any(each.tag in {"failure", "error", "skipped"} for each in case) else good).add(shown)
    return good - bad


def page(shown: Mapping[str, set[Shown]]) -> str:
    """The page: every requirement, met by which tests or not yet."""
    lines = requirements()
    met = sum(1 for line in lines if shown.get(line.number))
    parts = [
        "# Yêu cầu của Kế hoạch 124/KH-UBND và nơi đáp ứng · Requirements and where they are met",
        "",
        f"**{met} / {len(lines)}** requirements are shown by a test. Written by `make coverage` from",
        "the tests that name them and pass;",
        "do not edit by hand. What the plan asks stands in [requirements.csv](requirements.csv).",
    ]
    group = ""
    for line in lines:
        if line.group != group:
            group = line.group
            parts += ["", f"## {group}", "", "| No. | Asks | Section | Shown by |", "| --- | --- | --- | --- |"]
        parts.append(f"| {line.number} | {line.asks} | {line.section} | {_tests(shown.get(line.number, set()))} |")
    return "\n".join(parts) + "\n"


def _tests(shown: set[Shown]) -> str:
    """The files of the tests, each once with how many tests of it."""
    if not shown:
        return "not yet"
    files: dict[str, int] = defaultdict(int)
    for each in shown:
        files[each.path] += 1
    return ", ".join(f"[{Path(path).stem}](../{path}) {count}" for path, count in sorted(files.items()))


def claimed() -> dict[str, dict[str, int]]:
    """What the page claims: requirement number → file → number of tests."""
    found: dict[str, dict[str, int]] = {}
    for number, cell in re.findall(
        r"^\| (R\d+) \|.*\| ([^|]*) \|$", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE
    ):
        found[number] = {path: int(count) for path, count in re.findall(r"\(\.\./([^)]+)\) (\d+)", cell)}
    return found


def main() -> None:
    """Write the page from the report named on the command line."""
    passed = passed_in(Path(sys.argv[1]))
    shown = {number: tests & passed for number, tests in marked_tests().items()}
    known = {line.number for line in requirements()}
    if strange := sorted(set(shown) - known):
        raise SystemExit(f"no such requirement: {strange}")
    PAGE.write_text(page(shown), encoding="utf-8")
    print(f"{sum(1 for tests in shown.values() if tests)} / {len(known)}")  # noqa: T201


if __name__ == "__main__":
    main()
