"""What a plan tells of itself in its opening: when it was submitted, accepted, published and reviewed.

In a plan the plan is "this statement", "it", "ours" or nothing at all ("Submitted: 22 September 2017" on a cover). The
words of a date are those of its own clause: between the date before and the date, or right behind it.
"""

from __future__ import annotations

from collections.abc import Iterator

from extract.events.dates import iso
from extract.language.dates import DateSpan
from extract.language.phrases import phrases
from extract.model.document import Block, Document
from extract.model.findings import EventFinding
from extract.plans.dates import clause_of, is_of_inspection, opening_dates, sentence_of

# Codes where the plan is a written statement of action, and where it is any other plan, with what is said of it.
_OF_STATEMENT = {
    "accepted": ("wsoa_accepted", "accepted as fit for purpose"),
    "submitted": ("wsoa_submitted", "submitted"),
    "published": ("wsoa_published", "published"),
}
_OF_OTHER_PLAN = {
    "accepted": ("other", "agreed"),
    "submitted": ("other", "submitted"),
    "published": ("plan_published", "published"),
}
_REVIEWED = ("dfe_monitoring", "Progress reviewed with the Department for Education")
_REVISIT_PUBLISHED = ("revisit_published", "Outcome of the revisit published")
# A plan's title stands among so many blocks.
_TITLE_BLOCKS = 12
ACCELERATED, STATEMENT = "Accelerated progress plan", "Written statement of action"
_KEYS = ("accepted", "submitted", "published")
_NAMES = {"accelerated": ACCELERATED, "statement": STATEMENT}


def find_own_events(document: Document) -> tuple[EventFinding, ...]:
    """The events of the plan itself that its opening dates, each once; what was only planned or due is none of them.

    An accelerated progress plan answers a revisit: the inspection that its form dates is that.
    """
    name = plan_name(document)
    found: dict[tuple[str, str], EventFinding] = {}
    for span, block in opening_dates(document):
        start, end = sentence_of(block, span)
        quote = document.quote(block.page, block.char_start + start, block.char_start + end)
        told = _told(span, block, name)
        events = (*_revisit(span, block, name), *((*told, iso(span, at_end=True)),) * bool(told))
        for code, label, (moment, precision) in events:
            found.setdefault((code, moment), EventFinding(code, moment, precision, label, quote))
    return tuple(found.values())


def is_accelerated(document: Document) -> bool:
    """Whether a plan is the one that an area makes after a revisit found too little progress."""
    return plan_name(document) == ACCELERATED


def plan_name(document: Document) -> str:
    """What kind of plan it is, by its opening: its title goes before what it mentions."""
    words = phrases("plans")
    for text in (document.title or "", *(block.text for block in document.blocks[:_TITLE_BLOCKS])):
        for name in ("accelerated", "statement"):
            if words[name].search(text):
                return _NAMES[name]
    return "Plan"


def _told(span: DateSpan, block: Block, name: str) -> tuple[str, str] | tuple[()]:
    """The code and label of what is told of the plan by a date; nothing where it tells of something else or the future."""
    words = phrases("plans")
    before, behind = clause_of(block, span)
    if words["revisit_published"].search(before):
        return _REVISIT_PUBLISHED
    told = next(((key, match) for key in ("reviewed", *_KEYS) if (match := words[key].search(before))), None)
    if told is not None and words["not_yet"].search(
        before, 0, told[1].end() if told[0] == "reviewed" else told[1].start()
    ):
        return ()
    key = told[0] if told is not None else None
    if words["opens"].fullmatch(before) and words["reviewed"].search(
        block.text, span.char_end, sentence_of(block, span)[1]
    ):
        key = "reviewed"
    if key is None and words["opens"].fullmatch(before):
        key = next((key for key in _KEYS if words[key].search(behind)), None)
    if key == "reviewed":
        return _REVIEWED
    if key is None or is_of_inspection(block, span):
        return ()
    code, verb = (_OF_STATEMENT if name == STATEMENT else _OF_OTHER_PLAN)[key]
    return code, f"{name} {verb}"


def _revisit(span: DateSpan, block: Block, name: str) -> Iterator[tuple[str, str, tuple[str, str]]]:
    before, _ = clause_of(block, span)
    if name != ACCELERATED or span.precision != "day":
        return
    if phrases("plans")["original_days"].search(before):
        yield "inspection_start", "Inspection began", iso(span)
        if span.end > span.start:
            yield "inspection_end", "Inspection ended", iso(span, at_end=True)
    if not phrases("plans")["revisit_days"].search(before):
        return
    yield "revisit_start", "Revisit began", iso(span)
    if span.end > span.start:
        yield "revisit_end", "Revisit ended", iso(span, at_end=True)
