"""Which of our assumptions about the live sites hold."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from commands.frame import CommonOptions, fail
from commands.update import DID_NOT_RUN


@click.command()
@click.option(
    "--save", "save_to", type=click.Path(file_okay=False, path_type=Path), help="Keep every answer in this folder."
)
@click.option(
    "--from",
    "from_folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Take the answers from a folder that --save has written; nothing is asked for.",
)
@click.pass_obj
def doctor(options: CommonOptions, save_to: Path | None, from_folder: Path | None) -> None:
    """Ask about fifteen pages, store nothing, and say of each assumption: ok, changed, blocked or unknown.

    Exit status: 0 where all hold or cannot be told, 1 where one does not, 3 where nothing could be asked.
    """
    from scrape.doctor.diagnosis import State
    from scrape.doctor.doctor import examine
    from scrape.errors import ScrapeError
    from scrape.http.fetcher import Fetcher, live_transport
    from scrape.http.recording import SavedTransport, SavingTransport
    from scrape.settings import load_settings, replay_settings

    if save_to is not None and from_folder is not None:
        raise click.UsageError("--save and --from exclude each other")
    try:
        if from_folder is not None:
            saved = SavedTransport(from_folder)
            settings, now = replay_settings(), saved.saved_at
            fetcher = Fetcher(settings, transport=saved)
        else:
            settings, now = load_settings(options.data), datetime.now(UTC)
            live = live_transport(settings)
            fetcher = Fetcher(settings, transport=SavingTransport(live, save_to) if save_to is not None else live)
        found = []
        for each in examine(settings, fetcher, now, os.environ):
            click.echo(each.as_line())
            found.append(each)
    except ScrapeError as error:
        fail(str(error), DID_NOT_RUN)
    bad = [each.name for each in found if each.state in {State.CHANGED, State.BLOCKED}]
    if save_to is not None:
        options.say(f"kept {fetcher.request_count} answers in {save_to}")
    if bad:
        click.echo(f"sendkb: {len(bad)} of {len(found)} assumptions do not hold: {', '.join(bad)}", err=True)
        # Nothing could be asked: what is wrong is on our side.
        sys.exit(DID_NOT_RUN if any(each.is_ours for each in found) else 1)
