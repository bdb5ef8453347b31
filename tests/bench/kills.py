"""Builds killed at random moments: `python -m tests.bench.kills --count 200` tells what each left behind.

A collection of made documents grows by one before each build, which is killed (SIGKILL) somewhere in the time that it
takes. What must be true each time: the database is whole and is that of the build before or of this one, no process of
the build lives on, and the build after the last gives the rows of a build that nobody killed.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from db.building.build import build, database_path
from scrape.local import ingest_paths
from scrape.store import Store
from tests.bench.load import ROOT, children
from tests.bench.national import Made
from tests.support.dump import dump

_SECONDS_TO_END = 10.0  # how long a process of a killed build may live on


@dataclass
class Kills:
    """What builds that were killed left: how many were alive to be killed, and how many broke each promise."""

    tried: int = 0
    killed: int = 0
    damaged: int = 0
    alive_after: int = 0
    most_litter: int = 0
    same_rows: bool = False

    def __str__(self) -> str:
        return (
            f"{self.tried} builds, {self.killed} killed alive: {self.damaged} databases damaged, {self.alive_after} with "
            f"processes left after {_SECONDS_TO_END:.0f} s, at most {self.most_litter} files left over; "
            f"rows of the build after them {'the same as' if self.same_rows else 'NOT those'} of one that nobody killed"
        )


def kill_builds(folder: Path, count: int, seed: int = 1) -> Kills:
    """Kill `count` builds in an empty folder, each at a moment of its own."""
    moments = random.Random(seed)
    data = folder / "data"
    _add(data, folder, 0)
    found = Kills(count)
    began = time.monotonic()
    _start(data).wait()
    usual = time.monotonic() - began
    for number in range(1, count + 1):
        _add(data, folder, number)
        began = time.monotonic()
        process = _start(data)
        time.sleep(moments.uniform(0, usual))
        started = children(process.pid) if process.poll() is None else []
        process.send_signal(signal.SIGKILL)
        if process.wait() == -signal.SIGKILL:
            found.killed += 1
        else:
            usual = (usual + time.monotonic() - began) / 2  # a machine's speed changes
        found.alive_after += not _all_end(started)
        found.damaged += not _is_whole(database_path(data), number)
        found.most_litter = max(found.most_litter, len(list(data.glob("send.db.new*"))))
    build(data, starter=False)
    whole = folder / "whole"
    for number in range(count + 1):
        _add(whole, folder, number)
    build(whole, starter=False)
    found.same_rows = list(dump(database_path(data))) == list(dump(database_path(whole)))
    return found


def _add(data: Path, folder: Path, number: int) -> None:
    """Store one more document: the same bytes, name and day for the same number."""
    made = Made(number)
    area = sorted(made.names)[number % len(made.names)]
    path = folder / f"plan-{number}.html"
    path.write_text(made.plan(area, number), "utf-8")
    os.utime(path, (1_700_000_000 + number, 1_700_000_000 + number))
    list(ingest_paths(Store(data / "store"), [path]))


def _start(data: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "sendkb", "--data", str(data), "build", "--no-starter", "--workers", "2"]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _all_end(processes: list[int]) -> bool:
    end = time.monotonic() + _SECONDS_TO_END
    while any(map(_is_alive, processes)):
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def _is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text("ascii").rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def _is_whole(database: Path, most: int) -> bool:
    """Whether a database opens, is sound, has every area and the documents of some build so far."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        sound = connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        loose = connection.execute("PRAGMA foreign_key_check").fetchone()
        (areas,) = connection.execute("SELECT count(*) FROM areas").fetchone()
        (documents,) = connection.execute("SELECT count(*) FROM documents").fetchone()
    return sound and loose is None and areas > 150 and 1 <= documents <= most + 1


def main() -> None:
    """Kill so many builds and print what they left."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--count", type=int, default=200, help="builds to kill (default 200)")
    parser.add_argument("--seed", type=int, default=1, help="of the moments (default 1)")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(kill_builds(Path(folder), asked.count, asked.seed))


if __name__ == "__main__":
    main()
