"""What a revisit letter or a monitoring report says comes next, as events on the letter's own day.

The letters give no day for the next steps; they are dated by the letter that states them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.language.dates import DateSpan
from extract.language.phrases import phrases
from extract.letters.events import event_at
from extract.lists.pieces import Piece
from extract.model.document import Document
from extract.model.findings import EventFinding

_STEPS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"accelerated (?:progress|action|improvement) plan", re.IGNORECASE),
        "Accelerated progress plan required",
    ),
    (re.compile(r"\b(?:cease|end|stop)\b", re.IGNORECASE), "Support and challenge visits cease"),
    (
        re.compile(r"determine\w* the next steps|powers of intervention", re.IGNORECASE),
        "Department for Education and NHS England decide the next steps",
    ),
    (re.compile(r"will not carry out any further|no further", re.IGNORECASE), "No further revisit unless directed"),
)


def find_next_steps(
    document: Document, pieces: Sequence[Piece], day: DateSpan | None
) -> tuple[tuple[EventFinding, ...], bool | None]:
    """The next steps as events, each kind once, and whether a plan is required (None where nothing is said of one)."""
    events: dict[str, EventFinding] = {}
    labels: set[str] = set()
    for piece in pieces:
        if not phrases("letters")["next_steps"].search(piece.text):
            continue
        for pattern, label in _STEPS:
            if not pattern.search(piece.text):
                continue
            labels.add(label)
            if day is not None:
                quote = document.quote_at(piece.start, piece.end)
                events.setdefault(label, event_at("other", day, f"Next steps: {label}", quote, is_end=True))
    if _STEPS[0][1] in labels:
        return tuple(events.values()), True
    return tuple(events.values()), False if _STEPS[1][1] in labels else None
