"""The same plan published twice: which of its actions are those of the version before, and what each version said."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import lru_cache

from db.join.rows import Tables, iso
from db.reading.records import Record
from db.sqlite.row import Row
from extract.language.deadlines import parse_deadline
from extract.language.wording import ALIKE, content_words, likeness
from extract.model.findings import ActionFinding


class PlanHistory:
    """Actions met so far by what their plan is for; those of a later document are found again, never doubled.

    Within one document nothing is joined: a plan that promises the same under two weaknesses promises it twice.
    """

    def __init__(self) -> None:
        self._by_text: dict[tuple[str, str], list[Row]] = defaultdict(list)
        self._by_ref: dict[tuple[str, str], list[Row]] = defaultdict(list)
        self._words: dict[str, frozenset[str]] = {}
        self._documents: dict[str, set[str]] = defaultdict(set)
        self._latest: dict[str, date] = {}

    def find(self, base: str, action: ActionFinding, record: Record) -> Row | None:
        """The row of an action that an earlier document stated: in the same words (the one with the same number first),
        or under the same number in words of which most are the same."""
        same_words = self._open(self._by_text[base, _key(action.quote.text)], record)
        numbered = [row for row in same_words if row["ref"] == action.ref]
        if numbered or same_words:
            return (numbered or same_words)[0]
        if action.ref is None:
            return None
        wording = content_words(action.quote.text)
        reworded = [
            row
            for row in self._open(self._by_ref[base, action.ref], record)
            if likeness(self._words[row["action_id"]], wording) >= ALIKE
        ]
        return reworded[0] if reworded else None

    def add(self, base: str, row: Row) -> None:
        """Take in a new action."""
        self._by_text[base, _key(row["text"])].append(row)
        if row["ref"]:
            self._words[row["action_id"]] = content_words(row["text"])
            self._by_ref[base, row["ref"]].append(row)

    def tell(self, row: Row, action: ActionFinding, record: Record, tables: Tables) -> None:
        """Write what this document says of an action; the action's own deadline and owner are the latest version's."""
        action_id = row["action_id"]
        self._documents[action_id].add(record.document_id)
        day = record.published or date.min
        if day >= self._latest.get(action_id, date.min):
            self._latest[action_id] = day
            row["owner"] = action.owner or row["owner"]
            if action.deadline_text:
                row["deadline_text"] = action.deadline_text
                row["deadline"], row["deadline_precision"] = iso(action.deadline), action.deadline_precision
        quote = action.quote
        tables.add(
            "action_versions",
            {
                "action_id": action_id,
                "document_id": record.document_id,
                "published": iso(record.published),
                "text": quote.text,
                "owner": action.owner,
                "deadline_text": action.deadline_text,
                "deadline": iso(action.deadline),
                "status": action.status,
                "page": quote.page,
                "char_start": quote.char_start,
                "char_end": quote.char_end,
            },
        )

    def _open(self, rows: list[Row], record: Record) -> list[Row]:
        """Rows that this document has not stated yet."""
        return [row for row in rows if record.document_id not in self._documents[row["action_id"]]]


@lru_cache(maxsize=4096)
def review_day(review: str) -> str | None:
    """The day a review as printed is of: "RAG May 20" is 31 May 2020; None where it names none."""
    return iso(parse_deadline(review).date)


def _key(text: str) -> str:
    return " ".join(sorted(content_words(text))) or text.casefold()
