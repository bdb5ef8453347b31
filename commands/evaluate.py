"""Scores of extraction against gold files."""

from __future__ import annotations

import json
from pathlib import Path

import click

from commands.frame import CommonOptions, list_problems


@click.command()
@click.argument("gold_dir", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option("--save", is_flag=True, help="Keep these figures as those that later evaluations are compared with.")
@click.pass_obj
def evaluate(options: CommonOptions, gold_dir: Path, as_json: bool, save: bool) -> None:
    """Score extraction against the gold files of GOLD_DIR; their documents lie beside them or in a folder next to it."""
    from datetime import date

    from db.quality import figures, report
    from db.quality.run import evaluate_folder
    from db.reference.areas import load_area_names

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
