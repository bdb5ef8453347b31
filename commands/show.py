"""What the database is for: the site, exports, comparisons."""

from __future__ import annotations

from pathlib import Path

import click

from commands.frame import CommonOptions, list_problems
from commands.store import run_build


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for every one.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="Port; 0 takes a free one."
)
@click.option(
    "--base-url",
    default="/",
    envvar="SENDKB_BASE_URL",
    show_default=True,
    help="Address or path under which people reach the site: https://example.org/inspections/ or /inspections/.",
)
@click.option(
    "--proxy",
    "proxies",
    multiple=True,
    metavar="ADDRESS",
    envvar="SENDKB_PROXY",
    help="A proxy whose X-Forwarded-For and X-Forwarded-Proto are believed; may be repeated.",
)
@click.option("--title", default="sendkb", envvar="SENDKB_TITLE", show_default=True, help="What the site is called.")
@click.option("--operator", default="", envvar="SENDKB_OPERATOR", help="Who runs it, told on every page.")
@click.option(
    "--contact",
    default="",
    envvar="SENDKB_SITE_CONTACT",
    help="Mail or web address for readers, told on every page.",
)
@click.option(
    "--processes", type=click.IntRange(1, 256), show_default="as many as cores", help="How many processes answer."
)
@click.option("--open", "open_browser", is_flag=True, help="Open the site in the browser.")
@click.pass_obj
def serve(
    options: CommonOptions,
    *,
    host: str,
    port: int,
    base_url: str,
    proxies: tuple[str, ...],
    title: str,
    operator: str,
    contact: str,
    processes: int | None,
    open_browser: bool,
) -> None:
    """Serve the database as a web site; builds it first if there is none, and follows every later build."""
    from db.site.operator import read_operator
    from db.site.serve import serve as serve_database
    from db.sqlite.connect import is_sound

    run_by = read_operator(title, operator, contact, base_url)
    if not is_sound(options.database):
        for problem in run_build(options).failures:
            click.echo(f"sendkb: {problem}", err=True)
    serve_database(
        options.database,
        host=host,
        port=port,
        operator=run_by,
        proxies=proxies,
        processes=processes,
        open_browser=open_browser,
        tell=lambda address: click.echo(f"serving {options.database} at {address} (Ctrl-C ends it)"),
        warn=lambda problem: click.echo(f"sendkb: {problem}", err=True),
    )


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--format", "formats", default="csv,json,xlsx,sqlite", show_default=True, help="Formats, with commas between."
)
@click.pass_obj
def export(options: CommonOptions, folder: Path, formats: str) -> None:
    """Write every table as files to FOLDER, with a datapackage.json that describes them, and the database itself."""
    from db.publish.export import FORMATS
    from db.publish.export import export as export_tables

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


@click.command()
@click.argument("areas", nargs=-1, required=True)
@click.option("--theme", help="Only this theme, by its id or label.")
@click.option(
    "--with", "peers", type=click.Choice(["neighbours", "region", "icb", "england"]), show_default="nobody else",
    help="Add each area's peers.",
)  # fmt: skip
@click.option("--format", "form", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True)
@click.pass_obj
def compare(options: CommonOptions, areas: tuple[str, ...], theme: str | None, peers: str | None, form: str) -> None:
    """Compare what AREAS were told to improve, theme by theme."""
    from db.publish.compare import UnknownThemeError
    from db.publish.compare import compare as compare_areas
    from db.publish.comparison_text import FORMATS
    from db.sqlite.connect import connected

    with connected(options.database) as database:
        try:
            rows = compare_areas(database, areas, theme=theme, peers=peers)
        except UnknownThemeError as error:
            raise click.BadParameter(str(error), param_hint="--theme") from error
    click.echo(FORMATS[form](rows), nl=False)
