"""The front door: `sendkb` and its commands. Everything heavy is imported by the command that needs it."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

if TYPE_CHECKING:
    from db.build import BuildReport

T = TypeVar("T")

DOC_TYPES = (
    "inspection_report", "inspection_letter", "revisit_letter", "monitoring_report", "interim_visit",
    "acceptance_letter", "action_plan", "committee_report", "local_offer_page", "parents_notice", "news",
)  # fmt: skip


@dataclass(frozen=True)
class Options:
    """What holds for every command."""

    data: Path
    quiet: bool = False
    verbose: bool = False

    @property
    def database(self) -> Path:
        """The data folder's database."""
        return self.data / "send.db"

    def say(self, line: str) -> None:
        """A summary line, unless quiet."""
        if not self.quiet:
            click.echo(line)

    def progress(self, things: Iterable[T], total: int, *, label: str) -> Iterable[T]:
        """A progress bar around a loop, only where a person watches it."""
        if self.quiet or not sys.stderr.isatty():
            return things
        from tqdm import tqdm

        return tqdm(things, total=total, desc=label, leave=False)

    @contextmanager
    def ticking(self, total: int, *, label: str) -> Iterator[Callable[[object], None]]:
        """A progress bar that each call moves by one, only where a person watches it."""
        if self.quiet or not sys.stderr.isatty():
            yield lambda _done: None
            return
        from tqdm import tqdm

        with tqdm(total=total, desc=label, leave=False) as bar:

            def tick(_done: object) -> None:
                bar.update()

            yield tick


class Commands(click.Group):
    """Turns the project's own errors into one line on stderr and exit status 1 (2: wrong usage); others are ours to mend."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except _own_errors() as error:
            fail(str(error), getattr(error, "exit_status", 1))


def _own_errors() -> tuple[type[Exception], ...]:
    from db.errors import DatabaseError
    from extract.errors import ExtractError
    from scrape.errors import ScrapeError

    return DatabaseError, ExtractError, ScrapeError, OSError


def fail(message: str, exit_status: int = 1) -> NoReturn:
    """End with one line on stderr."""
    click.echo(f"sendkb: {' '.join(message.split())}", err=True)
    sys.exit(exit_status)


def list_problems(problems: Sequence[str]) -> None:
    """End with exit status 1 and the problems on stderr, where there are any."""
    for problem in problems:
        click.echo(f"sendkb: {' '.join(problem.split())}", err=True)
    if problems:
        sys.exit(1)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--data", "data", type=click.Path(file_okay=False, path_type=Path), default=Path("data"), envvar="SENDKB_DATA",
    show_default="./data, or SENDKB_DATA", help="Folder of the stored documents and the database.",
)  # fmt: skip
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but problems.")
@click.option("-v", "--verbose", is_flag=True, help="Say more.")
@click.version_option(package_name="sendkb")
@click.pass_context
def main(ctx: click.Context, data: Path, quiet: bool, verbose: bool) -> None:
    """How England's areas fare in inspections of services for children with SEND, and what they did about it."""
    if quiet and verbose:
        raise click.UsageError("-q and -v exclude each other")
    logging.basicConfig(level=logging.DEBUG if verbose else logging.WARNING, format="%(name)s: %(message)s")
    ctx.obj = Options(data, quiet, verbose)


@main.command()
@click.option("--no-starter", is_flag=True, help="Leave out the documents that come with sendkb.")
@click.option(
    "--workers", type=click.IntRange(min=1), default=1, show_default=True, help="Processes that read documents."
)
@click.pass_obj
def build(options: Options, no_starter: bool, workers: int) -> None:
    """Build the database from the reference facts, the starter documents and everything stored."""
    list_problems(_build(options, starter=not no_starter, workers=workers).failures)


