"""Builds the database: reference facts, starter documents and everything stored, swapped in whole when it is done."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

from sqlite_utils import Database

from db.building.body_links import load_body_links
from db.building.inputs import KEY, describe_inputs
from db.building.load import load_tables, read_register
from db.check.changes import load_changes
from db.check.corrections import FILE_NAME, apply_corrections
from db.check.reconcile import reconcile
from db.check.update_problems import load_update_problems
from db.check.verify import drop_violations
from db.errors import DiskError
from db.facts.candidates import load_plan_candidates
from db.facts.load import load_facts
from db.facts.official import load_official
from db.facts.themes import unread_items
from db.join.join import link_records
from db.reading.cache import ExtractionCache, extractor_version
from db.reading.limits import load_limits
from db.reading.read import gather_sources, read_all
from db.reading.records import Record
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
_DISK_ERRORS = frozenset(
    {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM}
)
COUNTED = ("documents", "inspections", "weaknesses", "strengths", "actions", "targets", "timeline", "problems")
ShowProgress = Callable[[Iterable[tuple[Record, bool]], int], Iterable[tuple[Record, bool]]]


@dataclass(frozen=True)
class BuildReport:
    """What a build made. `failures` are one line each: documents and corrections that could not be used."""

    path: Path
    counts: dict[str, int]
    from_cache: int
    failures: tuple[str, ...]
    seconds: float


def database_path(data_dir: Path) -> Path:
    """Where the data folder's database is."""
    return data_dir / DATABASE


def build(
    data_dir: Path, *, starter: bool = True, workers: int = 1, progress: ShowProgress | None = None
) -> BuildReport:
    """Build `data_dir/send.db` anew and put it in the old one's place in one step.

    A document that cannot be read stops nothing: it is kept, listed in `problems` and in the report's `failures`.
    `progress` wraps the run over the documents (their iterable and number). Raises `BuildRunningError` where another
    build is at work in the same folder, `BadCorrectionsError` where corrections.csv is no such table, `DiskError` where the
    disk takes no more, `SettingError` where the environment sets a limit to what is none.
    """
    began = time.perf_counter()
    data_dir.mkdir(parents=True, exist_ok=True)
    target = database_path(data_dir)
    with build_lock(data_dir):
        remove_leftovers(data_dir, target.name)
        # Before anything is read: what changes meanwhile is for the next build.
        inputs = describe_inputs(data_dir, starter=starter)
        if not is_sound(target):
            # A damaged database (a full disk, a bad copy) has nothing to compare with, and would fail every build.
            target.unlink(missing_ok=True)
        themes = ThemeMemory(ExtractionCache(data_dir / "cache").folder)
        # The process that reads documents and this one each have to start the tagger: at the same time. What goes wrong
        # goes wrong again, and is told, where the facts are loaded.
        with ThreadPoolExecutor(1) as pool:
            pool.submit(lambda: themes.tag(unread_items()))
            records, from_cache = _read_documents(data_dir, _starter() if starter else [], workers, progress)
        failures = [f"{r.meta.file_name}: {r.extracted.failure.message}" for r in records if r.extracted.failure]
        try:
            with replacing(target) as fresh:
                counts, faults = _write_database(fresh, records, data_dir, themes)
                if not (failures or faults):
                    _remember_inputs(fresh, inputs)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in _DISK_ERRORS:
                raise
            raise DiskError(
                f"the database cannot be written ({error}): check space and rights in {data_dir}"
            ) from error
    return BuildReport(target, counts, from_cache, (*failures, *faults), time.perf_counter() - began)


def _starter() -> list[tuple[bytes, DocumentMeta]]:
    from scrape.starter import starter_documents

    return list(starter_documents())


def _read_documents(
    data_dir: Path, starter: Sequence[tuple[bytes, DocumentMeta]], workers: int, progress: ShowProgress | None
) -> tuple[list[Record], int]:
    store, cache = Store(data_dir / "store"), ExtractionCache(data_dir / "cache")
    sources = gather_sources(store, starter)
    reading: Iterable[tuple[Record, bool]] = read_all(
        sources, store, cache, load_area_names(), limits=load_limits(), workers=workers
    )
    if progress is not None:
        reading = progress(reading, len(sources))
    read = list(reading)
    cache.prune()
    return [record for record, _ in read], sum(was_cached for _, was_cached in read)


def _write_database(
    path: Path, records: Sequence[Record], data_dir: Path, themes: ThemeMemory
) -> tuple[dict[str, int], list[str]]:
    """Write the whole database at `path`; gives the number of rows of the main tables, and what went wrong."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        # Nobody reads this file before it is whole and flushed, so that its journal need not be on disk either.
        connection.execute("PRAGMA journal_mode = MEMORY")
        connection.execute("PRAGMA synchronous = OFF")
        db = Database(connection, recursive_triggers=False)
        create_schema(db)
        load_facts(db, themes.tag)
        load_official(db, data_dir, at=at)
        load_tables(db, link_records(read_register(db), records), at=at)
        create_indexes(db)
        faults = [f"{each.item_id}: not word for word in {each.document_id}" for each in drop_violations(db, at=at)]
        insert_rows(db, "problems", [{**row, "at": at} for row in reconcile(db)])
        faults += apply_corrections(db, data_dir / FILE_NAME, at=at)[1]
        load_body_links(db, at=at)
        load_update_problems(db, data_dir)
        load_plan_candidates(db, data_dir)
        create_fulltext(db)
        create_search(db, database_path(data_dir))
        _write_build_info(db, at)
        load_changes(db, database_path(data_dir), document_changes(Store(data_dir / "store")), at=at)
        store_views(db)
        # "PRAGMA optimize" leaves most tables of a fresh file without statistics, and queries on wrong indexes.
        connection.execute("ANALYZE")
        counts = {table: db.table(table).count for table in COUNTED}
    return counts, faults


def _remember_inputs(path: Path, inputs: str) -> None:
    """Say what the database was built from, so that a build of the same need not be made (`db.building.inputs`).

    One with failures says nothing: each build tries these documents again and tells of them again.
    """
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO build_info (key, value) VALUES (?, ?)", (KEY, inputs))


def _write_build_info(db: Database, at: str) -> None:
    db.table("build_info").insert_all(
        [
            {"key": "built_at", "value": at},
            {"key": "version", "value": metadata.version("sendkb")},
            {"key": "extractor_version", "value": extractor_version()},
        ]
    )
