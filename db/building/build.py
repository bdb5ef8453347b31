"""Builds the database: reference facts, starter documents and everything stored, swapped in whole when it is done."""

from __future__ import annotations

import json
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from importlib import metadata
from pathlib import Path

from sqlite_utils import Database

from db.building.body_links import load_body_links
from db.building.inputs import FAILURES, KEY, describe_inputs
from db.building.load import load_tables, load_texts, read_register
from db.building.run_log import RunLog, rounded_peak
from db.check.changes import load_changes
from db.check.corrections import FILE_NAME, apply_corrections
from db.check.reconcile import reconcile
from db.check.unusable_patterns import unusable_patterns
from db.check.update_problems import load_update_problems
from db.check.verify import drop_violations
from db.check.whole import check_whole
from db.errors import DiskError
from db.facts.candidates import load_plan_candidates
from db.facts.load import load_facts
from db.facts.official import load_official
from db.facts.themes import unread_items
from db.join.join import link_records
from db.reading.cache import ExtractionCache, extractor_version
from db.reading.cluster import reading_cluster
from db.reading.limits import load_limits
from db.reading.pool import OpenPool, reading_pool
from db.reading.read import Reading, gather_sources, read_all
from db.reading.theme_memory import ThemeMemory
from db.reference.areas import load_area_names
from db.search.index import create_search
from db.sqlite.build_lock import build_lock
from db.sqlite.connect import is_sound
from db.sqlite.fulltext import create_fulltext
from db.sqlite.insert import insert_rows
from db.sqlite.schema import create_indexes, create_schema
from db.sqlite.stored import store_views
from scrape.changes import document_changes
from scrape.files import remove_leftovers, replacing
from scrape.store import DocumentMeta, Store

DATABASE = "send.db"
PREVIOUS = "send.db.previous"
_DISK_ERRORS = frozenset(
    {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM}
)
COUNTED = ("documents", "inspections", "weaknesses", "strengths", "actions", "targets", "timeline", "problems")
ShowProgress = Callable[[Iterable[Reading], int], Iterable[Reading]]


@dataclass(frozen=True)
class BuildReport:
    """What a build made. `failures` are one line each: documents, corrections and patterns that could not be used. `read_again` has
    for each document that did not come from the cache its file's name and why it was read.
    """

    path: Path
    counts: dict[str, int]
    from_cache: int
    failures: tuple[str, ...]
    seconds: float
    read_again: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class How:
    """How to build: with the starter's documents or without; by which pool documents are read; what is shown and logged."""

    starter: bool
    open_pool: OpenPool
    progress: ShowProgress | None
    log: RunLog


def database_path(data_dir: Path) -> Path:
    """Where the data folder's database is."""
    return data_dir / DATABASE


def previous_path(data_dir: Path) -> Path:
    """Where the database of the build before is kept; it may be put back in the other's place."""
    return data_dir / PREVIOUS


def build(
    data_dir: Path,
    *,
    starter: bool = True,
    workers: int = 1,
    scheduler: str | None = None,
    progress: ShowProgress | None = None,
    log: RunLog | None = None,
) -> BuildReport:
    """Build `data_dir/send.db` anew and put it in the old one's place in one step; the old one is kept beside it.

    A document that cannot be read stops nothing: it is kept, listed in `problems` and in the report's `failures`.
    `workers` processes of this machine read documents, or those of the Dask scheduler at the address `scheduler`; the
    rows are the same. `progress` wraps the run over the documents (their iterable and number).

    Raises `BuildRunningError` where another build is at work in the same folder, `BadCorrectionsError` where
    corrections.csv is no such table, `DiskError` where the folder cannot be written or the disk takes no more,
    `BrokenProgramError` where an extractor or a file of patterns does not load, `SettingError` where the environment sets a limit to what is none, `SchedulerError` where the scheduler cannot be used,
    `BrokenBuildError` where the new database does not hold together. The old database then stays.
    """
    log = log or RunLog()
    pool = partial(reading_cluster, address=scheduler) if scheduler else partial(reading_pool, workers=workers)
    log.write("begin", data=str(data_dir), version=metadata.version("sendkb"), extractor=extractor_version())
    try:
        return _build(data_dir, How(starter, pool, progress, log))
    except sqlite3.OperationalError as error:
        log.write("stopped", error=f"{type(error).__name__}: {error}")
        if error.sqlite_errorcode & 0xFF not in _DISK_ERRORS:
            raise
        raise DiskError(f"the database cannot be written ({error}): check space and rights in {data_dir}") from error
    except OSError as error:
        log.write("stopped", error=f"{type(error).__name__}: {error}")
        place = f" {error.filename}" if error.filename else ""
        raise DiskError(
            f"{data_dir} cannot be built in ({error.strerror or error}{place}): check that the folder is there, its "
            "space and your rights to it; the previous database stays"
        ) from error
    except Exception as error:
        log.write("stopped", error=f"{type(error).__name__}: {error}")
        raise


