"""Why something has the themes it has."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import click

from commands.frame import Options, fail

_TABLES = (("weaknesses", "weakness_id"), ("strengths", "strength_id"), ("actions", "action_id"))


@click.command()
@click.argument("text_or_id")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def explain(options: Options, text_or_id: str, as_json: bool) -> None:
    """Say which terms and rules decide the themes of TEXT_OR_ID: a text, or the id of a weakness, strength or action.

    To mend a rule, change it in extract/patterns and run this again: nothing needs to be built in between.
    """
    from extract.theming.themes import explain as explain_text

    text = text_or_id if " " in text_or_id.strip() else _text_of(options.database, text_or_id.strip())
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


def _text_of(database: Path, item_id: str) -> str:
    """The text of the row with an id; ends the command with one line where there is no database or no such row."""
    if not database.exists():
        fail(f"no database at {database} to look {item_id} up in: run sendkb build, or give a text of several words")
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as db:
        for table, key in _TABLES:
            row = db.execute(f"SELECT text FROM {table} WHERE {key} = ?", (item_id,)).fetchone()
            if row is not None:
                return str(row[0])
    fail(
        f"no weakness, strength or action has the id {item_id}: take one from the site, or give a text of several words"
    )
