"""Official figures from their publication pages: Ofsted's area SEND outcomes, DfE's timeliness of EHC plans.

They are kept as CSV in the data folder's `official/` (bytes as published go to the store), where the next build takes
them from to refresh the register.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin

from bs4 import BeautifulSoup

from scrape.errors import ScrapeError, SiteChangedError
from scrape.files import write_whole
from scrape.patterns import load_patterns
from scrape.sites.collect import Collector
from scrape.sites.sheets import Sheet, read_sheets
from scrape.urls import clean_url

FOLDER = "official"
_DATE = re.compile(r"(\d{1,2})[-_ ]([a-z]+)[-_ ](\d{4})", re.IGNORECASE)
_NOTE = re.compile(r"\[[^]]*\]|\([^)]*\)")
_PUNCTUATION = re.compile(r"[^a-z0-9]+")
_YEAR = re.compile(r"(\d{4})")
_AUTUMN = 9
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


@dataclass(frozen=True, slots=True)
class Way:
    """A way to a file: the page it begins at, and the link to take on each page from there on."""

    start: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refreshed:
    """Where the figures of a run came from, and what about them a person should look at."""

    url: str
    rows: int
    newest_year: int | None
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """What is published under one name; see patterns/statistics.yml for the fields."""

    name: str
    start: str
    ways: tuple[Way, ...]
    columns: dict[str, tuple[str, ...]]
    required: tuple[str, ...]
    minimum_rows: int
    maximum_rows: int
    hosts: frozenset[str] = frozenset()
    file_suffix: str = ""
    otherwise: str | None = None
    year_column: str | None = None


def load_figures() -> list[Figures]:
    """Everything that patterns/statistics.yml describes."""
    return [_figures(name, values) for name, values in load_patterns("statistics").items()]


def _figures(name: str, values: dict[str, Any]) -> Figures:
    return Figures(
        name=name,
        start=values["start"],
        ways=tuple(Way(way.get("start", values["start"]), tuple(way["steps"])) for way in values["ways"]),
        columns={column: tuple(_plain(each) for each in headings) for column, headings in values["columns"].items()},
        required=tuple(values["required"]),
        minimum_rows=values["minimum_rows"],
        maximum_rows=values["maximum_rows"],
        hosts=frozenset(values.get("hosts", ())),
        file_suffix=values.get("file_suffix", ""),
        otherwise=values.get("otherwise"),
        year_column=values.get("year_column"),
    )


def fetch_figures(collector: Collector, figures: Figures, data_dir: Path, today: date) -> Refreshed:
    """Bring one set of figures up to date.

    Raises `SiteChangedError` where the file cannot be found from the publication page or has not the columns described,
    a `FetchError` where a page cannot be had. In a dry run nothing is written.
    """
    found = find_file(collector, figures)
    url = found or f"{figures.otherwise}{figures.file_suffix}"
    rows = parse_figures(_read(collector, url, figures, is_file=True), url, figures)
    if not collector.dry_run:
        write_whole(data_dir / FOLDER / f"{figures.name}.csv", _as_csv([*figures.columns, "source_url"], url, rows))
    warnings = []
    if found is None:
        warnings.append(
            f"{figures.start}: the data set is not found from there, and {figures.otherwise} was read instead, which may be "
            "an old one: look at that page and scrape/patterns/statistics.yml."
        )
    newest = _newest_year(rows, figures)
    if newest is not None and newest < _year_expected(today):
        warnings.append(
            f"{url}: its newest year is {newest}, where {_year_expected(today)} should be out by now: look at {figures.start}."
        )
    return Refreshed(url, len(rows), newest, tuple(warnings))


def find_file(collector: Collector, figures: Figures) -> str | None:
    """The address of the data file by the first way that leads to it.

    None where no way does and `otherwise` names one. Raises as `fetch_figures` does.
    """
    missing: list[str] = []
    failure: ScrapeError | None = None
    for way in figures.ways:
        url: str | None = way.start
        for step in way.steps:
            try:
                content = _read(collector, url or "", figures, is_file=True)
            except _NotFetchedError as error:
                failure, url = error, None
                break
            previous, url = url, find_link(content, url or "", step)
            if url is None:
                missing.append(f"{previous}: no link to {step}")
                break
        if url is not None:
            return url + figures.file_suffix
    if figures.otherwise is not None:
        return None
    if failure is not None:
        raise failure
    raise SiteChangedError(f"{'; '.join(missing)}: look at that page and scrape/patterns/statistics.yml.")


def _newest_year(rows: Sequence[dict[str, str]], figures: Figures) -> int | None:
    if figures.year_column is None:
        return None
    return max((int(year[1]) for row in rows if (year := _YEAR.match(row[figures.year_column]))), default=None)


def _year_expected(today: date) -> int:
    """The year before this one is published by the summer, and so is missed from the autumn on."""
    return today.year - (1 if today.month >= _AUTUMN else 2)


def find_link(content: bytes, url: str, pattern: str) -> str | None:
    """The link of a page that fits `pattern` and has the latest date in its words or address; the first without dates.

    Data sets that a page of Explore education statistics, or its content API, names only in JSON count as links.
    """
    matcher = re.compile(pattern, re.IGNORECASE)
    found: list[tuple[datetime, int, str]] = []
    for order, (text, target) in enumerate(_links(content, url)):
        words = f"{text} {unquote(target)}"
        if matcher.search(words):
            found.append((_latest_date(words), -order, target))
    return max(found)[2] if found else None


def _links(content: bytes, url: str) -> Iterator[tuple[str, str]]:
    """(words, address) of every link on a page or in JSON."""
    if content.lstrip().startswith((b"{", b"[")):
        yield from _data_sets(content, url)
        return
    soup = BeautifulSoup(content, "lxml")
    for anchor in soup.select("a[href]"):
        try:
            yield anchor.get_text(" ", strip=True), clean_url(urljoin(url, str(anchor["href"])))
        except ValueError:
            continue
    for script in soup.select("script#__NEXT_DATA__"):
        yield from _data_sets(script.get_text().encode(), url)


def _data_sets(content: bytes, url: str) -> Iterator[tuple[str, str]]:
    """(title, address) of the data sets that JSON describes, at any depth."""
    try:
        waiting: list[Any] = [json.loads(content)]
    except ValueError:
        return
    site = url.replace("://content.", "://")
    while waiting:
        value = waiting.pop(0)
        if isinstance(value, dict):
            if isinstance(value.get("dataSetFileId"), str):
                title = value.get("title") or value.get("name") or ""
                yield str(title), urljoin(site, f"/data-catalogue/data-set/{value['dataSetFileId']}")
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value


def parse_figures(content: bytes, url: str, figures: Figures) -> list[dict[str, str]]:
    """Rows of the data file with our column names, dates in ISO: those of the longest sheet that has the columns.

    Raises `SiteChangedError`, naming what is missing.
    """
    seen: list[str] = []
    longest: list[dict[str, str]] | None = None
    for sheet in read_sheets(content, url):
        header, positions = _find_header(sheet, figures)
        if header is None:
            # The widest row is most likely the one of headings.
            seen += [", ".join(cell for cell in row if cell)[:200] for row in [max(sheet[:30], key=len, default=[])]]
            continue
        rows = [_row(cells, positions) for cells in sheet[header + 1 :]]
        # Notes below a table have no value in its first column.
        rows = [row for row in rows if row[figures.required[0]] and row[figures.required[-1]]]
        longest = rows if longest is None or len(rows) > len(longest) else longest
    if longest is None:
        raise SiteChangedError(
            f"{url}: no sheet has columns for {', '.join(figures.required)} (found: {'; '.join(seen)}): "
            "enter the new headings in scrape/patterns/statistics.yml."
        )
    if not figures.minimum_rows <= len(longest) <= figures.maximum_rows:
        raise SiteChangedError(
            f"{url}: {len(longest)} rows where at least {figures.minimum_rows} and at most {figures.maximum_rows} are "
            "expected: look at it."
        )
    return longest


def _find_header(sheet: Sheet, figures: Figures) -> tuple[int | None, dict[str, int]]:
    """The row of headings, which stands below a title and notes, and where each of our columns is."""
    for number, cells in enumerate(sheet[:30]):
        headings = [_plain(cell) for cell in cells]
        positions = {
            column: next(headings.index(name) for name in names if name in headings)
            for column, names in figures.columns.items()
            if any(name in headings for name in names)
        }
        if all(column in positions for column in figures.required):
            return number, positions
    return None, {}


def _row(cells: Sequence[str], positions: dict[str, int]) -> dict[str, str]:
    return {column: _value(cells[at]) if at < len(cells) else "" for column, at in positions.items()}


def _value(text: str) -> str:
    """A cell without white space around it, days as ISO dates."""
    text = text.strip()
    day = _DAY.fullmatch(text)
    return f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}" if day else text


def _read(collector: Collector, url: str, figures: Figures, *, is_file: bool = False) -> bytes:
    outcome = collector.read_page(url, figures.hosts, is_file=is_file)
    if outcome.content is None:
        raise _NotFetchedError(outcome.message or url, outcome.code or "fetch")
    return outcome.content


class _NotFetchedError(ScrapeError):
    """A page of the way to the figures could not be had; its code is that of the reason."""

    def __init__(self, message: str, code: str) -> None:
        super().__init__(message)
        self.code = code


def _latest_date(words: str) -> datetime:
    dates = []
    for day, month, year in _DATE.findall(words):
        try:
            dates.append(datetime.strptime(f"{day} {month} {year}", "%d %B %Y"))
        except ValueError:
            continue
    return max(dates, default=datetime.min)


def _plain(heading: str) -> str:
    """A heading in lower case, without notes in brackets and punctuation."""
    return _PUNCTUATION.sub(" ", _NOTE.sub(" ", heading.lower())).strip()


def _as_csv(columns: Sequence[str], url: str, rows: Sequence[dict[str, str]]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows({**row, "source_url": url} for row in rows)
    return text.getvalue().encode()
