"""The Atom feed: what RFC 4287 asks of it, newest first, one area or all."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree

import pytest

from db.building.build import build, database_path
from db.publish.feed import ATOM, make_feed
from db.site.serve import make_datasette
from scrape.store import DocumentMeta, Store
from tests.support.made import REPORT

NAMES = {"a": ATOM}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("data")
    build(data, starter=False)
    store = Store(data / "store")
    for area, text, at in (
        ("rutland", REPORT, "2025-01-10"),
        ("norfolk", "News & views <b>of</b> Norfolk", "2025-02-10"),
    ):
        meta = DocumentMeta(
            f"{area}.html",
            source_url=f"https://files.example/{area}?a=1&b=2",
            title=f"Report & letter of {area}",
            area_id=area,
            retrieved_at=f"{at}T09:00:00+00:00",
        )
        store.add(text.encode(), meta)
    build(data, starter=False)
    return database_path(data)


def read(database: Path, area_id: str | None = None) -> ElementTree.Element:
    with closing(sqlite3.connect(database)) as connection:
        return ElementTree.fromstring(make_feed(connection, "https://send.example/feed.atom", area_id=area_id))


def get(database: Path, path: str) -> tuple[str, ElementTree.Element]:
    response = asyncio.run(make_datasette(database).client.get(path))
    assert response.status_code == 200
    return response.headers["content-type"], ElementTree.fromstring(response.content)


def test_site_serves_it_whole_and_by_area(database: Path) -> None:
    content_type, feed = get(database, "/feed.atom")
    assert content_type.startswith("application/atom+xml")
    assert titles(feed) == titles(read(database))
    link = feed.find("a:link[@rel='self']", NAMES)
    assert link is not None
    assert (link.get("href") or "").endswith("/feed.atom")
    assert titles(get(database, "/feed.atom?area=norfolk")[1]) == titles(read(database, "norfolk"))


def titles(feed: ElementTree.Element) -> list[str | None]:
    return [title.text for title in feed.findall("a:entry/a:title", NAMES)]


def test_has_what_every_atom_feed_must_have(database: Path) -> None:
    feed = read(database)
    for element in (feed, *feed.findall("a:entry", NAMES)):
        for name in ("id", "title", "updated"):
            found = element.find(f"a:{name}", NAMES)
            assert found is not None, name
            assert found.text
    assert feed.find("a:author/a:name", NAMES) is not None
    ids = [each.text for each in feed.findall("a:entry/a:id", NAMES)]
    assert len(set(ids)) == len(ids)
    updated = [each.text or "" for each in feed.findall("a:entry/a:updated", NAMES)]
    assert updated == sorted(updated, reverse=True)


def test_entries_name_area_and_thing_and_lead_to_the_source(database: Path) -> None:
    feed = read(database)
    found = titles(feed)
    assert found[0] == "Rutland: inspection new: Inconsistent experiences and outcomes"
    assert "Norfolk: document new: Report & letter of norfolk" in found
    link = feed.find("a:entry/a:link", NAMES)
    assert link is not None
    assert link.get("href") == "https://files.example/rutland?a=1&b=2"
    summary = feed.findtext("a:entry/a:summary", "", NAMES)
    assert summary.startswith("rutland-2024-11. ")
    assert "came or changed with it" in summary


def test_one_area_hears_only_of_itself(database: Path) -> None:
    assert titles(read(database, "norfolk")) == ["Norfolk: document new: Report & letter of norfolk"]
    assert titles(read(database, "essex")) == []


def test_control_characters_and_addresses_that_run_do_not_break_or_enter_it(tmp_path: Path) -> None:
    build(tmp_path, starter=False)
    store = Store(tmp_path / "store")
    at = "2025-02-10T09:00:00+00:00"
    for name, url in (("a\x01b.txt", "https://e.example/\x01"), ("c.txt", "javascript:alert(1)")):
        store.add(name.encode(), DocumentMeta(name, source_url=url, title=name, area_id="norfolk", retrieved_at=at))
    build(tmp_path, starter=False)
    feed = read(database_path(tmp_path))
    assert any("a\ufffdb.txt" in title for title in titles(feed))
    links = [link.get("href") for link in feed.findall("a:entry/a:link", NAMES)]
    assert links == ["https://e.example/%20"]
