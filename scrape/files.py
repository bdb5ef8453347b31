"""Writing a file whole: whoever reads it, now or after a crash, sees the old file or the new one, never a part."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PREFIX = ".new-"


@contextmanager
def replacing(target: Path, *, is_lasting: bool = True) -> Iterator[Path]:
    """Give the path of a new file in `target`'s folder; when the block ends well, it takes `target`'s place in one step.

    Whoever reads `target` sees the old file whole or the new file whole, whatever moment the process is killed at. When
    the block raises, the new file is removed and `target` stays as it was. The block must have closed the file.
    `is_lasting` False is for what may be lost with the power (a cache): the disk is then not waited for.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f"{_PREFIX}{os.getpid()}-{target.name}")
    fresh.unlink(missing_ok=True)
    try:
        yield fresh
        if is_lasting:
            _flush(fresh)
        fresh.replace(target)
        if is_lasting:
            _flush_folder(target.parent)
    finally:
        # With it goes what SQLite keeps beside a file it is writing.
        for suffix in ("", "-wal", "-shm", "-journal"):
            fresh.with_name(fresh.name + suffix).unlink(missing_ok=True)


def write_whole(path: Path, content: bytes, *, is_lasting: bool = True) -> None:
    """Write `content` to `path` in one step, its folder made if need be; see `replacing`."""
    with replacing(path, is_lasting=is_lasting) as fresh:
        fresh.write_bytes(content)


def remove_leftovers(folder: Path, name: str = "") -> None:
    """Remove new files that a killed process left in `folder` for files whose names begin with `name`.

    Call it only while holding the lock of whoever writes there.
    """
    for path in folder.glob(f"{_PREFIX}*-{name}*"):
        path.unlink(missing_ok=True)


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
