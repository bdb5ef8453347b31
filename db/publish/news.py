"""What people want to hear of: reports, outcomes and plans that were published, and days that passed without a known outcome."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from db.facts.event_names import EVENTS
from db.facts.inspections import OUTCOME_LABELS

PUBLISHED = (
    "report_published", "letter_published", "revisit_published", "plan_published", "wsoa_published", "wsoa_accepted",
    "improvement_notice",
)  # fmt: skip
# Events that tell the outcome of their inspection.
_OF_OUTCOMES = ("report_published", "letter_published", "revisit_published")
# A day that passed longer ago is no news.
_RECENT = timedelta(days=183)
PASSED = "passed, outcome not known"
_EVENTS = """
SELECT t.event_id, t.date, t.event, t.area_id, a.name, i.outcome, coalesce(t.source_url, d.source_url), t.label
FROM timeline t JOIN areas a ON a.area_id = t.area_id LEFT JOIN inspections i ON i.inspection_id = t.inspection_id
LEFT JOIN documents d ON d.document_id = t.document_id
WHERE t.event IN ({events}) AND t.basis <> 'computed' AND t.date <= ? {{areas}} ORDER BY t.date DESC, t.event_id LIMIT ?
""".format(events=", ".join(f"'{event}'" for event in PUBLISHED))
_PASSED = """
SELECT '', t.date, t.what, t.area_id, t.area, NULL, t.source_url, t.label, t.text_origin
FROM deadlines t WHERE t.state = 'passed, outcome not known' AND t.date BETWEEN ? AND ? {areas}
ORDER BY t.date DESC, t.area, t.label LIMIT ?
"""


@dataclass(frozen=True)
class NewsItem:
    """Something of an area that people care about; `date` is ISO, cut to what is known, `id` stays over rebuilds.

    `event` is a code, `what` says it in words. `source_url` is a web address or None. `is_paraphrase` where `detail` is ours.
    """

    id: str
    date: str
    event: str
    area_id: str
    area: str
    what: str
    detail: str | None
    source_url: str | None
    is_paraphrase: bool = False

    @property
    def has_passed(self) -> bool:
        """Whether it is a day that came without a known outcome, rather than a publication."""
        return self.event not in PUBLISHED


def read_news(
    connection: sqlite3.Connection, *, today: date, area_ids: Sequence[str] | None = None, limit: int = 100
) -> list[NewsItem]:
    """The latest of it, newest first, at most `limit`; of these areas, None for all."""
    items = [*read_published(connection, today=today, area_ids=area_ids, limit=limit)]
    areas, values = _in_areas(area_ids)
    first = (today - _RECENT).isoformat()
    for row in connection.execute(_PASSED.format(areas=areas), (first, today.isoformat(), *values, limit)).fetchall():
        _, day, what, area_id, area, _, address, label, origin = tuple(row)
        name = hashlib.sha256(label.encode()).hexdigest()[:12]
        words = f"{EVENTS.get(what, what)}: day passed, outcome not known"
        is_ours = origin == "paraphrase"
        items.append(
            NewsItem(
                f"deadline:{area_id}:{day}:{what}:{name}",
                day,
                what,
                area_id,
                area,
                words,
                label,
                _web(address),
                is_ours,
            )
        )
    return sorted(items, key=lambda item: (item.date, item.id), reverse=True)[:limit]


def read_published(
    connection: sqlite3.Connection, *, today: date, area_ids: Sequence[str] | None = None, limit: int = 100
) -> list[NewsItem]:
    """The latest publications alone, newest first."""
    areas, values = _in_areas(area_ids)
    rows = connection.execute(_EVENTS.format(areas=areas), (today.isoformat(), *values, limit)).fetchall()
    return [
        NewsItem(
            f"event:{event_id}",
            day,
            event,
            area_id,
            area,
            EVENTS[event],
            OUTCOME_LABELS[outcome] if outcome and event in _OF_OUTCOMES else None,
            _web(address),
        )
        for event_id, day, event, area_id, area, outcome, address, _ in map(tuple, rows)
    ]


def _in_areas(area_ids: Sequence[str] | None) -> tuple[str, Sequence[str]]:
    if area_ids is None:
        return "", ()
    return f"AND t.area_id IN ({', '.join('?' * len(area_ids))})", area_ids


def _web(address: str | None) -> str | None:
    """Only what anybody can open: a path of this machine is nobody's business."""
    return address if address and address.startswith(("https://", "http://")) else None
