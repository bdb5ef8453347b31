"""An update of the replica in a process of its own, so that it can be killed: `python -m tests.replica.child PORT DATA AREAS`."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from scrape.settings import Settings
from scrape.updating.update import KnownSources, UpdateOptions, update
from tests.replica.server import Replica, every_name_leads_to
from tests.replica.world import WORLD, Sites, load_areas


def main(port: int, data: Path, areas: int) -> None:
    """Update from the replica that another process serves on `port`."""
    sites = Sites(Replica(), load_areas()[:areas])
    settings = Settings("tests@example.org", seconds_between_requests=0, allow_private=True)
    with every_name_leads_to(("127.0.0.1", port)):
        update(
            data,
            KnownSources(sites.areas, sites.sources, sites.known_reports),
            settings,
            UpdateOptions(),
            world=WORLD,
            now=lambda: datetime(2026, 2, 2, tzinfo=UTC),
        )


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
