"""Official figures from their publication pages: Ofsted's area SEND outcomes, DfE's timeliness of EHC plans.

They are kept as CSV in the data folder's `official/` (bytes as published go to the store), where the next build takes
them from to refresh the register.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
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
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


@dataclass(frozen=True, slots=True)
class Figures:
    """What is published under one name; see patterns/statistics.yml for the fields."""

    name: str
    start: str
    steps: tuple[str, ...]
    columns: dict[str, tuple[str, ...]]
    required: tuple[str, ...]
    minimum_rows: int
    hosts: frozenset[str] = frozenset()
    file_suffix: str = ""
    otherwise: str | None = None


def load_figures() -> list[Figures]:
    """Everything that patterns/statistics.yml describes."""
    return [_figures(name, values) for name, values in load_patterns("statistics").items()]


def _figures(name: str, values: dict[str, Any]) -> Figures:
    return Figures(
        name=name,
        start=values["start"],
        steps=tuple(values["steps"]),
        columns={column: tuple(_plain(each) for each in headings) for column, headings in values["columns"].items()},
        required=tuple(values["required"]),
        minimum_rows=values["minimum_rows"],
        hosts=frozenset(values.get("hosts", ())),
        file_suffix=values.get("file_suffix", ""),
        otherwise=values.get("otherwise"),
    )


def fetch_figures(collector: Collector, figures: Figures, data_dir: Path) -> str:
    """Bring one set of figures up to date; gives the address of its file.

    Raises `SiteChangedError` where the file cannot be found from the publication page or has not the columns described,
    a `FetchError` where a page cannot be had. In a dry run nothing is written.
    """
    url = figures.start
    for step in figures.steps:
        content = _read(collector, url, figures)
        found = find_link(content, url, step) or figures.otherwise
        if found is None:
            raise SiteChangedError(f"{url}: no link to {step}: look at that page and scrape/patterns/statistics.yml.")
        url = found
    url += figures.file_suffix
    rows = parse_figures(_read(collector, url, figures, is_file=True), url, figures)
    if not collector.dry_run:
        write_whole(data_dir / FOLDER / f"{figures.name}.csv", _as_csv([*figures.columns, "source_url"], url, rows))
    return url


def find_link(content: bytes, url: str, pattern: str) -> str | None:
    """The link of a page that fits `pattern` and has the latest date in its words or address; the first without dates."""
    matcher = re.compile(pattern, re.IGNORECASE)
    found: list[tuple[datetime, int, str]] = []
    for order, anchor in enumerate(BeautifulSoup(content, "lxml").select("a[href]")):
        try:
            target = clean_url(urljoin(url, str(anchor["href"])))
        except ValueError:
            continue
        words = f"{anchor.get_text(' ', strip=True)} {unquote(target)}"
        if matcher.search(words):
            found.append((_latest_date(words), -order, target))
    return max(found)[2] if found else None


def parse_figures(content: bytes, url: str, figures: Figures) -> list[dict[str, str]]:
    """Rows of the data file with our column names, dates in ISO. Raises `SiteChangedError`, naming what is missing."""
    seen: list[str] = []
    for sheet in read_sheets(content, url):
        header, positions = _find_header(sheet, figures)
        if header is None:
            # The widest row is most likely the one of headings.
            seen += [", ".join(cell for cell in row if cell)[:200] for row in [max(sheet[:30], key=len, default=[])]]
            continue
        rows = [_row(cells, positions) for cells in sheet[header + 1 :]]
        # Notes below a table have no value in its first column.
        rows = [row for row in rows if row[figures.required[0]] and row[figures.required[-1]]]
        if len(rows) < figures.minimum_rows:
            raise SiteChangedError(
                f"{url}: {len(rows)} rows where at least {figures.minimum_rows} are expected: look at it."
            )
        return rows
    raise SiteChangedError(
        f"{url}: no sheet has columns for {', '.join(figures.required)} (found: {'; '.join(seen)}): "
        "enter the new headings in scrape/patterns/statistics.yml."
    )


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
