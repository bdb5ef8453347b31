"""Joins lists of weaknesses: the same list met in several documents is one list with several sources.

The most believable source gives the wording. The register's paraphrases give way to a document that states the list, but
the ids stay: norfolk-2020-03-w1 is the first significant weakness whoever words it. A revisit's verdicts are set on the
weaknesses of the inspection it follows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from db.join.inspections import DocumentLink
from db.join.rows import (
    KIND_LETTERS,
    Tables,
    as_json_list,
    review_status,
    source_confidence,
    text_source,
    theme_rows,
    unique_id,
)
from db.join.ties import themes_by_weakness, tie_by_wording, wordings_of
from db.reading.precedence import ORIGINS, rank
from db.reading.records import Record
from db.sqlite.row import Row
from extract.language.wording import align
from extract.model.doc_types import SURE_OF_TYPE, DocType
from extract.model.findings import WeaknessFinding, WeaknessKind

# Items of fewer words than this on average are names for weaknesses ("Local offer"), not their wording.
_WORDS_OF_A_LABEL = 4.5
_LISTED = frozenset({WeaknessKind.SIGNIFICANT_WEAKNESS, WeaknessKind.PRIORITY_ACTION})
ListKey = tuple[str, WeaknessKind]
_PROGRESS = ("progress", "progress_basis", "progress_document_id", "progress_source_url")


@dataclass(frozen=True)
class StatedList:
    """One document's list of one kind for one inspection."""

    record: Record
    items: tuple[WeaknessFinding, ...]
    is_own: bool  # the document is the inspectorates' report or letter on an inspection

    @property
    def is_labels(self) -> bool:
        """Whether its items only name the weaknesses: labels are matched to what is known, they never stand for it."""
        words = sum(len(item.quote.text.split()) for item in self.items)
        return not self.is_own and words < _WORDS_OF_A_LABEL * len(self.items)

    @property
    def may_stand(self) -> bool:
        """Whether it may take the place of paraphrases: by the kind of its document, how sure that is, and its items.

        A page whose type is a guess tells of weaknesses; whether they are the inspection's own list, it cannot say.
        """
        findings = self.record.findings
        is_sure = findings is not None and findings.confidence >= SURE_OF_TYPE
        return self.is_own or (self.record.doc_type.states_weaknesses and is_sure and not self.is_labels)

    def wordings(self) -> list[str]:
        """Each item's words: a titled item is often only named by its title elsewhere."""
        return [item.quote.text for item in self.items]


def link_weaknesses(
    records: Sequence[Record],
    links: Mapping[str, DocumentLink],
    inspections: Mapping[str, Row],
    tables: Tables,
    *,
    register: Iterable[Row],
    themes: Iterable[Row] = (),
) -> None:
    """Write the rows of `weaknesses`, `weakness_sources` and `weakness_themes` that documents and register give.

    `register` holds the paraphrased weaknesses, `themes` their rows of `weakness_themes`.

    Themes of the register's own rows are not touched where those rows stay, nor where a document words the same list.
    What a page tells of a single weakness at a revisit stays where no document tells it.
    """
    from_register: dict[ListKey, list[Row]] = defaultdict(list)
    for row in register:
        from_register[row["inspection_id"], WeaknessKind(row["kind"])].append(row)
    told = themes_by_weakness(themes)
    candidates = _candidates(records, links, tables)
    for key in [*candidates, *(key for key in from_register if key not in candidates)]:
        _write_list(key, candidates.get(key, []), from_register.get(key, []), inspections[key[0]], tables, themes=told)


def _candidates(
    records: Sequence[Record], links: Mapping[str, DocumentLink], tables: Tables
) -> dict[ListKey, list[StatedList]]:
    found: dict[ListKey, list[StatedList]] = defaultdict(list)
    for record in sorted(records, key=rank):
        findings = record.findings
        if findings is None or record.area_id is None or not findings.weaknesses:
            continue
        link = links.get(record.document_id, DocumentLink())
        homeless = 0
        by_kind: dict[WeaknessKind, list[WeaknessFinding]] = defaultdict(list)
        for item in findings.weaknesses:
            by_kind[item.kind].append(item)
        for kind, items in by_kind.items():
            inspection_id = link.list_of if kind in _LISTED else link.about
            if inspection_id is None:
                homeless += len(items)
            else:
                found[inspection_id, kind].append(StatedList(record, tuple(items), record.is_report))
        if homeless:
            tables.add_problem(
                "link",
                "no_inspection",
                f"{homeless} weakness(es) belong to no known inspection of this area: "
                "ingest the inspection's own letter or report",
                record=record,
            )
    return found


