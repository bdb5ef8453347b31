"""The replica of the sites, and a fetcher whose clock is ours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from scrape.http.fetcher import Fetcher
from scrape.settings import Settings
from tests.replica.server import Replica, every_name_leads_to, serving

SETTINGS = Settings(
    contact="tests@example.org", seconds_between_requests=0, allow_private=True, connect_timeout=2, read_timeout=2
)


@dataclass
class FakeTime:
    """A clock that only moves when somebody sleeps."""

    now: float = 0.0
    slept: list[float] = field(default_factory=list)

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def fetcher(self, **changes: Any) -> Fetcher:
        return Fetcher(replace(SETTINGS, **changes), clock=self.clock, sleep=self.sleep)


@pytest.fixture
def replica() -> Iterator[Replica]:
    site = Replica()
    with serving(site) as address, every_name_leads_to(address):
        yield site


@pytest.fixture
def fake_time() -> FakeTime:
    return FakeTime()
