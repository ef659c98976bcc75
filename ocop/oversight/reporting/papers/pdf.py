"""A report made into PDF by typst, with the kit's fonts only: the same report always gives the same bytes."""

import json
from typing import Any

import typst

from ocop.oversight.reporting.papers import wording
from ocop.oversight.reporting.papers.document import (
    Block,
    Bound,
    Chart,
    Heading,
    List,
    Note,
    Paragraph,
    Part,
    Report,
    Table,
)
from ocop.oversight.reporting.papers.drawing import FONTS, HERE, WIDTH_MM, svg_of


def make(report: Report) -> bytes:
    """The report as PDF, each figure a link to its line in the annex of codes."""
    return bytes(
        typst.compile(
            HERE / "report.typ",
            root=HERE,
            font_paths=[FONTS],
            ignore_system_fonts=True,
            sys_inputs={"report": json.dumps(_Facts(report).all(), ensure_ascii=False)},
            format="pdf",
        )
    )


class _Facts:
    """A report as values that the template reads; figures are known by their line in the annex of codes."""

    def __init__(self, report: Report) -> None:
        self.report, self.figures = report, report.figures()
        self.lines = {figure.key: place for place, figure in enumerate(self.figures, start=1)}

    def all(self) -> dict[str, Any]:
        report, head, sign = self.report, self.report.heading, self.report.signature
        return {
            "title": report.title,
            "nation": wording.NATION,
            "motto": wording.MOTTO,
            "parent": [line for line in head.parent.split("\n") if line],
            "organ": head.organ.split("\n"),
            "author": wording.one_line(head.organ),
            "number": head.number,
            "place_and_date": head.place_and_date,
            "kind": report.kind,
            "subject": report.subject,
            "recipients": list(report.recipients),
            "recipient_lines": wording.copies_told(report.recipients),
            "blocks": [self._block(block) for block in wording.ended(report.blocks)],
            "signer": [line for line in (sign.authority, sign.title) if line],
            "signer_name": sign.name,
            "copies": wording.copies_told(report.copies),
            "attached": wording.attached_to(report),
            "annexes": [
                {
                    "number": annex.number,
                    "title": annex.title,
                    "wide": annex.is_wide,
                    "blocks": [self._block(block) for block in annex.blocks],
                }
                for annex in report.annexes
            ],
            "codes": {
                "number": wording.codes_number(report),
                "title": wording.CODES,
                "told": wording.codes_told(report),
                "heads": wording.CODE_HEADINGS,
                "widths": wording.CODE_WIDTHS,
                "rows": [
                    [line.number, line.name, line.value, line.base, line.on, line.code]
                    for line in wording.code_lines(self.figures)
                ],
            },
        }

    def _part(self, part: Part) -> dict[str, Any]:
        if isinstance(part, Bound):
            return {"text": part.value_text, "line": self.lines[part.key]}
        return {"text": part.text, "bold": part.bold, "italic": part.italic}

    def _block(self, block: Block) -> dict[str, Any]:
        match block:
            case Heading():
                return {"sort": "heading", "level": block.level, "text": f"{block.number} {block.text}".strip()}
            case Paragraph():
                return {"sort": "paragraph", "parts": [self._part(part) for part in block.parts]}
            case List():
                return {"sort": "list", "items": [[self._part(part) for part in item] for item in block.items]}
            case Note():
                return {"sort": "note", "text": block.text}
            case Chart():
                drawing, told = svg_of(block)
                unit = f" ({block.table.unit})" if block.table.unit else ""
                table = None if self.report.stands_alone(block.table) else self._block(block.table)
                facts = {"svg": drawing, "alt": told, "width": f"{WIDTH_MM}mm", "table": table}
                return {"sort": "chart", "title": block.title + unit, **facts}
            case Table():
                return self._table(block)

    def _table(self, table: Table) -> dict[str, Any]:
        return {
            "sort": "table",
            "title": table.title,
            "unit": table.unit,
            "widths": table.relative_widths,
            "columns": [
                {"heading": column.heading, "group": column.group, "number": column.kind == "number"}
                for column in table.columns
            ],
            "rows": [[self._part(cell) for cell in row] for row in table.rows],
            "totals": [self._part(cell) for cell in table.totals],
            "note": table.note,
            "source": table.source,
        }
