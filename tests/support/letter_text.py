"""Documents for the letters' tests, from a text that shows their shape.

A line is a block: "# " a heading, "** " a bold paragraph, "• ", "◼ " or "1. " a bullet with that marker (two spaces of
indentation a level), "| " a table row with cells between bars ("|| " begins another table), "===" a new page; anything else is a paragraph.
"""

from __future__ import annotations

import re

from extract.model.document import BULLET_GLYPHS, Cell, Document, Draft, Kind, assemble

BULLET = re.compile(rf"(?P<marker>[{BULLET_GLYPHS}–o]|\(?\d{{1,2}}[.)])\s")


def document(text: str, *, media_type: str = "application/pdf") -> Document:
    drafts: list[Draft] = []
    page, table = 1, 1
    for line in text.strip("\n").splitlines():
        level = (len(line) - len(line.lstrip())) // 2
        body = line.strip()
        if body == "===":
            page += 1
        elif body.startswith("# "):
            drafts.append(Draft(Kind.HEADING, body[2:], page, level=1, is_bold=True))
        elif body.startswith("** "):
            drafts.append(Draft(Kind.PARAGRAPH, body[3:], page, is_bold=True))
        elif body.startswith(("| ", "|| ")):
            table += body.startswith("||")
            cells = tuple(Cell(cell.strip(), i) for i, cell in enumerate(body.strip("| ").split("|")))
            drafts.append(Draft(Kind.ROW, "", page, cells=cells, table=table))
        elif match := BULLET.match(body):
            drafts.append(Draft(Kind.BULLET, body, page, level=level, marker=match["marker"]))
        elif body:
            drafts.append(Draft(Kind.PARAGRAPH, body, page))
    return assemble(drafts, media_type=media_type, page_count=page)


LETTER = """
Office for Standards in Education
14 June 2018
Director of Children's Services, Exshire County Council
Chief Officer, NHS Exshire Clinical Commissioning Group
County Hall, Extown
Copied to: Local Area Nominated Officer, Exshire Community NHS Trust
Dear Director of Children's Services and Chief Officer
# Joint local area SEND inspection in Exshire
Between 16 April 2018 and 20 April 2018, Ofsted and the Care Quality Commission (CQC) conducted a joint inspection of \
the local area of Exshire to judge the effectiveness of the area in implementing the reforms.
As a result of the findings of this inspection and in accordance with the Children Act 2004 (Joint Area Reviews) \
Regulations 2015, Her Majesty’s Chief Inspector (HMCI) has determined that a written statement of action is required \
because of significant areas of weakness in the local area’s practice. HMCI has also determined that the local \
authority and the area’s clinical commissioning group are jointly responsible for submitting the written statement.
# Main findings
◼ Leaders know their area.
◼ Too few plans are on time.
# The effectiveness of the local area in identifying children and young people’s special educational needs
special educational needs and/or disabilities
# Strengths
◼ Health visitors see most families and
find needs early.
◼ Nursery staff are well trained.
# Areas for development
◼ Few two-year-olds are checked in:
  – the north; and
  – the villages.
# The effectiveness of the local area in assessing and meeting the needs of children and young people
# Strengths
◼ Portage is valued.
# Areas for development
◼ Waits for therapy are long.
# The effectiveness of the local area in improving outcomes for children and young people
# Strengths
◼ Attendance improves.
# Areas for development
◼ Exclusions rise.
** The inspection raises significant concerns about the effectiveness of the local area.
The local area is required to produce and submit a written statement of action to Ofsted that explains how the local \
area will tackle the following areas of significant weakness:
◼ the lack of a joint strategy that
===
all partners own;
◼ weak checks at the age of two; and
◼ poor plans.
Yours sincerely
A Person
| Ofsted | Care Quality Commission |
Cc: Department for Education
"""
