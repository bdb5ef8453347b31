"""What is in here so far, in one line: the starter and the command that fetches the rest, or what came last."""

from __future__ import annotations

from dataclasses import dataclass

from db.site.reading import Reader

_COVERAGE = """
SELECT
  (SELECT count(*) FROM areas WHERE status = 'current'),
  (SELECT count(DISTINCT area_id) FROM weaknesses),
  (SELECT count(DISTINCT area_id) FROM inspections WHERE framework = '2023' AND kind = 'full'),
  (SELECT count(DISTINCT i.area_id) FROM inspections i JOIN weaknesses w ON w.inspection_id = i.inspection_id
   WHERE i.framework = '2023' AND i.kind = 'full'),
  (SELECT count(DISTINCT area_id) FROM strengths),
  (SELECT count(*) FROM what_is_here WHERE state = 'read'),
  (SELECT count(*) FROM what_is_here WHERE state <> 'none known')
"""
_LATEST = """
SELECT substr(at, 1, 10), sum(change = 'added'), sum(change = 'changed'), sum(change = 'gone') FROM changes
WHERE item_table = 'documents' AND substr(at, 1, 10) = (
  SELECT max(substr(at, 1, 10)) FROM changes WHERE item_table = 'documents'
)
"""


@dataclass(frozen=True)
class Coverage:
    """Numbers of areas, of official documents, and what came on the last day anything came (ISO, None before)."""

    areas: int
    with_weakness: int
    inspected_since_2023: int
    with_findings_since_2023: int
    with_strengths: int
    read: int
    official: int
    came_on: str | None = None
    added: int = 0
    changed: int = 0
    gone: int = 0

    @property
    def is_starter(self) -> bool:
        """Whether none of the official documents has been read yet."""
        return self.read == 0


async def read_coverage(read: Reader) -> Coverage:
    """Count what is known and what has been read."""
    numbers = (await read(_COVERAGE))[0]
    latest = (await read(_LATEST))[0]
    return Coverage(*numbers, *latest) if latest[0] else Coverage(*numbers)
