"""Updates from the web, and the pages they watch."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.frame import CommonOptions, list_problems
from commands.store import run_build

if TYPE_CHECKING:
    from scrape.journal import Report, RunRecord


@click.command()
@click.option("--area", "areas", multiple=True, help="Only this area; may be given several times.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Pass over documents dated before this day.")
@click.option("--max", "most", type=click.IntRange(min=1), help="Store at most this many new or changed documents.")
@click.option("--dry-run", is_flag=True, help="Find, but store and build nothing.")
@click.option("--no-starter", is_flag=True, help="Build without the documents that come with sendkb.")
@click.pass_obj
def update(options: CommonOptions, /, no_starter: bool, **wanted: Any) -> None:
    """Fetch what is new or changed on Ofsted's report site and the source pages, then build."""
    record = _fetch(options, **wanted)
    failures = [problem.message for problem in record.problems]
    if not wanted["dry_run"]:
        failures += run_build(options, starter=not no_starter).failures
        _write_feed(options)
    list_problems(failures)


def _fetch(
    options: CommonOptions, *, areas: tuple[str, ...], since: datetime | None, most: int | None, dry_run: bool
) -> RunRecord:
    """The update itself, with progress area by area and a summary line."""
    from db.reference.areas import find_area_ids, load_area_names
    from db.reference.tables import read_table
    from scrape.settings import load_settings
    from scrape.sources import parse_areas, parse_sources
    from scrape.updating.update import Options as Wanted
    from scrape.updating.update import update as fetch_updates

    wanted = Wanted(
        area_ids=frozenset(find_area_ids(areas)),
        since=since.date().isoformat() if since else None,
        max_documents=most,
        dry_run=dry_run,
    )
    total = len(wanted.area_ids) or len(load_area_names())
    with options.ticking(total, label="areas") as tick:

        def report_area(report: Report) -> None:
            tick(report)
            if options.verbose:
                found = ", ".join(f"{count} {action}" for action, count in sorted(report.counts.items()))
                options.say(f"{report.area_id}: {found or 'nothing'}; {len(report.problems)} problem(s)")

        record = fetch_updates(
            options.data,
            parse_areas(_texts(read_table("areas"))),
            parse_sources(_texts(read_table("source_pages"))),
            load_settings(options.data),
            wanted,
            on_area=report_area,
        )
    counts = ", ".join(f"{count} {action}" for action, count in sorted(record.counts.items())) or "nothing found"
    options.say(f"{'would update' if dry_run else 'updated'} {options.data}: {counts}")
    return record


def _write_feed(options: CommonOptions) -> None:
    """Write what is new as feed.atom into the data folder, for who publishes files rather than the site."""
    from db.publish.feed import FILE_NAME, make_feed
    from db.sqlite.connect import connected
    from scrape.files import write_whole

    with connected(options.database) as database:
        write_whole(options.data / FILE_NAME, make_feed(database.conn, FILE_NAME))


@click.command()
@click.option(
    "--published",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The database published before, to compare with.",
)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def reconcile(options: CommonOptions, published: Path | None, as_json: bool) -> None:
    """Compare the database's counts with those that Ofsted published."""
    from db.check.publishing import judge

    verdict = judge(options.database, published)
    if as_json:
        figures = [vars(figure) for figure in verdict.figures]
        click.echo(json.dumps({"passed": verdict.passed, "changed": verdict.changed, "figures": figures}, indent=1))
    else:
        for figure in verdict.figures:
            click.echo(f"{'pass' if figure.passed else 'FAIL'}  {figure.label}: {figure.found}")
        if published is not None:
            click.echo(f"{'something' if verdict.changed else 'nothing'} has changed since {published}")
    list_problems(
        [
            f"{figure.label}: {figure.found}, published {figure.expected}: look at the table inspection_register"
            for figure in verdict.figures
            if not figure.passed
        ]
    )


@click.group()
def sources() -> None:
    """The pages that `sendkb update` watches beside Ofsted's site."""


@sources.command("list")
@click.option("--area", help="Only this area's.")
@click.pass_obj
def list_sources(options: CommonOptions, area: str | None) -> None:
    """List the pages that are watched, your own first."""
    from db.reference.areas import find_area_id
    from db.reference.tables import read_table
    from scrape.sources import load_added, parse_sources

    wanted = find_area_id(area) if area else None
    for page in [*load_added(options.data), *parse_sources(_texts(read_table("source_pages")))]:
        if wanted in {None, page.area_id}:
            click.echo("\t".join((page.area_id or "england", page.doc_type, page.url, page.title or "")))


@sources.command("add")
@click.argument("url")
@click.option("--area", help="The area whose page it is; a page about England as a whole has none.")
@click.option(
    "--type", "doc_type", default="local_offer_page", show_default=True, help="What is there; news is not followed."
)
@click.option("--title", help="What the page is called.")
@click.pass_obj
def add_source(options: CommonOptions, url: str, area: str | None, doc_type: str, title: str | None) -> None:
    """Watch one more page, or document, from the next update on; it is kept in sources.csv in the data folder."""
    from db.reference.areas import find_area_id
    from scrape.sources import FILE_NAME, SourcePage
    from scrape.sources import add_source as add

    options.data.mkdir(parents=True, exist_ok=True)
    page = SourcePage(url, find_area_id(area) if area else None, doc_type, title)
    is_new = add(options.data, page)
    options.say(f"{'added to' if is_new else 'already in'} {options.data / FILE_NAME}: {url}")


def _texts(rows: Iterable[Mapping[str, str | None]]) -> list[dict[str, str]]:
    """Rows of a reference table with empty text for what is unknown."""
    return [{column: value or "" for column, value in row.items()} for row in rows]
