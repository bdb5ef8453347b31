"""What a correction does to a row's quote: its words stand in the stored source, or the row is a paraphrase and says so."""

from __future__ import annotations

from typing import Any

from sqlite_utils import Database

from db.check.stored_text import StoredText, TextSpan, stored_text
from db.check.verify import QUOTED
from db.errors import CorrectionError
from db.sqlite.row import Row

QUOTED_COLUMNS = {table: column for table, _, column, _ in QUOTED}
_SPAN = frozenset({"char_start", "char_end"})


def requote(db: Database, table: str, row: Row, column: str, value: str) -> Row:
    """The further changes that setting `column` of `row` to `value` brings.

    New words, another page or another document: the place where the words stand there. Words that stand nowhere in their
    document make a paraphrase of the row, which then has no document, page or span but its source's address. Raises
    `CorrectionError` where words would be called official that no stored source holds.
    """
    words_column = QUOTED_COLUMNS[table]
    if column in _SPAN:
        raise CorrectionError(f"{column} follows from the words and their page: correct those")
    if column == "response":
        return _check_response(db, row, value)
    if column not in (words_column, "page", "document_id", "text_origin"):
        return {}
    after = row | {column: value or None}
    if after["document_id"] is None or (column == "text_origin" and value == "paraphrase"):
        return _paraphrase(db, table, row, after)
    stored = stored_text(db, str(after["document_id"]))
    place = _find(stored, str(after[words_column] or ""), row, after, column)
    if place is None and column == words_column:
        return _paraphrase(db, table, row, after)
    if place is None:
        where = f"page {value} of {row['document_id']}" if column == "page" else str(after["document_id"])
        raise CorrectionError(f"its words do not stand on {where}: look up where they do")
    if after["text_origin"] == "paraphrase":
        raise CorrectionError("a paraphrase has no place in a document: correct its text_origin after its words")
    return {"page": place.page, "char_start": place.char_start, "char_end": place.char_end}


def _find(stored: StoredText | None, words: str, row: Row, after: Row, column: str) -> TextSpan | None:
    if stored is None:
        return None
    if column == "page":
        page = str(after["page"] or "")
        return stored.find(words, page=int(page)) if page.isdigit() else None
    if row["page"] is not None and row["document_id"] == after["document_id"]:
        # Words that stand in several places are most likely still on their page.
        place = stored.find(words, page=row["page"])
        if place is not None:
            return place
    return stored.find(words)


def _paraphrase(db: Database, table: str, row: Row, after: Row) -> Row:
    if "source_url" not in row:
        raise CorrectionError(
            f"{table} holds the source's own words only, and these do not stand in {row['document_id']}"
        )
    if after["text_origin"] != "paraphrase" and row["document_id"] is None:
        if row["text_origin"] == "paraphrase":
            raise CorrectionError("no stored document holds these words: ingest the one that does")
        return {"text_origin": "paraphrase"}
    if row["document_id"] is None:
        return {}
    return {
        "text_origin": "paraphrase",
        "document_id": None,
        "page": None,
        "char_start": None,
        "char_end": None,
        "source_url": row["source_url"] or _address(db, row["document_id"]),
    }


def _address(db: Database, document_id: str) -> Any:
    return db.conn.execute("SELECT source_url FROM documents WHERE document_id = ?", (document_id,)).fetchone()[0]


def _check_response(db: Database, row: Row, value: str) -> Row:
    stored = stored_text(db, row["document_id"])
    if value and (stored is None or stored.find(value) is None):
        raise CorrectionError(
            f"a response is in the source's own words, and these do not stand in {row['document_id']}"
        )
    return {}
