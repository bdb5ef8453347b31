"""A live update: every area's documents on Ofsted's site and on the source pages, one area after another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from scrape.candidates import note_leads
from scrape.errors import NetworkError, ScrapeError
from scrape.http.fetcher import Fetcher
from scrape.journal import Journal, Problem, Report, RunRecord
from scrape.settings import Settings
from scrape.sites.archive import Archive
from scrape.sites.collect import Collector
from scrape.sites.ofsted import Site
from scrape.sites.statistics import Figures, fetch_figures, load_figures
from scrape.sources import Area, SourcePage, load_added
from scrape.store import Gone, Store
from scrape.updating.area_run import NATIONAL, AreaRun, RunContext
from scrape.updating.plan_search import PLANS, PlansWanted, search_plans
from scrape.updating.provider_list import LIST, check_list
from scrape.updating.second_try import hosts_to_retry, merge_reports
from scrape.updating.verdict import RunVerdict, judge_run

FIGURES = "official-figures"


@dataclass(frozen=True, slots=True)
class UpdateOptions:
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


@dataclass(frozen=True, slots=True)
class KnownSources:
    """What the project knows beforehand: areas, source pages, by area the reports that Ofsted's site has of it, and which
    plans are missing.
    """

    areas: Sequence[Area]
    sources: Sequence[SourcePage] = ()
    known_reports: Mapping[str, frozenset[str]] = field(default_factory=dict)
    plans_wanted: PlansWanted = field(default_factory=PlansWanted)


def _ignore(report: Report) -> None:
    """Nobody watches."""


def update(
    data_dir: Path,
    register: KnownSources,
    settings: Settings,
    options: UpdateOptions,
    *,
    world: World | None = None,
    fetcher: Fetcher | None = None,
    on_area: Callable[[Report], None] = _ignore,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> RunRecord:
    """Find and fetch what is new or changed, and say what became of it; the store is whole at any moment.

    The operator's own source pages are added to the register's; `on_area` hears of each area when it is done. Trouble with
    a site is a problem in the record, never an exception. A run that was cut off goes on with the area it was at. Raises
    `StoreBusyError` while another program writes to `data_dir`'s store, `NetworkError` where nothing can be reached.
    """
    store = Store(data_dir / "store")
    with store.writing():
        run = _Run(
            data_dir=data_dir,
            register=register,
            settings=settings,
            options=options,
            world=world or World(),
            fetcher=fetcher or Fetcher(settings),
            store=store,
            on_area=on_area,
            now=now,
        )
        return run.run()


@dataclass
class _Run:
    data_dir: Path
    register: KnownSources
    settings: Settings
    options: UpdateOptions
    world: World
    fetcher: Fetcher
    store: Store
    on_area: Callable[[Report], None]
    now: Callable[[], datetime]

    def __post_init__(self) -> None:
        self.collector = Collector(
            self.store,
            self.fetcher,
            archive=self.world.archive if self.settings.use_archive else None,
            dry_run=self.options.dry_run,
            max_documents=self.options.max_documents,
        )
        self.journal = Journal(self.data_dir, self.options.key, self.now())
        self.sources = _by_area([*load_added(self.data_dir), *self.register.sources])
        self.journal.forget(self._areas_with_news())
        self.context = RunContext(
            self.world.site,
            self.settings.max_links_per_page,
            self.options.since,
            self.store,
            self.register.known_reports,
            self.register.plans_wanted.committee_sites,
        )
        # What this process did itself, by area: what the journal brings along is not tried a second time.
        self.succeeded: dict[str, frozenset[str]] = {}

    def run(self) -> RunRecord:
        is_partial = bool(self.options.area_ids)
        if not is_partial:
            self._once(LIST, lambda: check_list(self.collector, self.register.areas, self.world.site, self.now))
            self._once(FIGURES, self._refresh_figures)
        for area in self._wanted_areas():
            self._once(area.area_id, lambda area=area: self._run_area(area))  # type: ignore[misc]
        self._once(PLANS, self._search_plans)
        self._try_again()
        verdict = self._judge()
        record = RunRecord(
            self.journal.started,
            self.now().isoformat(),
            verdict.counts | self._settle(verdict),
            verdict.problems,
            verdict.warnings,
            (*verdict.notes, *self._note_leads()),
            not verdict.left,
        )
        if not self.options.dry_run:
            self.journal.close(record, is_partial=is_partial, left=verdict.left)
        return record

    def _areas_with_news(self) -> set[str]:
        """Areas done before a run was cut off or left open, of which a person has entered a page since."""
        return {
            area_id
            for area_id, pages in self.sources.items()
            if area_id in self.journal.reports
            and not {page.url for page in pages} <= set(self.journal.reports[area_id].watched)
        }

    def _wanted_areas(self) -> list[Area]:
        chosen = self.options.area_ids
        wanted = [area for area in self.register.areas if not chosen or area.area_id in chosen]
        return wanted if chosen else [*wanted, NATIONAL]

    def _once(self, name: str, do: Callable[[], Report]) -> None:
        if name not in self.journal.reports:
            self._enter(do())

    def _enter(self, report: Report) -> None:
        if self.options.dry_run:
            self.journal.reports[report.area_id] = report
        else:
            self.journal.enter(report)
        self.on_area(report)

    def _run_area(self, area: Area, only_hosts: frozenset[str] | None = None) -> Report:
        done = self.succeeded.get(area.area_id, frozenset())
        run = AreaRun(
            self.collector,
            area,
            self.sources.get(area.area_id, ()),
            self.context,
            self.now,
            only_hosts=only_hosts,
            done=done,
        )
        report = run.run()
        self.succeeded[area.area_id] = done | run.succeeded
        return report

    def _try_again(self) -> None:
        """Ask once more, at the end, what refused us or failed: hosts that are busy or suspicious often calm down."""
        areas = [area for area in self._wanted_areas() if area.area_id in self.succeeded]
        waiting = {area.area_id: hosts_to_retry(self.journal.reports[area.area_id]) for area in areas}
        if not any(waiting.values()):
            return
        self.fetcher.pause(self.settings.seconds_before_second_try)
        self.fetcher.give_another_chance(frozenset().union(*waiting.values()))
        for area in areas:
            hosts = waiting[area.area_id]
            if hosts:
                again = self._run_area(area, only_hosts=hosts)
                merged = merge_reports(self.journal.reports[area.area_id], again, hosts)
                if self.options.dry_run:
                    self.journal.reports[area.area_id] = merged
                else:
                    self.journal.enter(merged)

    def _judge(self) -> RunVerdict:
        names = {area.area_id: area.name for area in self.register.areas}
        return judge_run(
            list(self.journal.reports.values()),
            suspended={host: why.reason for host, why in self.fetcher.health.suspended.items()},
            documents_of=self.context.documents_of,
            ofsted_hosts=self.world.site.hosts,
            area_names=names,
            at=self.now().isoformat(),
        )

    def _settle(self, verdict: RunVerdict) -> dict[str, int]:
        """Believe what has gone, and count what is news of it."""
        gone = 0
        for each in verdict.believed:
            known = self.store.find_address(each.address)
            if known is None or known.gone is not None:
                continue
            if not self.options.dry_run:
                self.store.mark_gone(each.address, Gone(each.reason, each.at))
            gone += 1
        return {"gone": gone} if gone else {}

    def _search_plans(self) -> Report:
        areas = [area for area in self._wanted_areas() if area.is_current]
        return search_plans(self.collector, areas, self.register.plans_wanted, self.data_dir, self.now)

    def _note_leads(self) -> list[str]:
        """Keep what was found but not followed as candidates, for a person to judge."""
        leads = [lead for report in self.journal.reports.values() for lead in report.leads]
        watched = {source.url for sources in self.sources.values() for source in sources}
        if self.options.dry_run:
            return [f"{len(leads)} pages may be plans"] if leads else []
        held = {each.address for each in self.store.addresses() if each.is_document}
        new = note_leads(self.data_dir, leads, self.now().isoformat(), watched | held)
        return [f"{new} new candidates for plans: sendkb candidates list"] if new else []

    def _refresh_figures(self) -> Report:
        """Bring the official figures up to date; the ones before stay where that fails."""
        report = Report(FIGURES)
        for figures in self.world.figures:
            at = self.now()
            try:
                refreshed = fetch_figures(self.collector, figures, self.data_dir, at.date())
            except NetworkError:
                raise
            except ScrapeError as error:
                report.problems.append(Problem(None, figures.start, error.code, str(error), at.isoformat()))
                continue
            for warning in refreshed.warnings:
                report.problems.append(Problem(None, figures.start, "stale_figures", warning, at.isoformat()))
        return report


def _by_area(sources: Iterable[SourcePage]) -> dict[str, list[SourcePage]]:
    """Sources of each area, the operator's own first, each address once."""
    grouped: dict[str, list[SourcePage]] = {}
    seen: set[str] = set()
    for source in sources:
        if source.url not in seen:
            seen.add(source.url)
            grouped.setdefault(source.area_id or NATIONAL.area_id, []).append(source)
    return grouped
