"""The record of a run: what it found out area by area, so that an interrupted one goes on where it was cut off.

`update-progress.json` is there while a run is not done; `update.json` is the last run that was, for `sendkb status` and for
the `problems` of the next build.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from scrape.checked import read_checked
from scrape.files import write_whole

PROGRESS_NAME = "update-progress.json"
RECORD_NAME = "update.json"
# A run cut off longer ago than this is begun anew: what it saw is no longer today's state.
_STALE = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that an update could not do, and what to do about it."""

    area_id: str | None
    url: str
    code: str
    message: str
    at: str


@dataclass(frozen=True, slots=True)
class Departure:
    """A document that its site no longer has, or no longer links to; whether to believe it is decided at the run's end."""

    address: str
    reason: str
    at: str | None


@dataclass(frozen=True, slots=True)
class Lead:
    """A page that may hold an area's plan, found but not followed: why it may, and how sure that is (0 to 1)."""

    url: str
    area_id: str | None
    why: str
    score: float


@dataclass(slots=True)
class Report:
    """What became of one area's addresses: counts by action, problems, and what only the whole run can judge.

    `unknown_labels` counts Ofsted's labels that no rule knows; `known_listed` of `known_expected` reports of the register
    stood on the area's page (None: it was not read); `not_asked` counts addresses by the host that was left alone;
    `watched` has the area's source pages that were asked for.
    """

    area_id: str
    counts: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unknown_labels: dict[str, int] = field(default_factory=dict)
    departures: list[Departure] = field(default_factory=list)
    known_listed: int | None = None
    known_expected: int = 0
    not_asked: dict[str, int] = field(default_factory=dict)
    leads: list[Lead] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    watched: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class RunRecord:
    """A run that came to its end: ISO 8601 UTC times, counts by action, problems, what else there is to say of it.

    `is_whole` is false where hosts were left alone, so that the next run goes on with what they have. `warnings` are
    problems too small to call the run a failure.
    """

    started: str
    finished: str
    counts: dict[str, int]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class _Progress:
    """What `update-progress.json` holds."""

    key: str
    started: datetime
    reports: dict[str, Report]


class Journal:
    """The reports of the run at hand, kept on disk after each area. `key` tells runs with other options apart."""

    def __init__(self, data_dir: Path, key: str, now: datetime) -> None:
        self._dir = data_dir
        self._key = key
        self.started = now.isoformat()
        self.reports: dict[str, Report] = {}
        self._resume(now)

    def _resume(self, now: datetime) -> None:
        found = _load_progress(self._dir)
        if found is not None and found.key == self._key and now - found.started < _STALE:
            self.started = found.started.isoformat()
            self.reports = found.reports

    def forget(self, names: Collection[str]) -> None:
        """Have these areas done again by the run that goes on."""
        self.reports = {name: each for name, each in self.reports.items() if name not in names}

    def enter(self, report: Report) -> None:
        """Keep an area's report: a run begun again does not do that area again."""
        self.reports[report.area_id] = report
        self._save()

    def close(self, record: RunRecord, *, is_partial: bool, left: Collection[str] = ()) -> None:
        """Write the record of the run. A partial run keeps the problems of areas that it did not visit.

        With areas `left`, the journal stays open: a run that begins within two days does these, and no others.
        """
        before = load_record(self._dir) if is_partial else None
        others = (
            tuple(each for each in before.problems if each.area_id not in self.reports) if before is not None else ()
        )
        _write(self._dir / RECORD_NAME, asdict(replace(record, problems=(*record.problems, *others))))
        if left:
            self.reports = {name: each for name, each in self.reports.items() if name not in left}
            self._save()
        else:
            (self._dir / PROGRESS_NAME).unlink(missing_ok=True)

    def _save(self) -> None:
        reports = {name: asdict(each) for name, each in self.reports.items()}
        _write(self._dir / PROGRESS_NAME, {"key": self._key, "started": self.started, "reports": reports})


def load_record(data_dir: Path) -> RunRecord | None:
    """The last finished run, or None where there has been none. Raises `StoreError` where its record is damaged."""
    path = data_dir / RECORD_NAME
    if not path.exists():
        return None
    return read_checked(path, RunRecord, "remove it; the next update writes it anew")


def check_kept(data_dir: Path) -> None:
    """Raise `StoreError` where what earlier runs kept here is damaged: told before anything is asked of the network."""
    _load_progress(data_dir)
    load_record(data_dir)


def _load_progress(data_dir: Path) -> _Progress | None:
    path = data_dir / PROGRESS_NAME
    if not path.exists():
        return None
    return read_checked(path, _Progress, "remove it, and the update begins anew; what is stored stays")


def _write(path: Path, record: dict[str, Any]) -> None:
    write_whole(path, (json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode())
