"""The site under load: pages asked by several clients at once, while builds replace the database.

`python -m tests.bench.load DATABASE` serves a copy of it, and tells how many pages a second are answered, and how many
requests fail while the file is replaced so often.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import count as count_from
from pathlib import Path

import httpx

from db.site.serve import count_cores
from scrape.files import replacing

ROOT = Path(__file__).parents[2]
CLIENTS = 4
PAGES = (
    "/", "/areas/norfolk", "/areas/hertfordshire", "/areas", "/search?words=plan", "/search?theme=ehc-timeliness",
    "/compare?area=norfolk", "/themes", "/themes/ehc-timeliness", "/bodies", "/timeline?area=norfolk", "/send/weaknesses",
    "/send/how_does_an_area_stand?area=Norfolk",
)  # fmt: skip
# The page that says which state of the database it is of.
STATE = "/send/areas/norfolk.json?_shape=objects"


@contextmanager
def served(data: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The site of a data folder on a free port: its watching process and its address. What it warns of is `data`/stderr."""
    command = [sys.executable, "-u", "-m", "sendkb", "--data", str(data), "serve", "--port", "0", *options]
    with (data / "stderr").open("w") as problems:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=problems, text=True, cwd=ROOT)
    assert process.stdout is not None
    try:
        said = process.stdout.readline()
        assert "http://" in said, (data / "stderr").read_text()
        yield process, next(word for word in said.split() if word.startswith("http://")).rstrip("/")
    finally:
        process.kill()
        process.communicate()


def children(pid: int) -> list[int]:
    """The processes that this one started, where the system tells (Linux)."""
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@dataclass
class Load:
    """What clients were answered: seconds of each good answer, and every one that was not."""

    seconds: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    states: set[str] = field(default_factory=set)


@contextmanager
def clients(
    address: str, pages: Sequence[str], count: int = CLIENTS, *, keep_alive: bool = True, is_fresh: bool = False
) -> Iterator[Load]:
    """So many clients that ask for the pages over and over while the block runs, each on one connection or on new ones."""
    load = Load()
    is_over = threading.Event()

    def ask(client: httpx.Client, page: str) -> None:
        began = time.perf_counter()
        try:
            answer = client.get(page)
        except httpx.HTTPError as error:
            load.failures.append(f"{page}: {error!r}")
            return
        if answer.status_code != 200:
            load.failures.append(f"{page}: {answer.status_code} {answer.text[:200]}")
        load.seconds.append(time.perf_counter() - began)
        if page == STATE:
            load.states.add(answer.json()["rows"][0]["name"])

    def run(start: int) -> None:
        limits = httpx.Limits(max_keepalive_connections=None if keep_alive else 0)
        with httpx.Client(base_url=address, timeout=60, limits=limits, trust_env=False) as client:
            for place in count_from(start):
                if is_over.is_set():
                    return
                page = pages[place % len(pages)]
                ask(client, f"{page}{'&' if '?' in page else '?'}_fresh={start}.{place}" if is_fresh else page)

    threads = [threading.Thread(target=run, args=(number * 3,)) for number in range(count)]
    for thread in threads:
        thread.start()
    try:
        yield load
    finally:
        is_over.set()
        for thread in threads:
            thread.join()


def rename_norfolk(database: Path, name: str) -> None:
    """Put a database in this one's place, as a build does, in which Norfolk is called otherwise."""
    with replacing(database) as fresh:
        shutil.copyfile(database, fresh)
        with closing(sqlite3.connect(fresh)) as connection:
            connection.execute("UPDATE areas SET name = ? WHERE area_id = 'norfolk'", (name,))
            connection.commit()


