"""Serving is safe: what every answer carries, what is refused, what a visitor's SQL may cost."""

import asyncio
import csv
import io
import time
from datetime import UTC, datetime

import pytest

from db.publish.spreadsheet import harmless_csv, make_harmless
from db.site.health import STALE_DAYS, read_health
from db.site.safety import HEADERS
from db.site.serve import make_datasette
from db.sqlite.connect import connected
from tests.support.site_db import build_site_database


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return build_site_database(tmp_path_factory.mktemp("safety"))


@pytest.fixture(scope="module")
def ask(path):
    client = make_datasette(path).client

    def run(address, method="GET"):
        return asyncio.run(client.request(method, address))

    return run


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/areas/norfolk",
        "/send/areas",
        "/send/areas.json",
        "/send/areas.csv",
        "/feed.atom",
        "/nothing",
        "/robots.txt",
    ],
)
def test_every_answer_carries_the_headers(ask, address):
    answer = ask(address)
    for name, value in HEADERS.items():
        assert answer.headers[name] == value, name
    assert "script-src 'self';" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    "address", ["/", "/areas", "/areas/norfolk", "/send", "/send/areas", "/send?sql=select+1", "/search?q=plan"]
)
def test_no_page_needs_a_script_that_its_policy_forbids(ask, address):
    page = ask(address).text
    inline = [part for part in page.split("<script")[1:] if " src=" not in part.split(">", 1)[0]]
    assert inline == []
    assert " onclick=" not in page


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE"])
def test_what_does_not_read_is_refused(ask, method):
    answer = ask("/send/areas", method)
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]


@pytest.mark.parametrize(
    "address",
    ["/-/databases", "/-/databases.json", "/-/threads.json", "/-/versions.json", "/-/settings.json", "/-/plugins.json", "/send.json",
     "/-/metadata.json", "/send.json?sql=select+*+from+pragma_database_list", "/send.json?sql=select+nothing"],
)  # fmt: skip
def test_no_answer_tells_a_path_of_the_server(ask, path, address):
    assert str(path.parent) not in ask(address).text


@pytest.mark.parametrize(
    "sql",
    [
        "select length(hex(zeroblob(499000000)))",
        "select length(randomblob(1000000000))",
        "select length(replace(hex(zeroblob(4000000)), '0', 'aaaaaaaaaa'))",
        "select fts3_tokenizer('simple')",
        "select load_extension('x')",
        "select * from pragma_database_list",
        "select 1 where 'a' like '" + "%a" * 1000 + "'",
        "select " + "(" * 300 + "1" + ")" * 300,
    ],
)
def test_a_query_that_means_harm_is_refused_at_once(ask, sql):
    began = time.process_time()
    answer = ask(f"/send.json?sql={sql.replace('%', '%25')}")
    assert answer.json()["ok"] is False
    assert time.process_time() - began < 2


def test_a_query_without_end_is_ended(ask):
    endless = "with recursive n(i) as (select 1 union all select i %2B 1 from n) select count(*) from n"
    answer = ask(f"/send.json?sql={endless}&_timelimit=200")
    assert answer.json()["ok"] is False
    assert "time limit" in answer.text or "interrupted" in answer.text


def test_a_flood_of_words_is_answered_in_time(ask):
    began = time.process_time()
    for address in ("/search?q=", "/send/search_weaknesses?words="):
        assert ask(address + "+".join(f"word{number}" for number in range(4000))).status_code == 200
    assert time.process_time() - began < 10


def test_health_tells_how_fresh_the_site_is(ask, path):
    health = ask("/-/health").json()
    assert health["ok"] is True
    assert health["is_stale"] is False
    assert health["documents"] == 1
    with connected(path) as db:
        later = datetime.fromisoformat(health["built_at"]).astimezone(UTC)
        assert read_health(db.conn, later.replace(year=later.year + 1)).is_stale
        assert STALE_DAYS > 7


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"), ("@SUM(1)", "'@SUM(1)"), ("+44 20", "'+44 20"), ("-2+3|cmd", "'-2+3|cmd"), ("\t=1", "'\t=1"),
        (" =1", "' =1"), ("-5", "-5"), ("+5.5%", "+5.5%"), ("Plan = late", "Plan = late"), ("", ""), ("a, =b", "a, =b"),
    ],
)  # fmt: skip
def test_no_cell_is_a_formula(text, cell):
    assert make_harmless(text) == cell
    out = io.StringIO(newline="")
    csv.writer(out).writerows([["id", "text", "last"], ["1", text, 'quote " and\nline']])
    written = out.getvalue().encode()
    # In pieces of any size, as a server sends them.
    for size in (1, 7, 10_000):
        made, rest = b"", b""
        for at in range(0, len(written), size):
            whole, rest = harmless_csv(rest + written[at : at + size])
            made += whole
        rows = list(csv.reader(io.StringIO((made + rest).decode(), newline="")))
        assert rows == [["id", "text", "last"], ["1", cell, 'quote " and\nline']]


def test_the_csv_of_the_site_runs_nothing(ask):
    answer = ask("/send.csv?sql=select+'=1%2B1'+as+one,+'@x'+as+two,+-5+as+three")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    assert rows == [["one", "two", "three"], ["'=1+1", "'@x", "-5"]]
