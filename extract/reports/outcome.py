"""What an area SEND inspection report says on its cover and in its outcome box: dates, outcome, what happens next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.language.counts import parse_count
from extract.language.dates import DateSpan, find_dates
from extract.language.sentences import split_sentences
from extract.model.document import Block, Document, Quote, squash

# The three set sentences of the area SEND framework (2023), by the words that do not vary.
_OUTCOMES = (
    ("systemic_failings", re.compile(r"widespread and\s?/?\s?(?:or )?systemic failings?", re.I)),
    (
        "inconsistent",
        re.compile(r"inconsistent experiences and outcomes|experiences and outcomes (?:that )?are inconsistent", re.I),
    ),
    ("typically_positive", re.compile(r"typically (?:lead|leads|leading) to positive experiences", re.I)),
)
_NUMBER = r"(?P<n>\d{1,2}|[a-z]+(?:-[a-z]+)?)"
_AFTER = r"[^.]*?(?:within|in|after|of)\s+(?:the next\s+)?(?:approximately|around|about|roughly)?\s*"
_MONITORING = re.compile(rf"monitoring inspection{_AFTER}{_NUMBER}\s+(?P<unit>months?|years?)", re.I)
_NEXT_FULL = re.compile(
    rf"(?:full\s+(?:area SEND\s+)?(?:re-?)?inspections?|(?<!monitoring )re-?inspections?|next (?:area SEND )?inspection){_AFTER}{_NUMBER}\s+(?P<unit>months?|years?)",
    re.I,
)
_PLAN = re.compile(r"priority action plan", re.I)
_REQUIRED = re.compile(r"\brequire[sd]?\b|\bmust\b|\bprepare and submit\b|\bis to\b", re.I)
_INSPECTION_DATES = re.compile(r"(?:inspection dates?|dates? of (?:this )?inspection)\s*:?\s*", re.I)
_PREVIOUS = re.compile(
    r"(?:dates?\s+of\s+)?(?:the\s+)?(?:previous|last)\s+(?:area SEND\s+)?inspections?(?:\s+dates?)?\s*:?\s*", re.I
)


@dataclass(frozen=True, slots=True)
class Cover:
    """The inspection's dates and what is printed of the previous one. `dates_quote` is the whole line."""

    dates: DateSpan | None
    dates_quote: Quote | None
    previous: DateSpan | None
    previous_text: str | None


@dataclass(frozen=True, slots=True)
class OutcomeStated:
    """OutcomeStated code and its sentence; months to the monitoring inspection; years to the next full one; plan required."""

    code: str | None
    label: str | None
    monitoring_months: int | None
    full_years: int | None
    plan_required: bool | None


def read_cover(document: Document, blocks: Sequence[Block]) -> Cover:
    """The cover's dates. The cover counts where a footer differs. A previous inspection may be a range, a day, a
    sentence that also names a revisit (the first date is the inspection's), or "Not previously inspected".
    """
    dates: DateSpan | None = None
    dates_quote: Quote | None = None
    previous: DateSpan | None = None
    previous_text: str | None = None
    for index, block in enumerate(blocks):
        # A label may share its block with its value, or with the next label where a converter joined the lines.
        text = block.text
        before = _PREVIOUS.search(text)
        this = _INSPECTION_DATES.match(text)
        if this and dates is None:
            value = text[this.end() : before.start() if before and before.start() > this.end() else None]
            value = value or _next_text(blocks, index)
            spans = find_dates(value)
            if spans:
                dates, dates_quote = spans[0], document.quote_blocks([block])
        if before and previous_text is None:
            previous_text = squash(text[before.end() :]) or squash(_next_text(blocks, index)) or None
            spans = find_dates(previous_text or "")
            previous = spans[0] if spans else None
    if dates is None:
        # No label: the first range of days that is not the previous inspection's.
        for block in blocks:
            ranges = [
                span for span in find_dates(block.text) if span.start < span.end and not _PREVIOUS.search(block.text)
            ]
            if ranges:
                dates, dates_quote = ranges[0], document.quote_blocks([block])
                break
    return Cover(dates, dates_quote, previous, previous_text)


def _next_text(blocks: Sequence[Block], index: int) -> str:
    return blocks[index + 1].text if index + 1 < len(blocks) else ""


def read_outcome(text: str) -> OutcomeStated:
    """The outcome box's text, by the framework's set sentences.

    `plan_required` is False where the outcome is known and no priority action plan is asked for; None where the outcome
    itself is not recognised.
    """
    text = squash(text)
    sentences = split_sentences(text)
    code: str | None = None
    label: str | None = None
    for name, pattern in _OUTCOMES:
        label = next((sentence for sentence in sentences if pattern.search(sentence)), None)
        if label is not None:
            code = name
            break
    months = _months(_MONITORING.search(text))
    full = _months(_NEXT_FULL.search(text))
    asked = any(_PLAN.search(sentence) and _REQUIRED.search(sentence) for sentence in sentences)
    return OutcomeStated(code, label, months, full // 12 if full else None, asked if asked or code else None)


def _months(match: re.Match[str] | None) -> int | None:
    if match is None:
        return None
    number = parse_count(match["n"])
    if number is None:
        return None
    return number * 12 if match["unit"].lower().startswith("year") else number
