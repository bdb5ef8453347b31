"""Ofsted's site: who may ask, the list, pages with known answers, labels and dates, one file, the server's clock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from scrape.doctor.diagnosis import Bench, Diagnosis, KnownProvider, State, find_closed
from scrape.errors import FetchError, RobotsError, SiteChangedError
from scrape.patterns import load_patterns
from scrape.sites.collect import Outcome
from scrape.sites.ofsted import ProviderPage, is_guessed, parse_provider
from scrape.sniff import PDF
from scrape.updating.provider_list import check_list
from scrape.urls import host_of

_OFSTED = "scrape/sites/ofsted.py"
_LABELS = "scrape/patterns/ofsted_labels.yml"


@dataclass(frozen=True, slots=True)
class _Read:
    """A known provider's page, or why it could not be read."""

    known: KnownProvider
    outcome: Outcome
    page: ProviderPage | None
    trouble: str


def check_robots(bench: Bench) -> Diagnosis:
    """Whether the robots.txt of each key host opens the paths that we use."""
    site = bench.world.site
    urls = [site.search_url(0), site.provider_url("80418")]
    scheme = site.reports.partition("://")[0]
    urls += [f"{scheme}://{host}/v1/file/1" for host in sorted(site.file_hosts)]
    urls += [figures.start for figures in bench.world.figures]
    urls.append(bench.world.archive.index)
    closed: list[str] = []
    failed: list[tuple[str, FetchError]] = []
    for url in urls:
        try:
            bench.fetcher.check_robots(url)
        except RobotsError:
            closed.append(url)
        except FetchError as error:
            failed.append((url, error))
    is_fatal = site.provider_url("80418") in {*closed, *(url for url, _ in failed)}
    if closed:
        advice = "ask the site's owner, or enter what it has by hand with sendkb ingest"
        found = f"closed to programs: {', '.join(closed)}"
        return Diagnosis("robots", State.BLOCKED, found, "open", advice, is_fatal=is_fatal)
    if failed:
        url, trouble = failed[0]
        cause = (host_of(url), trouble.code)
        return Diagnosis("robots", State.BLOCKED, str(trouble), "a robots.txt or none", is_fatal=is_fatal, cause=cause)
    return Diagnosis("robots", State.OK, f"{len(urls)} paths are open")


def check_providers_list(bench: Bench) -> Diagnosis:
    """Whether the list of local authorities is whole."""
    limits = load_patterns("expected")["ofsted_list"]
    expected = f"{limits['minimum']} to {limits['maximum']} local authorities"
    closed = find_closed(bench, bench.world.site.search_url(0))
    if closed is not None:
        return Diagnosis("list of providers", State.UNKNOWN, closed)
    report = check_list(bench.collector, (), bench.world.site, lambda: bench.now)
    problem = next((each for each in report.problems if each.code != "unknown_provider"), None)
    count = sum(each.code == "unknown_provider" for each in report.problems)
    if problem is not None:
        state = State.CHANGED if problem.code == "site_changed" else _state_of(problem.code)
        cause = (host_of(problem.url), problem.code)
        return Diagnosis("list of providers", state, problem.message, expected, _OFSTED, cause=cause)
    state = State.OK if limits["minimum"] <= count <= limits["maximum"] else State.CHANGED
    return Diagnosis("list of providers", state, f"{count} local authorities", expected, _OFSTED)


def check_provider_pages(bench: Bench) -> Iterator[Diagnosis]:
    """Pages with known answers: are the reports listed, are their labels known, are their dates read?"""
    known = [*bench.expected.providers, *([bench.expected.letter] if bench.expected.letter else [])]
    read = [_read(bench, each) for each in known]
    pages = [each for each in read if each.page is not None]
    reports = [each for each in read if each.known.file is not None]
    if not pages:
        state = _state_of(read[0].outcome.code) if read and read[0].outcome.content is None else State.CHANGED
        trouble = read[0].trouble if read else "none named"
        cause = _cause(bench, read[0]) if read else None
        if read and find_closed(bench, bench.world.site.provider_url(read[0].known.urn)) is not None:
            state = State.UNKNOWN
        yield Diagnosis("provider pages", state, trouble, "a timeline", _OFSTED, is_fatal=True, cause=cause)
        return
    broken = [each for each in read if each.page is None]
    if broken:
        code = broken[0].outcome.code
        state = _state_of(code) if broken[0].outcome.content is None else State.CHANGED
        cause = _cause(bench, broken[0])
        yield Diagnosis("provider pages", state, broken[0].trouble, "a timeline", _OFSTED, cause=cause)
    else:
        yield Diagnosis("provider pages", State.OK, f"{len(pages)} read")
    yield _check_known([each for each in reports if each.page is not None], bench.world.site.file_hosts)
    yield from _check_labels([each for each in reports if each.page is not None], pages)
    letter = next((each for each in pages if each.known.file is None), None)
    if letter is not None:
        yield _check_letter(letter)


def _read(bench: Bench, known: KnownProvider) -> _Read:
    url = bench.world.site.provider_url(known.urn)
    outcome = bench.collector.read_page(url, bench.world.site.hosts)
    if outcome.content is None:
        return _Read(known, outcome, None, outcome.message or url)
    try:
        return _Read(known, outcome, parse_provider(outcome.content, url, bench.world.site), "")
    except SiteChangedError as error:
        return _Read(known, outcome, None, str(error))


def _cause(bench: Bench, read: _Read) -> tuple[str, str] | None:
    code = read.outcome.code
    return (host_of(bench.world.site.reports), code) if read.outcome.content is None and code is not None else None


