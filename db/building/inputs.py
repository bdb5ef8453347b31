"""Whether a build would change anything: what a database was built from, as one line that any change alters."""

from __future__ import annotations

import hashlib
import sqlite3
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

KEY = "inputs"
_ROOT = Path(__file__).resolve().parents[2]
_CODE = ("commands", "db", "extract", "scrape", "metadata.yml", "sendkb.py")
# What a build writes, and what others leave that no build reads.
_WRITTEN = ("cache", "build.lock", "send.db", ".new-")


def describe_inputs(data_dir: Path, *, starter: bool) -> str:
    """A digest over the names, sizes and times of everything a build reads: the data folder, our code and facts, the
    installed libraries.

    Times count, not contents: a file touched costs a build, a file changed is never missed.
    """
    digest = hashlib.sha256(f"{sys.version} {starter}".encode())
    digest.update(str(Path(sysconfig.get_path("purelib")).stat().st_mtime_ns).encode())
    for name in _CODE:
        for line in _files(_ROOT / name):
            digest.update(line.encode())
    if data_dir.is_dir():
        for entry in sorted(data_dir.iterdir()):
            if not entry.name.startswith(_WRITTEN):
                for line in _files(entry):
                    digest.update(line.encode())
    return digest.hexdigest()


def built_from(database: Path) -> str | None:
    """What a database says it was built from; None where there is none, or it had documents that could not be used."""
    try:
        with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            row = connection.execute("SELECT value FROM build_info WHERE key = ?", (KEY,)).fetchone()
            sound = connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
    except sqlite3.Error:
        return None
    return str(row[0]) if row and sound else None


def _files(path: Path) -> Iterator[str]:
    """A line for a file, or for each below a folder, in order."""
    for each in sorted(path.rglob("*")) if path.is_dir() else (path,):
        if each.is_file() and "__pycache__" not in each.parts:
            told = each.stat()
            yield f"{each} {told.st_size} {told.st_mtime_ns}\n"
