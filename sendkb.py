"""The front door: `sendkb` and its commands."""

from __future__ import annotations

import logging
from pathlib import Path

import click

from commands.doctor import doctor
from commands.evaluate import evaluate
from commands.explain import explain
from commands.frame import Commands, CommonOptions
from commands.reconcile import reconcile
from commands.show import compare, export, serve
from commands.store import build, ingest, status
from commands.train_themes import train_themes
from commands.update import update
from commands.watched import candidates, sources


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
    logging.basicConfig(level=logging.WARNING, format="%(name)s: %(message)s")
    for name in ("db", "extract", "scrape"):
        logging.getLogger(name).setLevel(logging.DEBUG if verbose else logging.WARNING)
    ctx.obj = CommonOptions(data, quiet, verbose)


for command in (
    build,
    ingest,
    update,
    doctor,
    sources,
    candidates,
    reconcile,
    serve,
    export,
    compare,
    status,
    evaluate,
    explain,
    train_themes,
):
    main.add_command(command)


if __name__ == "__main__":
    main()
