"""Renders the plans of tests/fixtures/plan_forms as files of every form that councils publish, with the rows they hold."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

import docx
import openpyxl
import yaml
from openpyxl.styles import PatternFill
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle

FOLDER = Path(__file__).parent.parent / "fixtures" / "plan_forms"
RAG = {"Green": "00b050", "Amber": "ffc000", "Red": "ff0000", "Blue": "0070c0"}


@dataclass(frozen=True)
class Group:
    """Actions under one title; `weakness` is what they should be tied to."""

    title: str
    weakness: int | None
    rows: list[list[str]]


@dataclass(frozen=True)
class Plan:
    """A plan as written: `columns` gives the header of each role, in the order of the rows' cells."""

    name: str
    form: str
    title: str
    opening: list[str]
    columns: dict[str, str]
    groups: list[Group]
    owners: dict[str, str | None] = field(default_factory=dict)
    dates: dict[str, str | None] = field(default_factory=dict)
    targets: list[list[Any]] = field(default_factory=list)
    closing: list[str] = field(default_factory=list)

    @property
    def roles(self) -> list[str]:
        return list(self.columns)

    def rows(self) -> Iterator[tuple[Group, dict[str, str]]]:
        for group in self.groups:
            for row in group.rows:
                yield group, dict(zip(self.roles, row, strict=True))


