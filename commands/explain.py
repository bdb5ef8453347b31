"""Why something has the themes it has."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from commands.frame import CommonOptions
from extract.model.findings import ThemeHit
from extract.theming.items import ItemKind, Untagged


@click.command()
@click.argument("text_or_id")
@click.option("--text", "is_text", is_flag=True, help="It is a text, be it of one word; several words always are.")
@click.option(
    "--kind", type=click.Choice([str(kind) for kind in ItemKind]), default=str(ItemKind.ASKED), show_default=True,
    help="Which kind of item a text is: what is asked, told as weak, praised (strength), or an action.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def explain(options: CommonOptions, text_or_id: str, is_text: bool, kind: str, as_json: bool) -> None:
    """Say what decides the themes of TEXT_OR_ID, a text or the id of a weakness, strength or action: the terms met, the
    rules that hold, and what the model makes of both, with how sure it is.

    To mend a rule, change it in extract/patterns and run this again: nothing needs to be built in between.
    """
    from db.reading.item_text import read_item
    from extract.theming.themes import explain as explain_text

    given = text_or_id.strip()
    if not given:
        raise click.UsageError("nothing to explain: give a text, or the id of a weakness, strength or action")
    is_text = is_text or len(given.split()) > 1
    text, spoken = Untagged(given, ItemKind(kind)) if is_text else read_item(options.database, given)
    found = explain_text(text, spoken)
    if as_json:
        terms = [{"term": term, "words": words} for term, words in found.terms]
        rules = [{"rule": rule, "theme_id": theme, "evidence": words} for rule, theme, words in found.rules]
        themes = [asdict(hit) for hit in found.themes]
        told = {"text": text, "kind": spoken, "terms": terms, "rules": rules, "themes": themes}
        click.echo(json.dumps(told, indent=1, ensure_ascii=False))
        return
    click.echo(text)
    for title, lines in (
        ("Terms met", [f"{term}: {words}" for term, words in found.terms]),
        ("Rules that hold", [f"{theme}, by {rule}: {words}" for rule, theme, words in found.rules]),
        ("Themes", [f"{hit.theme_id}, {_how_sure(hit)}: {hit.evidence}" for hit in found.themes]),
    ):
        click.echo(f"\n{title}:")
        for line in lines or ["none"]:
            click.echo(f"  {line}")


def _how_sure(hit: ThemeHit) -> str:
    by = "the model by itself" if hit.basis == "model" else "a rule and the model"
    return f"{hit.confidence} by {by}"
