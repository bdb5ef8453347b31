"""Joins everything that documents yielded with the register, into rows. Order matters: inspections, lists, the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from db.join.actions import link_actions
from db.join.addresses import fill_report_addresses
from db.join.clock import compute_events
from db.join.events import document_claims
from db.join.inspections import InspectionLinker
from db.join.items import link_feedback, link_strengths
from db.join.pledges import merge_pledges
from db.join.rows import Tables, document_row
from db.join.superseded import find_superseded
from db.join.ties import NumberTies
from db.join.timeline import Claim, link_events
from db.join.verdicts import carry_overall_verdicts
from db.join.weaknesses import link_weaknesses
from db.reading.precedence import rank
from db.reading.records import Record
from db.sqlite.row import Row


@dataclass(frozen=True)
class KnownRows:
    """The rows that the reference facts gave, before any document is joined to them."""

    inspections: Sequence[Row] = ()
    weaknesses: Sequence[Row] = ()
    strengths: Sequence[Row] = ()
    weakness_themes: Sequence[Row] = ()
    claims: Sequence[Claim] = ()
    actions: Sequence[Row] = ()
    targets: Sequence[Row] = ()
    taken_ids: frozenset[str] = frozenset()  # of actions and targets
    area_ids: frozenset[str] = frozenset()


# Tables whose rows the join gives anew in full; of the others it only gives rows to add.
REWRITTEN = ("inspections", "weaknesses", "weakness_sources", "strengths", "timeline", "event_sources")


def link_records(register: KnownRows, records: Sequence[Record]) -> Tables:
    """All rows that come from documents but their text, and the register's rows of `REWRITTEN` as the documents leave them."""
    tables = Tables()
    placed = _write_documents(register, records, tables)
    linker = InspectionLinker(register.inspections, tables)
    links = linker.link(placed)
    tables.extend("inspections", linker.rows.values())
    link_weaknesses(placed, links, linker.rows, tables, register=register.weaknesses, themes=register.weakness_themes)
    carry_overall_verdicts(linker.rows.values(), tables["weaknesses"])
    link_strengths(placed, links, register.strengths, tables)
    ties = NumberTies(tables["weaknesses"], [*tables["weakness_themes"], *register.weakness_themes], linker.rows)
    link_actions(placed, links, ties, tables, register=register.actions, taken_ids=register.taken_ids)
    replaced = set(tables.replaced_actions)
    tables.superseded_actions = [each for each in find_superseded(register.actions, placed) if each not in replaced]
    ranks = {record.document_id: rank(record) for record in placed}
    pledges, tables.superseded_targets = merge_pledges(tables["targets"], register.targets, ranks)
    tables["targets"][:] = pledges
    link_feedback(placed, links, tables)
    official = [record for record in placed if record.text_origin == "official"]
    others = [record for record in placed if record.text_origin != "official"]
    stated, retold = (document_claims(group, links, linker.rows.values(), tables) for group in (official, others))
    told = link_events([*stated, *register.claims, *retold])
    computed = compute_events(linker.rows.values(), told.events)
    for timeline in (told, computed):
        tables.extend("timeline", timeline.events)
        tables.extend("event_sources", timeline.sources)
    fill_report_addresses(placed, links, register.inspections, tables)
    return tables


def _write_documents(register: KnownRows, records: Iterable[Record], tables: Tables) -> list[Record]:
    """Write every document with its problems; gives those whose findings can be placed in an area."""
    placed = []
    for record in records:
        row = document_row(record)
        if row["area_id"] not in register.area_ids:
            row["area_id"] = None
        tables.add("documents", row)
        failure, findings = record.extracted.failure, record.findings
        if failure is not None:
            tables.add_problem(failure.stage, failure.error, failure.message, record=record)
        if findings is None:
            continue
        for problem in findings.problems:
            tables.add_problem(problem.stage, problem.error, problem.message, record=record)
        kept_out = sum(map(len, (findings.weaknesses, findings.strengths, findings.actions, findings.events)))
        if row["area_id"] is not None:
            placed.append(record)
        elif kept_out:
            tables.add_problem("link", "unknown_area", _left_out(record, kept_out), record=record)
    return placed


def _left_out(record: Record, kept_out: int) -> str:
    return (
        f"no area was recognised, so {kept_out} finding(s) are left out: "
        f'run sendkb ingest --area "NAME" {record.meta.file_name}'
    )
