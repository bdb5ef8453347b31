"""Plans as PDF files: tables with and without rules, banners, colours, sections."""

from __future__ import annotations

import io
from html import escape
from typing import Any

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle

from tests.support.plan_model import RAG, Plan


def _pdf(plan: Plan, story: list[Flowable], *, wide: bool = True) -> bytes:
    stream = io.BytesIO()
    size = landscape(A4) if wide else A4
    SimpleDocTemplate(stream, pagesize=size, leftMargin=36, rightMargin=36, title=plan.title).build(story)
    return stream.getvalue()


_STYLES = getSampleStyleSheet()
_CELL = ParagraphStyle("cell", parent=_STYLES["BodyText"], fontSize=9, leading=11)
_HEAD = ParagraphStyle("head", parent=_CELL, fontName="Helvetica-Bold", alignment=TA_CENTER)
_SHARE = {"ref": 1, "action": 6, "owner": 3, "deadline": 2.2, "start": 2, "measure": 4.5, "status": 1.6, "outcome": 3, "weakness": 2, "baseline": 1.5, "target": 2}  # fmt: skip


def _opening(plan: Plan) -> list[Flowable]:
    return [Paragraph(plan.title, _STYLES["Title"]), *(Paragraph(escape(t), _STYLES["BodyText"]) for t in plan.opening)]


def _closing(plan: Plan) -> list[Flowable]:
    return [Paragraph(escape(text), _STYLES["BodyText"]) for text in plan.closing]


def _widths(plan: Plan) -> list[float]:
    shares = [_SHARE[role] for role in plan.roles]
    return [760 * share / sum(shares) for share in shares]


def _cells(row: list[str]) -> list[Paragraph]:
    return [Paragraph(escape(text).replace("\n", "<br/>"), _CELL) for text in row]


def pdf_tables(
    plan: Plan, *, style: list[tuple[Any, ...]], banner: bool = False, header_each_page: bool = True
) -> bytes:
    story = _opening(plan)
    header = [Paragraph(escape(text), _HEAD) for text in plan.columns.values()]
    status = plan.roles.index("status") if "status" in plan.roles else None
    if banner:
        rows: list[list[Any]] = [header]
        marks = list(style)
        for group in plan.groups:
            marks.append(("SPAN", (0, len(rows)), (-1, len(rows))))
            rows.append([Paragraph(escape(group.title), _CELL), *[""] * (len(header) - 1)])
            for row in group.rows:
                cells: list[Any] = _cells(row)
                if status is not None and row[status] in RAG:
                    marks.append(
                        (
                            "BACKGROUND",
                            (status, len(rows)),
                            (status, len(rows)),
                            colors.HexColor("#" + RAG[row[status]]),
                        )
                    )
                    cells[status] = ""
                rows.append(cells)
        story.append(Table(rows, colWidths=_widths(plan), repeatRows=1, style=TableStyle(marks)))
    else:
        for group in plan.groups:
            story.append(Paragraph(escape(group.title), _STYLES["Heading2"]))
            body = [header, *(_cells(row) for row in group.rows)]
            story.append(
                Table(body, colWidths=_widths(plan), repeatRows=int(header_each_page), style=TableStyle(style))
            )
    return _pdf(plan, [*story, *_closing(plan)])


TOP = ("VALIGN", (0, 0), (-1, -1), "TOP")
GRID = ("GRID", (0, 0), (-1, -1), 0.5, colors.black)


def pdf_sections(plan: Plan) -> bytes:
    story = _opening(plan)
    for group in plan.groups:
        story.append(Paragraph(escape(group.title), _STYLES["Heading1"]))
        for _, row in ((g, r) for g, r in plan.rows() if g is group):
            title = f"{row.get('ref', '')} {row['action']}".strip()
            story.append(Paragraph(escape(title), _STYLES["Heading3"]))
            for role, header in plan.columns.items():
                if role not in ("ref", "action") and row[role]:
                    story.append(Paragraph(f"<b>{escape(header)}:</b> {escape(row[role])}", _STYLES["BodyText"]))
        story.append(PageBreak())
    return _pdf(plan, story, wide=False)
