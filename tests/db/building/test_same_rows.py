"""The same inputs give the same rows: wherever the data folder is, in whatever order files came, whoever reads them."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from db.building.build import BuildReport, build, database_path
from db.errors import SchedulerError
from db.reading import cluster
from scrape.local import ingest_paths
from scrape.store import Store
from tests.bench.national import Made
from tests.support.council_pages import pages
from tests.support.dump import dump
from tests.support.hostile import HOSTILE
from tests.support.made import REPORT

ROOT = Path(__file__).resolve().parents[3]


def write_files(folder: Path) -> list[Path]:
    """A report, two versions of a plan, council pages, and what goes over a limit; all of one day."""
    made = Made()
    contents = {
        "report.html": REPORT.encode(),
        "plan-1.html": made.plan("norfolk", 1).encode(),
        "plan-2.html": Made().plan("norfolk", 1).replace("version 1", "version 2").encode(),
        "deep.html": HOSTILE["deep-lists.html"](),
        **{f"page-{number}.html": page.html.encode() for number, page in zip(range(12), pages(), strict=False)},
    }
    folder.mkdir(parents=True)
    for name, content in contents.items():
        (folder / name).write_bytes(content)
        os.utime(folder / name, (1_700_000_000, 1_700_000_000))
    return [folder / name for name in contents]


def built(folder: Path, seed: int, **how: object) -> tuple[BuildReport, list[str]]:
    """A build of the files in a folder of its own, stored in an order of their own, and what its database holds."""
    files = write_files(folder / f"from-{seed}")
    random.Random(seed).shuffle(files)
    data = folder / "data"
    for path in files:
        list(ingest_paths(Store(data / "store"), [path]))
    report = build(data, **how)  # type: ignore[arg-type]
    return report, list(dump(database_path(data)))


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    report, rows = built(tmp_path_factory.mktemp("alone"), 1)
    assert len(report.failures) == 1
    assert report.counts["actions"] > 140
    return rows


def test_another_folder_order_and_number_of_processes_give_the_same_rows(tmp_path: Path, alone: list[str]) -> None:
    assert built(tmp_path / "deeper" / "down", 2, workers=3)[1] == alone


def test_a_build_from_the_cache_gives_the_same_rows(tmp_path: Path, alone: list[str]) -> None:
    first, _ = built(tmp_path, 3)
    again = build(tmp_path / "data")
    assert (first.from_cache, again.from_cache) == (0, again.counts["documents"])
    assert list(dump(database_path(tmp_path / "data"))) == alone


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a scheduler on this machine's loopback that has two workers, each a program of its own."""
    pytest.importorskip("distributed", reason="Dask is not installed: pip install 'sendkb[dask]'")
    folder = tmp_path_factory.mktemp("dask")
    told, where = folder / "scheduler.json", ["--no-dashboard", "--scheduler-file", str(folder / "scheduler.json")]
    command = [sys.executable, "-m", "dask"]
    local = ["--local-directory", str(folder), "--nthreads", "1", "--no-nanny", "--host", "127.0.0.1"]
    programs = [start([*command, "scheduler", "--host", "127.0.0.1", "--port", "0", *where])]
    try:
        wait_for(told.exists)
        programs += [start([*command, "worker", *where, *local]) for _ in range(2)]
        yield json.loads(told.read_text("utf-8"))["address"]
    finally:
        for program in reversed(programs):
            program.terminate()
            program.wait(timeout=60)


def start(command: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def wait_for(condition: object, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.1)


def test_dasks_workers_give_the_same_rows(tmp_path: Path, alone: list[str], scheduler: str) -> None:
    from distributed import Client

    with Client(scheduler, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=60)
        report, rows = built(tmp_path, 4, scheduler=scheduler)
        assert report.from_cache == 0
        assert rows == alone
        # Both read, each in a process of its own under limits.
        assert set(client.run(processes_read).values()) == {True}


def processes_read() -> bool:
    import psutil

    return any("db.reading.worker" in " ".join(each.cmdline()) for each in psutil.Process().children())


def test_a_worker_with_another_version_is_named_and_nothing_is_built(
    tmp_path: Path, scheduler: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "extractor_version", lambda: "another")
    with pytest.raises(SchedulerError, match=r"tcp://127.* another version of sendkb: install the same"):
        built(tmp_path, 5, scheduler=scheduler)
    assert not database_path(tmp_path / "data").exists()


def test_a_scheduler_that_is_not_there_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr(cluster, "_SECONDS", 1)
    with pytest.raises(SchedulerError, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        built(tmp_path, 6, scheduler="tcp://127.0.0.1:9")


def test_without_dask_the_build_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", SimpleNamespace())
    with pytest.raises(SchedulerError, match=r"pip install 'sendkb\[dask\]'"):
        build(tmp_path, starter=False, scheduler="tcp://127.0.0.1:9")
