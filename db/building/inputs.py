"""Whether a build would change anything: what a database was built from, as one line that any change alters."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from db.reading.limits import load_limits
from db.reading.ocr import recogniser

KEY = "inputs"
FAILURES = "failures"
_ROOT = Path(__file__).resolve().parents[2]
_CODE = ("commands", "db", "extract", "scrape", "metadata.yml", "sendkb.py")
# What a build writes, and what others leave that no build reads.
_WRITTEN = ("cache", "build.lock", "send.db", ".new-")
_LOGS = (".log", ".jsonl")


def describe_inputs(data_dir: Path, *, starter: bool) -> str:
    """A digest over the names, sizes and times of everything a build reads: the data folder, our code and facts, the
    installed libraries; and over the limits, and whether pictures can be read.

    Times count, not contents: a file touched costs a build, a file changed is never missed.
    """
    pictures = recogniser() is not None
    digest = hashlib.sha256(f"{sys.version} {starter} {load_limits()} {pictures}".encode())
    digest.update(str(Path(sysconfig.get_path("purelib")).stat().st_mtime_ns).encode())
    for name in _CODE:
        for line in _files(_ROOT / name):
            digest.update(line.encode())
    if data_dir.is_dir():
        for entry in sorted(data_dir.iterdir()):
            if not entry.name.startswith(_WRITTEN) and not entry.name.endswith(_LOGS):
                for line in _files(entry):
                    digest.update(line.encode())
    return digest.hexdigest()


@dataclass(frozen=True)
class BuiltFrom:
    """What a database says it was built from, and what could not be used then, a line each."""

    inputs: str
    failures: tuple[str, ...]


def built_from(database: Path) -> BuiltFrom | None:
    """What a database says of itself; None where there is none, it is damaged, or a document may be read the next time."""
    try:
        with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            told = dict(connection.execute("SELECT key, value FROM build_info WHERE key IN (?, ?)", (KEY, FAILURES)))
            sound = connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
    except sqlite3.Error:
        return None
    if not sound or told.keys() != {KEY, FAILURES}:
        return None
    return BuiltFrom(told[KEY], tuple(json.loads(told[FAILURES])))


def _files(path: Path) -> Iterator[str]:
    """A line for a file, or for each below a folder, in order."""
    for each in sorted(path.rglob("*")) if path.is_dir() else (path,):
        if each.is_file() and "__pycache__" not in each.parts:
            told = each.stat()
            yield f"{each} {told.st_size} {told.st_mtime_ns}\n"
