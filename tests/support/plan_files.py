"""Renders the plans of tests/fixtures/plan_forms as files of every form that councils publish, with the rows they hold."""

from __future__ import annotations

import io
from collections.abc import Callable
from html import escape
from typing import Any

import docx
import openpyxl
from openpyxl.styles import PatternFill
from reportlab.lib import colors

from tests.support.plan_model import RAG, Plan
from tests.support.plan_pdfs import GRID, TOP, pdf_sections, pdf_tables


def render(plan: Plan) -> tuple[bytes, str]:
    """The plan's file and its name."""
    kind = plan.form.split("-")[0]
    return FORMS[plan.form](plan), f"{plan.name}.{ {'markdown': 'md', 'text': 'txt'}.get(kind, kind) }"


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
    "pdf-ruled": lambda plan: pdf_tables(plan, style=[GRID, TOP]),
    "pdf-banners": lambda plan: pdf_tables(plan, style=[GRID, TOP], banner=True),
    "pdf-unruled": lambda plan: pdf_tables(plan, style=[TOP]),
    "pdf-unruled-once": lambda plan: pdf_tables(plan, style=[TOP], header_each_page=False),
    "pdf-lines": lambda plan: pdf_tables(plan, style=[TOP, ("LINEBELOW", (0, 0), (-1, -1), 0.4, colors.grey)]),
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
