"""What the home page tells: how much is in here, how fresh it is, whether it agrees with Ofsted's counts."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from db.site.answers.answer import Answer, Table
from db.site.answers.respond import respond
from db.site.charts.tile_map import draw_tiles
from db.site.comparing.page import WITH_WORDS
from db.site.england.coverage import read_coverage
from db.site.england.standing import count_states, outcome_states, read_standing
from db.site.reading import Reader, make_reader
from db.site.searching.known import read_known

_COUNTS = """
SELECT 'areas', '/areas', count(*) FROM areas WHERE status = 'current'
UNION ALL SELECT 'inspections of 2016–22', '/send/inspections?framework=2016&kind=full', count(*) FROM inspections
  WHERE framework = '2016' AND kind = 'full'
UNION ALL SELECT 'inspections since 2023', '/send/inspections?framework=2023&kind=full', count(*) FROM inspections
  WHERE framework = '2023' AND kind = 'full'
UNION ALL SELECT 'revisits and monitoring inspections', '/send/inspections?kind__in=revisit,monitoring', count(*)
  FROM inspections WHERE kind <> 'full'
UNION ALL SELECT 'weaknesses quoted from documents', '/send/weaknesses?text_origin__not=paraphrase', count(*)
  FROM weaknesses WHERE text_origin <> 'paraphrase'
UNION ALL SELECT 'weaknesses in our paraphrase', '/send/weaknesses?text_origin=paraphrase', count(*)
  FROM weaknesses WHERE text_origin = 'paraphrase'
UNION ALL SELECT 'strengths', '/send/strengths', count(*) FROM strengths
UNION ALL SELECT 'actions', '/send/actions', count(*) FROM actions
UNION ALL SELECT 'dated events', '/send/timeline', count(*) FROM timeline
UNION ALL SELECT 'documents', '/send/documents', count(*) FROM documents
"""
_FRESHNESS = """
SELECT (SELECT substr(value, 1, 10) FROM build_info WHERE key = 'built_at'),
  (SELECT max(published) FROM (SELECT published FROM documents UNION ALL SELECT published FROM inspections)
   WHERE published <= (SELECT value FROM build_info WHERE key = 'built_at')),
  (SELECT substr(max(retrieved_at), 1, 10) FROM documents)
"""


_ICBS = "SELECT body_id, name FROM bodies WHERE kind = 'icb' AND valid_to IS NULL ORDER BY name"


@dataclass(frozen=True)
class Count:
    """A number of things, and the page that lists them."""

    number: int
    label: str
    path: str


@dataclass(frozen=True)
class Check:
    """A count that Ofsted published beside the count made here."""

    label: str
    published: int
    counted: int | None
    is_same: bool


@dataclass(frozen=True)
class Region:
    """A region with its areas as id and name."""

    name: str
    areas: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Home:
    """What the home page tells; dates are ISO, None where nothing is dated yet."""

    counts: tuple[Count, ...]
    built: str | None
    latest_publication: str | None
    latest_retrieval: str | None
    checks: tuple[Check, ...]
    problems: int
    regions: tuple[Region, ...]

    @property
    def passed(self) -> int:
        """How many of the checks agree."""
        return sum(check.is_same for check in self.checks)


async def show_home(datasette: Any, request: Any) -> Any:
    """What is in here and where to start; Datasette's own list of databases takes ten times as long."""
    read, known = make_reader(datasette), await read_known(datasette)
    home, coverage = await read_home(read), await read_coverage(read)
    standing = await read_standing(read)
    names = {row["area_id"]: row["area"] for row in standing}
    legend = count_states(standing, None)
    tables = (
        Table(
            "counts",
            "What is in here",
            ("label", "number"),
            [{"label": c.label, "number": c.number} for c in home.counts],
        ),
        Table("outcomes", "Areas by latest outcome", ("meaning", "areas"), legend),
        Table(
            "checks",
            "Ofsted's counts",
            ("label", "published", "counted", "is_same"),
            [vars(check) for check in home.checks],
        ),
    )
    facts = {
        "built": home.built,
        "latest_publication": home.latest_publication,
        "latest_document_taken_in": home.latest_retrieval,
        "problems": home.problems,
        **vars(coverage),
    }
    answer = Answer("home", "SEND inspections in England", tables, facts=facts)
    context = {
        "home": home,
        "map": draw_tiles(names, outcome_states(standing)),
        "legend": legend,
        "themes": known.themes,
        "icbs": await read(_ICBS),
        "beside": WITH_WORDS,
        "coverage": coverage,
    }
    return await respond(datasette, request, "home", answer, context)


async def read_home(read: Reader) -> Home:
    """Count and date what the database holds."""
    counts = [Count(row[2], row[0], row[1]) for row in await read(_COUNTS)]
    built, published, retrieved = (await read(_FRESHNESS))[0]
    checks = await read("SELECT label, expected, found, result FROM reconciliation ORDER BY figure_id")
    problems = await read("SELECT count(*) FROM problems")
    areas = await read("SELECT region, area_id, name FROM areas WHERE status = 'current' ORDER BY region, name")
    return Home(
        tuple(counts),
        built,
        published,
        retrieved,
        tuple(Check(row[0], row[1], row[2], row[3] == "pass") for row in checks),
        problems[0][0],
        tuple(
            Region(name, tuple((row[1], row[2]) for row in rows))
            for name, rows in groupby(areas, key=lambda row: row[0])
        ),
    )
