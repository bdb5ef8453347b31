"""A knowledge base as large as England's will be, made by the real build from documents in words of ours.

`python -m tests.bench.national DIR` writes 5,000 documents (a report for every area inspected since 2023, plans, papers and
pages), ingests them and builds; then it serves them and measures every kind of page: median, 95th percentile, weight.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import astuple, dataclass
from datetime import date, timedelta
from html import escape
from pathlib import Path

from db.building.build import build
from db.reference.tables import read_table
from db.sqlite.connect import open_readonly
from scrape.local import ingest_paths
from scrape.store import Store
from tests.bench.load import measure_load
from tests.bench.pages import measure_pages

WHO = ("Leaders", "The partnership", "Health leaders", "Leaders of the council and the ICB", "Schools and services")
MUST = ("should", "need to", "should urgently", "should work together to", "should continue to")
DO = (
    "shorten the time that children wait for {what}", "make sure that {what} reaches every family that needs it",
    "check how well {what} works and act on what they find", "agree who pays for {what} and who leads it",
    "tell parents and carers what they can expect of {what}", "train staff so that {what} is the same in every town",
    "listen to young people about {what} and say what changed", "record {what} in one system that all services read",
)  # fmt: skip
WHAT = (
    "autism and ADHD assessments", "speech and language therapy", "occupational therapy", "EHC needs assessments",
    "annual reviews of EHC plans", "the quality of EHC plans", "short breaks", "alternative provision", "the local offer",
    "mental health support", "preparation for adulthood", "places in special schools", "joint commissioning",
    "co-production with families", "the early years", "health visiting", "attendance and part-time timetables",
    "data that show impact", "the SEND strategy", "supported internships", "children in care placed far from home",
    "educational psychologists’ advice", "wheelchairs and equipment", "support for those educated at home",
)  # fmt: skip
WHY = (
    "Too many wait more than a year.", "This is better in the north of the area than in the south.", "Families tell of it again and again.",
    "Not enough is known of what difference it makes.", "Staff change often and plans stop with them.", "It has begun to improve.",
    "Those over 16 feel it most.", "Schools say that they hear of it late.",
)  # fmt: skip
OUTCOMES = {
    "1": "The local area partnership’s arrangements typically lead to positive experiences and outcomes for children and young people with special educational needs and/or disabilities (SEND). The local area partnership is taking action where improvements are needed.",
    "2": "The local area partnership’s arrangements lead to inconsistent experiences and outcomes for children and young people with special educational needs and/or disabilities (SEND). The local area partnership must work jointly to make improvements.",
    "3": "There are widespread and/or systemic failings leading to significant concerns about the experiences and outcomes of children and young people with special educational needs and/or disabilities (SEND), which the local area partnership must address urgently.",
}


@dataclass
class Made:
    """Documents made with one seed are always the same."""

    seed: int = 11

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        self.names = {row["area_id"]: str(row["name"]) for row in read_table("areas")}

    def sentence(self) -> str:
        """Something that somebody should do."""
        pick = self.random.choice
        what = f"{pick(WHAT)} and {pick(WHAT)}" if self.random.random() < 0.3 else pick(WHAT)
        return f"{pick(WHO)} {pick(MUST)} {pick(DO).format(what=what)}. {pick(WHY)}"

    def statement(self) -> str:
        """Something that is so."""
        pick = self.random.choice
        return f"{pick(WHAT).capitalize()} and {pick(WHAT)} are told of by families in {self.random.randint(2, 90)} per cent of answers. {pick(WHY)} {pick(WHY)}"

    def report(self, area_id: str, start: date, outcome: str) -> str:
        """A report of the framework of 2023."""
        name = escape(self.names[area_id])
        priority = [self.sentence() for _ in range(3)] if outcome == "3" else []
        rows = "".join(f"<tr><td>{name} Council</td><td>{escape(text)}</td></tr>" for text in priority)
        plan = (
            "<p>As a result of this inspection, HMCI requires the local area partnership to prepare and submit a priority "
            "action plan (area SEND) to address the identified areas for priority action.</p>" if priority else ""
        )  # fmt: skip
        table = (
            f"<h2>Areas for priority action</h2><table><tr><th>Responsible body</th><th>Areas for priority action</th></tr>{rows}</table>"
            if priority
            else ""
        )
        better = "".join(f"<tr><td>{escape(self.sentence())}</td></tr>" for _ in range(5))
        praised = "".join(f"<li>{escape(self.statement())}</li>" for _ in range(14))
        told = "".join(f"<li>{escape(self.statement())}</li>" for _ in range(14))
        end = start + timedelta(days=4)
        return (
            f"<h1>Area SEND inspection of {name} Local Area Partnership</h1><p>Inspection dates: {start.day} {start:%B %Y} to {end.day} {end:%B %Y}</p>"
            f"<h2>Inspection outcome</h2><p>{OUTCOMES[outcome]}</p>{plan}<h2>Information about the local area partnership</h2>"
            f"<p>{name} Council and its integrated care board are jointly responsible.</p>"
            f"<h2>What is the area partnership doing that is effective?</h2><ul>{praised}</ul>"
            f"<h2>What does the area partnership need to do better?</h2><ul>{told}</ul>{table}"
            f"<h2>Areas for improvement</h2><table><tr><th>Areas for improvement</th></tr>{better}</table>"
            "<h2>Local area partnership details</h2>"
        )

    def plan(self, area_id: str, number: int) -> str:
        """A plan of actions with owners and deadlines."""
        name = escape(self.names[area_id])
        rows = "".join(
            f"<tr><td>{number}.{k}</td><td>{escape(self.sentence())}</td><td>{self.random.choice(('Head of SEND', 'Assistant Director', 'Designated Clinical Officer'))}</td>"
            f"<td>{self.random.choice(('March', 'June', 'September', 'December'))} {self.random.randint(2021, 2027)}</td><td>{self.random.choice(('Green', 'Amber', 'Red', ''))}</td></tr>"
            for k in range(1, 26)
        )
        return (
            f"<h1>{name} SEND written statement of action, version {number}</h1><p>This plan says what {name} will do.</p>"
            f"<h2>Weakness {number}: {escape(self.sentence())}</h2><table><thead><tr><th>Ref</th><th>Action</th><th>Lead</th><th>Deadline</th><th>RAG</th></tr></thead>"
            f"<tbody>{rows}</tbody></table>"
        )

    def page(self, area_id: str, number: int) -> str:
        """A page or paper that tells nothing new."""
        name = escape(self.names[area_id])
        body = "".join(f"<p>{escape(self.statement())}</p>" for _ in range(9))
        return f"<h1>{name}: news of special educational needs, {number}</h1>{body}"


def write_documents(folder: Path, documents: int, *, seed: int = 11) -> None:
    """Write as many HTML documents, and nothing else, into the folder."""
    made = Made(seed)
    for number, (name, body) in enumerate(_bodies(made)):
        if number >= documents:
            return
        title = body.split("</h1>")[0].removeprefix("<h1>")
        page = (
            f"<!doctype html><html lang='en'><head><title>{title}</title></head><body><main>{body}</main></body></html>"
        )
        (folder / f"{number:05}-{name}.html").write_text(page, encoding="utf-8")


def _bodies(made: Made) -> Iterator[tuple[str, str]]:
    """Reports first, then plans, then as many pages as are asked for."""
    current = [str(row["area_id"]) for row in read_table("areas") if row["status"] == "current"]
    for row in read_table("inspections_2023_on"):
        if row["inspection_start"] and row["outcome"]:
            area_id = str(row["area_id"])
            yield f"report-{area_id}", made.report(area_id, date.fromisoformat(row["inspection_start"]), row["outcome"])
    plans = [str(row["area_id"]) for row in read_table("inspections_2016_2022") if row["wsoa_required"] == "Yes"]
    for number in range(1, 9):
        for area_id in plans:
            yield f"plan-{area_id}-{number}", made.plan(area_id, number)
    number = 0
    while True:
        number += 1
        for area_id in current:
            yield f"page-{area_id}-{number}", made.page(area_id, number)


def build_national(data: Path, documents: int) -> Path:
    """Make, ingest and build; gives the database's path."""
    given = data / "given"
    given.mkdir(parents=True, exist_ok=True)
    write_documents(given, documents)
    began = time.perf_counter()
    problems = [result.problem for result in ingest_paths(Store(data / "store"), [given]) if result.problem]
    report = build(data)
    print(
        f"{documents} documents, {len(problems)} not stored, ingested and built in {time.perf_counter() - began:.1f} s"
    )
    return report.path


