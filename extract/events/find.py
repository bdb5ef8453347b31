"""Dated events in running text: a sentence, a date in it, and the words that say what happened on it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from extract.events.dates import YearSense, dates_in, iso
from extract.events.rules import EventRule, event_words
from extract.language.dates import DateSpan
from extract.language.people import find_people
from extract.language.sentences import statement_spans
from extract.model.document import Block, Document, Kind, Quote
from extract.model.findings import EventFinding
from extract.model.frameworks import framework_on

_MARK = re.compile(r"⟦(\d+)⟧")
_SPAN_LINE = re.compile(r"\W*start(?: date)?:?\s*⟦(\d+)⟧\W*(?:to\s+)?end(?: date)?:?\s*⟦(\d+)⟧\W*$", re.I)
_AT_AN_END = re.compile(r"[\W_]*⟦0⟧[\W_]+(?P<after>.*\w.*)$|(?P<before>.*\w.*?)[\W_]+(?:on |in |by |from )?⟦0⟧[\W_]*$")
# More is a sentence, which the rules for sentences know; a row of a table has notes beside.
_LINE_WORDS, _ROW_WORDS = 14, 25
_REVISIT = re.compile(r"\bre-?\s?visit", re.IGNORECASE)
_HEAD_BLOCKS, _HEAD_CHARS = 8, 600


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of a block with its dates put out of the way: `masked` holds "⟦n⟧" for the nth of `spans`."""

    block: Block
    start: int
    text: str
    masked: str
    spans: tuple[DateSpan, ...]
    before: str  # the sentence before it in its block
    around: str  # the page's head and the block before


def find_events(
    document: Document, blocks: Iterable[Block] | None = None, *, published: date | None = None
) -> tuple[EventFinding, ...]:
    """The dated events that the blocks (default: all) state, each once, in order of their dates.

    `published` is the document's own day where known: "today" is that day, and days without a year are in the year
    that brings them nearest to it. Without it they are in the year last named. Dates keep the precision they are given
    with; an inspection named by a range yields its first and last day. A letter published from 2023 on is a report.
    """
    chosen = document.blocks if blocks is None else tuple(blocks)
    found: dict[tuple[str, str], EventFinding] = {}
    label = ""
    for sentence in _sentences(chosen, published):
        events = [*_of_sentence(document, sentence), *_of_span_line(document, sentence, label)]
        for event in events or _of_timeline_line(document, sentence):
            found.setdefault((event.event, event.date), event)
        if not sentence.spans:
            label = sentence.text
    return tuple(sorted(_without_vaguer(found.values()), key=lambda event: (event.date, event.event)))


def _sentences(blocks: Sequence[Block], published: date | None) -> Iterator[_Sentence]:
    years = YearSense(published)
    head = " ".join(block.text for block in blocks[:_HEAD_BLOCKS])[:_HEAD_CHARS]
    for previous, block in zip((None, *blocks), blocks, strict=False):
        around = f"{head} {previous.text}" if previous else head
        years.begin_block(block.text, block.kind)
        before = ""
        for start, cut in statement_spans(block.text):
            text = block.text[start:cut]
            spans = dates_in(text, years)
            yield _Sentence(block, start, text, _mask(text, spans), spans, before, around)
            before = text


def _mask(text: str, spans: Sequence[DateSpan]) -> str:
    parts, at = [], 0
    for index, span in enumerate(spans):
        parts += [text[at : span.char_start], f"⟦{index}⟧"]
        at = span.char_end
    return re.sub(r"\s", " ", "".join([*parts, text[at:]]))


def _of_sentence(document: Document, sentence: _Sentence) -> Iterator[EventFinding]:
    taken: set[int] = set()
    for rule in event_words().rules if sentence.spans else ():
        if not rule.applies_to(sentence.masked, sentence.block.text, sentence.before, sentence.around):
            continue
        for match in rule.pattern.finditer(sentence.masked):
            if rule.unless is not None and rule.unless.search(match[0]):
                continue
            # A pattern holds one date at most per alternative: the first or the last thing in it.
            index = int(_MARK.findall(match[0])[0])
            if index in taken or (rule.range_only and not _is_range(sentence.spans[index])):
                continue
            taken.add(index)
            yield from _events(document, sentence, rule, sentence.spans[index])


