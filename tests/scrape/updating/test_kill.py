"""An update killed at any moment and run again ends in the same store, byte for byte."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

from scrape.store import Store
from tests.replica.server import Replica, serving
from tests.replica.world import Sites, load_areas
from tests.scrape.test_store import snapshot

AREAS = 12
ROOT = Path(__file__).parents[3]


def start(port: int, data: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.replica.child", str(port), str(data), str(AREAS)]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE)


def finish(process: subprocess.Popen[bytes]) -> None:
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors.decode()


def kill_after(process: subprocess.Popen[bytes], store: Path, files: int) -> int:
    """kill -9 as soon as the store has so many raw files; how many it had then."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        count = sum(1 for _ in store.glob("raw/*/*"))
        if count >= files or process.poll() is not None:
            break
        time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    return count


def test_killed_and_rerun_ends_in_the_same_store(tmp_path: Path) -> None:
    replica = Replica()
    sites = Sites(replica, load_areas()[:AREAS])
    with serving(replica) as (_, port):
        whole = tmp_path / "whole"
        finish(start(port, whole))
        expected = snapshot(whole / "store")
        assert {each.address for each in Store(whole / "store").addresses() if each.is_document} == sites.document_urls
        data = tmp_path / "killed"
        for files in (1, 17, 40, 63):
            had = kill_after(start(port, data), data / "store", files)
            assert had < len(sites.document_urls), "the run was over before it was killed"
        before = len(replica.log)
        finish(start(port, data))
        assert snapshot(data / "store") == expected
        # What had been stored was not sent again: fewer bodies than there are documents.
        bodies = [each for each in replica.log[before:] if each.status == 200 and each.host.startswith("files.")]
        assert len(bodies) < 2 * AREAS