def _build(data_dir: Path, how: How) -> BuildReport:
    began = time.perf_counter()
    data_dir.mkdir(parents=True, exist_ok=True)
    target = database_path(data_dir)
    with build_lock(data_dir):
        remove_leftovers(data_dir, target.name)
        # Before anything is read: what changes meanwhile is for the next build.
        inputs = describe_inputs(data_dir, starter=how.starter)
        if not is_sound(target):
            # A damaged database (a full disk, a bad copy) has nothing to compare with, and would fail every build.
            target.unlink(missing_ok=True)
        with replacing(target) as fresh:
            counts, readings, faults = _write_database(fresh, data_dir, how)
            failures = [
                f"{each.record.meta.file_name}: {each.record.extracted.failure.message}"
                for each in readings
                if each.record.extracted.failure
            ]
            if not any(each.may_end_otherwise for each in readings):
                _remember_inputs(fresh, inputs, (*failures, *faults))
            _keep_previous(target, previous_path(data_dir))
    seconds = time.perf_counter() - began
    again = tuple((each.record.meta.file_name, each.why) for each in readings if each.why)
    for line in (*failures, *faults):
        how.log.write("failure", message=line)
    how.log.write(
        "end",
        seconds=round(seconds, 3),
        documents=len(readings),
        read=len(again),
        failures=len(failures) + len(faults),
        rows=counts,
        peak_megabytes=rounded_peak(),
    )
    return BuildReport(target, counts, len(readings) - len(again), (*failures, *faults), seconds, again)


def _keep_previous(target: Path, previous: Path) -> None:
    """Give the database that is about to be replaced a second name, which outlives the first."""
    if target.exists():
        with replacing(previous, is_lasting=False) as kept:
            try:
                kept.hardlink_to(target)
            except OSError:
                # A disk without such links.
                shutil.copyfile(target, kept)


def _starter() -> list[tuple[bytes, DocumentMeta]]:
    from scrape.starter import starter_documents

    return list(starter_documents())


def _read_documents(data_dir: Path, db: Database, how: How) -> list[Reading]:
    """Read every document and write its text; gives the readings, without text."""
    store, cache = Store(data_dir / "store"), ExtractionCache(data_dir / "cache")
    sources = gather_sources(store, _starter() if how.starter else [])
    readings: Iterable[Reading] = read_all(
        sources, store, cache, load_area_names(), limits=load_limits(), open_pool=how.open_pool
    )
    if how.progress is not None:
        readings = how.progress(readings, len(sources))
    read = load_texts(db, _logged(readings, how.log))
    cache.prune()
    return read


def _logged(readings: Iterable[Reading], log: RunLog) -> Iterator[Reading]:
    for reading in readings:
        if reading.why:
            record = reading.record
            failure = record.extracted.failure
            log.write(
                "read",
                document=record.document_id,
                file=record.meta.file_name,
                why=reading.why,
                failure=failure.error if failure else None,
            )
        yield reading


def _write_database(path: Path, data_dir: Path, how: How) -> tuple[dict[str, int], list[Reading], list[str]]:
    """Write the whole database at `path`; gives the number of rows of the main tables, what was read, what went wrong."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    stage = how.log.stage
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        # Nobody reads this file before it is whole and flushed, so that its journal need not be on disk either.
        connection.execute("PRAGMA journal_mode = MEMORY")
        connection.execute("PRAGMA synchronous = OFF")
        db = Database(connection, recursive_triggers=False)
        create_schema(db)
        themes = ThemeMemory(ExtractionCache(data_dir / "cache").folder)
        # The process that reads documents and this one each have to start the tagger: at the same time. What goes wrong
        # goes wrong again, and is told, where the facts are loaded.
        with stage("read"), ThreadPoolExecutor(1) as pool:
            pool.submit(lambda: themes.tag(unread_items()))
            readings = _read_documents(data_dir, db, how)
        with stage("facts"):
            load_facts(db, themes.tag)
            load_official(db, data_dir, at=at)
        with stage("join"):
            load_tables(db, link_records(read_register(db), [each.record for each in readings]), at=at)
            create_indexes(db)
        with stage("verify"):
            faults = [f"{each.item_id}: not word for word in {each.document_id}" for each in drop_violations(db, at=at)]
            insert_rows(db, "problems", [{**row, "at": at} for row in reconcile(db)])
            faults += unusable_patterns(db)
            faults += apply_corrections(db, data_dir / FILE_NAME, at=at)[1]
            load_body_links(db, at=at)
            load_update_problems(db, data_dir)
            load_plan_candidates(db, data_dir)
        with stage("search"):
            create_fulltext(db)
            create_search(db, database_path(data_dir))
        with stage("changes"):
            _write_build_info(db, at)
            load_changes(db, database_path(data_dir), document_changes(Store(data_dir / "store")), at=at)
            store_views(db)
        with stage("check"):
            # "PRAGMA optimize" leaves most tables of a fresh file without statistics, and queries on wrong indexes.
            connection.execute("ANALYZE")
            check_whole(connection)
        counts = {table: db.table(table).count for table in COUNTED}
    return counts, readings, faults


def _remember_inputs(path: Path, inputs: str, failures: Sequence[str]) -> None:
    """Say what the database was built from and what failed, so that a build of the same need not be made
    (`db.building.inputs`).

    One with failures that may not come again says nothing: each build tries these documents again.
    """
    with closing(sqlite3.connect(path)) as connection, connection:
        told = [(KEY, inputs), (FAILURES, json.dumps(failures, ensure_ascii=False))]
        connection.executemany("INSERT INTO build_info (key, value) VALUES (?, ?)", told)


def _write_build_info(db: Database, at: str) -> None:
    db.table("build_info").insert_all(
        [
            {"key": "built_at", "value": at},
            {"key": "version", "value": metadata.version("sendkb")},
            {"key": "extractor_version", "value": extractor_version()},
        ]
    )
