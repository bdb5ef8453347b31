"""The examination: every check in turn, and the quick part with which an update begins."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from scrape.doctor.diagnosis import Bench, Diagnosis, Expectations, State, load_expectations
from scrape.doctor.ofsted_checks import (
    check_clock,
    check_file,
    check_provider_pages,
    check_providers_list,
    check_robots,
)
from scrape.doctor.other_checks import check_archive, check_council_pages, check_figures
from scrape.errors import NetworkError
from scrape.http.connections import BUNDLE_VARIABLES
from scrape.http.fetcher import Fetcher
from scrape.settings import Settings
from scrape.sites.collect import Collector
from scrape.store import Store
from scrape.updating.update import World

_PROXIES = ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy")

_Check = Callable[[Bench], Diagnosis | Iterable[Diagnosis]]
_CHECKS: tuple[tuple[str, _Check], ...] = (
    ("clock", check_clock),
    ("robots", check_robots),
    ("list of providers", check_providers_list),
    ("provider pages", check_provider_pages),
    ("report file", check_file),
    ("figures", check_figures),
    ("archive", check_archive),
    ("council pages", check_council_pages),
)


_QUICK = frozenset({"robots", "provider pages"})


def examine(
    settings: Settings,
    fetcher: Fetcher,
    now: datetime,
    environment: Mapping[str, str],
    *,
    world: World | None = None,
    expected: Expectations | None = None,
    is_quick: bool = False,
) -> Iterator[Diagnosis]:
    """A diagnosis of each assumption as it is checked; about fifteen pages are asked for, and nothing is stored.

    The quick part is what an update begins with: setup, robots and the pages with known answers.
    """
    setup = check_setup(settings, environment)
    yield setup
    if setup.is_fatal:
        yield from (Diagnosis(name, State.UNKNOWN, "not asked, since the setup is wrong") for name, _ in _CHECKS)
        return
    with tempfile.TemporaryDirectory() as empty:
        collector = Collector(Store(Path(empty) / "store"), fetcher, dry_run=True)
        bench = Bench(fetcher, collector, world or World(), expected or load_expectations(), now)
        failure: NetworkError | None = None
        told: dict[tuple[str, str], str] = {}
        for name, check in _CHECKS:
            if is_quick and name not in _QUICK:
                continue
            if failure is not None:
                yield Diagnosis(name, State.UNKNOWN, "not asked, since nothing can be reached")
                continue
            try:
                found = check(bench)
                for each in [found] if isinstance(found, Diagnosis) else found:
                    yield _told_once(each, told)
            except NetworkError as error:
                failure = error
                yield Diagnosis("network", State.BLOCKED, str(error), is_fatal=True, is_ours=True)


def _told_once(found: Diagnosis, told: dict[tuple[str, str], str]) -> Diagnosis:
    """The diagnosis, as unknown where its cause is one that an earlier check has told; `told` is added to."""
    if found.state is not State.BLOCKED or found.cause is None:
        return found
    first = told.setdefault(found.cause, found.name)
    if first == found.name:
        return found
    host, code = found.cause
    return replace(found, state=State.UNKNOWN, found=f"not to be told: {host} as under {first!r} ({code})")


def check_setup(settings: Settings, environment: Mapping[str, str]) -> Diagnosis:
    """Who asks, by which proxy, trusting whose certificates."""
    proxy = next((name for name in _PROXIES if environment.get(name)), None)
    bundle = next((name for name in BUNDLE_VARIABLES if environment.get(name)), None)
    if bundle is not None and not Path(environment[bundle]).exists():
        found = f"{bundle} names {environment[bundle]}, which is not there"
        return Diagnosis(
            "setup", State.BLOCKED, found, "a file of certificates", f"set {bundle}", is_fatal=True, is_ours=True
        )
    parts = (
        f"contact {settings.contact}",
        f"proxy by {proxy}" if proxy else "no proxy",
        f"certificates of {bundle}" if bundle else "the system's certificates",
    )
    return Diagnosis("setup", State.OK, ", ".join(parts))
