"""The database's counts against those that Ofsted published."""

from __future__ import annotations

import json
from pathlib import Path

import click

from commands.frame import CommonOptions, list_problems


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