def swap_under_load(data: Path, address: str, swaps: int, *, keep_alive: bool = True) -> tuple[Load, list[float]]:
    """Replace the database so often under four clients' load: what they were answered, and the seconds until each new one
    was answered of.
    """
    lags = []
    pages = (STATE, "/", "/areas/norfolk", "/search?words=plan", "/send/weaknesses.csv?_stream=on")
    with (
        httpx.Client(base_url=address, timeout=60, trust_env=False) as client,
        clients(address, pages, keep_alive=keep_alive) as load,
    ):
        for number in range(swaps):
            rename_norfolk(data / "send.db", f"Norfolk {number}")
            began = time.monotonic()
            while client.get(STATE).json()["rows"][0]["name"] != f"Norfolk {number}":
                if time.monotonic() - began > 120:
                    load.failures.append(f"swap {number} was not picked up")
                    return load, lags
                time.sleep(0.05)
            lags.append(time.monotonic() - began)
    return load, lags


def throughput(
    address: str, pids: Sequence[int], seconds: float, rounds: int, *, is_fresh: bool
) -> tuple[list[float], float]:
    """Pages a second of four clients in each of so many rounds, and milliseconds of processor time a page.

    `is_fresh` asks for each page under an address that nobody has asked for.
    """
    found, pages, began_cpu = [], 0, sum(map(processor_seconds, pids))
    for _ in range(rounds):
        began = time.perf_counter()
        with clients(address, PAGES, is_fresh=is_fresh) as load:
            time.sleep(seconds)
        assert not load.failures, load.failures[:3]
        pages += len(load.seconds)
        found.append(len(load.seconds) / (time.perf_counter() - began))
    return found, (sum(map(processor_seconds, pids)) - began_cpu) * 1000 / pages


def processor_seconds(pid: int) -> float:
    """What a process has used so far (Linux)."""
    user, system = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def memory(pids: Sequence[int]) -> int:
    """Bytes that these processes hold together, what they share counted once (Linux)."""
    lines = [line for pid in pids for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()]
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def measure_load(database: Path, *, swaps: int, rounds: int, seconds: float) -> None:
    """Print pages a second (asked for the first time, and again), memory and the outcome of the swaps."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        shutil.copyfile(database, data / "send.db")
        with served(data) as (process, address):
            for is_fresh in (True, False):
                rates, cpu = throughput(address, children(process.pid), seconds, rounds, is_fresh=is_fresh)
                told = ", ".join(f"{rate:.0f}" for rate in rates)
                print(
                    f"{CLIENTS} clients, pages {'nobody has asked for' if is_fresh else 'asked for before'}: {max(rates):.0f} a "
                    f"second (rounds: {told}; goal 40), {cpu:.0f} ms of processor time each "
                    f"({1000 * count_cores() / cpu:.0f} a second on {count_cores()} cores that do nothing else); "
                    f"load {os.getloadavg()[0]:.1f}"
                )
            held = memory([process.pid, *children(process.pid)])
            print(f"serving holds {held / 1e6:.0f} MB in all (goal 150)")
            for keep_alive in (True, False):
                load, lags = swap_under_load(data, address, swaps // 2, keep_alive=keep_alive)
                kind = "connections kept" if keep_alive else "a connection a request"
                print(
                    f"{len(lags)} swaps under {CLIENTS} clients, {kind}: {len(load.failures)} of "
                    f"{len(load.seconds) + len(load.failures)} requests failed; a new database is answered of after "
                    f"{statistics.median(lags):.1f} s (longest {max(lags):.1f}); slowest answer {max(load.seconds):.1f} s"
                )
                for failure in load.failures[:5]:
                    print(f"  {failure}")
            process.send_signal(signal.SIGINT)
            process.wait(30)


def main() -> None:
    """Measure a database given by name."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database", type=Path)
    parser.add_argument("--swaps", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=3, help="rounds of load, the best of which counts")
    parser.add_argument("--seconds", type=float, default=10, help="length of a round")
    asked = parser.parse_args()
    measure_load(asked.database, swaps=asked.swaps, rounds=asked.rounds, seconds=asked.seconds)


if __name__ == "__main__":
    main()
