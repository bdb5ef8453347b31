"""What a plan says of an action's progress: words, letters or colours, each with the review it was said at."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from extract.language.deadlines import parse_deadline
from extract.model.document import squash

_WORDS = (
    r"(?:dark |light )?(?:green|amber|red|blue|purple|grey|gray|yellow|white|black)(?:[ /-]+(?:green|amber|red|blue))?|[brag]"
    r"|not (?:yet )?(?:started|due|begun|on track|complete[d]?)|(?:nearly |almost |partially |partly |fully )?(?:complete[d]?|achieved|embedded|implemented|met)"
    r"|on ?-?track|off ?-?track|at risk|in progress|under ?way|started|progressing(?: but delayed| well| as planned)?|delayed|slipped|overdue|behind(?: schedule)?"
    r"|on ?-?going|closed|done|ahead(?: of schedule)?|paused|on hold|superseded|outstanding|to (?:be )?start(?:ed)?|on target|some delay|minor delay|stalled"
)
# A letter of its own beside those of the colours, in a column of ratings only.
_COMPLETE = re.compile(r"[Cc]|N/?S")
_STATUS = re.compile(rf"(?:{_WORDS})", re.IGNORECASE)
_LEADING = re.compile(rf"(?:{_WORDS})(?=\s*(?:[-–:;,.(]|$))", re.IGNORECASE)
_TRIM = re.compile(r"^(?:b?rag|status|rating)\s*[:–-]\s*", re.IGNORECASE)
_DATED = re.compile(
    rf"(?P<when>[^:;|\n–]{{3,24}}?\d\d)\s*[:–-]\s*(?P<status>{_WORDS})(?=\s*(?:[;,.|\n]|$))", re.IGNORECASE
)
# Hue in degrees up to which a filled cell counts as the named colour.
_HUES = ((18, "Red"), (70, "Amber"), (165, "Green"), (260, "Blue"), (320, "Purple"), (360, "Red"))
# Beyond these a background is white, black or grey to the eye: paper, a table's stripes, a head row.
_LEAST_SATURATION, _DARKEST, _LIGHTEST = 0.25, 0.12, 0.93


@dataclass(frozen=True, slots=True)
class StatusCell:
    """A status column's cell: its header, its text and its background."""

    header: str
    text: str
    fill: str | None


@dataclass(frozen=True, slots=True)
class Status:
    """An action's latest status with the day it applies to, and all reviews, oldest first."""

    status: str | None = None
    status_date: date | None = None
    history: tuple[tuple[str, str], ...] = ()


NO_STATUS = Status()


def is_status(text: str) -> bool:
    """Whether a text is nothing but a status: "Amber", "Progressing but delayed"."""
    return bool(_STATUS.fullmatch(squash(text).strip(". ")))


def colour_name(fill: str | None) -> str | None:
    """Red, Amber, Green, Blue or Purple for a background of six hex digits; None for white, black and greys."""
    if not fill:
        return None
    red, green, blue = (int(fill[i : i + 2], 16) / 255 for i in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    if saturation < _LEAST_SATURATION or not _DARKEST < light < _LIGHTEST:
        return None
    return next(name for limit, name in _HUES if hue * 360 <= limit)


def read_status(cells: Sequence[StatusCell]) -> Status:
    """The status of a row from its status columns, left to right.

    A column headed by a review ("RAG May 20") gives that review's status; the latest dated one is the action's. A cell
    may hold several ("May 2020: Amber; September 2020: Green"). Text that begins with no status word is a comment and
    gives none; an empty cell's colour does.
    """
    reviews: list[tuple[date | None, str, str]] = []
    for cell in cells:
        text = squash(cell.text)
        several = list(_DATED.finditer(cell.text))
        if several:
            reviews.extend((parse_deadline(m["when"]).date, squash(m["when"]), squash(m["status"])) for m in several)
            continue
        word = status_word(text) or (colour_name(cell.fill) if len(text) < 3 else None)
        if word is None:
            continue
        day = parse_deadline(_TRIM.sub("", cell.header)).date or parse_deadline(text).date
        reviews.append((day, cell.header if parse_deadline(cell.header).date else "", word))
    if not reviews:
        return NO_STATUS
    if all(day for day, _, _ in reviews):
        reviews.sort(key=lambda review: review[0] or date.min)
    dated = [review for review in reviews if review[0]]
    # Reviews are added on the right; where no header tells a rating from a comment, the last one is the latest.
    undated = reviews[0] if any(cell.header for cell in cells) else reviews[-1]
    latest = max(dated, key=lambda review: review[0] or date.min) if dated else undated
    history = tuple((label, word) for _, label, word in reviews if label)
    return Status(latest[2], latest[0], history)


def status_word(text: str) -> str | None:
    """The status that a text is or begins with, as printed; None for other text."""
    text = _TRIM.sub("", squash(text))
    if not text:
        return None
    if _STATUS.fullmatch(text.strip(". ")) or _COMPLETE.fullmatch(text):
        return text.strip(". ")
    match = _LEADING.match(text)
    if match and len(match[0]) > 1:
        return match[0]
    return None
