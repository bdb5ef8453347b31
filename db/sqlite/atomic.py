"""Replacing a database file in one step, and keeping two builds from running at once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from db.errors import BuildRunningError

_PREFIX = ".new-"


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Give the path of a new file in `target`'s folder; when the block ends well, it takes `target`'s place in one step.

    Whoever reads `target` sees the old file whole or the new file whole, whatever moment the process is killed at. When
    the block raises, the new file is removed and `target` stays as it was. The block must have closed the file.
    """
    fresh = target.with_name(f"{_PREFIX}{os.getpid()}-{target.name}")
    fresh.unlink(missing_ok=True)
    try:
        yield fresh
        _flush(fresh)
        fresh.replace(target)
        _flush_folder(target.parent)
    finally:
        for path in (fresh, *_companions(fresh)):
            path.unlink(missing_ok=True)


def remove_leftovers(target: Path) -> None:
    """Remove new files that a killed process left beside `target`. Call it only while holding the lock."""
    for path in target.parent.glob(f"{_PREFIX}*-{target.name}*"):
        path.unlink(missing_ok=True)


@contextmanager
def build_lock(folder: Path) -> Iterator[None]:
    """Hold the folder's build lock, which the operating system lets go of when the process dies, however it dies.

    Raises `BuildRunningError` where another process holds it.
    """
    try:
        with FileLock(folder / "build.lock", timeout=0):
            yield
    except Timeout:
        raise BuildRunningError(
            f"another build is running in {folder}: wait for it to end, or use another --data folder"
        ) from None


def _companions(path: Path) -> tuple[Path, ...]:
    return tuple(path.with_name(path.name + suffix) for suffix in ("-wal", "-shm", "-journal"))


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    """Write the folder's entry to disk; Windows has no such call, and does it with the rename."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
