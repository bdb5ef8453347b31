"""Reports of monitoring inspections, framework of 2023: is effective action being taken on each area for priority action?

Few have been published and layouts vary, so the rules lean on what every one must hold: the inspection's dates and those of
the inspection it follows, one overall verdict, the areas for priority action (in a table with the responsible bodies, or as
headings) with what was found on each. What they do not find becomes a problem.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.language.counts import parse_count
from extract.language.phrases import phrases
from extract.language.wording import pair_wordings
from extract.letters.events import Dated, find_dated, letter_dated, visit_events
from extract.letters.head import find_bodies, find_title, read_head
from extract.letters.judged_rows import JudgedRow, read_rows
from extract.letters.judged_weaknesses import judged_weaknesses, weaknesses_of_rows
from extract.letters.numbered_areas import heads_number_areas, judge_by_number
from extract.letters.overall import Overall, find_overall
from extract.letters.verdicts import find_verdict, read_verdicts
from extract.lists.pieces import Piece, pieces_of
from extract.lists.weakness_list import find_weakness_list, weaknesses_of
from extract.model.context import Context
from extract.model.doc_types import DocType
from extract.model.document import Document, Quote
from extract.model.findings import Findings, InspectionFinding, ProblemFinding, WeaknessFinding, WeaknessKind
from extract.types.registry import register

_PROGRESS = {True: "effective_action", False: "ineffective_action"}
_PHRASE = "verdict_action"
_NO_BODY = ("local area partnership details", "information about this inspection", "inspection team", "next steps")


@register(DocType.MONITORING_REPORT)
def extract_monitoring_report(document: Document, context: Context) -> Findings:
    """The monitoring inspection, its overall verdict and the one for each area for priority action, and what it follows."""
    pieces = pieces_of(document)
    overall = find_overall(document, "overall_action")
    verdict, verdict_quote, outcome_end = _outcome(document, pieces, overall)
    judged, problems = read_verdicts(document, _body(pieces, outcome_end), _PHRASE, overall.total if overall else None)
    if not any(item.verdict for item in judged):
        problems = []
        # One sentence judges all areas, which the headings number; headings of another kind are none: the table or the
        # list names them.
        if verdict is None or not heads_number_areas(_body(pieces, outcome_end), len(judged)):
            judged = []
    weaknesses = judged_weaknesses(document, judged, WeaknessKind.PRIORITY_ACTION, _PROGRESS)
    rows = read_rows(document)
    by_number = judge_by_number(document, _body(pieces, outcome_end), rows, _PHRASE)
    if by_number:
        problems = []
        weaknesses = tuple(
            replace(
                area,
                progress=_PROGRESS[found.is_met],
                progress_quote=document.quote_at(found.start, found.end),
                confidence=0.9,
            )
            for area, found in zip(
                weaknesses_of_rows(rows, WeaknessKind.PRIORITY_ACTION, _PROGRESS), by_number, strict=True
            )
        )
    else:
        weaknesses = _with_rows(weaknesses, rows)
    if not weaknesses and (listed := find_weakness_list(document, pieces)):
        weaknesses = weaknesses_of(document, listed, WeaknessKind.PRIORITY_ACTION)
    weaknesses = _judged_overall(weaknesses, verdict, verdict_quote, overall)
    verdict = _unanimous(weaknesses) if verdict is None and overall is None else verdict
    dates, previous, previous_text = _dates(document, pieces)
    council, health = find_bodies(piece.text for piece in pieces)
    return Findings(
        title=find_title(document) or document.title,
        inspection=InspectionFinding(
            framework="2023",
            kind="monitoring",
            start_date=dates[0].start if dates else None,
            end_date=dates[0].end if dates else None,
            outcome=None if verdict is None else _PROGRESS[verdict],
            outcome_label=verdict_quote.text if verdict_quote else None,
            previous_start=previous[0].start if previous else None,
            previous_end=previous[0].end if previous else None,
            previous_text=previous_text,
            next_full_years=_next_full_years(document),
            local_authority=council,
            health_bodies=health,
            follows_start=previous[0].start if previous else None,
            is_report=True,
        ),
        weaknesses=weaknesses,
        events=(
            *(
                visit_events("inspection_start", "inspection_end", dates[0], "Monitoring inspection", dates[1])
                if dates
                else ()
            ),
            *letter_dated(document, read_head(pieces)),
        ),
        problems=(*problems, *_problems(dates is None, previous is None, verdict, overall, weaknesses)),
    )


def _dates(document: Document, pieces: Sequence[Piece]) -> tuple[Dated | None, Dated | None, str | None]:
    """The monitoring inspection's days, those of the inspection it follows, and the latter's dates as printed.

    A report may name only the month of the inspection before: that is text, and no day.
    """
    this = find_dated(document, pieces, "inspected") or find_dated(document, pieces, "monitoring_dates")
    before = find_dated(document, pieces, "full_dates") or find_dated(document, pieces, "initial")
    exact = [(found[0], found[1]) if found and found[0].precision == "day" else None for found in (this, before)]
    return exact[0], exact[1], before[0].text if before else None


def _outcome(
    document: Document, pieces: Sequence[Piece], overall: Overall | None
) -> tuple[bool | None, Quote | None, int]:
    """The overall verdict (None where it is mixed or not said), its words, and where the text after it begins."""
    words = phrases("letters")
    heading = next((i for i, piece in enumerate(pieces) if words["outcome_heading"].match(piece.text)), None)
    if overall is not None:
        at = next((i for i, piece in enumerate(pieces) if piece.start <= overall.start < piece.end), 0)
        return {"all": True, "none": False}.get(overall.result or ""), overall.quote, at + 1
    for i, piece in enumerate(pieces[heading + 1 : heading + 5] if heading is not None else ()):
        if found := find_verdict(document, piece, _PHRASE):
            return found.is_met, document.quote_at(found.start, found.end), (heading or 0) + i + 2
    return None, None, heading + 1 if heading is not None else 0


def _body(pieces: Sequence[Piece], start: int) -> list[Piece]:
    words = phrases("letters")
    body: list[Piece] = []
    for piece in pieces[start:]:
        if words["sign_off"].search(piece.text) or piece.text.lower().rstrip(":") in _NO_BODY:
            break
        if not words["overall_action"].search(piece.text) and not words["next_full"].search(piece.text):
            body.append(piece)
    return body


def _with_rows(weaknesses: tuple[WeaknessFinding, ...], rows: Sequence[JudgedRow]) -> tuple[WeaknessFinding, ...]:
    """Headings take the responsible bodies from the table of the same areas; without headings the table is the list."""
    if not weaknesses:
        return weaknesses_of_rows(rows, WeaknessKind.PRIORITY_ACTION, _PROGRESS)
    pairs = pair_wordings([row.quote.text for row in rows], [weakness.quote.text for weakness in weaknesses])
    if len(rows) == len(weaknesses):  # a box before each verdict, or headings that only hint at the table's rows
        pairs = pairs if len(pairs) == len(rows) else {i: i for i in range(len(rows))}
    return tuple(
        _with_row(weakness, rows[pairs[i]]) if i in pairs else weakness for i, weakness in enumerate(weaknesses)
    )


def _with_row(weakness: WeaknessFinding, row: JudgedRow) -> WeaknessFinding:
    """The table has the area's full wording; a heading may only name it."""
    is_fuller = len(row.quote.text) > len(weakness.quote.text)
    return replace(weakness, responsible=row.responsible, quote=row.quote if is_fuller else weakness.quote)


