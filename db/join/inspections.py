"""Joins documents to inspections: the row a report decides, the row another document is about.

An inspection of the register keeps its id whatever a document says, so that ids of its weaknesses stay stable. In the
2016-22 framework an area had one full inspection; from 2023 they repeat, so that only near dates are the same event.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from db.join.placing import PUBLICATION
from db.join.rows import Tables, as_json_list, iso, unique_id
from db.reading.hints import told_frameworks, told_starts, written
from db.reading.precedence import rank
from db.reading.records import Record
from db.sqlite.row import Row
from extract.model.findings import InspectionFinding

# Local papers and the register's compilers are days out for one and the same inspection.
TOLERANCE = timedelta(days=14)
# From an inspection to the last paper about its plan: revisit after 18 months, then an accelerated plan and its reviews.
PLAN_RUNS = timedelta(days=5 * 366)
# No area is inspected again within less: what is dated further off is another inspection, no slip of the pen.
_COMES_AGAIN = timedelta(days=183)
_FOLLOW_UP_KINDS = frozenset({"revisit", "monitoring"})


@dataclass(frozen=True)
class DocumentLink:
    """The inspection a document reports or is about, and the one whose list of weaknesses it states.

    They differ for a revisit or a monitoring inspection, whose document goes through the list of the one before.
    `is_known` is false where the document dates its inspection when no known one of the area was.
    """

    about: str | None = None
    list_of: str | None = None
    is_known: bool = True


class InspectionLinker:
    """Holds the inspections known so far; documents are joined to them one by one, the most believable first."""

    def __init__(self, register: Iterable[Row], tables: Tables) -> None:
        self.rows: dict[str, Row] = {row["inspection_id"]: dict(row) for row in register}
        self._by_area: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows.values():
            self._by_area[row["area_id"]].append(row)
        self._decided: dict[str, set[str]] = {}
        self._tables = tables

    def link(self, records: Sequence[Record]) -> dict[str, DocumentLink]:
        """The link of every document, by document id; a document that is joined to nothing has none."""
        links: dict[str, DocumentLink] = {}
        reports = [r for r in records if r.is_report]
        # Inspections before the revisits that follow them.
        for record in sorted(reports, key=lambda r: (_finding(r).kind != "full", rank(r))):
            links[record.document_id] = self._link_report(record)
        for record in sorted(records, key=rank):
            if record.document_id not in links and record.area_id and record.findings:
                links[record.document_id] = self._link_reference(record)
        return links

    def _link_report(self, record: Record) -> DocumentLink:
        finding, area_id = _finding(record), record.area_id
        if area_id is None:
            return DocumentLink()
        row = self._match(area_id, finding, written(record))
        if row is None:
            row = self._add(record, area_id, finding)
        if row is None:
            self._tables.add_problem(
                "link",
                "undated_inspection",
                "no inspection date was found: ingest it again with --type and --area, or correct the row by hand",
                record=record,
            )
            return DocumentLink()
        self._decide(row, record, finding)
        return self._with_followed(row, finding)

    def _link_reference(self, record: Record) -> DocumentLink:
        area_id = record.area_id
        findings = record.findings
        if area_id is None or findings is None:
            return DocumentLink()
        finding = findings.inspection
        if finding is not None and (finding.start_date or finding.kind in _FOLLOW_UP_KINDS):
            row = self._match(area_id, finding, written(record)) or self._match_loosely(area_id, finding, record)
            if row is not None:
                return self._with_followed(row, finding)
        fitting = self._find_fitting(area_id, told_frameworks(findings), written(record))
        starts = told_starts(findings)
        if fitting is not None and starts and not any(self._is_known(area_id, day) for day in starts):
            is_more_than_dates = bool(findings.weaknesses or findings.actions or findings.targets)
            if is_more_than_dates or not self._is_newer(area_id, min(starts)):
                self._tables.add_problem(
                    "link",
                    "date_mismatch",
                    f"the document dates its inspection {min(starts)}, when none of this area is known to have begun: "
                    "its findings are tied to no inspection; ingest that inspection's own letter or report",
                    record=record,
                )
            return DocumentLink(is_known=False)
        return DocumentLink(fitting, fitting)

    def _is_known(self, area_id: str, start: date) -> bool:
        """Whether a full inspection of the area began about then, or one is known whose start is not."""
        began = [_day(row["start_date"]) for row in self._of_area(area_id, None, "full")]
        return any(day is None or abs(day - start) <= _COMES_AGAIN for day in began)

    def _is_newer(self, area_id: str, start: date) -> bool:
        """Whether an inspection that began then comes after all that are known: news, and no contradiction."""
        began = [_day(row["start_date"]) for row in self._of_area(area_id, None, "full")]
        return all(day is not None and day < start for day in began)

    def _of_area(self, area_id: str, framework: str | None, kind: str) -> Iterator[Row]:
        for row in self._by_area.get(area_id, ()):
            if row["kind"] == kind and framework in (None, row["framework"]):
                yield row

    def _match(self, area_id: str, finding: InspectionFinding, published: date | None) -> Row | None:
        """The inspection on the finding's dates, or (dates unknown on either side) published about the same day."""
        rows = list(self._of_area(area_id, finding.framework, finding.kind))
        start = finding.start_date
        if start is not None:
            near = [(abs(day - start), row) for row in rows if (day := _day(row["start_date"]))]
            near = [pair for pair in near if pair[0] <= TOLERANCE]
            if near:
                return min(near, key=lambda pair: pair[0])[1]
            rows = [row for row in rows if row["start_date"] is None]
        if published is None:
            return rows[0] if start is not None and len(rows) == 1 else None
        dated = [
            (published - day, row)
            for row in rows
            if (day := _day(row["published"]) or _day(row["start_date"]))
            and -TOLERANCE <= published - day <= PUBLICATION
        ]
        if dated:
            return min(dated, key=lambda pair: abs(pair[0]))[1]
        undated = [row for row in rows if row["start_date"] is None and row["published"] is None]
        return undated[0] if len(undated) == 1 else None

    def _match_loosely(self, area_id: str, finding: InspectionFinding, record: Record) -> Row | None:
        """The area's only inspection of the kind, where a document that does not decide it gives other dates.

        Dates far from the only one known are another's, or a misreading: either way it is not this one that is told of.
        """
        rows = list(self._of_area(area_id, finding.framework, finding.kind))
        start = finding.start_date
        if start is not None:
            rows = [row for row in rows if (day := _day(row["start_date"])) is None or abs(day - start) <= _COMES_AGAIN]
        if len(rows) == 1:
            row = rows[0]
            if finding.start_date and row["start_date"]:
                self._tables.add_problem(
                    "link",
                    "date_mismatch",
                    f"the document dates the {finding.kind} inspection {finding.start_date}, "
                    f"{row['inspection_id']} began {row['start_date']}: check which is right",
                    record=record,
                )
            return row
        return None

    def _add(self, record: Record, area_id: str, finding: InspectionFinding) -> Row | None:
        month = finding.start_date or written(record)
        if month is None:
            return None
        suffix = "" if finding.kind == "full" else f"-{finding.kind}"
        wanted = f"{area_id}-{month:%Y-%m}{suffix}"
        inspection_id = unique_id(wanted, set(self.rows))
        self.rows[inspection_id] = row = {
            "inspection_id": inspection_id,
            "area_id": area_id,
            "framework": finding.framework,
            "kind": finding.kind,
            "basis": "document",
            "source_url": record.meta.source_url,
            **dict.fromkeys(_VALUES),
        }
        self._by_area[area_id].append(row)
        _fill(row, _values(finding, record))
        row["document_id"] = record.document_id
        return row

    def _decide(self, row: Row, record: Record, finding: InspectionFinding) -> None:
        """Let a report fill its inspection's row; reports come best first, so what is decided stays decided.

        An official report's statements replace the register's (`reconcile` lists where they differ); a paraphrase only
        adds what the register does not know.
        """
        values = _values(finding, record)
        if record.text_origin != "official":
            _fill(row, values)
            row["document_id"] = row["document_id"] or record.document_id
            return
        decided = self._decided.setdefault(row["inspection_id"], set())
        for column, value in values.items():
            if value is not None and column not in decided:
                row[column] = value
                decided.add(column)
        if row["basis"] == "register":
            row["basis"] = "document"
            row["document_id"] = None
        row["document_id"] = row["document_id"] or record.document_id

    def _with_followed(self, row: Row, finding: InspectionFinding) -> DocumentLink:
        if row["kind"] == "full":
            return DocumentLink(row["inspection_id"], row["inspection_id"])
        if row.get("follows_id") is None:
            row["follows_id"] = self._find_followed(row, finding)
        return DocumentLink(row["inspection_id"], row["follows_id"])

    def _find_followed(self, row: Row, finding: InspectionFinding) -> str | None:
        """The full inspection a revisit or monitoring inspection follows: on the dates it gives, else the last before."""
        start = _day(row["start_date"]) or _day(row["published"])
        before: list[tuple[date, str]] = [
            (day, full["inspection_id"])
            for full in self._of_area(row["area_id"], row["framework"], "full")
            if (day := _day(full["start_date"])) and (start is None or day < start)
        ]
        wanted = finding.follows_start or finding.previous_start
        near = [pair for pair in before if wanted and abs(pair[0] - wanted) <= TOLERANCE]
        return max(near or before)[1] if near or before else None

    def _find_fitting(self, area_id: str, frameworks: set[str], published: date | None) -> str | None:
        """What a document without an inspection's dates is most likely about: the last inspection before it.

        One that required a plan goes before a later one that did not, since it is the plan that is written about, for
        as long as such plans run. Without the document's own date only the area's one plan can be meant.
        """
        before: list[tuple[bool, date, str]] = [
            (bool(row["plan_required"]), day, row["inspection_id"])
            for row in self._of_area(area_id, None, "full")
            if (not frameworks or row["framework"] in frameworks)
            and (day := _day(row["start_date"]))
            and (published is None or day <= published <= day + PLAN_RUNS)
        ]
        if published is None:
            before = [each for each in before if each[0]]
            return before[0][2] if len(before) == 1 else None
        return max(before)[2] if before else None


