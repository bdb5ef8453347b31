"""Figures, the archive, and one page of each kind of council site."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from scrape.doctor.diagnosis import Bench, Diagnosis, KnownPage, State, find_closed
from scrape.errors import FetchError, NetworkError, ScrapeError, SiteChangedError
from scrape.sites.archive import index_url, parse_captures
from scrape.sites.links import find_links
from scrape.sites.statistics import fetch_figures
from scrape.urls import host_of

_STATISTICS = "scrape/patterns/statistics.yml"
_BLOCKING = frozenset({"gone", "wrong_content", "redirect"})


def check_figures(bench: Bench) -> Iterator[Diagnosis]:
    """Whether each set of official figures is found and read, and is this year's."""
    for figures in bench.world.figures:
        name = f"figures {figures.name}"
        try:
            # In a dry run nothing is written, so that no folder is needed.
            found = fetch_figures(bench.collector, figures, Path(), bench.now.date())
        except SiteChangedError as error:
            yield Diagnosis(name, State.CHANGED, str(error), f"at least {figures.minimum_rows} rows", _STATISTICS)
            continue
        except NetworkError:
            raise
        except ScrapeError as error:
            state = State.CHANGED if error.code in _BLOCKING else State.BLOCKED
            if find_closed(bench, figures.start) is not None:
                state = State.UNKNOWN
            yield Diagnosis(name, state, str(error), "", _STATISTICS)
            continue
        rows = f"{found.rows} rows" + (f", newest year {found.newest_year}" if found.newest_year else "")
        if found.warnings:
            yield Diagnosis(name, State.CHANGED, " ".join(found.warnings), "", _STATISTICS)
        else:
            yield Diagnosis(name, State.OK, f"{rows} from {found.url}")


def check_archive(bench: Bench) -> Diagnosis:
    """Whether the archive's index answers as it used to, and knows a page that it certainly has."""
    edit = "scrape/sites/archive.py"
    expected = f"a capture of {bench.expected.archived}"
    try:
        answer = bench.fetcher.fetch(index_url(bench.world.archive, bench.expected.archived))
        captures = parse_captures(answer.content or b"", answer.url)
    except SiteChangedError as error:
        return Diagnosis("archive", State.CHANGED, str(error), expected, edit)
    except FetchError as error:
        if find_closed(bench, bench.world.archive.index) is not None:
            return Diagnosis("archive", State.UNKNOWN, str(error), expected, edit)
        return Diagnosis("archive", State.BLOCKED, str(error), expected, edit)
    if not captures:
        return Diagnosis("archive", State.CHANGED, "no captures", expected, edit)
    return Diagnosis("archive", State.OK, f"{len(captures)} captures of {bench.expected.archived}")


def check_council_pages(bench: Bench) -> Iterator[Diagnosis]:
    """Whether one page of each kind of council site is let through and leads to a document."""
    for page in bench.expected.pages:
        yield _check_page(bench, page)


def _check_page(bench: Bench, page: KnownPage) -> Diagnosis:
    expected = "at least one link followed"
    outcome = bench.collector.read_page(page.url, frozenset({host_of(page.url)}))
    where = f"{host_of(page.url)} ({page.hint})"
    if outcome.content is None:
        state = State.UNKNOWN if outcome.code in _BLOCKING else State.BLOCKED
        edit = "enter another page of this kind in scrape/patterns/doctor.yml, or look at scrape/http/challenge.py"
        return Diagnosis(page.name, state, f"{where}: {outcome.message}", expected, edit)
    links = find_links(outcome.content, page.url, limit=100)
    count = len(links.files) + len(links.pages) + len(links.items)
    state = State.OK if count else State.CHANGED
    return Diagnosis(page.name, state, f"{where}: {count} links", expected, "scrape/patterns/links.yml")
