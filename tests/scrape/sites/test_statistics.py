"""Official figures: found from their publication pages, read from every form in which they come, checked before use."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from scrape.errors import ScrapeError, SiteChangedError
from scrape.sites.collect import Collector
from scrape.sites.statistics import (
    FOLDER,
    Figures,
    Refreshed,
    Way,
    fetch_figures,
    find_link,
    load_figures,
    parse_figures,
)
from scrape.store import Store
from tests.replica import troubles
from tests.replica.server import Replica
from tests.scrape.conftest import FakeTime

HEADINGS = [
    "Region",
    "Local area partnership [note 1]",
    "Inspection start date",
    "Inspection publication date",
    "Inspection outcome",
]
ROWS = [
    ["London", "Made Up", "15/05/2023", "2023-08-03", "Inconsistent experiences and outcomes"],
    ["London", "Also Made Up", "2024-01-08", "11/03/2024", "Widespread and/or systemic failings"],
]
TODAY = date(2026, 9, 1)
COLLECTION, RELEASES = (
    "http://www.gov.test/collections/area-send-statistics",
    "http://www.gov.test/government/statistics",
)


def ofsted() -> Figures:
    figures = next(each for each in load_figures() if each.name == "area_send_inspections")
    return replace(
        figures,
        start=COLLECTION,
        ways=(Way(COLLECTION, figures.ways[0].steps),),
        minimum_rows=2,
        hosts=frozenset({"assets.publishing.service.gov.uk"}),
    )


def as_ods(rows: list[list[str]]) -> bytes:
    def cell(value: str) -> str:
        if len(value) == 10 and value[4] == "-":
            return f'<table:table-cell office:date-value="{value}T00:00:00"><text:p>shown otherwise</text:p></table:table-cell>'
        return f"<table:table-cell><text:p>{value}</text:p></table:table-cell>"

    lines = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    padding = '<table:table-row><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("content.xml", f"<office:x {names}><table:table>{padding}{lines}</table:table></office:x>")
    return buffer.getvalue()


def as_xlsx(rows: list[list[str]]) -> bytes:
    book = Workbook()
    book.create_sheet("Data")
    for row in rows:
        book["Data"].append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def as_csv(rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


@pytest.mark.parametrize("form", [as_ods, as_xlsx, as_csv])
def test_reads_every_form_below_title_and_notes(form: object) -> None:
    content = form([["Area SEND inspections"], [], HEADINGS, *ROWS, ["Source: us"]])  # type: ignore[operator]
    rows = parse_figures(content, "http://x.test/data", ofsted())
    assert [(row["area"], row["inspection_start"], row["published"]) for row in rows] == [
        ("Made Up", "2023-05-15", "2023-08-03"),
        ("Also Made Up", "2024-01-08", "2024-03-11"),
    ]


def test_missing_column_and_too_few_rows_are_errors_that_say_so() -> None:
    with pytest.raises(SiteChangedError, match=r"Verdict.*patterns/statistics\.yml"):
        parse_figures(
            as_csv([["Region", "Local area partnership", "Began", "Printed", "Verdict"], *ROWS]),
            "http://x.test",
            ofsted(),
        )
    with pytest.raises(SiteChangedError, match="2 rows where at least 20"):
        parse_figures(as_csv([HEADINGS, *ROWS]), "http://x.test", replace(ofsted(), minimum_rows=20))
    with pytest.raises(SiteChangedError, match="neither CSV"):
        parse_figures(b"PK\x03\x04 cut off", "http://x.test", ofsted())


def test_latest_release_is_found_by_its_date() -> None:
    links = "".join(
        f'<a href="/government/statistics/area-send-inspections-and-outcomes-in-england-as-at-{day}">Area SEND</a>'
        for day in ("31-august-2022", "31-december-2024", "31-december-2023")
    )
    found = find_link(f"<html>{links}".encode(), COLLECTION, ofsted().ways[0].steps[0])
    assert found is not None
    assert found.endswith("31-december-2024")


@pytest.fixture
def published(replica: Replica) -> str:
    release = f"{RELEASES}/area-send-inspections-and-outcomes-in-england-as-at-31-december-2024"
    data = "http://assets.publishing.service.gov.uk/media/abc/area_send_data.ods"
    replica.put(
        COLLECTION, f'<html><a href="{release.replace("www.gov.test", "www.gov.test")}">Area SEND, 31 December 2024</a>'
    )
    replica.put(
        release,
        f'<html><h3 class="gem-c-attachment__title"><a class="gem-c-attachment__link" href="{data}">Data</a></h3>',
    )
    replica.put(data, as_ods([HEADINGS, *ROWS]), "application/vnd.oasis.opendocument.spreadsheet")
    return data


def test_figures_come_from_the_publication_page_and_not_again(replica: Replica, published: str, tmp_path: Path) -> None:
    for _ in range(2):
        collector = Collector(Store(tmp_path / "store"), FakeTime().fetcher())
        assert fetch_figures(collector, ofsted(), tmp_path, TODAY).url == published
    with (tmp_path / FOLDER / "area_send_inspections.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert rows[0]["outcome"] == "Inconsistent experiences and outcomes"
    assert rows[0]["source_url"] == published
    assert [request.status for request in replica.asked(published)] == [200, 304]
    assert Store(tmp_path / "store").documents() == []


def test_figures_of_before_stay_where_the_page_fails(replica: Replica, published: str, tmp_path: Path) -> None:
    collector = Collector(Store(tmp_path / "store"), FakeTime().fetcher())
    fetch_figures(collector, ofsted(), tmp_path, TODAY)
    before = (tmp_path / FOLDER / "area_send_inspections.csv").read_bytes()
    replica.trouble(published, troubles.status(403))
    with pytest.raises(ScrapeError, match="refused"):
        fetch_figures(collector, ofsted(), tmp_path, TODAY)
    replica.calm()
    replica.put(COLLECTION, "<html><p>Moved")
    with pytest.raises(SiteChangedError, match="no link to"):
        fetch_figures(collector, ofsted(), tmp_path, TODAY)
    assert (tmp_path / FOLDER / "area_send_inspections.csv").read_bytes() == before


EES = "http://ees.test/find-statistics/education-health-and-care-plans"
SET = "/data-catalogue/data-set/11111111-2222-3333-4444-555555555555"
HEAD = "time_period,geographic_level,country_code,new_la_code,la_name,breakdown_topic,plans_issued_den_ex,plans_issued_20_weeks_ex,pc_plans_issued_20_weeks_ex"


def timeliness() -> Figures:
    figures = next(each for each in load_figures() if each.name == "ehc_plan_timeliness")
    known = "http://ees.test/data-catalogue/data-set/90d7c9d3-d811-46f1-ae61-39ea674d4654"
    ways = tuple(
        Way("http://content.ees.test/api/latest" if "content." in way.start else EES, way.steps) for way in figures.ways
    )
    hosts = frozenset({"content.ees.test"})
    return replace(figures, start=EES, ways=ways, otherwise=known, minimum_rows=1, hosts=hosts)


def put_year(replica: Replica, path: str, year: int) -> None:
    line = f"{year},Local authority,E92000001,E10000020,Norfolk,All EHC plans,100,50,50.0"
    replica.put(f"http://ees.test{path}/csv", f"{HEAD}\n{line}\n", "text/csv")


def refresh(data: Path) -> Refreshed:
    return fetch_figures(Collector(Store(data / "store"), FakeTime().fetcher()), timeliness(), data, TODAY)


def put_data_set(replica: Replica, form: str) -> None:
    """The publication page in one of the forms in which it leads to its data sets."""
    link = f'<html><main><a href="{SET}">Timeliness of plans</a>'
    tab = '<html><main><a href="/find-statistics/education-health-and-care-plans/2026/explore">Explore and download data</a>'
    data = f'{{"content": {{"dataSets": [{{"dataSetFileId": "{SET.rsplit("/", maxsplit=1)[-1]}", "title": "Timeliness of plans"}}]}}}}'
    drawn = f'<html><main><p>Loading</p></main><script id="__NEXT_DATA__" type="application/json">{data}</script>'
    replica.put(EES, {"page": link, "tab": tab, "tab drawn by script": tab, "api": "<html><p>Drawn by script"}[form])
    if form.startswith("tab"):
        replica.put(f"{EES}/2026/explore", drawn if "script" in form else link)
    if form == "api":
        replica.put("http://content.ees.test/api/latest", data, "application/json")


@pytest.mark.parametrize("form", ["page", "tab", "tab drawn by script", "api"])
def test_timeliness_is_found_by_every_way(replica: Replica, tmp_path: Path, form: str) -> None:
    put_data_set(replica, form)
    put_year(replica, SET, 2025)
    found = refresh(tmp_path)
    assert found.url == f"http://ees.test{SET}/csv"
    assert (found.newest_year, found.warnings) == (2025, ())


def test_falling_back_and_a_year_that_does_not_grow_are_told(replica: Replica, tmp_path: Path) -> None:
    replica.put(EES, "<html><p>Drawn by script")
    put_year(replica, "/data-catalogue/data-set/90d7c9d3-d811-46f1-ae61-39ea674d4654", 2024)
    found = refresh(tmp_path)
    assert "90d7c9d3" in found.url
    fallback, stale = found.warnings
    assert "read instead, which may be an old one" in fallback
    assert "its newest year is 2024, where 2025 should be out by now" in stale
    # In spring last year's figures are not out yet.
    early = fetch_figures(
        Collector(Store(tmp_path / "store"), FakeTime().fetcher()), timeliness(), tmp_path, date(2026, 5, 1)
    )
    assert len(early.warnings) == 1


def test_longest_sheet_with_the_right_headings_is_the_one() -> None:
    book = Workbook()
    for name, rows in (("In year", ROWS[:1]), ("All", ROWS), ("Notes", [["A note"]])):
        sheet = book.create_sheet(name)
        for row in [HEADINGS, *rows]:
            sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    assert len(parse_figures(buffer.getvalue(), "http://x.test/data", ofsted())) == 2
    with pytest.raises(SiteChangedError, match="2 rows where at least 1 and at most 1"):
        parse_figures(buffer.getvalue(), "x", replace(ofsted(), minimum_rows=1, maximum_rows=1))
