"""Run every benchmark, or those named (`python -m bench rules`), and write what was found to `bench/RESULTS.md`."""

import importlib
import platform
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

from bench.result import Result

HERE = Path(__file__).parent
HEAD = "| Việc đo | Kết quả | So với | Kết quả so | Tỷ lệ | Mục tiêu | Đạt |\n|---|--:|---|--:|--:|---|---|\n"


def main(wanted: list[str]) -> int:
    """0 when every module ran and every goal was met, else 1."""
    names = [path.stem for path in sorted(HERE.glob("bench_*.py"))]
    if wanted:
        names = [name for name in names if name.removeprefix("bench_") in wanted]
        if not names:
            print(f"Không có bài đo nào tên {', '.join(wanted)}.", file=sys.stderr)
            return 2
    results: list[tuple[str, list[Result]]] = []
    failures: list[tuple[str, str]] = []
    for name in names:
        print(f"{name} ...", flush=True)
        try:
            found = importlib.import_module(f"bench.{name}").run()
        except Exception:
            failures.append((name, traceback.format_exc()))
            print(f"HỎNG: {name}\n{failures[-1][1]}", file=sys.stderr, flush=True)
            continue
        results.append((name, found))
        for result in found:
            print("  " + " | ".join(cells(result)), flush=True)
    if not wanted:
        (HERE / "RESULTS.md").write_text(page(results, failures), encoding="utf-8")
    missed = [result.thing for _, found in results for result in found if not result.ok]
    for thing in missed:
        print(f"KHÔNG ĐẠT: {thing}", file=sys.stderr)
    return 1 if failures or missed else 0


def page(results: list[tuple[str, list[Result]]], failures: list[tuple[str, str]]) -> str:
    """The results as a Markdown page; a module that failed stands on top."""
    machine = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    text = "# Kết quả đo\n\n"
    text += f"`make bench`, {datetime.now(UTC):%d/%m/%Y %H:%M} UTC, {machine}. "
    text += "Tỷ lệ so hai việc đo trong cùng một lần chạy, nên đọc được trên máy khác.\n"
    for name, trace in failures:
        text += f"\n## HỎNG: {name}\n\n```\n{trace}```\n"
    for name, found in results:
        text += f"\n## {name.removeprefix('bench_')}\n\n{HEAD}"
        text += "".join(f"| {' | '.join(cells(result))} |\n" for result in found)
    return text


def cells(result: Result) -> list[str]:
    """One row of the table."""
    peer_value = "" if result.peer_value is None else f"{number(result.peer_value)} {result.unit}"
    return [
        result.thing,
        f"{number(result.value)} {result.unit}",
        result.peer,
        peer_value,
        "" if result.ratio is None else f"{number(result.ratio)} lần",
        result.goal,
        "đạt" if result.ok else "**KHÔNG ĐẠT**",
    ]


def number(value: float) -> str:
    """Three significant figures with a decimal comma."""
    text = f"{value:.3g}" if abs(value) < 1000 else f"{value:.0f}"
    return text.replace(".", ",")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