def _events(document: Document, sentence: _Sentence, rule: EventRule, span: DateSpan) -> Iterator[EventFinding]:
    first, last = rule.event, rule.end_event
    is_range = _is_range(span)
    if first == "reinspection_expected" and is_range:
        # Days already set are no mere expectation. From 2023 on nothing is revisited: what comes next is a full inspection.
        is_full = framework_on(span.start) == "2023" and not _REVISIT.search(sentence.text)
        first, last = ("full_inspection_expected", None) if is_full else ("revisit_start", "revisit_end")
    if first == "inspection_start" and span.precision != "day" and event_words().launch.search(sentence.masked):
        return
    yield _event(document, sentence, first, span, at_end=rule.at_end, label=rule.label)
    if last and is_range:
        yield _event(document, sentence, last, span, at_end=True)


def _is_range(span: DateSpan) -> bool:
    return span.precision == "day" and span.end > span.start


def _of_timeline_line(document: Document, sentence: _Sentence) -> Iterator[EventFinding]:
    """The event of a short line or table row with its one date at an end, told by the few words beside it."""
    longest = _ROW_WORDS if sentence.block.kind is Kind.ROW else _LINE_WORDS
    if len(sentence.spans) != 1 or len(sentence.masked.split()) > longest:
        return
    found = _AT_AN_END.match(sentence.masked)
    if found is None:
        return
    words = found["after"] if found["after"] is not None else found["before"]
    for rule in event_words().lines:
        is_meant = rule.pattern.search(words) and all(needed.search(words) for needed in rule.needs)
        if is_meant and not (rule.unless and rule.unless.search(words)):
            yield from _events(document, sentence, rule, sentence.spans[0])
            return


def _of_span_line(document: Document, sentence: _Sentence, label: str) -> Iterator[EventFinding]:
    """The event of a "Start date … End date …" line, which the line before gives its meaning."""
    found = _SPAN_LINE.match(sentence.masked)
    if found is None:
        return
    for rule in event_words().spans:
        if rule.pattern.search(label):
            yield _event(document, sentence, rule.event, sentence.spans[int(found[2])], at_end=True)
            return


def _event(
    document: Document, sentence: _Sentence, event: str, span: DateSpan, *, at_end: bool, label: str | None = None
) -> EventFinding:
    if event == "letter_published" and framework_on(span.start) == "2023":
        event = "report_published"
    quote = _quote(document, sentence, span)
    moment, precision = iso(span, at_end=at_end)
    return EventFinding(event, moment, precision, label or event_words().labels[event], quote)


def _quote(document: Document, sentence: _Sentence, span: DateSpan) -> Quote:
    """The sentence; where it names a person its part between commas that holds the date, or the date alone."""
    text = sentence.text
    commas = [match.start() for match in re.finditer(r"[,;–—]\s", text)]
    low = max((at + 1 for at in commas if at < span.char_start), default=0)
    high = min((at for at in commas if at >= span.char_end), default=len(text))
    choices = ((0, len(text)), (low, high), (span.char_start, span.char_end))
    start, end = next((choice for choice in choices if not find_people(text[slice(*choice)])), choices[-1])
    at = sentence.block.char_start + sentence.start
    return document.quote(sentence.block.page, at + start, at + end)


def _without_vaguer(events: Iterable[EventFinding]) -> Iterator[EventFinding]:
    """Events without those that another states more exactly ("March 2020" beside "2 March 2020")."""
    events = list(events)
    for event in events:
        if not any(
            other.event == event.event and len(other.date) > len(event.date) and other.date.startswith(event.date)
            for other in events
        ):
            yield event
