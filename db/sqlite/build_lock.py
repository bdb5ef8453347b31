"""Keeping two builds from running at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from db.errors import BuildRunningError


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
