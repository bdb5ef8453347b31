"""What is new as an Atom feed (RFC 4287), for people who want to hear of a new report without looking."""

from __future__ import annotations

import re
import sqlite3
from datetime import date
from xml.etree import ElementTree

from db.publish.news import NewsItem, read_news

FILE_NAME = "feed.atom"
ATOM = "http://www.w3.org/2005/Atom"
LIMIT = 100
# What XML 1.0 cannot hold, not even escaped.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Ids are made of names that do not change with the address under which the feed is served.
_TAG = "tag:sendkb,2026"


def make_feed(
    connection: sqlite3.Connection,
    address: str,
    *,
    today: date,
    area_id: str | None = None,
    site: str | None = None,
    author: str = "sendkb",
) -> bytes:
    """The feed of what was published and what days passed, newest first, at most 100.

    `address` is where the feed itself is served; `site` the address of the site's home page, which entries then lead to;
    `area_id` narrows it to one area; `author` is who publishes it. An entry is as old as what it tells of; an empty feed as old as the database.
    """
    items = read_news(connection, today=today, area_ids=(area_id,) if area_id else None, limit=LIMIT)
    built = connection.execute("SELECT value FROM build_info WHERE key = 'built_at'").fetchone()
    area = connection.execute("SELECT name FROM areas WHERE area_id = ?", (area_id,)).fetchone()
    ElementTree.register_namespace("", ATOM)
    feed = ElementTree.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "en-GB"})
    _text(feed, "id", f"{_TAG}:news" + (f":{area_id}" if area_id else ""))
    _text(feed, "title", "SEND inspections and plans" + (f": {area[0]}" if area else ": what is new"))
    _text(feed, "updated", _moment(items[0].date) if items else str(built[0]))
    _link(feed, address, rel="self")
    _text(ElementTree.SubElement(feed, f"{{{ATOM}}}author"), "name", author)
    for item in items:
        _add_entry(feed, item, site)
    return bytes(ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True))


def _add_entry(feed: ElementTree.Element, item: NewsItem, site: str | None) -> None:
    entry = ElementTree.SubElement(feed, f"{{{ATOM}}}entry")
    _text(entry, "id", f"{_TAG}:{item.id}")
    told = f": {item.detail}" if item.detail and not item.has_passed else ""
    _text(
        entry,
        "title",
        f"{item.area}: {item.what[:1].lower() + item.what[1:] if not item.what.startswith('WSoA') else item.what}{told}",
    )
    _text(entry, "updated", _moment(item.date))
    if site:
        _link(entry, f"{site.rstrip('/')}/areas/{item.area_id}", rel="alternate")
        if item.source_url:
            _link(entry, item.source_url, rel="related")
    elif item.source_url:
        _link(entry, item.source_url, rel="alternate")
    summary = item.detail or item.what
    _text(entry, "summary", f"{summary} (our paraphrase)" if item.is_paraphrase else summary)


def _moment(day: str) -> str:
    """The first moment of a day, month or year."""
    return f"{day}{'-01-01'[len(day) - 10 :] if len(day) < 10 else ''}T00:00:00Z"


def _text(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, f"{{{ATOM}}}{name}").text = _NO_XML.sub("\ufffd", text)


def _link(parent: ElementTree.Element, address: str, *, rel: str) -> None:
    ElementTree.SubElement(parent, f"{{{ATOM}}}link", {"rel": rel, "href": _NO_XML.sub("%20", address)})
