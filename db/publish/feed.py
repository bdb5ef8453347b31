"""The latest changes as an Atom feed (RFC 4287), for people who want to hear of a new report without looking."""

from __future__ import annotations

import re
import sqlite3
from typing import Any
from xml.etree import ElementTree

from db.facts.inspections import OUTCOME_LABELS

FILE_NAME = "feed.atom"
ATOM = "http://www.w3.org/2005/Atom"
LIMIT = 100
# What XML 1.0 cannot hold, not even escaped.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Ids are made of names that do not change with the address under which the feed is served.
_TAG = "tag:sendkb,2026"
_NOUNS = {"documents": "document", "inspections": "inspection"}
_WORDS = {"added": "new", "changed": "changed", "gone": "no longer at its address"}

_QUERY = """
SELECT c.at, c.change, c.item_table, c.item_id, c.document_id, c.title, c.source_url,
       coalesce(a.name, 'England') AS area, i.outcome,
       (SELECT count(*) FROM changes o WHERE o.at = c.at AND o.item_table NOT IN ('documents', 'inspections')
          AND o.document_id = c.document_id AND c.item_table = 'inspections') AS rows_with_it
FROM changes c LEFT JOIN areas a ON a.area_id = c.area_id
LEFT JOIN inspections i ON c.item_table = 'inspections' AND i.inspection_id = c.item_id
WHERE c.item_table IN ('documents', 'inspections') AND c.cause = 'source' AND (:area IS NULL OR c.area_id = :area)
ORDER BY c.at DESC, c.change_id DESC LIMIT :limit
"""


def make_feed(connection: sqlite3.Connection, address: str, *, area_id: str | None = None) -> bytes:
    """The feed of documents and inspections that came, changed or went, newest first, at most 100.

    `address` is where the feed itself is served; `area_id` narrows it to one area. Rows that only a newer version of the
    program reads otherwise are left out. An empty feed is as old as the database.
    """
    cursor = connection.execute(_QUERY, {"area": area_id, "limit": LIMIT})
    names = [column[0] for column in cursor.description]
    entries = [dict(zip(names, row, strict=True)) for row in cursor]
    built = connection.execute("SELECT value FROM build_info WHERE key = 'built_at'").fetchone()
    ElementTree.register_namespace("", ATOM)
    feed = ElementTree.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "en-GB"})
    _text(feed, "id", f"{_TAG}:changes" + (f":{area_id}" if area_id else ""))
    _text(feed, "title", "SEND inspections and plans: what is new")
    _text(feed, "updated", entries[0]["at"] if entries else str(built[0]))
    _link(feed, address, rel="self")
    author = ElementTree.SubElement(feed, f"{{{ATOM}}}author")
    _text(author, "name", "sendkb")
    for entry in entries:
        _add_entry(feed, entry)
    return bytes(ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True))


def _add_entry(feed: ElementTree.Element, row: dict[str, Any]) -> None:
    entry = ElementTree.SubElement(feed, f"{{{ATOM}}}entry")
    _text(entry, "id", f"{_TAG}:{row['item_table']}:{row['item_id']}:{row['change']}:{row['at']}")
    # A document's wording of the outcome is a paragraph.
    subject = OUTCOME_LABELS[row["outcome"]] if row["outcome"] else row["title"] or row["item_id"]
    _text(entry, "title", f"{row['area']}: {_NOUNS[row['item_table']]} {_WORDS[row['change']]}: {subject}")
    _text(entry, "updated", row["at"])
    # Nothing but a web address is ever a link, whatever was handed in.
    if row["source_url"] and row["source_url"].startswith(("https://", "http://")):
        _link(entry, row["source_url"], rel="alternate")
    count = row["rows_with_it"]
    told = f" {count} weaknesses, strengths, actions and dates came or changed with it." if count else ""
    _text(entry, "summary", f"{row['item_id']}.{told}")


def _text(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, f"{{{ATOM}}}{name}").text = _NO_XML.sub("\ufffd", text)


def _link(parent: ElementTree.Element, address: str, *, rel: str) -> None:
    ElementTree.SubElement(parent, f"{{{ATOM}}}link", {"rel": rel, "href": _NO_XML.sub("%20", address)})
