"""Whether the site answers and how fresh what it tells is, for whoever watches it; and what robots may ask."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime

# A site whose weekly update failed once and again tells of things that are no longer so.
STALE_DAYS = 15
ROBOTS = """User-agent: *
Disallow: /*?
Disallow: /*.db$
Disallow: /*.csv$
Disallow: /*.json$
Disallow: /*.xlsx$
Allow: /
"""


@dataclass(frozen=True)
class Health:
    """When the database was built and when its newest document was fetched, ISO; `age_days` counts from the build."""

    built_at: str
    age_days: float
    is_stale: bool
    newest_document: str | None
    documents: int
    problems: int
    version: str


def read_health(connection: sqlite3.Connection, now: datetime | None = None) -> Health:
    """The state of a built database; it is stale `STALE_DAYS` after its build."""
    info = dict(connection.execute("SELECT key, value FROM build_info").fetchall())
    newest, count = connection.execute("SELECT max(retrieved_at), count(*) FROM documents").fetchone()
    (problems,) = connection.execute("SELECT count(*) FROM problems").fetchone()
    age = (now or datetime.now(UTC)) - datetime.fromisoformat(info["built_at"])
    days = round(age.total_seconds() / 86400, 2)
    return Health(info["built_at"], days, days > STALE_DAYS, newest, count, problems, info["version"])