def _write_list(
    key: ListKey,
    candidates: Sequence[StatedList],
    paraphrased: Sequence[Row],
    inspection: Row,
    tables: Tables,
    *,
    themes: Mapping[str, frozenset[str]],
) -> None:
    expected = inspection["significant_weaknesses"] or len(paraphrased)
    ranked = sorted(candidates, key=lambda c: _list_rank(c, expected if key[1] in _LISTED else 0))
    standing = [each for each in ranked if each.may_stand]
    best = next(iter(standing or ([] if paraphrased else [each for each in ranked if not each.is_labels])), None)
    if best is None or (paraphrased and not _may_replace(best, expected, paraphrased, themes)):
        rows = [row | dict.fromkeys(_PROGRESS) for row in paraphrased]
        matched: Sequence[int | None] = range(len(rows))
        others: Sequence[StatedList] = ranked
        tables.extend("weakness_sources", (_register_source(row, row["weakness_id"], is_best=1) for row in rows))
    else:
        rows = _document_rows(key, best, inspection, tables)
        others = [each for each in ranked if each is not best]
        matched = _match_register(rows, paraphrased)
        for row, index in zip(paraphrased, matched, strict=True):
            if index is not None:
                tables.add("weakness_sources", _register_source(row, rows[index]["weakness_id"], is_best=0))
        if [row["weakness_id"] for row in rows] == [row["weakness_id"] for row in paraphrased if _is_accepted(row)]:
            tables.curated.update(row["weakness_id"] for row in rows)
        _set_progress(rows, best, range(len(rows)))
    for other in others:
        matches = _matches(rows, other, themes)
        _add_sources(rows, other, matches, tables)
        _set_progress(rows, other, matches)
    for told, index in zip(paraphrased, matched, strict=True):
        if told["progress"] and index is not None and rows[index]["progress"] is None:
            rows[index] |= {column: told[column] for column in _PROGRESS}
    tables.extend("weaknesses", rows)


def _may_replace(
    best: StatedList, expected: int, paraphrased: Sequence[Row], themes: Mapping[str, frozenset[str]]
) -> bool:
    """Whether a document's list takes the place of the register's paraphrases.

    A plan's own wordings do where they are the same list in the same order: a plan counts its weaknesses anew where
    only some remain, and its short names say less than a paraphrase does.
    """
    if _list_rank(best, expected) > _register_rank():
        return False
    if best.record.doc_type is not DocType.ACTION_PLAN:
        return True
    tied = tie_by_wording(wordings_of(best.items), paraphrased, themes)
    return not any(item.is_name for item in best.items) and tied == {
        row["number"]: row["weakness_id"] for row in paraphrased
    }


def _matches(rows: Sequence[Row], other: StatedList, themes: Mapping[str, frozenset[str]]) -> list[int | None]:
    """For each item of another list the place of the row that it words; a plan's numbers prove nothing."""
    if other.record.doc_type is not DocType.ACTION_PLAN:
        return align([row["text"] for row in rows], other.wordings())
    places = {row["weakness_id"]: place for place, row in enumerate(rows)}
    wordings = wordings_of(other.items)
    tied = tie_by_wording(wordings, rows, themes)
    return [places.get(tied.get(number, "")) for number in wordings]


def _list_rank(candidate: StatedList, expected: int) -> tuple[int, int, int, int, int]:
    """Sorts the list that gives the wording first.

    A paper that quotes or sums up fewer items than the inspection has does not state its list. Of equal documents the
    one with more words quotes more fully (slides with the letter's pages beat the same agenda's summary).
    """
    origin, other_than_report, doc_type, _ = rank(candidate.record)
    is_partial = not candidate.is_own and len(candidate.items) < expected
    length = sum(len(item.quote.text) for item in candidate.items)
    return (int(is_partial), origin, other_than_report, doc_type, -length)


