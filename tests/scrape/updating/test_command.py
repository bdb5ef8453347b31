"""`sendkb update` as an operator runs it: real addresses over TLS, which here lead to the replica, then the build."""

from __future__ import annotations

import io
import shlex
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import docx
import pytest
import trustme
from click.testing import CliRunner, Result

from db.publish.feed import FILE_NAME, make_feed
from sendkb import main
from tests.replica import troubles
from tests.replica.server import Replica, every_name_leads_to, serving

PROVIDER = "http://reports.ofsted.gov.uk/provider/44/80547"  # Rutland
FILE = "http://files.ofsted.gov.uk/v1/file/50299999"
HOSTS = ("reports.ofsted.gov.uk", "files.ofsted.gov.uk", "www.rutland.gov.uk")

Run = Callable[..., Result]


def report() -> bytes:
    """A report of 2023 on in words of ours."""
    document = docx.Document()
    document.add_heading("Area SEND inspection of Rutland Local Area Partnership", 1)
    for heading, text in (
        (None, "Inspection dates: 4 to 8 November 2024"),
        (None, "Dates of previous inspection: 5 March 2019"),
        ("Inspection outcome", "The local area partnership’s arrangements lead to inconsistent experiences and outcomes "
         "for children and young people with special educational needs and/or disabilities (SEND)."),
        ("Information about the local area partnership", "Made Up Council and NHS Made Up ICB are jointly responsible."),
    ):  # fmt: skip
        if heading:
            document.add_heading(heading, 2)
        document.add_paragraph(text)
    document.add_heading("Areas for improvement", 2)
    table = document.add_table(rows=2, cols=1)
    table.cell(0, 0).text = "Areas for improvement"
    table.cell(1, 0).text = "Leaders should shorten the time that children wait for an autism assessment."
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Replica]:
    replica = Replica()
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SENDKB_CONTACT", "tests@example.org")
    replica.put(PROVIDER, provider_page("Area SEND full inspection", "9 January 2025"))
    replica.put(FILE, report(), "application/pdf")
    replica.put("http://files.ofsted.gov.uk/v1/file/50225252", b"%PDF-1.4 nothing to read in it")
    with (
        serving(replica) as http,
        serving(replica, tls=authority, tls_names=HOSTS) as https,
        every_name_leads_to(http, https),
    ):
        yield replica


def provider_page(label: str, published: str) -> str:
    return f"""<main><h1>Rutland</h1><ol class="timeline"><li><a class="publication-link"
    href="https://files.ofsted.gov.uk/v1/file/50299999">{label}<span class="nonvisual">{label}, pdf - {published}</span></a>
    </li></ol></main>"""


@pytest.fixture
def run(tmp_path: Path) -> Run:
    data = tmp_path / "data"
    data.mkdir()
    settings = "allow_private = true\nseconds_between_requests = 0\nuse_archive = false\nattempts = 1\n"
    (data / "update.toml").write_text(settings)

    def call(*arguments: str) -> Result:
        return CliRunner().invoke(main, ["--data", str(data), *arguments], catch_exceptions=False)

    return call


def ask(tmp_path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(tmp_path / "data" / "send.db")) as connection:
        return connection.execute(sql).fetchall()


def test_update_stores_builds_and_shows_what_is_new(site: Replica, run: Run, tmp_path: Path) -> None:
    site.remove("http://files.ofsted.gov.uk/v1/file/50225252")
    result = run("update", "--area", "Rutland", "--no-starter")
    assert "1 new" in result.stdout
    assert result.exit_code == 1
    assert "50225252: no longer there (404)" in result.stderr
    rows = ask(
        tmp_path,
        "SELECT source_url, published, area_id, doc_type, status FROM documents WHERE area_id = 'rutland' AND text_origin = 'official'",
    )
    assert rows == [
        ("https://files.ofsted.gov.uk/v1/file/50299999", "2025-01-09", "rutland", "inspection_report", "ok")
    ]
    (weakness,) = ask(tmp_path, "SELECT text FROM weaknesses WHERE inspection_id = 'rutland-2024-11'")
    assert "autism assessment" in str(weakness[0])
    assert ("documents", "added") in ask(tmp_path, "SELECT item_table, change FROM changes")
    assert ask(tmp_path, "SELECT count(*) FROM problems WHERE stage = 'fetch'") == [(1,)]
    site.log.clear()
    again = run("update", "--area", "Rutland", "--no-starter")
    assert "1 unchanged" in again.stdout
    assert not [request for request in site.log if request.path == "/v1/file/50299999"]


def test_one_new_report_changes_exactly_the_rows_it_should(site: Replica, run: Run, tmp_path: Path) -> None:
    report_page = site.page("reports.ofsted.gov.uk", "/provider/44/80547")
    assert report_page is not None
    site.put(PROVIDER, '<main><h1>Rutland</h1><ol class="timeline"></ol></main>')
    run("update", "--area", "Rutland", "--no-starter")
    assert ask(tmp_path, "SELECT count(*) FROM changes WHERE item_table <> 'documents'") == [(0,)]
    site.put(PROVIDER, report_page.content)
    run("update", "--area", "Rutland", "--no-starter")
    rows = ask(
        tmp_path,
        "SELECT item_table, change, item_id FROM changes WHERE document_id LIKE 'rutland-area-send-%' OR item_table <> 'documents'",
    )
    document_id = ask(tmp_path, "SELECT document_id FROM documents WHERE source_url LIKE '%50299999'")[0][0]
    assert {row for row in rows if row[0] != "timeline"} == {
        ("documents", "added", document_id),
        ("inspections", "added", "rutland-2024-11"),
        ("weaknesses", "added", "rutland-2024-11-i1"),
    }
    assert {str(row[2]).rsplit("-", 1)[0][:7] for row in rows if row[0] == "timeline"} == {"rutland"}
    assert (tmp_path / "data" / FILE_NAME).exists()
    with closing(sqlite3.connect(tmp_path / "data" / "send.db")) as connection:
        feed = make_feed(connection, FILE_NAME, today=date(2025, 2, 1), area_id="rutland").decode()
    assert "Rutland: report published" in feed


