"""The benchmark pack's page and workbook."""

from __future__ import annotations

from typing import Any

from db.errors import UnknownAreaError
from db.publish.compare import WITH
from db.reference.areas import find_area_id
from db.site.answers.answer import Answer, Table
from db.site.answers.not_found import answer_not_found
from db.site.answers.respond import respond
from db.site.comparing.page import NOTES, WITH_WORDS
from db.site.fields import explain_unknown_area
from db.site.pack.contents import SORTS, Pack, read_pack
from db.site.reading import DATABASE, make_reader
from db.site.searching.find import Search
from db.site.searching.known import Known, read_known
from db.site.searching.results import COLUMNS, read_results

_MOST_PEERS = 30
_STANDING = (
    "area", "why_here", "inspected", "framework", "outcome", "items_known", "out_of", "known", "followed_up",
    "follow_up", "source_url", "area_id",
)  # fmt: skip
_TIMELINESS = ("area", "year", "percent", "in_time", "of_plans_issued", "area_id")


async def show_pack(datasette: Any, request: Any) -> Any:
    """`/pack/norfolk`, with `with=` for its peers or `peer=` as often as there are areas to stand beside it."""
    known, read = await read_known(datasette), make_reader(datasette)
    names = [request.url_vars["area"], *request.args.getlist("peer")][: _MOST_PEERS + 1]
    ids = []
    for name in filter(None, (name.strip() for name in names)):
        try:
            ids.append(find_area_id(name))
        except UnknownAreaError:
            return await answer_not_found(datasette, request, explain_unknown_area(name, known.areas))
    peers = request.args.get("with") if "with" in request.args else ("" if ids[1:] else WITH[0])
    peers = peers if peers in WITH else ""
    pack = await datasette.get_database(DATABASE).execute_fn(
        lambda connection: read_pack(connection, known, tuple(dict.fromkeys(ids)), peers or None)
    )
    # The page quotes a few of the peers' findings, files hold all of them.
    is_file = bool(request.url_vars.get("extension"))
    of_peers = (
        pack.peers.values() if is_file else (each for section in pack.sections for each in section.quoted.values())
    )
    shown = {*pack.own, *(number for each in of_peers for number in each)}
    rows = await read_results(read, Search((), 0), sorted(shown), known.themes)
    findings = {row["item_no"]: row for row in rows}
    answer = _answer(known, pack, ids, peers, findings)
    context = {
        "pack": pack, "findings": findings, "known": known, "themes": known.themes, "sorts": SORTS, "own": pack.lines[0],
        "peers": peers, "with_words": WITH_WORDS,
    }  # fmt: skip
    return await respond(datasette, request, "pack", answer, context)


def _answer(known: Known, pack: Pack, ids: list[str], peers: str, findings: dict[int, dict[str, Any]]) -> Answer:
    area = known.names[ids[0]]
    others = [known.names[each] for each in dict.fromkeys(ids[1:])]
    beside = " and ".join(filter(None, (", ".join(others), WITH_WORDS[peers] if peers else "")))
    criteria = {
        "Question": f"What was {area} told to act on, how does that stand beside its peers, and what did they do about it?",
        "Area": area,
        "Beside": beside or WITH_WORDS[""],
        "Inspections": "the latest full inspection of each area",
    }
    facts: dict[str, Any] = {
        "areas": len(pack.standing),
        "areas_of_which_all_is_known": sum(line.knowledge.is_complete for line in pack.lines),
        "items_of_the_area": pack.lines[0].knowledge.items,
        "items_of_the_area_out_of": pack.lines[0].knowledge.out_of,
    }
    if pack.common:
        facts |= {
            "peers_told_no_significant_weakness": pack.common[0].peers.told_none,
            "areas_of_england_told_no_significant_weakness": pack.common[0].england.told_none,
        }
    if pack.timeliness:
        facts |= {
            "ehc_plans_in_time_year": pack.timeliness.year,
            "ehc_plans_in_time_percent": pack.timeliness.own,
            "ehc_plans_in_time_peers_median": pack.timeliness.peers_median,
            "ehc_plans_in_time_england": pack.timeliness.england,
        }
    tables = [
        Table("standing", "Where they stand", _STANDING, pack.standing),
        Table("themes", "Themes", _THEMES, [_theme(known, each) for each in pack.common]),
        Table("own", f"What {area} was told", COLUMNS, [findings[number] for number in pack.own]),
    ]
    tables += [
        Table(
            f"peers_{name}",
            f"What peers were {words}".replace("were said", "said"),
            COLUMNS,
            [findings[n] for n in pack.peers[name] if n in findings],
        )
        for name, words, _ in SORTS
    ]
    if pack.timeliness:
        tables.append(Table("timeliness", "EHC plans within 20 weeks", _TIMELINESS, pack.timeliness.peers))
    return Answer(f"pack-{ids[0]}", f"Benchmark pack: {area}", tuple(tables), criteria, facts, NOTES)


_THEMES = (
    "theme",
    "items",
    "peers_with_it",
    "of_peers_known",
    "areas_of_england_with_it",
    "of_areas_of_england_known",
    "unusual",
)


def _theme(known: Known, each: Any) -> dict[str, Any]:
    return {
        "theme": known.themes[each.theme_id], "items": each.items, "peers_with_it": each.peers.raised,
        "of_peers_known": each.peers.known, "areas_of_england_with_it": each.england.raised,
        "of_areas_of_england_known": each.england.known,
        "unusual": {"seldom": "seldom told to peers", "often": "often told to peers"}.get(each.unusual or ""),
    }  # fmt: skip