def _judged_overall(
    weaknesses: tuple[WeaknessFinding, ...], verdict: bool | None, quote: Quote | None, overall: Overall | None
) -> tuple[WeaknessFinding, ...]:
    """An overall verdict that speaks of all (or of none) is that of areas without their own, where no other differs."""
    if verdict is None or overall is None or any(w.progress not in (None, _PROGRESS[verdict]) for w in weaknesses):
        return weaknesses
    return tuple(
        w if w.progress else replace(w, progress=_PROGRESS[verdict], progress_quote=quote, confidence=0.8)
        for w in weaknesses
    )


def _unanimous(weaknesses: Sequence[WeaknessFinding]) -> bool | None:
    found = {weakness.progress for weakness in weaknesses}
    return next((met for met, code in _PROGRESS.items() if found == {code}), None)


def _next_full_years(document: Document) -> int | None:
    match = phrases("letters")["next_full"].search(document.text)
    count = parse_count(match["count"]) if match else None
    if match is None or count is None:
        return None
    if match["unit"].lower().startswith("year"):
        return count
    return None if count % 12 else count // 12  # "18 months" is no number of years


def _problems(
    has_no_dates: bool,
    has_no_previous: bool,
    verdict: bool | None,
    overall: Overall | None,
    weaknesses: Sequence[WeaknessFinding],
) -> list[ProblemFinding]:
    problems = []
    if has_no_dates:
        problems.append(
            ProblemFinding("extract", "no_dates", "no dates of the monitoring inspection: read the first page")
        )
    if has_no_previous:
        message = "the inspection this one follows has no dates here: read the first page"
        problems.append(ProblemFinding("extract", "no_previous", message))
    if verdict is None:
        known = "verdicts differ between areas and none is given overall" if overall else "no overall verdict found"
        problems.append(ProblemFinding("extract", "no_outcome", f"{known}: read the outcome"))
    if not weaknesses:
        message = "no area for priority action found with or without a verdict: read the report"
        problems.append(ProblemFinding("extract", "no_weaknesses", message))
    return problems
