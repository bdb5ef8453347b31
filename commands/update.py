"""Updates from the web, and what a person hears of them."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import click

from commands.frame import CommonOptions, fail, own_errors
from commands.store import run_build

if TYPE_CHECKING:
    from scrape.http.fetcher import Fetcher
    from scrape.journal import Problem, Report, RunRecord
    from scrape.settings import Settings
    from scrape.updating.update import UpdateOptions

# The run did not happen, or not as a whole: no contact, no network, a damaged file. 1 is for listed problems.
DID_NOT_RUN = 3
_MOST_PROBLEMS = 20
_MOST_HOSTS = 5


@click.command()
@click.option("--area", "areas", multiple=True, help="Only this area; may be given several times.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Pass over documents dated before this day.")
@click.option("--max", "most", type=click.IntRange(min=1), help="Store at most this many new or changed documents.")
@click.option("--dry-run", is_flag=True, help="Find, but store and build nothing.")
@click.option("--no-starter", is_flag=True, help="Build without the documents that come with sendkb.")
@click.pass_obj
def update(options: CommonOptions, /, no_starter: bool, **wanted: Any) -> None:
    """Fetch what is new or changed on Ofsted's report site and the source pages, then build.

    Exit status: 0 done, 1 done with the problems listed, 3 not done.
    """
    chosen = _choose(**wanted)
    try:
        record = _fetch(options, chosen)
        failures = [] if chosen.dry_run else list(run_build(options, starter=not no_starter).failures)
        if not chosen.dry_run:
            _write_feed(options)
    except own_errors() as error:
        fail(str(error), DID_NOT_RUN)
    for line in [*_describe(record.problems), *failures]:
        click.echo(f"sendkb: {' '.join(line.split())}", err=True)
    if record.problems or failures:
        sys.exit(1)


def _choose(*, areas: tuple[str, ...], since: datetime | None, most: int | None, dry_run: bool) -> UpdateOptions:
    from db.reference.areas import find_area_ids
    from scrape.updating.update import UpdateOptions

    return UpdateOptions(
        area_ids=frozenset(find_area_ids(areas)),
        since=since.date().isoformat() if since else None,
        max_documents=most,
        dry_run=dry_run,
    )


def _fetch(options: CommonOptions, wanted: UpdateOptions) -> RunRecord:
    """The update itself, with progress area by area and a summary."""
    from commands.known_sources import load_known_sources
    from scrape.http.fetcher import Fetcher
    from scrape.journal import check_kept
    from scrape.settings import load_settings
    from scrape.sources import load_added
    from scrape.updating.update import update as fetch_updates

    register = load_known_sources(load_added(options.data))
    settings = load_settings(options.data)
    check_kept(options.data)
    fetcher = Fetcher(settings)
    if not wanted.area_ids:
        _check_first(options, settings, fetcher)
    total = len(wanted.area_ids) or len(register.areas)
    with options.ticking(total, label="areas") as tick:

        def report_area(report: Report) -> None:
            tick(report)
            if options.verbose:
                found = ", ".join(f"{count} {action}" for action, count in sorted(report.counts.items()))
                options.say(f"{report.area_id}: {found or 'nothing'}; {len(report.problems)} problem(s)")

        record = fetch_updates(options.data, register, settings, wanted, fetcher=fetcher, on_area=report_area)
    counts = ", ".join(f"{count} {action}" for action, count in sorted(record.counts.items())) or "nothing found"
    options.say(f"{'would update' if wanted.dry_run else 'updated'} {options.data}: {counts}")
    for note in record.notes:
        options.say(note)
    return record


def _check_first(options: CommonOptions, settings: Settings, fetcher: Fetcher) -> None:
    """The quick part of `sendkb doctor`: an update that would bring nothing ends here, with what is wrong."""
    from scrape.doctor.diagnosis import State
    from scrape.doctor.doctor import examine

    for each in examine(settings, fetcher, datetime.now(UTC), os.environ, is_quick=True):
        if each.state is State.OK:
            if options.verbose:
                options.say(each.as_line())
            continue
        click.echo(f"sendkb: {each.as_line()}", err=True)
        if each.is_fatal:
            fail("the update did not run: run sendkb doctor to see which of its assumptions hold", DID_NOT_RUN)


def _describe(problems: Sequence[Problem]) -> list[str]:
    """Totals by what went wrong and by host, then the first problems; the rest is in `sendkb status`."""
    from scrape.urls import host_of

    shown = [problem.message for problem in problems[:_MOST_PROBLEMS]]
    if len(problems) <= 1:
        return shown
    lines = []
    for code, count in Counter(problem.code for problem in problems).most_common():
        hosts = Counter(host_of(problem.url) or problem.url for problem in problems if problem.code == code)
        named = ", ".join(f"{host} {times}" for host, times in hosts.most_common(_MOST_HOSTS))
        more = f" and {len(hosts) - _MOST_HOSTS} more hosts" if len(hosts) > _MOST_HOSTS else ""
        lines.append(f"{count} {code}: {named}{more}")
    rest = len(problems) - len(shown)
    return [*lines, *shown, *([f"and {rest} more: sendkb status lists them"] if rest else [])]


def _write_feed(options: CommonOptions) -> None:
    """Write what is new as feed.atom into the data folder, for who publishes files rather than the site."""
    from db.publish.feed import FILE_NAME, make_feed
    from db.sqlite.connect import connected
    from scrape.files import write_whole

    with connected(options.database) as database:
        write_whole(options.data / FILE_NAME, make_feed(database.conn, FILE_NAME, today=date.today()))
