"""What is in the data folder: build it, add to it, see how it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.frame import CommonOptions, fail, list_problems
from extract.model.doc_types import DocType

if TYPE_CHECKING:
    from db.building.build import BuildReport
    from db.building.run_log import RunLog


@click.command()
@click.option("--no-starter", is_flag=True, help="Leave out the documents that come with sendkb.")
@click.option(
    "--workers", type=click.IntRange(min=1), default=1, show_default=True, help="Processes that read documents."
)
@click.option("--scheduler", metavar="ADDRESS", help="Read on the workers of this Dask scheduler (tcp://host:8786).")
@click.option("--anew", is_flag=True, help="Build also where nothing has changed since the last build.")
@click.option("--explain", is_flag=True, help="Say of each document that is read again why it is.")
@click.option(
    "--log", "log", type=click.Path(dir_okay=False, path_type=Path), help="Append what is done, as lines of JSON."
)
@click.pass_obj
def build(
    options: CommonOptions,
    *,
    no_starter: bool,
    workers: int,
    scheduler: str | None,
    anew: bool,
    explain: bool,
    log: Path | None,
) -> None:
    """Build the database from the reference facts, the starter documents and everything stored."""
    # Not the build itself, whose imports take longer than this whole question.
    from db.building.inputs import built_from, describe_inputs
    from db.building.run_log import open_log

    before = None if anew else built_from(options.database)
    with open_log(log) as run_log:
        if before is not None and before.inputs == describe_inputs(options.data, starter=not no_starter):
            options.say(f"nothing has changed since {options.database} was built; --anew builds it all the same")
            run_log.write("unchanged", data=str(options.data))
            list_problems(before.failures)
            return
        report = run_build(options, starter=not no_starter, workers=workers, scheduler=scheduler, log=run_log)
    if explain:
        for file_name, why in report.read_again:
            click.echo(f"{file_name}: read, since {why}")
    list_problems(report.failures)


def run_build(
    options: CommonOptions,
    *,
    starter: bool = True,
    workers: int = 1,
    scheduler: str | None = None,
    log: RunLog | None = None,
) -> BuildReport:
    """Build, with a progress bar and a summary line; what could not be used is in the report's `failures`."""
    from db.building.build import build as build_database

    report = build_database(
        options.data,
        starter=starter,
        workers=workers,
        scheduler=scheduler,
        progress=lambda things, total: options.progress(things, total, label="reading"),
        log=log,
    )
    counts = ", ".join(f"{count:,} {name}" for name, count in report.counts.items())
    options.say(f"built {report.path} in {report.seconds:.1f} s: {counts} ({report.from_cache} documents unchanged)")
    return report


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--area", help="The area the documents are about; found from the text when not given.")
@click.option(
    "--type",
    "doc_type",
    type=click.Choice(DocType.choices()),
    help="The document type; found from the text when not given.",
)
@click.option("--url", help="Where the document is published.")
@click.pass_obj
def ingest(
    options: CommonOptions, paths: tuple[Path, ...], area: str | None, doc_type: str | None, url: str | None
) -> None:
    """Store local files or folders (pdf, html, docx, xlsx, md, txt) as documents; `sendkb build` then reads them."""
    from db.reference.areas import find_area_id
    from scrape.local import ingest_paths
    from scrape.store import Store

    area_id = find_area_id(area) if area else None
    store = Store(options.data / "store")
    results = list(
        options.progress(
            ingest_paths(store, paths, area_id=area_id, doc_type=doc_type, url=url), total=None, label="storing"
        )
    )
    stored = sum(each.document is not None for each in results)
    options.say(f"stored {stored} of {len(results)} file(s) in {options.data}: run sendkb build to read them")
    if not results:
        fail("nothing to store there: name files, or folders that hold pdf, html, docx, xlsx, md or txt files")
    list_problems([each.problem for each in results if each.problem])


@click.command()
@click.option(
    "--missing", is_flag=True, help="List official documents that are not here, with the address to get them."
)
@click.option("--area", "areas", multiple=True, metavar="NAME", help="With --missing: only this area; may be repeated.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def status(options: CommonOptions, missing: bool, areas: tuple[str, ...], as_json: bool) -> None:
    """Say what is stored, how old it is, and what failed and why; with --missing what is not here yet."""
    from db.publish.missing import format_missing, missing_as_json, read_official
    from db.publish.status import format_status, read_status
    from db.reference.areas import find_area_ids

    if areas and not missing:
        raise click.UsageError("--area goes with --missing")
    if missing:
        documents = read_official(options.database, find_area_ids(areas))
        click.echo(missing_as_json(documents) if as_json else format_missing(documents))
        return
    state = read_status(options.data, options.database)
    click.echo(state.as_json() if as_json else format_status(state, options.data, verbose=options.verbose))