def _build(options: Options, *, starter: bool = True, workers: int = 1) -> BuildReport:
    from db.build import build as build_database

    report = build_database(
        options.data,
        starter=starter,
        workers=workers,
        progress=lambda things, total: options.progress(things, total, label="reading"),
    )
    counts = ", ".join(f"{count:,} {name}" for name, count in report.counts.items())
    options.say(f"built {report.path} in {report.seconds:.1f} s: {counts} ({report.from_cache} documents unchanged)")
    return report


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--area", help="The area the documents are about; found from the text when not given.")
@click.option(
    "--type", "doc_type", type=click.Choice(DOC_TYPES), help="The document type; found from the text when not given."
)
@click.option("--url", help="Where the document is published.")
@click.pass_obj
def ingest(options: Options, paths: tuple[Path, ...], area: str | None, doc_type: str | None, url: str | None) -> None:
    """Store local files or folders (pdf, html, docx, xlsx, md, txt) as documents; `sendkb build` then reads them."""
    from db.areas import find_area_id
    from scrape.local import ingest_paths
    from scrape.store import Store

    area_id = find_area_id(area) if area else None
    store = Store(options.data / "store")
    results = list(
        options.progress(
            ingest_paths(store, paths, area_id=area_id, doc_type=doc_type, url=url), total=0, label="storing"
        )
    )
    stored = sum(each.document is not None for each in results)
    options.say(f"stored {stored} of {len(results)} file(s) in {options.data}: run sendkb build to read them")
    if not results:
        fail("nothing to store there: name files, or folders that hold pdf, html, docx, xlsx, md or txt files")
    list_problems([each.problem for each in results if each.problem])


@main.command()
@click.option("--area", "areas", multiple=True, help="Only this area; may be given several times.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Pass over documents dated before this day.")
@click.option("--max", "most", type=click.IntRange(min=1), help="Store at most this many new or changed documents.")
@click.option("--dry-run", is_flag=True, help="Find, but store and build nothing.")
@click.pass_obj
def update(options: Options, areas: tuple[str, ...], since: datetime | None, most: int | None, dry_run: bool) -> None:
    """Fetch what is new or changed on Ofsted's report site and the source pages, then build."""
    from db.areas import find_area_ids, load_area_names
    from db.reference_tables import read_table
    from scrape.settings import load_settings
    from scrape.sources import parse_areas, parse_sources
    from scrape.update import Options as Wanted
    from scrape.update import update as fetch_updates

    wanted = Wanted(
        area_ids=frozenset(find_area_ids(areas)),
        since=since.date().isoformat() if since else None,
        max_documents=most,
        dry_run=dry_run,
    )
    total = len(wanted.area_ids) or len(load_area_names())
    with options.ticking(total, label="areas") as tick:
        record = fetch_updates(
            options.data,
            parse_areas(_texts(read_table("areas"))),
            parse_sources(_texts(read_table("source_pages"))),
            load_settings(options.data),
            wanted,
            on_area=tick,
        )
    counts = ", ".join(f"{count} {action}" for action, count in sorted(record.counts.items())) or "nothing found"
    options.say(f"{'would update' if dry_run else 'updated'} {options.data}: {counts}")
    failures = [problem.message for problem in record.problems]
    if not dry_run:
        failures += _build(options).failures
    list_problems(failures)


@main.group()
def sources() -> None:
    """The pages that `sendkb update` watches beside Ofsted's site."""


@sources.command("list")
@click.option("--area", help="Only this area's.")
@click.pass_obj
def list_sources(options: Options, area: str | None) -> None:
    """List the pages that are watched, your own first."""
    from db.areas import find_area_id
    from db.reference_tables import read_table
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
def add_source(options: Options, url: str, area: str | None, doc_type: str, title: str | None) -> None:
    """Watch one more page, or document, from the next update on; it is kept in sources.csv in the data folder."""
    from db.areas import find_area_id
    from scrape.sources import FILE_NAME, SourcePage
    from scrape.sources import add_source as add

    options.data.mkdir(parents=True, exist_ok=True)
    page = SourcePage(url, find_area_id(area) if area else None, doc_type, title)
    is_new = add(options.data, page)
    options.say(f"{'added to' if is_new else 'already in'} {options.data / FILE_NAME}: {url}")


