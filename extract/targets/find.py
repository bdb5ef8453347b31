"""Measurable pledges: what is measured, from where to where, in what unit, by when.

A pledge is told from an outturn by its words (patterns/targets.yml): "improve the share from 8% to at least 60%" is one,
"has risen from 8% to 20%" is not. In a plan's column of measures every figure counts, unless its words report the past.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from extract.language.dates import MONTH_NAMES
from extract.language.deadlines import parse_deadline, within_months
from extract.model.document import Block, Document, Kind, Quote
from extract.model.findings import TargetFinding
from extract.targets.measured import due, figure_of, measured, value_of
from extract.targets.patterns import BASELINE_AFTER, NUMBER, OPENING_BY, pledge_patterns, pledge_spans
from extract.targets.words import target_words

# "from 5 to 8 December": days, not levels.
_OF_A_MONTH = re.compile(rf"(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{MONTH_NAMES})\b", re.IGNORECASE)
# A number so written with nothing behind it is a year, and measures nothing.
_YEAR = re.compile(r"20[0-4]\d")


@dataclass(frozen=True, slots=True)
class Pledge:
    """A target as read from one text; `char_start`/`char_end` is the sentence it stands in."""

    measure: str
    char_start: int
    char_end: int
    baseline: float | None = None
    target: float | None = None
    unit: str | None = None
    comparator: str | None = None
    by_date: date | None = None
    by_text: str | None = None
    within_months: int | None = None
    measure_id: str | None = None
    is_output: bool = False  # things to be made ("Recruit 20 officers"), not a level to be reached


def find_targets(
    document: Document, blocks: Iterable[Block] | None = None, *, from_date: date | None = None
) -> tuple[TargetFinding, ...]:
    """The pledges in the given blocks (default: all but headings), each quoted by its sentence.

    `from_date` is the document's own day, if known: "in the next 18 months" counts from it.
    """
    chosen = document.blocks if blocks is None else blocks
    found: list[TargetFinding] = []
    for block in chosen:
        if block.kind is Kind.HEADING:
            continue
        for pledge in parse_targets(block.text, from_date=from_date):
            quote = document.quote(block.page, block.char_start + pledge.char_start, block.char_start + pledge.char_end)
            found.append(as_finding(pledge, quote))
    return tuple(found)


def as_finding(
    pledge: Pledge, quote: Quote, *, weakness_number: int | None = None, action_index: int | None = None
) -> TargetFinding:
    """The finding of a pledge with its quote and what it belongs to."""
    return TargetFinding(
        measure=pledge.measure,
        quote=quote,
        baseline=pledge.baseline,
        target=pledge.target,
        unit=pledge.unit,
        comparator=pledge.comparator,
        by_date=pledge.by_date,
        by_text=pledge.by_text,
        within_months=pledge.within_months,
        measure_id=pledge.measure_id,
        weakness_number=weakness_number,
        action_index=action_index,
    )


def parse_targets(text: str, *, from_date: date | None = None, is_pledge: bool = False) -> tuple[Pledge, ...]:
    """The pledges of a text, in order, at most one for each figure.

    `is_pledge` says that the text stands where a plan states its measures, so that no verb of intent is asked for.
    """
    return tuple(
        pledge
        for start, end in pledge_spans(text)
        if re.search(r"\d", text[start:end])
        for pledge in _without_periods(tuple(_of_sentence(text[start:end], start, from_date, is_pledge)))
    )


def _without_periods(pledges: tuple[Pledge, ...]) -> Iterator[Pledge]:
    """A sentence's pledges; the period by which one is to be kept ("within 18 months") is no target of its own."""
    for pledge in pledges:
        is_period = pledge.unit in ("days", "weeks", "months", "years") and any(
            f"{pledge.target:g} {pledge.unit.removesuffix('s')}" in (other.by_text or "") for other in pledges
        )
        if not is_period:
            yield pledge


def indicator_of(text: str, unit: str | None) -> str | None:
    """The published measure that a pledge so worded is about, None where there is none."""
    return next((i.measure_id for i in target_words().indicators if i.matches(text, unit)), None)


