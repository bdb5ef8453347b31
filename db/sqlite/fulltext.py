"""Full-text search over what people look for words in."""

from __future__ import annotations

from sqlite_utils import Database

# English word stems, accents ignored: "commissioning" finds "commission".
TOKENIZER = "porter unicode61 remove_diacritics 2"
INDEXED = {
    "weaknesses": ("text",),
    "strengths": ("section", "text"),
    "actions": ("text", "owner", "measure"),
    "passages": ("text",),
}


def create_fulltext(db: Database) -> None:
    """Index the tables as they are now; the file is never changed afterwards, so no triggers are needed."""
    for table, columns in INDEXED.items():
        db.table(table).enable_fts(columns, tokenize=TOKENIZER)
