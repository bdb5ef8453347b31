"""What the home page tells: how much is in here, how fresh it is, whether it agrees with Ofsted's counts."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from db.site.reading import Reader

_COUNTS = """
SELECT 'areas', 'areas', count(*) FROM areas WHERE status = 'current'
UNION ALL SELECT 'inspections of 2016–22', 'inspections?framework=2016&kind=full', count(*) FROM inspections
  WHERE framework = '2016' AND kind = 'full'
UNION ALL SELECT 'inspections since 2023', 'inspections?framework=2023&kind=full', count(*) FROM inspections
  WHERE framework = '2023' AND kind = 'full'
UNION ALL SELECT 'revisits and monitoring inspections', 'inspections?kind__in=revisit,monitoring', count(*)
  FROM inspections WHERE kind <> 'full'
UNION ALL SELECT 'weaknesses quoted from documents', 'weaknesses?text_origin__not=paraphrase', count(*)
  FROM weaknesses WHERE text_origin <> 'paraphrase'
UNION ALL SELECT 'weaknesses in our paraphrase', 'weaknesses?text_origin=paraphrase', count(*)
  FROM weaknesses WHERE text_origin = 'paraphrase'
UNION ALL SELECT 'strengths', 'strengths', count(*) FROM strengths
UNION ALL SELECT 'actions', 'actions', count(*) FROM actions
UNION ALL SELECT 'dated events', 'timeline', count(*) FROM timeline
UNION ALL SELECT 'documents', 'documents', count(*) FROM documents
"""
_FRESHNESS = """
SELECT (SELECT substr(value, 1, 10) FROM build_info WHERE key = 'built_at'),
  (SELECT max(published) FROM (SELECT published FROM documents UNION ALL SELECT published FROM inspections)
   WHERE published <= (SELECT value FROM build_info WHERE key = 'built_at')),
  (SELECT substr(max(retrieved_at), 1, 10) FROM documents)
"""


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


async def read_home(read: Reader) -> Home:
    """Count and date what the database holds."""
    counts = [Count(row[2], row[0], f"/send/{row[1]}") for row in await read(_COUNTS)]
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
