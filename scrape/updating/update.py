"""A live update: every area's documents on Ofsted's site and on the source pages, one area after another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from scrape.errors import ScrapeError, SiteChangedError
from scrape.http.fetcher import Fetcher
from scrape.journal import Journal, Problem, Report, RunRecord
from scrape.settings import Settings
from scrape.sites.archive import Archive
from scrape.sites.collect import Collector
from scrape.sites.ofsted import ROWS, Site, check_providers, parse_search
from scrape.sites.statistics import Figures, fetch_figures, load_figures
from scrape.sources import Area, SourcePage, load_added
from scrape.store import Store
from scrape.updating.area_run import NATIONAL, AreaRun, Plan

# The run's own names among the areas, for what concerns all of them.
LIST = "ofsted-list"
FIGURES = "official-figures"


@dataclass(frozen=True, slots=True)
class Options:
    """What a run is to do. `since` is an ISO date: dated documents published before it are passed over."""

    area_ids: frozenset[str] = frozenset()
    since: str | None = None
    max_documents: int | None = None
    dry_run: bool = False

    @property
    def key(self) -> str:
        """What must be the same for an interrupted run to go on."""
        return f"{sorted(self.area_ids)} {self.since} {self.max_documents} {self.dry_run}"


@dataclass(frozen=True, slots=True)
class World:
    """Where things are on the web; tests put a replica in its place."""

    site: Site = field(default_factory=Site)
    archive: Archive = field(default_factory=Archive)
    figures: Sequence[Figures] = field(default_factory=load_figures)


def _ignore(report: Report) -> None:
    """Nobody watches."""


def update(
    data_dir: Path,
    areas: Sequence[Area],
    register: Sequence[SourcePage],
    settings: Settings,
    options: Options,
    *,
    world: World | None = None,
    fetcher: Fetcher | None = None,
    on_area: Callable[[Report], None] = _ignore,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> RunRecord:
    """Find and fetch what is new or changed, and say what became of it; the store is whole at any moment.

    `register` is the project's source pages, to which the operator's own are added; `on_area` hears of each area when it
    is done. Trouble with a site is a problem in the record, never an exception. A run that was cut off goes on with the
    area it was at. Raises `StoreBusyError` while another program writes to `data_dir`'s store.
    """
    world = world or World()
    store = Store(data_dir / "store")
    with store.writing():
        collector = Collector(
            store,
            fetcher or Fetcher(settings),
            archive=world.archive if settings.use_archive else None,
            dry_run=options.dry_run,
            max_documents=options.max_documents,
        )
        journal = Journal(data_dir, options.key, now())
        wanted = [area for area in areas if not options.area_ids or area.area_id in options.area_ids]
        if not options.area_ids and LIST not in journal.reports:
            _enter(journal, check_list(collector, areas, world.site, now), options, on_area)
        if not options.area_ids and FIGURES not in journal.reports:
            _enter(journal, _refresh_figures(collector, world.figures, data_dir, now), options, on_area)
        sources = _by_area([*load_added(data_dir), *register])
        plan = Plan(world.site, settings.max_links_per_page, options.since, store)
        for area in [*wanted, *([] if options.area_ids else [NATIONAL])]:
            if area.area_id not in journal.reports:
                report = AreaRun(collector, area, sources.get(area.area_id, ()), plan, now).run()
                _enter(journal, report, options, on_area)
        if options.dry_run:
            return journal.summary(now())
        return journal.close(now(), is_partial=bool(options.area_ids))


def check_list(collector: Collector, areas: Sequence[Area], site: Site, now: Callable[[], datetime]) -> Report:
    """Compare Ofsted's list of local authorities with the areas known: neither may silently lose one."""
    report = Report(LIST)
    listed: dict[str, str] = {}
    total: int | None = None
    start_url = site.search_url(0)
    try:
        start, has_more = 0, True
        while has_more:
            url = site.search_url(start)
            outcome = collector.read_page(url, site.hosts)
            if outcome.content is None:
                message = outcome.message or ""
                report.problems.append(Problem(None, url, outcome.code or "fetch", message, now().isoformat()))
                return report
            page = parse_search(outcome.content, url)
            total = page.total
            fresh = {each.urn: each.name for each in page.providers if each.urn not in listed}
            listed |= fresh
            start += len(page.providers)
            # The total may be a number that means something else: a full page always has another after it.
            has_more = bool(fresh) and (len(page.providers) >= ROWS or (total is not None and len(listed) < total))
        check_providers(len(listed), total, sum(area.is_current for area in areas), start_url)
    except SiteChangedError as error:
        report.problems.append(Problem(None, start_url, error.code, str(error), now().isoformat()))
        return report
    known = {area.urn for area in areas}
    for urn, name in listed.items():
        if urn not in known:
            message = f"Ofsted lists {name} ({urn}), which is no known area: add it to the register of areas."
            report.problems.append(
                Problem(None, site.provider_url(urn), "unknown_provider", message, now().isoformat())
            )
    for area in areas:
        if area.is_current and area.urn and area.urn not in listed:
            message = (
                f"{area.name} ({area.urn}) is not on Ofsted's list: its page is read all the same; check its number."
            )
            report.problems.append(
                Problem(area.area_id, site.provider_url(area.urn), "not_listed", message, now().isoformat())
            )
    return report


def _refresh_figures(
    collector: Collector, all_figures: Sequence[Figures], data_dir: Path, now: Callable[[], datetime]
) -> Report:
    """Bring the official figures up to date; the ones before stay where that fails."""
    report = Report(FIGURES)
    for figures in all_figures:
        try:
            fetch_figures(collector, figures, data_dir)
        except ScrapeError as error:
            report.problems.append(Problem(None, figures.start, error.code, str(error), now().isoformat()))
    return report


def _enter(journal: Journal, report: Report, options: Options, on_area: Callable[[Report], None]) -> None:
    if options.dry_run:
        journal.reports[report.area_id] = report
    else:
        journal.enter(report)
    on_area(report)


def _by_area(sources: Iterable[SourcePage]) -> dict[str, list[SourcePage]]:
    """Sources of each area, the operator's own first, each address once."""
    grouped: dict[str, list[SourcePage]] = {}
    seen: set[str] = set()
    for source in sources:
        if source.url not in seen:
            seen.add(source.url)
            grouped.setdefault(source.area_id or NATIONAL.area_id, []).append(source)
    return grouped
