"""What a data folder holds, how old it is, what failed and why."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from db.sqlite.connect import open_readonly
from scrape.store import Store

COUNTED = ("areas", "documents", "inspections", "weaknesses", "strengths", "actions", "targets", "timeline")
# Stages at which an address, a row or a correction failed whole; elsewhere only what makes a document unusable does.
FAILING_STAGES = ("fetch", "store", "verify", "correct")


@dataclass(frozen=True)
class ProblemRow:
    """One row of `problems`, with the file or area it is about."""

    stage: str
    error: str
    subject: str
    message: str
    is_failure: bool


@dataclass(frozen=True)
class DataStatus:
    """The state of a data folder. Without a database `built_at` is None and there are only the stored documents."""

    stored: int
    last_retrieved: str | None
    built_at: str | None
    not_built: int  # stored documents that the database does not hold yet
    counts: dict[str, int]
    documents: dict[str, int]  # by type
    failures: tuple[ProblemRow, ...]
    contradictions: tuple[ProblemRow, ...]

    def as_json(self) -> str:
        """The status for other programs."""
        return json.dumps(
            {**vars(self), **{name: [vars(p) for p in getattr(self, name)] for name in ("failures", "contradictions")}},
            ensure_ascii=False,
            indent=2,
        )


def read_status(data_dir: Path, database: Path) -> DataStatus:
    """Read the state of `data_dir`. Raises nothing for what is missing: an empty folder has an empty status."""
    documents = Store(data_dir / "store").documents()
    retrieved = max((each.meta.retrieved_at for each in documents if each.meta.retrieved_at), default=None)
    if not database.exists():
        return DataStatus(len(documents), retrieved, None, len(documents), {}, {}, (), ())
    with closing(open_readonly(database)) as connection:
        problems = _problems(connection)
        built = {row[0] for row in connection.execute("SELECT sha256 FROM documents")}
        return DataStatus(
            stored=len(documents),
            last_retrieved=retrieved,
            built_at=dict(connection.execute("SELECT key, value FROM build_info")).get("built_at"),
            not_built=sum(each.sha256 not in built for each in documents),
            counts={table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in COUNTED},
            documents=dict(
                connection.execute("SELECT doc_type, count(*) FROM documents GROUP BY doc_type ORDER BY doc_type")
            ),
            failures=tuple(p for p in problems if p.is_failure),
            contradictions=tuple(p for p in problems if not p.is_failure),
        )


def _problems(connection: sqlite3.Connection) -> Sequence[ProblemRow]:
    rows = connection.execute(
        "SELECT p.stage, p.error, coalesce(d.file_name, p.path, p.area_id, ''), p.message, "
        "coalesce(d.status, '') FROM problems p "
        "LEFT JOIN documents d USING (document_id) ORDER BY p.problem_id"
    )
    return [
        ProblemRow(stage, error, subject, message, stage in FAILING_STAGES or status == "problem")
        for stage, error, subject, message, status in rows
    ]


def format_status(status: DataStatus, data_dir: Path, *, verbose: bool = False) -> str:
    """The status as lines for a person; contradictions one by one only with `verbose`."""
    lines = [f"{status.stored} document(s) stored in {data_dir}"]
    if status.last_retrieved:
        lines[0] += f", the latest retrieved {status.last_retrieved}"
    if status.built_at is None:
        return "\n".join([*lines, "no database yet: run sendkb build"])
    lines.append(
        f"database built {status.built_at}: " + ", ".join(f"{n:,} {name}" for name, n in status.counts.items())
    )
    if status.documents:
        lines.append("documents by type: " + ", ".join(f"{name} {n}" for name, n in status.documents.items()))
    if status.not_built:
        lines.append(f"{status.not_built} stored document(s) are not in the database yet: run sendkb build")
    lines.append(f"{len(status.failures)} failure(s)" + (":" if status.failures else ""))
    lines += [_problem_line(each) for each in status.failures]
    lines.append(_count_line(status.contradictions, verbose=verbose))
    if verbose:
        lines += [_problem_line(each) for each in status.contradictions]
    return "\n".join(lines)


def _count_line(contradictions: Sequence[ProblemRow], *, verbose: bool) -> str:
    if not contradictions:
        return "0 contradictions and gaps"
    by_error: dict[str, int] = {}
    for each in contradictions:
        by_error[each.error] = by_error.get(each.error, 0) + 1
    counts = ", ".join(f"{name} {n}" for name, n in sorted(by_error.items()))
    tail = ":" if verbose else " (listed with sendkb -v status, and in the table problems)"
    return f"{len(contradictions)} contradiction(s) and gap(s): {counts}{tail}"


def _problem_line(problem: ProblemRow) -> str:
    return f"  {problem.subject}: {problem.stage}, {problem.error}: {problem.message}"