def _register_rank() -> tuple[int, int, int, int, int]:
    """Where the register's paraphrases stand: after whole lists of official documents and of paraphrased documents."""
    return (0, ORIGINS.index("paraphrase"), 2, 0, 0)


def _document_rows(key: ListKey, best: StatedList, inspection: Row, tables: Tables) -> list[Row]:
    inspection_id, kind = key
    record = best.record
    taken: set[str] = set()
    rows = []
    for position, item in enumerate(best.items, start=1):
        weakness_id = unique_id(f"{inspection_id}-{KIND_LETTERS[kind]}{item.number or position}", taken)
        confidence = min(item.confidence, record.findings.confidence if record.findings else 0.0)
        rows.append(
            {
                "weakness_id": weakness_id,
                "inspection_id": inspection_id,
                "area_id": inspection["area_id"],
                "kind": kind.value,
                "number": item.number or position,
                "text": item.quote.text,
                "responsible": as_json_list(item.responsible),
                **dict.fromkeys(_PROGRESS),
                "document_id": record.document_id,
                "page": item.quote.page,
                "char_start": item.quote.char_start,
                "char_end": item.quote.char_end,
                "text_origin": record.text_origin,
                "text_source": text_source(record, item.quote.page),
                "review_status": review_status(confidence, source_confidence(record, item.quote.page)),
                "confidence": confidence,
                "source_url": record.meta.source_url,
            }
        )
        tables.extend("weakness_themes", theme_rows("weakness_id", weakness_id, item.themes))
        tables.add("weakness_sources", _source(weakness_id, record, item, is_best=1))
    return rows


def _is_accepted(row: Row) -> bool:
    return bool(row["review_status"] == "accepted")


def _match_register(rows: Sequence[Row], paraphrased: Sequence[Row]) -> list[int | None]:
    """Paraphrases share few words with the original: their number joins them, then order."""
    by_number = {row["number"]: index for index, row in enumerate(rows)}
    if all(row["number"] in by_number for row in paraphrased):
        return [by_number[row["number"]] for row in paraphrased]
    return align([row["text"] for row in rows], [row["text"] for row in paraphrased])


def _add_sources(rows: Sequence[Row], other: StatedList, matches: Sequence[int | None], tables: Tables) -> None:
    for item, index in zip(other.items, matches, strict=True):
        if index is not None:
            tables.add("weakness_sources", _source(rows[index]["weakness_id"], other.record, item, is_best=0))
    left = sum(index is None for index in matches)
    if left and other.record.text_origin == "official" and other.items[0].kind in _LISTED:
        tables.add_problem(
            "link",
            "unmatched_weakness",
            f"{left} of {len(matches)} listed weakness(es) match none of the inspection's {len(rows)}: compare the lists",
            record=other.record,
        )


def _set_progress(rows: Sequence[Row], candidate: StatedList, matches: Iterable[int | None]) -> None:
    """Set verdicts that are not set yet; candidates come most believable first."""
    for item, index in zip(candidate.items, matches, strict=True):
        if item.progress and index is not None and rows[index]["progress"] is None:
            rows[index]["progress"] = item.progress
            rows[index]["progress_basis"] = "stated"
            rows[index]["progress_document_id"] = candidate.record.document_id
            rows[index]["progress_source_url"] = candidate.record.meta.source_url


def _source(weakness_id: str, record: Record, item: WeaknessFinding, *, is_best: int) -> Row:
    return {
        "weakness_id": weakness_id,
        "document_id": record.document_id,
        "source_url": record.meta.source_url,
        "page": item.quote.page,
        "text": item.quote.text,
        "is_best": is_best,
    }


def _register_source(row: Row, weakness_id: str, *, is_best: int) -> Row:
    return {
        "weakness_id": weakness_id,
        "document_id": None,
        "source_url": row["source_url"],
        "page": None,
        "text": row["text"],
        "is_best": is_best,
    }