def _of_sentence(sentence: str, offset: int, from_date: date | None, is_pledge: bool) -> Iterator[Pledge]:
    words = target_words()
    taken: list[tuple[int, int]] = []
    start = offset + len(sentence) - len(sentence.lstrip())
    end = offset + len(sentence.rstrip())
    if not is_pledge and not (words.pledge.search(sentence) or OPENING_BY.match(sentence)):
        return
    for name, pattern in pledge_patterns():
        if name in ("count", "bare") and (not is_pledge or taken):
            continue
        for match in pattern.finditer(sentence):
            low, high = match.span("target")
            is_taken = any(low < last and first < high for first, last in taken)
            if is_taken or _OF_A_MONTH.match(sentence, high) or _is_reported(name, match, is_pledge):
                continue
            pledge = _pledge(name, match, (start, end), from_date)
            if pledge:
                taken.append((min(low, _baseline_start(match)), high))
                yield pledge


def _is_reported(name: str, match: re.Match[str], is_pledge: bool) -> bool:
    """Whether the words around a figure say that it was counted, not promised."""
    words, sentence = target_words(), match.string
    until = match.end("target")
    if is_pledge:
        if name in ("base_target", "now_then"):
            return False  # "currently" is the baseline's
        return bool(words.reported_in_measures.search(sentence, 0, until) or words.came_after.match(sentence, until))
    if words.reported.search(sentence, 0, until):
        return True
    if words.reported_in_prose.search(sentence, 0, until):
        return True
    return name == "share" and bool(words.counted_after.search(sentence, until)) and "will" not in sentence


def _baseline_start(match: re.Match[str]) -> int:
    return match.start("baseline") if match.groupdict().get("baseline") else match.start("target")


def _pledge(name: str, match: re.Match[str], span: tuple[int, int], from_date: date | None) -> Pledge | None:
    figure = figure_of(match)
    found = measured(name, figure)
    if found is None:
        return None
    by = due(name, match)
    by_text = by[0] if by else None
    deadline = parse_deadline(by_text, from_date=from_date) if by_text else None
    baseline = _baseline(match)
    return Pledge(
        measure=found.measure,
        char_start=span[0],
        char_end=span[1],
        baseline=baseline,
        target=figure.target,
        unit=found.unit,
        comparator=_comparator(name, match, baseline, figure.target),
        by_date=deadline.date if deadline else None,
        by_text=by_text,
        within_months=within_months(by_text) if by_text else None,
        measure_id=indicator_of(match.string, found.unit) if name not in ("change", "change_noun") else None,
        is_output=name == "make",
    )


def _baseline(match: re.Match[str]) -> float | None:
    """Where the measure stands now: as the pattern read it, else as said after the figure."""
    since = BASELINE_AFTER.search(match.string, match.end("target"))
    stated = match.groupdict().get("baseline") or (since["baseline"] if since else None)
    return value_of(stated) if stated else None


def _comparator(name: str, match: re.Match[str], baseline: float | None, target: float) -> str | None:
    """The printed comparator, else what the verb or the baseline says, else None: a bare figure says neither.

    "from 8% to 60%" is an increase to a level, "by 20%" one of so much; "increase to 75%" asks for at least that.
    """
    words, sentence = target_words(), match.string
    groups = match.groupdict()
    said = words.code(groups.get("cmp"), words.comparators) or words.code(groups.get("after"), words.after)
    if said:
        # "no child waits more than 18 weeks"
        is_negated = name == "limit" and re.search(
            r"\b(?:no(?:body|t|ne)?|zero|never)\b", sentence[: match.start()], re.IGNORECASE
        )
        return "at_most" if is_negated else said
    if name in ("change", "change_noun"):
        is_up = groups["verb"].lower() in ("increase", "rise", "growth", "improvement")
        is_down = groups["verb"].lower() in ("reduction", "decrease", "fall", "drop", "cut")
        return "increase" if is_up else "decrease" if is_down else words.code(groups["verb"], words.directions)
    if baseline is not None and baseline != target:
        return "increase" if target > baseline else "decrease"
    if name == "to":
        verbs = list(re.finditer(rf"\b(?:{words.any_direction})\b", sentence[: match.start()], re.IGNORECASE))
        way = words.code(verbs[-1][0], words.directions) if verbs else None
        return {"increase": "at_least", "decrease": "at_most"}.get(way or "")
    return None


def figures(texts: Sequence[str]) -> tuple[float, str | None] | None:
    """The one figure of a table cell and its unit ("60%", "18 weeks"); None where there is none or several."""
    words = target_words()
    found = [
        m for text in texts for m in re.finditer(rf"({NUMBER})\s*({words.any_unit})?(?![\w/])", text, re.IGNORECASE)
    ]
    found = [match for match in found if match[2] or not _YEAR.fullmatch(match[1])]
    if len(found) != 1:
        return None
    return value_of(found[0][1]), words.code(found[0][2], words.units)
