"""Pages that may be an area's plan: machines find them, a person accepts or rejects, the register grows.

They are kept as candidates.csv in the data folder, which can be edited by hand.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from scrape.errors import SourceError
from scrape.files import write_whole
from scrape.journal import Lead
from scrape.sources import clean_source_url

FILE_NAME = "candidates.csv"
OPEN, ACCEPTED, REJECTED = "open", "accepted", "rejected"
_STATUSES = (OPEN, ACCEPTED, REJECTED)


@dataclass(frozen=True, slots=True)
class PlanCandidate:
    """A page or paper that may be an area's plan: why, how sure (0 to 1), when it was first found (ISO 8601)."""

    url: str
    area_id: str | None
    why: str
    score: float
    found_at: str
    status: str = OPEN


def load_candidates(data_dir: Path) -> list[PlanCandidate]:
    """All candidates, the surest first. Raises `SourceError` where the file is not as this program writes it."""
    path = data_dir / FILE_NAME
    if not path.exists():
        return []
    try:
        reader = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""))
        found = [_candidate(row) for row in reader]
    except (UnicodeDecodeError, csv.Error, KeyError, TypeError, ValueError) as error:
        raise SourceError(
            f"{path} is damaged ({error}): its first line must be {','.join(_columns())}; mend it or remove it."
        ) from None
    return sorted(found, key=lambda each: (-each.score, each.area_id or "", each.url))


def _candidate(row: dict[str, str]) -> PlanCandidate:
    status = row["status"] or OPEN
    if status not in _STATUSES:
        raise ValueError(f"no status is called {status!r}")
    return PlanCandidate(
        row["url"], row["area_id"] or None, row["why"], float(row["score"]), row["found_at"] or "", status
    )


def note_leads(data_dir: Path, leads: Iterable[Lead], found_at: str, watched: Collection[str]) -> int:
    """Add leads as open candidates; how many are new. What is watched already, or was judged before, stays as it is."""
    known = {each.url: each for each in load_candidates(data_dir)}
    before = len(known)
    for lead in leads:
        if lead.url in watched:
            continue
        there = known.get(lead.url)
        if there is None:
            known[lead.url] = PlanCandidate(lead.url, lead.area_id, lead.why, lead.score, found_at)
        elif there.score < lead.score:
            known[lead.url] = replace(there, score=lead.score, why=lead.why)
    if known:
        _write(data_dir, known.values())
    return len(known) - before


def judge_candidate(data_dir: Path, url: str, status: str) -> PlanCandidate:
    """Set a candidate's status, and give it. Raises `SourceError` where there is none of that address."""
    address = clean_source_url(url)
    candidates = {each.url: each for each in load_candidates(data_dir)}
    if address not in candidates:
        raise SourceError(
            f"{url} is no candidate: sendkb candidates list shows them; sendkb sources add takes any page."
        )
    candidates[address] = replace(candidates[address], status=status)
    _write(data_dir, candidates.values())
    return candidates[address]


def _columns() -> list[str]:
    return [field.name for field in fields(PlanCandidate)]


def _write(data_dir: Path, candidates: Iterable[PlanCandidate]) -> None:
    text = io.StringIO()
    writer = csv.DictWriter(text, _columns(), lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(each) for each in sorted(candidates, key=lambda each: (-each.score, each.url)))
    write_whole(data_dir / FILE_NAME, text.getvalue().encode())
