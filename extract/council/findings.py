"""What council papers, web pages and news say of an inspection: the parts that the three have in common."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from extract.council.actions import find_actions, with_deadline
from extract.council.feedback import find_feedback
from extract.council.lists import as_weaknesses, best_lists, find_council_lists
from extract.council.progress import find_progress, with_progress
from extract.council.strengths import find_strengths
from extract.council.subject import is_about_send, tells_of_an_inspection
from extract.council.tables import find_weakness_tables
from extract.events.find import find_events
from extract.language.dates import parse_date_range
from extract.language.phrases import phrases
from extract.lists.pieces import pieces_of
from extract.model.document import Block, Document
from extract.model.findings import (
    EventFinding,
    Findings,
    InspectionFinding,
    ProblemFinding,
    TargetFinding,
    WeaknessFinding,
    WeaknessKind,
)
from extract.model.frameworks import framework_on
from extract.plans.tails import with_tail_read
from extract.targets.find import find_targets

_DATELINE_WORDS = 8  # a weekday, a date and "by" whom


def council_findings(
    document: Document,
    blocks: Sequence[Block],
    *,
    published: date | None = None,
    as_of: date | None = None,
    title: str | None = None,
) -> Findings:
    """The findings of `blocks`: lists of weaknesses, actions, requests, targets, events and the inspection's dates.

    `as_of` is the day the document speaks from, for dates without a year; `published` its publication where stated.
    A document that does not speak of SEND yields a problem alone.
    """
    if not is_about_send(document, blocks):
        problem = ProblemFinding("extract", "other_subject", "nothing in the running text is about SEND: not read")
        return Findings(title=title or document.title, published=published, problems=(problem,))
    if not tells_of_an_inspection(blocks):
        return Findings(title=title or document.title, published=published)
    pieces = pieces_of(document, blocks)
    lists = find_council_lists(document, pieces)
    chosen = best_lists(lists)
    progress = find_progress(document, pieces)
    listed_weaknesses = tuple(weakness for listed in chosen for weakness in as_weaknesses(listed))
    weaknesses = with_progress(listed_weaknesses, progress)
    feedback = find_feedback(document, pieces)
    in_lists = {place for listed in lists for place in listed.places} | feedback.taken | progress.taken
    listed_blocks = {pieces[place].block for listed in lists for place in listed.places[1:]}
    events = find_events(document, blocks, published=published or as_of)
    return Findings(
        title=title or document.title,
        published=published,
        inspection=_inspection(events, weaknesses, " ".join(block.text for block in blocks)),
        weaknesses=weaknesses,
        strengths=tuple(find_strengths(document, pieces)),
        actions=tuple(
            with_deadline(with_tail_read(document, action, from_date=published or as_of), as_of=published or as_of)
            for action in (
                *feedback.actions,
                *(
                    action
                    for table in find_weakness_tables(document, blocks)
                    for action in table.actions_for(weaknesses)
                ),
                *find_actions(document, pieces, in_lists, weaknesses),
            )
        ),
        targets=_targets(document, [block for block in blocks if block not in listed_blocks], published or as_of),
        feedback=feedback.requests,
        events=events,
        problems=tuple(
            ProblemFinding(
                "extract",
                "count_mismatch",
                f"{len(listed.quotes)} weaknesses found in the list but the document states {listed.stated}: "
                "read the list against it",
            )
            for listed in chosen
            if listed.stated and not listed.is_counted
        ),
    )


def _targets(document: Document, blocks: Sequence[Block], from_date: date | None) -> tuple[TargetFinding, ...]:
    """The pledges; figures about inspections themselves ("60% of areas", "after 18 months") are none, nor is the time
    a pledge gives itself."""
    about = phrases("council")["about_inspections"]
    found = find_targets(document, blocks, from_date=from_date)
    own_times = {(target.quote, target.within_months) for target in found if target.within_months}
    return tuple(
        target
        for target in found
        if not about.search(target.measure)
        and not (target.unit == "months" and (target.quote, target.target) in own_times)
    )


def stated_day(texts: Sequence[str], phrase: str) -> date | None:
    """The first day that the texts state by a phrase of patterns/council.yml ("published_on", "meeting_date")."""
    for text in texts:
        for match in phrases("council")[phrase].finditer(text):
            span = parse_date_range(next(value for value in match.groupdict().values() if value))
            if span is not None and span.precision == "day":
                return span.start
    return None


def dateline(opening: Sequence[str]) -> date | None:
    """The day of a short line that is little more than a date ("Wednesday, 13 March 2024", "5 May 2021 by …").

    What a page was updated or looked over on is not the day it was written.
    """
    late = phrases("council")["not_written_on"]
    for text in opening:
        span = parse_date_range(text)
        is_day = span is not None and span.precision == "day" and span.start == span.end
        if span is not None and is_day and len(text.split()) <= _DATELINE_WORDS and not late.search(text):
            return span.start
    return None


def _inspection(
    events: Sequence[EventFinding], weaknesses: Sequence[WeaknessFinding], text: str
) -> InspectionFinding | None:
    """The inspection the document is about: where it states the days of one; the latest where it states several."""
    starts = [event for event in events if event.event == "inspection_start" and event.date_precision == "day"]
    if not starts:
        return None
    start = date.fromisoformat(starts[-1].date)
    ends = [date.fromisoformat(event.date) for event in events if event.event == "inspection_end"]
    end = next((day for day in ends if 0 <= (day - start).days < 40), None)
    framework = framework_on(start)
    is_new = framework == "2023"
    significant = [item for item in weaknesses if item.kind is WeaknessKind.SIGNIFICANT_WEAKNESS]
    required = phrases("council")["plan_required_2023" if is_new else "wsoa_required"].search(text)
    return InspectionFinding(
        framework=framework,
        kind="full",
        start_date=start,
        end_date=end,
        plan_required=True if required else None,
        outcome="wsoa_required" if required and not is_new else None,
        significant_weaknesses=len(significant) or None,
    )
