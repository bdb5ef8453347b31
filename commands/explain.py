"""Why something has the themes it has."""

from __future__ import annotations

import json

import click

from commands.frame import CommonOptions


@click.command()
@click.argument("text_or_id")
@click.option("--text", "is_text", is_flag=True, help="It is a text, be it of one word; several words always are.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def explain(options: CommonOptions, text_or_id: str, is_text: bool, as_json: bool) -> None:
    """Say which terms and rules decide the themes of TEXT_OR_ID: a text, or the id of a weakness, strength or action.

    To mend a rule, change it in extract/patterns and run this again: nothing needs to be built in between.
    """
    from db.reading.item_text import read_item_text
    from extract.theming.themes import explain as explain_text

    given = text_or_id.strip()
    if not given:
        raise click.UsageError("nothing to explain: give a text, or the id of a weakness, strength or action")
    text = given if is_text or len(given.split()) > 1 else read_item_text(options.database, given)
    found = explain_text(text)
    if as_json:
        terms = [{"term": term, "words": words} for term, words in found.terms]
        rules = [{"rule": rule, "theme_id": theme, "evidence": words} for rule, theme, words in found.rules]
        click.echo(json.dumps({"text": text, "terms": terms, "rules": rules}, indent=1, ensure_ascii=False))
        return
    click.echo(text)
    for title, lines in (
        ("Terms met", [f"{term}: {words}" for term, words in found.terms]),
        ("Rules that hold", [f"{theme}, by {rule}: {words}" for rule, theme, words in found.rules]),
    ):
        click.echo(f"\n{title}:")
        for line in lines or ["none"]:
            click.echo(f"  {line}")
