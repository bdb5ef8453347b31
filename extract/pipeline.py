"""From a document to its findings: what it is, which area it is about, what it says, which themes that touches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TypeVar

import extract.types
from extract.council.tellers import without_tellers_own
from extract.language.deadlines import deadline_fault
from extract.language.people import without_people
from extract.model.context import Context
from extract.model.doc_types import SURE_OF_TYPE, DocType
from extract.model.document import Document
from extract.model.errors import PatternError
from extract.model.findings import (
    ActionFinding,
    Findings,
    ProblemFinding,
    StrengthFinding,
    ThemeHit,
    WeaknessFinding,
    WeaknessKind,
)
from extract.recognise.area import find_area
from extract.recognise.doc_type import classify
from extract.recognise.publisher import Publisher, find_publisher
from extract.theming.items import ItemKind, Untagged
from extract.types.registry import extractors

# A third party's page of one of these types only tells of what others wrote.
_TOLD_BY_OTHERS = frozenset({DocType.LOCAL_OFFER_PAGE, DocType.COMMITTEE_REPORT, DocType.UNKNOWN, DocType.NEWS})
# Documents known by their own form stay their authors', whoever keeps a copy.
_OWN_FORM = frozenset(
    {DocType.ACCEPTANCE_LETTER, DocType.ACTION_PLAN, *(each for each in DocType if each.makes_inspection)}
)
# Rows of this confidence are shown as unreviewed.
_UNSURE = 0.5
_Tagged = TypeVar("_Tagged", WeaknessFinding, StrengthFinding, ActionFinding)


def extract_findings(document: Document, context: Context) -> Findings:
    """All findings of a document, themes included, without those that name a person.

    A document whose type or area is not recognised yields a problem that says so, and whatever can still be said of it;
    so does one of a type that no extractor is registered for (interim visits judge nothing). Nothing is dropped in
    silence. Pure: reads no file and asks no network.
    """
    load_extractors()
    publisher = find_publisher(document, context)
    doc_type, confidence = classify(document, context)
    if publisher.is_third_party and context.doc_type is None and doc_type in _TOLD_BY_OTHERS:
        doc_type, confidence = DocType.NEWS, max(confidence, SURE_OF_TYPE)
    is_guess = doc_type is DocType.UNKNOWN or confidence < SURE_OF_TYPE
    if is_guess and confidence > 0 and _is_councils_page(document, context, publisher):
        doc_type, confidence = DocType.LOCAL_OFFER_PAGE, max(confidence, SURE_OF_TYPE)
    area_id = find_area(document, context, publisher)
    known = replace(context, area_id=area_id, doc_type=doc_type)
    problems = [ProblemFinding("read", problem.error, problem.message) for problem in document.problems]
    if area_id is None:
        problems.append(ProblemFinding("classify", "no_area", "no area recognised: ingest it again with --area NAME"))
    extractor = extractors().get(doc_type)
    if extractor is None:
        problems.append(
            ProblemFinding(
                "extract",
                "not_read",
                f"no findings are read from this kind of document ({doc_type.label}); search its text",
            )
        )
        return Findings(
            doc_type,
            confidence,
            area_id=area_id,
            publisher=publisher.name,
            title=document.title,
            problems=tuple(problems),
        )
    findings = without_people(extractor(document, known))
    if doc_type is DocType.UNKNOWN or confidence < SURE_OF_TYPE or publisher.tells_events_only:
        findings = _only_claims(findings)
    is_third_party = publisher.is_third_party and doc_type not in _OWN_FORM
    if is_third_party:
        findings = without_tellers_own(document, findings)
    return with_themes(
        replace(
            findings,
            doc_type=doc_type,
            confidence=confidence,
            area_id=area_id,
            publisher=publisher.name,
            is_third_party=is_third_party,
            problems=(*problems, *findings.problems, *_unclear_deadlines(findings)),
        )
    )


def _is_councils_page(document: Document, context: Context, publisher: Publisher) -> bool:
    """Whether a text has its address on a council's own host: whatever its form, it is a page of that council's."""
    is_text = document.media_type.startswith("text/") or "html" in document.media_type
    return is_text and context.source_url is not None and context.doc_type is None and publisher.kind == "council"


def _only_claims(findings: Findings) -> Findings:
    """What a document of a guessed type yields: dated events, and lists of weaknesses marked as unsure.

    It reports no inspection, and what it lists is nobody's promise: a form that no type knows may list anything.
    """
    inspection = replace(findings.inspection, is_report=False) if findings.inspection else None
    weaknesses = tuple(replace(item, confidence=min(item.confidence, _UNSURE)) for item in findings.weaknesses)
    return replace(
        findings, inspection=inspection, weaknesses=weaknesses, strengths=(), actions=(), targets=(), feedback=()
    )


def _unclear_deadlines(findings: Findings) -> Iterator[ProblemFinding]:
    """A problem for every action whose deadline is printed, and printed wrong: it then has none."""
    for action in findings.actions:
        fault = deadline_fault(action.deadline_text) if action.deadline_text else None
        if fault:
            name = f"action {action.ref}" if action.ref else "an action"
            yield ProblemFinding("extract", "unclear_deadline", f"{name}: deadline “{action.deadline_text}”: {fault}")


def with_themes(findings: Findings) -> Findings:
    """The findings with the themes of every weakness, strength and action; one pass of spaCy over all of them.

    Patterns that cannot be used cost the themes and give a problem that names what is wrong in them, never a finding.
    """
    from extract.theming.themes import tag_all  # spaCy takes over a second to import

    groups: tuple[Sequence[WeaknessFinding | StrengthFinding | ActionFinding], ...] = (
        findings.weaknesses,
        findings.strengths,
        findings.actions,
    )
    items = [Untagged(item.quote.text, _item_kind(item)) for group in groups for item in group]
    if not items:
        return findings
    try:
        hits = iter(tag_all(items))
    except PatternError as error:
        problem = ProblemFinding("themes", "bad_pattern", f"{error}; findings have no themes until it is mended")
        return replace(findings, problems=(*findings.problems, problem))
    return replace(
        findings,
        weaknesses=_tagged(findings.weaknesses, hits),
        strengths=_tagged(findings.strengths, hits),
        actions=_tagged(findings.actions, hits),
    )


def _item_kind(item: WeaknessFinding | StrengthFinding | ActionFinding) -> ItemKind:
    """How an item speaks of its themes."""
    if isinstance(item, WeaknessFinding):
        return ItemKind.TOLD if item.kind is WeaknessKind.NARRATIVE else ItemKind.ASKED
    return ItemKind.STRENGTH if isinstance(item, StrengthFinding) else ItemKind.ACTION


def _tagged(items: Sequence[_Tagged], hits: Iterator[tuple[ThemeHit, ...]]) -> tuple[_Tagged, ...]:
    return tuple(replace(item, themes=next(hits)) for item in items)


@cache
def load_extractors() -> tuple[DocType, ...]:
    """Import every module of `extract/types` once, so that each registers itself; returns the types that have one."""
    for name in sorted(each.name for each in iter_modules(extract.types.__path__)):
        import_module(f"extract.types.{name}")
    return tuple(sorted(extractors()))