def describe(path: Path) -> str:
    """How large the database is."""
    with closing(open_readonly(path)) as connection:
        counts = {
            table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("areas", "documents", "passages", "search_items", "similar_items")
        }
    return ", ".join(f"{count:,} {name}" for name, count in counts.items()) + f"; {path.stat().st_size / 1e6:.0f} MB"


def main() -> None:
    """Make the database where it is not there yet, and measure its pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "data",
        type=Path,
        nargs="?",
        default=Path("build/national"),
        help="folder for the documents and the database; kept for the next time",
    )
    parser.add_argument("--documents", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=12, help="how often each page is asked for (default 12)")
    parser.add_argument("--csv", type=Path, help="write the figures to this file too")
    asked = parser.parse_args()
    path = asked.data / "send.db"
    if not path.exists():
        path = build_national(asked.data, asked.documents)
    print(describe(path))
    figures = measure_pages(path, asked.rounds)
    for each in figures:
        print(each)
    within, would = sum(each.is_within for each in figures), sum(each.would_be_within for each in figures)
    print(
        f"{within} of {len(figures)} pages are within the goals (median 60 ms, p95 150 ms, 300 kB) at load "
        f"{os.getloadavg()[0]:.1f}; {would} by processor time (60 ms)"
    )
    measure_load(path, swaps=10, rounds=3, seconds=10)
    if asked.csv:
        with asked.csv.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(astuple(each) for each in figures)


if __name__ == "__main__":
    main()
