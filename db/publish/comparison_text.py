"""A comparison of areas as text: a table for the terminal, CSV, JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from db.publish.compare import summarise
from db.publish.spreadsheet import make_harmless
from db.sqlite.row import Row


def format_table(rows: Sequence[Row]) -> str:
    """Themes down, areas across: how many items to act on each area was given; "?" where nothing of it is known."""
    areas = list({row["area_id"]: row for row in rows}.values())
    cells = {(row["theme_id"], row["area_id"]): row for row in rows}
    keys = [str(number) for number in range(1, len(areas) + 1)]
    lines = [_legend(key, area) for key, area in zip(keys, areas, strict=True)]
    lines.append("")
    summary = summarise(rows)
    width = max(len(theme["theme"]) for theme in summary)
    lines.append(" ".join([" " * width, *(f"{key:>3}" for key in keys), " areas"]))
    for theme in summary:
        counts = (_cell(cells[theme["theme_id"], area["area_id"]]) for area in areas)
        share = f"{theme['areas_raised']} of {theme['areas_read']}"
        lines.append(" ".join([f"{theme['theme']:<{width}}", *(f"{count:>3}" for count in counts), f" {share}"]))
    return "\n".join(lines) + "\n"


def _legend(key: str, area: Row) -> str:
    if not area["inspections_read"]:
        known = f" ({area['known']})" if area["known"] else ""
        return f"{key:>3} {area['area']} ({area['relation']}): no items known{known}"
    return (
        f"{key:>3} {area['area']} ({area['relation']}): {area['all_to_act_on']} item(s) "
        f"from {area['inspections_read']} inspection(s)"
    )


def _cell(row: Row) -> str:
    if not row["inspections_read"]:
        return "?"
    return str(row["to_act_on"]) if row["to_act_on"] else "."


def format_csv(rows: Sequence[Row]) -> str:
    """One line an area and theme."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(
        {name: make_harmless(value) if isinstance(value, str) else value for name, value in row.items()} for row in rows
    )
    return out.getvalue()


def format_json(rows: Sequence[Row]) -> str:
    """A list of one object an area and theme."""
    return json.dumps(list(rows), ensure_ascii=False, indent=1) + "\n"


FORMATS: Mapping[str, Callable[[Sequence[Row]], str]] = MappingProxyType(
    {"table": format_table, "csv": format_csv, "json": format_json}
)