_VALUES = (
    "start_date", "end_date", "published", "outcome", "outcome_label", "plan_required", "significant_weaknesses",
    "sufficient", "not_sufficient", "previous_start", "previous_end", "previous_text", "next_monitoring_months",
    "next_full_years", "local_authority", "health_bodies", "document_id", "follows_id",
)  # fmt: skip


def _values(finding: InspectionFinding, record: Record) -> Row:
    """The finding as columns of `inspections`, None where unknown."""
    return {
        "start_date": iso(finding.start_date),
        "end_date": iso(finding.end_date),
        "published": iso(finding.published),
        "outcome": finding.outcome,
        "outcome_label": finding.outcome_label,
        "plan_required": None if finding.plan_required is None else int(finding.plan_required),
        "significant_weaknesses": finding.significant_weaknesses,
        "sufficient": finding.sufficient,
        "not_sufficient": finding.not_sufficient,
        "previous_start": iso(finding.previous_start),
        "previous_end": iso(finding.previous_end),
        "previous_text": finding.previous_text,
        "next_monitoring_months": finding.next_monitoring_months,
        "next_full_years": finding.next_full_years,
        "local_authority": finding.local_authority,
        "health_bodies": as_json_list(finding.health_bodies),
        "source_url": record.meta.source_url,
    }


def _fill(row: Row, values: Row) -> None:
    """Set the columns that are unknown so far."""
    for column, value in values.items():
        if row.get(column) is None:
            row[column] = value


def _finding(record: Record) -> InspectionFinding:
    if record.findings is None or record.findings.inspection is None:
        raise ValueError(f"{record.document_id} reports no inspection")
    return record.findings.inspection


def _day(value: str | None) -> date | None:
    """A full ISO date of a column; a month or a year alone is no day."""
    return date.fromisoformat(value) if value and len(value) == 10 else None
