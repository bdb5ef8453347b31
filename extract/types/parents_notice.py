"""Letters to parents and carers before an inspection, a revisit or a monitoring inspection.

They give the days of the visit, often those of the inspection before it, when a survey is open, and repeat the list of
weaknesses in full: a second source for it. The list belongs to the inspection before, not to the visit announced.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.language.dates import DateSpan, find_dates
from extract.language.phrases import phrases
from extract.language.sentences import sentence_spans
from extract.letters.events import event_at, visit_events
from extract.letters.head import find_title, read_head
from extract.letters.judged_rows import JudgedRow, read_rows
from extract.lists.pieces import Piece, pieces_of
from extract.lists.weakness_list import check_count, find_weakness_list, weaknesses_of
from extract.model.context import Context
from extract.model.doc_types import DocType
from extract.model.document import Document
from extract.model.findings import (
    EventFinding,
    Findings,
    InspectionFinding,
    ProblemFinding,
    WeaknessFinding,
    WeaknessKind,
)
from extract.model.frameworks import framework_on
from extract.types.registry import register

_BEFORE = re.compile(r"\b(?:previous|last|first|initial|original|earlier|full)\s+(?:\w+\s+){0,3}$", re.IGNORECASE)
_TOOK_PLACE = re.compile(r"\w*\s+(?:that |which )?(?:took|was|were)\b", re.IGNORECASE)
_EVENTS = {
    "revisit": ("revisit_start", "revisit_end", "Revisit"),
    "inspection": ("inspection_start", "inspection_end", "Inspection"),
}
_MONITORING = ("inspection_start", "inspection_end", "Monitoring inspection")
# Visits of one inspection lie within three months; a day longer before the last belongs to an earlier one.
_DAYS_OF_ONE_INSPECTION = 90


@register(DocType.PARENTS_NOTICE)
def extract_parents_notice(document: Document, context: Context) -> Findings:
    """The visit's days, the first inspection's days, the survey's days, and the list of weaknesses it repeats."""
    if not phrases("pack")["area_visit"].search(document.text):
        problem = ProblemFinding(
            "extract", "nothing_found", "no word of an inspection of the area's services: read the notice"
        )
        return Findings(title=find_title(document) or document.title, problems=(problem,))
    pieces = pieces_of(document)
    head = read_head(pieces)
    body = [piece for piece in pieces if head.dated_in is None or piece.start != head.dated_in.start]
    dated = list(_dated_sentences(document, body))
    listed = find_weakness_list(document, pieces)
    is_new = bool(
        re.search(r"priority action|local area partnership|monitoring inspection", document.text, re.IGNORECASE)
    )
    kind = WeaknessKind.PRIORITY_ACTION if is_new else WeaknessKind.SIGNIFICANT_WEAKNESS
    weaknesses = weaknesses_of(document, listed, kind) if listed else _tabled(read_rows(document), kind)
    events: list[EventFinding] = []
    problems = list(check_count(listed)) if listed else []
    before: DateSpan | None = None
    announced: DateSpan | None = None
    for what, is_past, span, start, end in dated:
        quote = document.quote_at(start, end)
        if what in ("revisit", "monitoring", "inspection") and not (what == "inspection" and is_past):
            names = _MONITORING if what == "monitoring" else _EVENTS[what]
            events.extend(visit_events(*names[:2], span, names[2], quote))
            announced = announced or span
        elif what == "inspection":
            events.extend(visit_events("inspection_start", "inspection_end", span, "Inspection", quote))
            before = before or span
        elif what == "survey":
            events.append(event_at("other", span, "Survey of parents and carers", quote))
        elif what == "event":
            events.append(event_at("other", span, "Meeting for parents and carers", quote))
        else:
            problems.append(ProblemFinding("extract", "unknown_date", f"a date no rule knows: “{quote.text[:120]}”"))
    is_return = any(event.event == "revisit_start" or event.label.startswith(_MONITORING[2]) for event in events)
    if is_return:  # a heading may call the revisit a visit or an inspection
        days_of_return = {event.date for event in events if not event.event.startswith("inspection")}
        events = [e for e in events if not (e.label.startswith("Inspection") and e.date in days_of_return)]
    about = before if weaknesses or before or is_return else announced
    days = about if about and about.precision == "day" else None
    if not events and not weaknesses:
        message = "neither the days of a visit nor a list of weaknesses found: read the notice"
        problems.append(ProblemFinding("extract", "nothing_found", message))
    return Findings(
        title=find_title(document) or document.title,
        published=head.dated.start if head.dated else None,
        inspection=InspectionFinding(
            framework="2023" if is_new else framework_on(days.start) if days else "2016",
            kind="full",
            start_date=days.start if days else None,
            end_date=days.end if days else None,
            plan_required=True if weaknesses else None,
            significant_weaknesses=len(weaknesses) if weaknesses and not is_new else None,
        ),
        weaknesses=weaknesses,
        events=_each_once(events),
        problems=tuple(problems),
    )


def _tabled(rows: Sequence[JudgedRow], kind: WeaknessKind) -> tuple[WeaknessFinding, ...]:
    """The list where it is a table; one row alone is none."""
    found = tuple(
        WeaknessFinding(kind, number, row.quote, responsible=row.responsible, confidence=0.9)
        for number, row in enumerate(rows, 1)
    )
    return found if len(found) > 1 else ()


def _dated_sentences(
    document: Document, pieces: Sequence[Piece]
) -> Iterator[tuple[str | None, bool, DateSpan, int, int]]:
    """What each dated sentence is about: (what, whether it is past, the date, where the sentence stands)."""
    words = phrases("letters")
    for piece in pieces:
        raw = document.text[piece.start : piece.end]
        for start, at in sentence_spans(raw):
            sentence = raw[start:at]
            spans = [span for span in find_dates(sentence) if span.precision == "day"]
            visit = words["visit_word"].search(sentence)
            is_past = bool(words["is_past"].search(sentence)) and not words["is_future"].search(sentence)
            for span in spans:
                what: str | None = None
                is_before = False
                if words["survey_word"].search(sentence):
                    what = "survey"
                elif words["event_word"].search(sentence):
                    what = "event"
                elif visit is not None:
                    what, is_before = _visit(words["visit_word"], sentence, span)
                yield (
                    what,
                    is_past or is_before or _is_earlier(spans, span),
                    span,
                    piece.start + start,
                    piece.start + at,
                )


def _visit(pattern: re.Pattern[str], sentence: str, span: DateSpan) -> tuple[str, bool]:
    """The visit named nearest to a date, and whether it is called an earlier one.

    One sentence may give the revisit's days and those of the inspection before: "a re-visit following the previous
    inspection that took place between ...".
    """
    nearest = min(
        pattern.finditer(sentence),
        key=lambda match: min(abs(match.start() - span.char_end), abs(span.char_start - match.end())),
    )
    name = next(name for name in ("monitoring", "revisit", "inspection") if nearest[name])
    return name, bool(_BEFORE.search(sentence, 0, nearest.start()) or _TOOK_PLACE.match(sentence, nearest.end()))


def _is_earlier(spans: Sequence[DateSpan], span: DateSpan) -> bool:
    """Whether, of several visits in one sentence, this is one long before the last: the first inspection."""
    return len(spans) > 1 and (max(other.start for other in spans) - span.start).days > _DAYS_OF_ONE_INSPECTION


def _each_once(events: Sequence[EventFinding]) -> tuple[EventFinding, ...]:
    """The events, each code and date once: notices repeat the days in their heading and their text."""
    return tuple({(event.event, event.date, event.label): event for event in reversed(events)}.values())[::-1]
