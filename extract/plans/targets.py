"""Targets of a plan: pledges in its measures and actions, and figures in columns headed baseline and target."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from extract.language.deadlines import parse_deadline
from extract.model.document import Document, Quote, squash
from extract.model.findings import TargetFinding
from extract.plans.rows import MeasureRow, PlanRow
from extract.targets.find import Pledge, as_finding, figures, indicator_of, parse_targets


def row_targets(document: Document, rows: Sequence[PlanRow], published: date | None) -> Iterator[TargetFinding]:
    """The targets of actions: of the measure, of the action's own words, of the columns of figures; each once.

    What an action is to make ("Recruit 20 officers") is a target only where the plan gives it no measure of its own.
    """
    told: dict[tuple[object, ...], None] = {}
    for index, row in enumerate(rows):
        found: list[tuple[Pledge, Quote]] = []
        for header, text in row.targets:
            # A column of targets without one of measures: the action itself is what is measured.
            measured, place = (row.measure, row.measure_quote) if row.measure else (row.quote.text, row.quote)
            pledge = _from_columns(measured, row.baseline or "", text, header, published)
            if pledge and place:
                found.append((pledge, place))
        if not found and row.measure_quote:
            found.extend(_in_quote(document, row.measure_quote, published, is_pledge=True))
        figures_told = {pledge.target for pledge, _ in found}
        found.extend(
            (pledge, quote)
            for pledge, quote in _in_quote(document, row.quote, published, is_pledge=False)
            if pledge.target not in figures_told and not (pledge.is_output and row.measure_quote)
        )
        for pledge, quote in found:
            # A merged cell's measure stands for every action beside it, but is one target.
            key = (quote.page, quote.char_start, pledge.measure, pledge.target, pledge.by_text)
            if key not in told:
                told[key] = None
                yield as_finding(pledge, quote, weakness_number=row.weakness, action_index=index)


def measure_targets(rows: Sequence[MeasureRow], published: date | None) -> Iterator[TargetFinding]:
    """The targets of tables that list measures with their baselines and targets."""
    for row in rows:
        pledge = _from_columns(row.measure, row.baseline, row.target, row.header, published)
        if pledge:
            yield as_finding(pledge, row.quote, weakness_number=row.weakness)


def _in_quote(
    document: Document, quote: Quote, published: date | None, *, is_pledge: bool
) -> Iterator[tuple[Pledge, Quote]]:
    start = document.page_offset(quote.page) + quote.char_start
    raw = document.text[start : start + quote.char_end - quote.char_start]
    for pledge in parse_targets(raw, from_date=published, is_pledge=is_pledge):
        yield (
            pledge,
            document.quote(quote.page, quote.char_start + pledge.char_start, quote.char_start + pledge.char_end),
        )


def _from_columns(measure: str, baseline: str, target: str, header: str, published: date | None) -> Pledge | None:
    """A pledge of figures in columns; the day comes from the target's cell ("60% by July 2021") or its header."""
    stated = next(
        iter(parse_targets(f"{squash(measure)}: {squash(target)}", is_pledge=True, from_date=published)), None
    )
    figure = figures([target])
    if figure is None and stated is None:
        return None
    value, unit = figure or (stated.target if stated else None, stated.unit if stated else None)
    base = figures([baseline]) if baseline else None
    unit = unit or (base[1] if base else None) or (stated.unit if stated else None)
    by_text = stated.by_text if stated and stated.by_text else None
    deadline = parse_deadline(by_text or header, from_date=published)
    comparator = stated.comparator if stated else None
    if comparator is None and base and value is not None and base[0] != value:
        comparator = "increase" if value > base[0] else "decrease"
    return Pledge(
        measure=squash(measure),
        char_start=0,
        char_end=0,
        baseline=base[0] if base else None,
        target=value,
        unit=unit,
        comparator=comparator,
        by_date=deadline.date,
        by_text=by_text or (squash(header) if deadline.date else None),
        measure_id=indicator_of(measure, unit),
    )
