"""A run over all of England on a clock of ours: one request a second and host, 0.4 s for each answer."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from scrape.http.fetcher import Fetcher
from scrape.journal import RunRecord
from scrape.updating.update import UpdateOptions, update
from tests.replica.nation import Slow, nation, some_names_dead
from tests.replica.server import Replica
from tests.replica.world import WORLD
from tests.scrape.conftest import SETTINGS, FakeTime


def test_first_and_second_run_over_england_keep_their_time(replica: Replica, tmp_path: Path) -> None:
    _sites, known = nation(replica)

    def run(day: int) -> tuple[RunRecord, Fetcher, float]:
        clock = FakeTime()
        fetcher = clock.fetcher(seconds_between_requests=1)
        fetcher.transport = Slow(fetcher.transport, clock)
        with some_names_dead():
            record = update(
                tmp_path,
                known,
                SETTINGS,
                UpdateOptions(),
                world=WORLD,
                fetcher=fetcher,
                now=lambda: datetime(2026, 2, day, 9, tzinfo=UTC),
            )
        return record, fetcher, clock.now / 60

    first, fetcher, minutes = run(2)
    assert first.counts["new"] > 600
    assert "153 of 153 known reports were listed" in first.notes
    # Nothing older than area SEND inspections was asked for, and no label of that time is a problem.
    assert not [each for each in replica.log if each.path.startswith("/v1/file/") and each.path[-1] in "567"]
    assert "unknown_label" not in {problem.code for problem in first.problems}
    assert minutes < 25
    assert fetcher.request_count < 1_300
    asked = len(replica.log)
    second, _, minutes = run(9)
    assert set(second.counts) == {"unchanged", "failed"}
    assert not [each for each in replica.log[asked:] if each.path.endswith((".pdf", ".docx")) and each.body_bytes]
    assert not [each for each in replica.log[asked:] if each.host == "files.ofsted.test" and "file/" in each.path]
    assert minutes < 12
