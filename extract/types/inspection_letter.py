"""The letters of 2016-22 in which Ofsted and CQC reported a joint area SEND inspection.

How such a letter is made: head (date, addressees by post and body, "Copied to"), salutation, heading "Joint (local) area
SEND inspection in ...", the dates, the determination where a written statement of action is required and who submits it,
main findings, three questions with strengths and areas for development, and the list of significant weaknesses.
"""

from __future__ import annotations

import re

from extract.language.phrases import phrases
from extract.letters.events import Dated, days_of, find_dated, letter_dated, letter_received, visit_events
from extract.letters.head import LetterHead, find_title, read_head
from extract.letters.sections import read_sections
from extract.lists.pieces import pieces_of
from extract.lists.weakness_list import WeaknessList, check_count, find_weakness_list, weaknesses_of
from extract.model.context import Context
from extract.model.doc_types import DocType
from extract.model.document import Document
from extract.model.findings import Findings, InspectionFinding, ProblemFinding, WeaknessFinding, WeaknessKind
from extract.types.registry import register

_WHOLE_LETTER = 8_000  # characters; whole letters have some 20,000, an extract has no three questions to miss


@register(DocType.INSPECTION_LETTER)
def extract_inspection_letter(document: Document, context: Context) -> Findings:
    """All that an inspection letter says: the inspection, strengths, areas for development, significant weaknesses."""
    pieces = pieces_of(document)
    head = read_head(pieces)
    visit = find_dated(document, pieces, "inspected")
    listed = find_weakness_list(document, pieces)
    sections = read_sections(document, pieces, listed.first if listed and listed.is_fixed_lead_in else None)
    label = _determination(document)
    is_required = _is_required(label, listed, sections.questions)
    responsible = find_responsible(document, head) if is_required else ()
    significant: tuple[WeaknessFinding, ...] = ()
    if listed is not None and is_required:
        significant = weaknesses_of(document, listed, WeaknessKind.SIGNIFICANT_WEAKNESS, responsible)
    is_whole = len(document.text) > _WHOLE_LETTER or sections.questions > 0
    missing = 3 - sections.questions if is_whole else 0
    problems = [*sections.problems, *_problems(visit, is_required, listed, missing)]
    days = days_of(visit)
    events = (
        *letter_dated(document, head),
        *(visit_events("inspection_start", "inspection_end", visit[0], "Inspection", visit[1]) if visit else ()),
        *letter_received(document, pieces),
    )
    return Findings(
        title=find_title(document) or document.title,
        inspection=InspectionFinding(
            framework="2016",
            kind="full",
            start_date=days.start if days else None,
            end_date=days.end if days else None,
            outcome=None if is_required is None else ("wsoa_required" if is_required else "no_wsoa"),
            outcome_label=label,
            plan_required=is_required,
            significant_weaknesses=len(significant) or (listed.stated if listed else None),
            local_authority=head.local_authority,
            health_bodies=head.health_bodies,
            is_report=True,
        ),
        weaknesses=(*significant, *sections.weaknesses),
        strengths=sections.strengths,
        events=events,
        problems=tuple(problems),
    )


def find_responsible(document: Document, head: LetterHead) -> tuple[str, ...]:
    """The bodies that must submit the statement of action, named as the addressees are where the letter says only
    "the local authority and the area's clinical commissioning group(s)"; as printed where it names others.
    """
    match = phrases("letters")["jointly"].search(document.text)
    if match is None:
        return ()
    words = " ".join(match["bodies"].split())
    bodies: list[str] = []
    if re.search(r"\blocal authority\b|\bcouncil\b", words, re.IGNORECASE):
        bodies.append(head.local_authority or "local authority")
    if re.search(r"clinical commissioning|\bccgs?\b|integrated care|\bicbs?\b", words, re.IGNORECASE):
        bodies.extend(head.health_bodies or (_health_words(words),))
    return tuple(bodies)


def _health_words(words: str) -> str:
    match = re.search(r"(?:clinical commissioning groups?|CCGs?|integrated care boards?|ICBs?)", words, re.IGNORECASE)
    return match.group() if match else words


def _determination(document: Document) -> str | None:
    """The words of the determination that a statement of action is required, white space made single."""
    match = phrases("letters")["wsoa_required"].search(document.text)
    if match is None:
        return None
    return " ".join((match["label"] or match["label2"]).split())


def _is_required(label: str | None, listed: WeaknessList | None, questions: int) -> bool | None:
    """True where the letter says so; False where a whole letter (two questions at least) does not; else unknown."""
    if label is not None or (listed is not None and listed.is_fixed_lead_in):
        return True
    return False if questions >= 2 else None


def _problems(
    visit: Dated | None,
    is_required: bool | None,
    listed: WeaknessList | None,
    missing: int,
) -> list[ProblemFinding]:
    problems = []
    if visit is None:
        problems.append(
            ProblemFinding("extract", "no_dates", "no sentence with the inspection's dates: read the letter's start")
        )
    if is_required is None:
        problems.append(
            ProblemFinding("extract", "no_outcome", "the letter does not say whether a statement of action is required")
        )
    if is_required and listed is None:
        message = (
            "a statement of action is required but no list of significant weaknesses was found: read the last page"
        )
        problems.append(ProblemFinding("extract", "no_weaknesses", message))
    if missing > 0:
        message = f"{missing} of the three questions' headings not found: strengths and areas for development may lack"
        problems.append(ProblemFinding("extract", "missing_section", message))
    return [*problems, *(check_count(listed) if listed is not None and is_required else ())]
