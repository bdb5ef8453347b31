"""The Atom feed: what RFC 4287 asks of it, newest first, one area or all."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from contextlib import closing
from datetime import date, timedelta
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
            source_url=f"file:///srv/somebody/{area}.html"
            if area == "norfolk"
            else f"https://files.example/{area}?a=1&b=2",
            title=f"Report & letter of {area}",
            area_id=area,
            retrieved_at=f"{at}T09:00:00+00:00",
        )
        store.add(text.encode(), meta)
    build(data, starter=False)
    return database_path(data)


def read(database: Path, area_id: str | None = None, today: date | None = None) -> ElementTree.Element:
    with closing(sqlite3.connect(database)) as connection:
        address = "https://send.example/feed.atom"
        return ElementTree.fromstring(make_feed(connection, address, today=today or date.today(), area_id=area_id))


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


def test_entries_are_events_people_care_about_with_their_area(database: Path) -> None:
    found = titles(read(database))
    assert "Essex: report published: Inconsistent experiences and outcomes" in found
    assert all(title and ": " in title for title in found)
    passed = [title for title in found if title and title.endswith("day passed, outcome not known")]
    assert all(title.split(": ")[1][:4] != "file" for title in passed)


def test_a_day_that_passed_without_a_known_outcome_is_an_entry_for_half_a_year(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        day, area = connection.execute(
            "SELECT date, area FROM deadlines WHERE state = 'passed, outcome not known' AND length(date) = 10 "
            "AND what = 'plan_due' ORDER BY date DESC LIMIT 1"
        ).fetchone()
    wanted = f"{area}: plan due: day passed, outcome not known"
    soon = date.fromisoformat(day) + timedelta(days=10)
    assert wanted in titles(read(database, today=soon))
    assert wanted not in titles(read(database, today=soon + timedelta(days=200)))


def test_no_address_of_this_machine_is_told(database: Path) -> None:
    for address in (
        "/feed.atom",
        "/feed.atom?area=rutland",
        "/send/changes",
        "/send/changes.json",
    ):
        answer = asyncio.run(make_datasette(database).client.get(address))
        assert answer.status_code == 200
        assert "file:" not in answer.text
        assert str(database.parent) not in answer.text


def test_on_the_site_entries_lead_to_the_area_and_to_the_source(database: Path) -> None:
    entry = get(database, "/feed.atom?area=essex")[1].find("a:entry", NAMES)
    assert entry is not None
    links = {link.get("rel"): link.get("href") or "" for link in entry.findall("a:link", NAMES)}
    assert links["alternate"].endswith("/areas/essex")
    assert links["related"].startswith("https://")


def test_an_area_goes_by_any_of_its_names_and_an_unknown_one_is_404(database: Path) -> None:
    assert titles(get(database, "/feed.atom?area=Herts")[1]) == titles(read(database, "hertfordshire"))
    answer = asyncio.run(make_datasette(database).client.get("/feed.atom?area=zz"))
    assert answer.status_code == 404


def test_one_area_hears_only_of_itself(database: Path) -> None:
    assert {str(title).split(":")[0] for title in titles(read(database, "norfolk"))} == {"Norfolk"}


def test_control_characters_and_addresses_that_run_do_not_break_or_enter_it(database: Path, tmp_path: Path) -> None:
    copied = Path(shutil.copy(database, tmp_path / "send.db"))
    with closing(sqlite3.connect(copied)) as connection, connection:
        connection.execute(
            "UPDATE actions SET text = 'a\x01b', deadline = '2024-01-10', status = NULL, source_url = 'javascript:alert(1)' "
            "WHERE action_id = (SELECT min(action_id) FROM actions WHERE area_id = 'norfolk')"
        )
        connection.execute(
            "UPDATE timeline SET source_url = 'https://e.example/\x01' WHERE area_id = 'norfolk' AND event = 'wsoa_published'"
        )
    feed = read(copied, "norfolk", date(2024, 2, 1))
    assert "a\ufffdb (our paraphrase)" in [each.text for each in feed.findall("a:entry/a:summary", NAMES)]
    links = [link.get("href") or "" for link in feed.findall("a:entry/a:link", NAMES)]
    assert "https://e.example/%20" in links
    assert all(link.startswith("http") for link in links)