def test_dry_run_says_what_there_is_and_stores_nothing(site: Replica, run: Run, tmp_path: Path) -> None:
    result = run("update", "--area", "Rutland", "--dry-run")
    assert "would update" in result.stdout
    assert not (tmp_path / "data" / "store").exists()
    assert not (tmp_path / "data" / "send.db").exists()


def test_sources_can_be_added_listed_and_are_then_watched(site: Replica, run: Run, tmp_path: Path) -> None:
    assert run("sources", "add", "https://www.rutland.gov.uk/send-plan", "--area", "rutland").exit_code == 0
    assert "already in" in run("sources", "add", "https://www.rutland.gov.uk/send-plan#x", "--area", "Rutland").stdout
    assert run("sources", "list", "--area", "Rutland").stdout.startswith(
        "rutland\tlocal_offer_page\thttps://www.rutland.gov.uk/send-plan"
    )
    wrong = run("sources", "add", "nonsense")
    assert wrong.exit_code == 1
    assert "no web address" in wrong.stderr
    site.put(
        "http://www.rutland.gov.uk/send-plan", "<main><h1>Our SEND plan</h1><p>It says what we will do.</p></main>"
    )
    run("update", "--area", "Rutland", "--no-starter")
    found = ask(tmp_path, "SELECT source_url FROM documents WHERE source_url LIKE '%send-plan'")
    assert found == [("https://www.rutland.gov.uk/send-plan",)]


def test_candidate_is_found_listed_accepted_and_fetched(site: Replica, run: Run, tmp_path: Path) -> None:
    page, plan = "http://www.rutland.gov.uk/send", "http://www.rutland.gov.uk/elsewhere/send-priority-action-plan"
    links = f'<a href="{plan.replace("http", "https")}">SEND priority action plan</a> <a href="/x/SEND-update">SEND update</a>'
    site.put(page, f"<main><h1>SEND</h1><p>What we do for children.</p>{links}</main>")
    site.put(plan, "<main><h1>SEND priority action plan</h1><p>We will hold a panel each week.</p></main>")
    run("sources", "add", "https://www.rutland.gov.uk/send", "--area", "Rutland")
    first = run("update", "--area", "Rutland", "--no-starter")
    assert "2 new candidates for plans: sendkb candidates list" in first.stdout
    listed = run("candidates", "list").stdout.splitlines()
    assert [line.split("\t")[:3] for line in listed] == [
        ["0.9", "rutland", "https://www.rutland.gov.uk/elsewhere/send-priority-action-plan"],
        ["0.3", "rutland", "https://www.rutland.gov.uk/x/SEND-update"],
    ]
    assert "linked on https://www.rutland.gov.uk/send as" in listed[0]
    assert not [request for request in site.log if "elsewhere" in request.path]
    assert run("candidates", "reject", "https://www.rutland.gov.uk/x/SEND-update").exit_code == 0
    assert run("candidates", "accept", "https://www.rutland.gov.uk/elsewhere/send-priority-action-plan").exit_code == 0
    again = run("update", "--area", "Rutland", "--no-starter")
    assert "new candidates" not in again.stdout
    found = ask(tmp_path, "SELECT area_id FROM documents WHERE source_url LIKE '%elsewhere%'")
    assert found == [("rutland",)]
    statuses = ask(tmp_path, "SELECT status FROM candidates ORDER BY status")
    assert statuses == [("accepted",), ("rejected",)]
    assert run("candidates", "list").stdout.count("http") == 0


def test_list_may_be_cut_off_by_its_reader(tmp_path: Path) -> None:
    command = f"{shlex.quote(sys.executable)} -m sendkb sources list | head -n 1"
    ended = subprocess.run(
        command, shell=True, capture_output=True, text=True, cwd=Path(__file__).parents[3], check=True
    )
    assert ended.stdout.count("\n") == 1
    assert ended.stderr == ""


def test_private_addresses_are_left_alone_unless_allowed(site: Replica, run: Run, tmp_path: Path) -> None:
    (tmp_path / "data" / "update.toml").write_text("use_archive = false\nattempts = 1\nseconds_between_requests = 0\n")
    result = run("update", "--area", "Rutland", "--dry-run")
    assert result.exit_code == 1
    assert "not a public address" in result.stderr
    assert site.log == []


def test_trouble_is_told_and_the_rest_is_done(site: Replica, run: Run, tmp_path: Path) -> None:
    site.trouble(PROVIDER, troubles.instead(troubles.CHALLENGE_PAGE))
    result = run("update", "--area", "Rutland", "--no-starter")
    assert result.exit_code == 1
    assert "Cloudflare asks for proof of being a person" in result.stderr
    assert "1 new" in result.stdout