def _check_known(reports: list[_Read], file_hosts: Collection[str]) -> Diagnosis:
    missing = [each.known for each in reports if not _is_listed(each)]
    expected = ", ".join(f"{each.known.file} of {each.known.area}" for each in reports)
    if missing:
        found = f"not listed: {', '.join(f'{each.file} of {each.area}' for each in missing)}"
        is_fatal = len(missing) == len(reports)
        return Diagnosis("known reports", State.CHANGED, found, expected, _OFSTED, is_fatal=is_fatal)
    hosts = {host_of(url) for each in reports for url in _addresses(each)} - set(file_hosts)
    if hosts:
        found = f"listed on {', '.join(sorted(hosts))}, not on {', '.join(sorted(file_hosts))}"
        return Diagnosis("known reports", State.CHANGED, found, expected, _OFSTED)
    return Diagnosis("known reports", State.OK, f"{len(reports)} of {len(reports)} listed", expected)


def _is_listed(read: _Read) -> bool:
    return bool(_addresses(read))


def _addresses(read: _Read) -> list[str]:
    """Where the known report is, by its page."""
    return [url for url in (read.page.listed if read.page else ()) if url.endswith(f"/{read.known.file}")]


def _check_labels(reports: list[_Read], pages: list[_Read]) -> Iterator[Diagnosis]:
    """Whether the listed reports are known by their labels, and dated as they should be."""
    labels: Counter[str] = Counter()
    for each in pages:
        if each.page is not None:
            labels.update([p.label for p in each.page.publications if p.is_known])
    seen = ", ".join(f"{count} {label!r}" for label, count in labels.most_common(6)) or "none of area SEND"
    listed = [each for each in reports if _is_listed(each)]
    unlabelled, undated = [], []
    for each in listed:
        found = [p for p in (each.page.publications if each.page else ()) if p.url.endswith(f"/{each.known.file}")]
        if not found or not found[0].is_known:
            unlabelled.append(each.known.file)
        elif found[0].published != each.known.published:
            undated.append(f"{each.known.file}: {found[0].published or 'no date'}")
    if unlabelled:
        unknown = sorted({label for each in pages if each.page for label in each.page.unknown_labels})
        found_text = f"no rule knows the label of {', '.join(map(str, unlabelled))}; labels unknown: {unknown}"
        yield Diagnosis("labels", State.CHANGED, found_text, "area SEND labels", _LABELS)
    elif listed:
        guesses = sorted(label for label in labels if is_guessed(label))
        note = f"; guesses now seen, to be moved up in {_LABELS}: {', '.join(guesses)}" if guesses else ""
        yield Diagnosis("labels", State.OK, seen + note)
    if undated:
        expected = ", ".join(f"{each.known.file}: {each.known.published}" for each in listed)
        yield Diagnosis("dates", State.CHANGED, "; ".join(undated), expected, _OFSTED)
    elif listed and not unlabelled:
        yield Diagnosis("dates", State.OK, f"{len(listed)} as known")


def _check_letter(read: _Read) -> Diagnosis:
    """Whether letters of the first framework stand on these pages, which nobody could tell us."""
    publications = read.page.publications if read.page is not None else ()
    found = [each for each in publications if (each.published or "9999") < "2023"]
    if any(each.published == read.known.published for each in found):
        return Diagnosis("letters of 2016 to 2022", State.OK, f"{len(found)} on the page of {read.known.area}")
    dates = ", ".join(sorted(each.published or "" for each in found)) or "none"
    return Diagnosis(
        "letters of 2016 to 2022", State.UNKNOWN, f"on the page of {read.known.area}: {dates}", read.known.published
    )


def check_file(bench: Bench) -> Diagnosis:
    """Whether a report comes as a PDF, and whether the server's clock is ours."""
    known = next((each for each in bench.expected.providers if each.file), None)
    host = min(bench.world.site.file_hosts)
    if known is None:
        return Diagnosis("report file", State.UNKNOWN, "none named")
    scheme = bench.world.site.reports.partition("://")[0]
    url = f"{scheme}://{host}/v1/file/{known.file}"
    try:
        fetched = bench.fetcher.fetch(url, hosts=bench.world.site.hosts, expect=frozenset({PDF}))
    except FetchError as error:
        state = _state_of(error.code) if find_closed(bench, url) is None else State.UNKNOWN
        return Diagnosis("report file", state, str(error), "a PDF", _OFSTED, cause=(host, error.code))
    return Diagnosis("report file", State.OK, f"a PDF of {len(fetched.content or b''):,} bytes")


def check_clock(bench: Bench) -> Diagnosis:
    """Whether the server's clock and ours agree: with a wrong one certificates fail and updates repeat themselves."""
    url = bench.world.site.provider_url((bench.expected.providers or (KnownProvider("", "80418", ""),))[0].urn)
    outcome = bench.collector.read_page(url, bench.world.site.hosts)
    if outcome.retrieved_at is None:
        return Diagnosis("clock", State.UNKNOWN, "no answer to compare with")
    minutes = abs((datetime.fromisoformat(outcome.retrieved_at) - bench.now).total_seconds()) / 60
    state = State.OK if minutes <= bench.expected.clock_minutes else State.CHANGED
    expected = f"at most {bench.expected.clock_minutes:g} minutes apart"
    return Diagnosis("clock", state, f"{minutes:.0f} minutes apart", expected, "set this computer's clock")


def _state_of(code: str | None) -> State:
    return State.CHANGED if code in {"gone", "wrong_content", "site_changed", "redirect"} else State.BLOCKED
