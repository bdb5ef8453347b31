"""An area's dated events: what happened, what had to be done by when, what is due next."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from db.facts.event_names import EVENTS
from db.site.area.steps import kind_of
from db.site.charts.time_strip import Event
from db.site.reading import Reader
from db.site.wording import format_date

COLUMNS = (
    "area_id", "area", "date", "event", "what", "state", "known_by", "page", "source_url",
)  # fmt: skip
DUE_COLUMNS = ("area_id", "area", "date", "what", "label", "owner", "state", "text_origin", "page", "source_url")
_TIMELINE = """
SELECT t.*, a.name AS area, coalesce(t.source_url, d.source_url) AS link FROM timeline t
JOIN areas a ON a.area_id = t.area_id LEFT JOIN documents d ON d.document_id = t.document_id
WHERE t.area_id = :area ORDER BY t.date DESC, t.event
"""
_DUE = "SELECT * FROM deadlines WHERE area_id = :area ORDER BY date, what"
KNOWN_BY = {
    "stated": "stated in a document",
    "register": "published by Ofsted, the council or the press",
    "computed": "computed here from the rules",
}
_COMPUTED = re.compile(r"\s*\(computed: (?P<how>.*)\)\s*$")
_FROM = re.compile(r"^(?P<period>.+?) from (?P<event>.+?) (?P<date>\d{4}-\d\d(?:-\d\d)?)(?P<rest>.*)$")


async def read_timeline(read: Reader, area_id: str, due: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The area's events, the newest first; `due` are its deadlines, which say whether what was expected came."""
    states = {(row["date"], row["event_code"]): row["state"] for row in due}
    rows = []
    for row in await read(_TIMELINE, {"area": area_id}):
        state = states.get((row["date"], row["event"]))
        rows.append(
            {
                **dict(row),
                "event": EVENTS.get(row["event"], row["event"].replace("_", " ")),
                "event_code": row["event"],
                "what": word_label(row["label"]),
                "state": state,
                "known_by": KNOWN_BY[row["basis"]],
                "source_url": row["link"],
            }
        )
    return rows


async def read_due(read: Reader, area_id: str) -> list[dict[str, Any]]:
    """The area's deadlines, the earliest first, with `state` as in the view."""
    return [
        {
            **dict(row),
            "event_code": row["what"],
            "what": EVENTS.get(row["what"], row["what"]),
            "label": word_label(row["label"]),
        }
        for row in await read(_DUE, {"area": area_id})
    ]


def word_label(label: str) -> str:
    """An event's label without the machine's bracket: "computed: 18 months from wsoa accepted 2020-09-25" becomes
    "18 months after WSoA accepted, 25 Sep 2020".
    """
    computed = _COMPUTED.search(label)
    if not computed:
        return label
    how = _FROM.match(computed["how"])
    if not how:
        return f"{label[: computed.start()]} ({computed['how']})"
    event = EVENTS.get(how["event"].replace(" ", "_"), how["event"])
    counted = f"{how['period']} after: {event[:1].lower() + event[1:] if not event.startswith('WSoA') else event}"
    return f"{label[: computed.start()]} ({counted}, {format_date(how['date'])}{how['rest']})"


def as_events(timeline: Sequence[Mapping[str, Any]]) -> list[Event]:
    """The events as the strip draws them."""
    return [
        Event(row["date"], kind_of(row["event_code"], row["what"]), row["what"], row["basis"] == "computed")
        for row in timeline
    ]
