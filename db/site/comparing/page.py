"""The comparison page: areas as lines, themes as columns, and what is unusual about the area asked for."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from typing import Any

from db.errors import UnknownAreaError
from db.facts.inspections import OUTCOME_LABELS
from db.publish.compare import WITH
from db.reference.areas import find_area_id
from db.site.answers.answer import Answer, Table
from db.site.answers.respond import respond
from db.site.comparing.common import CommonTheme, Counting, find_common
from db.site.comparing.lines import SHOW, WHICH, HeatLine, draw_lines, read_inspections
from db.site.fields import explain_unknown_area
from db.site.reading import DATABASE
from db.site.searching.known import Known, read_known

WITH_WORDS = {
    "neighbours": "the ten areas most like it",
    "region": "its region",
    "icb": "areas of its integrated care board",
    "england": "all of England",
    "": "nobody else",
}
SHOW_WORDS = {
    "weaknesses": "what they were told to act on",
    "strengths": "what they were praised for",
    "actions": "what they said they would do",
}
WHICH_WORDS = {
    "latest": "the latest full inspection",
    "before": "the full inspection before it",
    "both": "both of them",
}
FRAMEWORK_WORDS = {"2016": "2016–22", "2023": "since 2023"}
NOTES = (
    "One row is one inspection. An item can have several themes, so that a row’s counts can add up to more than its items.",
    "“?” means that not all items of the inspection are known here: it may have been told of the theme.",
    "Inspections of 2016–22 named significant weaknesses only where a written statement of action was required; those since "
    "2023 have areas for priority action and areas for improvement. Rows of the two do not compare like with like.",
)
# Nobody compares more by name; "england" shows them all.
_MOST_AREAS = 30


@dataclass(frozen=True)
class Comparison:
    """What was asked, areas by id, and the answer. `common` compares `common_to`, the first area asked for."""

    area_ids: tuple[str, ...]
    peers: str
    show: str
    which: str
    lines: tuple[HeatLine, ...] = ()
    common: tuple[CommonTheme, ...] = ()
    common_to: HeatLine | None = None
    peers_found: int = 0


async def show_compare(datasette: Any, request: Any) -> Any:
    """`?area=` as often as there are areas, `with=` their peers, `show=` what is counted, `inspections=` which."""
    known = await read_known(datasette)
    names = [name.strip() for name in request.args.getlist("area") if name.strip()][:_MOST_AREAS]
    errors = {name: explain_unknown_area(name, known.areas) for name in names}
    asked = _read_question(request.args, names)
    if asked.area_ids and not any(errors.values()):
        asked = await datasette.get_database(DATABASE).execute_fn(lambda connection: _compare(connection, known, asked))
    answer = _answer(known, asked)
    context = {
        "comparison": asked,
        "known": known,
        "themes": known.themes,
        "boxes": [*names, "", ""][: max(3, len(names) + 1)],
        "errors": errors,
        "choices": {"with": WITH_WORDS, "show": SHOW_WORDS, "inspections": WHICH_WORDS},
        "chosen": {"with": asked.peers, "show": asked.show, "inspections": asked.which},
        "kind": SHOW[asked.show],
        "outcomes": OUTCOME_LABELS,
        "frameworks": FRAMEWORK_WORDS,
    }
    problem = next(filter(None, errors.values()), "")
    return await respond(datasette, request, "compare", answer, context, problem=problem)


def _read_question(arguments: Any, names: list[str]) -> Comparison:
    ids = []
    for name in names:
        try:
            ids.append(find_area_id(name))
        except UnknownAreaError:
            continue  # told beside its field
    peers, show, which = (arguments.get(name) for name in ("with", "show", "inspections"))
    # A link without `with` asks for neighbours; the form's "nobody else" is an empty value.
    return Comparison(
        tuple(dict.fromkeys(ids)),
        WITH[0] if peers is None and "with" not in arguments else peers if peers in WITH else "",
        show if show in SHOW else "weaknesses",
        which if which in WHICH else "latest",
    )


def _compare(connection: sqlite3.Connection, known: Known, asked: Comparison) -> Comparison:
    lines = draw_lines(
        connection, known.index, list(known.themes), asked.area_ids,
        peers=asked.peers or None, show=asked.show, which=asked.which,
    )  # fmt: skip
    own = next((line for line in lines if line.is_chosen and line.inspection_id), None)
    asked = replace(asked, lines=tuple(lines), common_to=own)
    if own is None or own.knowledge.known not in {"all", "part"}:
        return asked
    peers = {line.area_id for line in lines if line.area_id != own.area_id}
    current = [row[0] for row in connection.execute("SELECT area_id FROM areas WHERE status = 'current'")]
    counting = Counting(known.index, read_inspections(connection), asked.show)
    common = find_common(counting, own, peers, {*current, *peers} - {own.area_id})
    return replace(asked, common=tuple(common), peers_found=len(peers))


def _answer(known: Known, asked: Comparison) -> Answer:
    names = [known.names[area] for area in asked.area_ids]
    criteria = {
        "Areas": "; ".join(names),
        "With": WITH_WORDS[asked.peers],
        "What is counted": SHOW_WORDS[asked.show],
        "Inspections": WHICH_WORDS[asked.which],
    }
    beside = f" beside {WITH_WORDS[asked.peers]}" if asked.peers and len(names) == 1 else ""
    title = f"{' and '.join(names)}{beside or ' compared'}" if names else "Compare areas"
    name = "-".join(["compare", *asked.area_ids[:3]])
    if not asked.lines:
        return Answer(name, title, (), criteria)
    facts = {
        "rows": len(asked.lines),
        "rows_of_which_all_is_known": sum(line.knowledge.is_complete for line in asked.lines),
        "rows_partly_known": sum(line.knowledge.known == "part" for line in asked.lines),
        "rows_of_which_nothing_is_known": sum(line.knowledge.known == "nothing" for line in asked.lines),
    }
    if asked.common:
        facts["peers_told_no_significant_weakness"] = asked.common[0].peers.told_none
        facts["areas_of_england_told_no_significant_weakness"] = asked.common[0].england.told_none
    return Answer(
        name, title, (_grid(known, asked), _long(known, asked), _themes(known, asked)), criteria, facts, NOTES
    )


def _row(line: HeatLine) -> dict[str, Any]:
    return {
        "area_id": line.area_id,
        "area": line.area,
        "why_here": "asked for" if line.is_chosen else line.relation,
        "inspected": line.inspected,
        "framework": FRAMEWORK_WORDS.get(line.framework or ""),
        "outcome": OUTCOME_LABELS.get(line.outcome or ""),
        "known": line.knowledge.words,
        "items_known": line.knowledge.items,
        "out_of": line.knowledge.out_of,
        "source_url": line.source_url,
        "inspection_id": line.inspection_id,
    }


_OF_LINES = ("area", "why_here", "inspected", "framework", "outcome", "known", "items_known", "out_of")


def _grid(known: Known, asked: Comparison) -> Table:
    """As the page: an inspection a row, a theme a column; an empty cell is not known."""
    rows = [{**_row(line), **{cell.theme_id: cell.items for cell in line.cells}} for line in asked.lines]
    columns = (*_OF_LINES, *known.themes, "area_id", "inspection_id", "source_url")
    return Table("areas", "Areas by theme", columns, rows, known.themes)


def _long(known: Known, asked: Comparison) -> Table:
    """One inspection and theme a row, for pivot tables."""
    rows = [
        {**_row(line), "theme": known.themes[cell.theme_id], "items": cell.items}
        for line in asked.lines
        for cell in line.cells
    ]
    return Table("cells", "One cell a row", ("theme", "items", *_OF_LINES, "area_id", "inspection_id"), rows)


def _themes(known: Known, asked: Comparison) -> Table:
    own = asked.common_to
    rows = [
        {
            "theme": known.themes[each.theme_id],
            "area": own.area if own else None,
            "items": each.items,
            "peers_with_it": each.peers.raised,
            "of_peers_known": each.peers.known,
            "areas_of_england_with_it": each.england.raised,
            "of_areas_of_england_known": each.england.known,
            "unusual": {"seldom": "seldom told to peers", "often": "often told to peers"}.get(each.unusual or ""),
        }
        for each in asked.common
    ]
    columns = (
        "theme", "area", "items", "peers_with_it", "of_peers_known", "areas_of_england_with_it", "of_areas_of_england_known",
        "unusual",
    )  # fmt: skip
    return Table("themes", "How common each theme is", columns, rows)