def _texts(rows: Iterable[Mapping[str, str | None]]) -> list[dict[str, str]]:
    """Rows of a reference table with empty text for what is unknown."""
    return [{column: value or "" for column, value in row.items()} for row in rows]


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for every one.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="Port; 0 takes a free one."
)
@click.option("--open", "open_browser", is_flag=True, help="Open the site in the browser.")
@click.pass_obj
def serve(options: Options, host: str, port: int, open_browser: bool) -> None:
    """Serve the database as a web site; builds it first if there is none, and follows every later build."""
    from db.serve import serve as serve_database

    if not options.database.exists():
        for problem in _build(options).failures:
            click.echo(f"sendkb: {problem}", err=True)
    serve_database(
        options.database,
        host=host,
        port=port,
        open_browser=open_browser,
        tell=lambda address: click.echo(f"serving {options.database} at {address} (Ctrl-C ends it)"),
    )


@main.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--format", "formats", default="csv,json,xlsx", show_default=True, help="Formats, with commas between.")
@click.pass_obj
def export(options: Options, folder: Path, formats: str) -> None:
    """Write every table as files to FOLDER, with a datapackage.json that describes them."""
    from db.export import FORMATS
    from db.export import export as export_tables

    wanted = [each.strip() for each in formats.split(",") if each.strip()]
    unknown = sorted(set(wanted) - set(FORMATS))
    if unknown or not wanted:
        raise click.BadParameter(f"choose from {', '.join(FORMATS)}", param_hint="--format")
    report = export_tables(
        options.database,
        folder,
        wanted,
        progress=lambda things, total: options.progress(things, total, label="exporting"),
    )
    options.say(f"wrote {len(report.files)} files with {report.rows:,} rows to {folder}")
    list_problems(report.problems)


@main.command()
@click.argument("areas", nargs=-1, required=True)
@click.option("--theme", help="Only this theme, by its id or label.")
@click.option("--with", "peers", type=click.Choice(["neighbours", "region"]), help="Add each area's peers.")
@click.option("--format", "form", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True)
@click.pass_obj
def compare(options: Options, areas: tuple[str, ...], theme: str | None, peers: str | None, form: str) -> None:
    """Compare what AREAS were told to improve, theme by theme."""
    from db.compare import UnknownThemeError
    from db.compare import compare as compare_areas
    from db.comparison_text import FORMATS
    from db.connect import connected

    with connected(options.database) as database:
        try:
            rows = compare_areas(database, areas, theme=theme, peers=peers)
        except UnknownThemeError as error:
            raise click.BadParameter(str(error), param_hint="--theme") from error
    click.echo(FORMATS[form](rows), nl=False)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def status(options: Options, as_json: bool) -> None:
    """Say what is stored, how old it is, and what failed and why."""
    from db.status import format_status, read_status

    state = read_status(options.data, options.database)
    click.echo(state.as_json() if as_json else format_status(state, options.data, verbose=options.verbose))


@main.command()
@click.argument("gold_dir", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option("--save", is_flag=True, help="Keep these figures as those that later evaluations are compared with.")
@click.pass_obj
def evaluate(options: Options, gold_dir: Path, as_json: bool, save: bool) -> None:
    """Score extraction against the gold files of GOLD_DIR; their documents lie beside them or in a folder next to it."""
    from datetime import date

    from db.areas import load_area_names
    from extract.evaluation import figures, report
    from extract.evaluation.run import evaluate_folder

    evaluation = evaluate_folder(gold_dir, load_area_names())
    before = figures.load_figures(figures.COMMITTED)
    if as_json:
        click.echo(json.dumps(report.as_json(evaluation, before), indent=1, ensure_ascii=False))
    else:
        for line in report.as_text(evaluation, before, with_mistakes=not options.quiet):
            click.echo(line)
    if save:
        found = figures.add_up(evaluation.scores)
        figures.save_figures(
            figures.COMMITTED, found, documents=evaluation.documents, measured=date.today().isoformat()
        )
    list_problems(evaluation.problems)


if __name__ == "__main__":
    main()