def load_plans(folder: Path) -> list[Plan]:
    """The plans of a folder, by name."""
    found = []
    for path in sorted(folder.glob("*.yml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        groups = [
            Group(g["title"], g.get("weakness"), [[str(c) if c is not None else "" for c in row] for row in g["rows"]])
            for g in data.pop("groups")
        ]
        dates = {key: str(value) if value else None for key, value in data.pop("dates", {}).items()}
        found.append(Plan(name=path.stem, groups=groups, dates=dates, **data))
    return found


def render(plan: Plan) -> tuple[bytes, str]:
    """The plan's file and its name."""
    kind = plan.form.split("-")[0]
    return FORMS[plan.form](plan), f"{plan.name}.{ {'markdown': 'md', 'text': 'txt'}.get(kind, kind) }"


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


_TOP = ("VALIGN", (0, 0), (-1, -1), "TOP")
_GRID = ("GRID", (0, 0), (-1, -1), 0.5, colors.black)


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


def html_page(plan: Plan, body: str) -> bytes:
    opening = "".join(f"<p>{escape(text)}</p>" for text in plan.opening)
    return f"<html><head><title>{escape(plan.title)}</title></head><body><nav><a href='/'>Home</a></nav><main><h1>{escape(plan.title)}</h1>{opening}{body}</main></body></html>".encode()


def _html_cell(text: str) -> str:
    lines = text.split("\n")
    if len(lines) > 1 and all(line.startswith("• ") for line in lines):
        return "<ul>" + "".join(f"<li>{escape(line[2:])}</li>" for line in lines) + "</ul>"
    return "<br>".join(map(escape, lines))


def html_tables(plan: Plan) -> bytes:
    head = "".join(f"<th>{escape(text)}</th>" for text in plan.columns.values())
    body = "".join(
        f"<h2>{escape(group.title)}</h2><table><thead><tr>{head}</tr></thead><tbody>"
        + "".join("<tr>" + "".join(f"<td>{_html_cell(cell)}</td>" for cell in row) + "</tr>" for row in group.rows)
        + "</tbody></table>"
        for group in plan.groups
    )
    return html_page(plan, body)


def html_merged(plan: Plan) -> bytes:
    """One table; equal cells that follow each other (outcome, owner, measure) are merged, groups are banners."""
    mergeable = {plan.roles.index(role) for role in ("outcome", "owner", "measure", "weakness") if role in plan.roles}
    lines = ["<tr>" + "".join(f"<th>{escape(text)}</th>" for text in plan.columns.values()) + "</tr>"]
    for group in plan.groups:
        if group.title:
            lines.append(f'<tr><td colspan="{len(plan.columns)}"><strong>{escape(group.title)}</strong></td></tr>')
        for i, row in enumerate(group.rows):
            cells = []
            for k, cell in enumerate(row):
                if k in mergeable and cell:
                    if i and group.rows[i - 1][k] == cell:
                        continue
                    span = 1
                    while i + span < len(group.rows) and group.rows[i + span][k] == cell:
                        span += 1
                    cells.append(f'<td rowspan="{span}">{_html_cell(cell)}</td>')
                else:
                    cells.append(f"<td>{_html_cell(cell)}</td>")
            lines.append("<tr>" + "".join(cells) + "</tr>")
    return html_page(plan, "<table>" + "".join(lines) + "</table>")


def html_sections(plan: Plan) -> bytes:
    body = ""
    for group in plan.groups:
        body += f"<h2>{escape(group.title)}</h2>"
        for _, row in ((g, r) for g, r in plan.rows() if g is group):
            title = f"Action {row['ref']}: {row['action']}" if row.get("ref") else row["action"]
            details = [
                (h, row[role]) for role, h in plan.columns.items() if role not in ("ref", "action") and row[role]
            ]
            body += (
                f"<h3>{escape(title)}</h3><ul>"
                + "".join(f"<li>{escape(h)}: {escape(v)}</li>" for h, v in details)
                + "</ul>"
            )
    return html_page(plan, body)


def _save_docx(document: Any) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def docx_tables(plan: Plan, *, banner: bool = False) -> bytes:
    document = docx.Document()
    document.add_heading(plan.title, 0)
    for text in plan.opening:
        document.add_paragraph(text)
    table = None
    for group in plan.groups:
        if table is None or not banner:
            if not banner:
                document.add_heading(group.title, 2)
            table = document.add_table(rows=1, cols=len(plan.columns))
            for cell, text in zip(table.rows[0].cells, plan.columns.values(), strict=True):
                cell.text = text
        if banner:
            cells = table.add_row().cells
            cells[0].merge(cells[-1]).text = group.title
        for row in group.rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                for number, line in enumerate(text.split("\n")):
                    paragraph = cell.paragraphs[0] if not number else cell.add_paragraph()
                    if line.startswith("• "):
                        paragraph.style = "List Bullet"
                    paragraph.text = line.removeprefix("• ")
    for text in plan.closing:
        document.add_paragraph(text)
    return _save_docx(document)


def docx_cards(plan: Plan) -> bytes:
    document = docx.Document()
    document.add_heading(plan.title, 0)
    for text in plan.opening:
        document.add_paragraph(text)
    for group in plan.groups:
        document.add_heading(group.title, 1)
        for row in group.rows:
            table = document.add_table(rows=0, cols=2)
            for header, value in zip(plan.columns.values(), row, strict=True):
                cells = table.add_row().cells
                cells[0].text, cells[1].text = header, value
            document.add_paragraph("")
    return _save_docx(document)


def xlsx_sheets(plan: Plan) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Cover"
    for text in (plan.title, *plan.opening):
        sheet.append([text])
    for number, group in enumerate(plan.groups, 1):
        sheet = book.create_sheet(f"Tab {number}")
        sheet.append([group.title])
        sheet.append(list(plan.columns.values()))
        for row in group.rows:
            sheet.append(
                [
                    None if role == "status" and cell in RAG else cell or None
                    for role, cell in zip(plan.roles, row, strict=True)
                ]
            )
            if "status" in plan.roles and row[plan.roles.index("status")] in RAG:
                fill = PatternFill("solid", fgColor="FF" + RAG[row[plan.roles.index("status")]].upper())
                sheet.cell(sheet.max_row, plan.roles.index("status") + 1).fill = fill
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def markdown(plan: Plan) -> bytes:
    lines = [f"# {plan.title}", "", *(f"{text}\n" for text in plan.opening)]
    for group in plan.groups:
        lines += [
            f"## {group.title}",
            "",
            "| " + " | ".join(plan.columns.values()) + " |",
            "|" + "---|" * len(plan.columns),
        ]
        lines += ["| " + " | ".join(row) + " |" for row in group.rows]
        lines.append("")
    return "\n".join(lines).encode()


def text_labels(plan: Plan) -> bytes:
    lines = [plan.title, "", *plan.opening, ""]
    for group in plan.groups:
        lines += [group.title, ""]
        for _, row in ((g, r) for g, r in plan.rows() if g is group):
            lines.append(
                f"{plan.columns['action']} {row['ref']}: {row['action']}"
                if row.get("ref")
                else f"{plan.columns['action']}: {row['action']}"
            )
            lines += [
                f"{h}: {row[role]}" for role, h in plan.columns.items() if role not in ("ref", "action") and row[role]
            ]
            lines.append("")
    return "\n".join(lines).encode()


FORMS: dict[str, Callable[[Plan], bytes]] = {
    "pdf-ruled": lambda plan: pdf_tables(plan, style=[_GRID, _TOP]),
    "pdf-banners": lambda plan: pdf_tables(plan, style=[_GRID, _TOP], banner=True),
    "pdf-unruled": lambda plan: pdf_tables(plan, style=[_TOP]),
    "pdf-unruled-once": lambda plan: pdf_tables(plan, style=[_TOP], header_each_page=False),
    "pdf-lines": lambda plan: pdf_tables(plan, style=[_TOP, ("LINEBELOW", (0, 0), (-1, -1), 0.4, colors.grey)]),
    "pdf-sections": pdf_sections,
    "html-tables": html_tables,
    "html-merged": html_merged,
    "html-sections": html_sections,
    "docx-tables": docx_tables,
    "docx-banner": lambda plan: docx_tables(plan, banner=True),
    "docx-cards": docx_cards,
    "xlsx": xlsx_sheets,
    "markdown": markdown,
    "text": text_labels,
}
