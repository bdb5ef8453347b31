"""Trains the model behind themes, and measures it on areas it was not trained on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.frame import CommonOptions

if TYPE_CHECKING:
    from db.quality.theme_figures import GroupFigures, RuleFigures

_STEPS = ("figures", "model", "rules")


@click.command("train-themes")
@click.argument("labels", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--only", type=click.Choice(_STEPS), help="Only measure, only train, or only print the rules' figures.")
@click.option("--parts", type=click.IntRange(2), default=10, show_default=True, help="Parts the areas are cut into.")
@click.option("--dry-run", is_flag=True, help="Print figures and keep nothing.")
@click.pass_obj
def train_themes(options: CommonOptions, labels: tuple[Path, ...], only: str | None, parts: int, dry_run: bool) -> None:
    """Train the theme model on LABELS, the paraphrases and the items of our own, and measure it by cross-validation.

    LABELS are files of labelled items and folders of gold files. The model goes to extract/patterns, the figures to
    db/quality, where the quality page shows them.
    """
    from datetime import date

    import extract.patterns
    from db.quality import theme_figures
    from db.quality.theme_labels import read_labels
    from db.quality.theme_training import read_examples, train
    from db.reference.counting import least_theme_confidence
    from extract.theming.model import FILE_NAME, save_model

    examples = read_examples(read_labels(labels))
    if only == "rules":
        for line in _rule_lines(theme_figures.rule_figures(examples)):
            click.echo(line)
    if only in (None, "figures"):
        with options.ticking(parts, label="cross-validation") as tick:
            figures = theme_figures.cross_validate(examples, parts, least_counted=least_theme_confidence(), done=tick)
        for line in _lines(figures):
            click.echo(line)
        if not dry_run:
            theme_figures.save_figures(theme_figures.COMMITTED, figures, parts=parts, measured=date.today().isoformat())
    if only in (None, "model") and not dry_run:
        path = Path(extract.patterns.__path__[0]) / FILE_NAME
        save_model(path, train(examples))
        options.say(f"trained on {len(examples)} items: {path} ({path.stat().st_size / 1000:.0f} kB)")


def _lines(figures: Sequence[GroupFigures]) -> Iterator[str]:
    """A line a group, then the themes of each group that are most often wrong."""
    yield f"{'items whose area was left out of training':<44}{'items':>6}{'micro':>8}{'macro':>8}{'rules':>8}{'readers':>9}"
    for each in figures:
        yield (
            f"{each.group.replace('_', ' '):<44}{each.items:>6}{_share(each.micro):>8}{_share(each.macro):>8}"
            f"{_share(each.rules_micro):>8}{_share(each.readers):>9}"
        )
    for each in figures:
        yield f"\n{each.group.replace('_', ' ')}: right, surplus, missed by theme"
        worst = sorted(each.tagger.items(), key=lambda pair: -(pair[1].surplus + pair[1].missed))
        yield "  " + ", ".join(f"{theme} {tally.right}/{tally.surplus}/{tally.missed}" for theme, tally in worst)


def _rule_lines(figures: Sequence[RuleFigures]) -> Iterator[str]:
    yield f"{'rule':<40}{'theme':<28}{'in':<22}{'right':>6}{'wrong':>6}"
    for each in figures:
        yield f"{each.rule_id:<40}{each.theme_id:<28}{each.group:<22}{each.tally.right:>6}{each.tally.surplus:>6}"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
