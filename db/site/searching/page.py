"""The search page: findings by words and filters, those like another one, or passages of documents."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import Any

from db.errors import UnknownAreaError
from db.reference.areas import find_area_id
from db.reference.bodies import find_body
from db.site.answers.answer import Answer, Table
from db.site.answers.respond import respond
from db.site.fields import explain_unknown_area
from db.site.reading import Reader, make_reader
from db.site.searching.asked import FILTERS, PAGE_SIZE, Asked, read_asked
from db.site.searching.find import Search, count_by, run_search
from db.site.searching.known import Known, read_known
from db.site.searching.labels import HEADINGS, in_order, label_of
from db.site.searching.passages import COLUMNS as PASSAGE_COLUMNS
from db.site.searching.passages import MOST, count_passages, find_passages
from db.site.searching.results import COLUMNS, mark_words, read_results
from db.site.searching.spelling import suggest
from db.site.searching.unread import find_unread, read_told_none

# Areas are chosen by name, not from a list; an inspection only by a link.
_LISTED = tuple(name for name in FILTERS if name not in {"area", "neighbours_of", "inspection"})
_SHOWN_AT_ONCE = 8
# How like an area's name what was typed must be, 0 to 1: "Norfok", but not "short breaks".
_CLOSE_NAME = 0.8
# Alone these find nearly everything.
_SAY_NOTHING = frozenset(
    {
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "by",
        "for",
        "from",
        "in",
        "is",
        "it",
        "not",
        "of",
        "on",
        "or",
        "that",
        "the",
    }
)


@dataclass(frozen=True)
class Choice:
    """A value of a filter: how many findings it gives, and the address that chooses it or no longer does."""

    name: str
    value: str
    label: str
    count: int
    address: str
    is_chosen: bool


@dataclass(frozen=True)
class Filter:
    """A filter's values: those shown at once, and the rest."""

    name: str
    heading: str
    first: tuple[Choice, ...]
    more: tuple[Choice, ...]


@dataclass(frozen=True)
class WayOut:
    """What somebody who found nothing may try: words, and the address that does it."""

    label: str
    address: str
    count: int | None = None


async def show_search(datasette: Any, request: Any) -> Any:
    """Answer a search."""
    read, known = make_reader(datasette), await read_known(datasette)
    asked = read_asked({name: request.args.getlist(name) for name in request.args})
    is_file = bool(request.url_vars.get("extension"))
    search = await run_search(read, known.index, asked)
    if asked.in_passages:
        return await _show_passages(datasette, request, asked, search)
    numbers = search.numbers if is_file else search.numbers[(asked.page - 1) * PAGE_SIZE : asked.page * PAGE_SIZE]
    rows = await read_results(read, search, numbers, known.themes)
    filters = _filters(known, asked, search)
    unread = await find_unread(read, asked, known.latest)
    facts = {
        **_facts(known, asked, search, filters),
        "areas_unread": len(unread.areas) if unread else None,
        "areas_searched": unread.of if unread else None,
    }
    answer = Answer(
        "search", "Search", _tables(rows, filters), _criteria(known, asked), facts, _notes(asked),
    )  # fmt: skip
    context = {
        "asked": asked,
        "known": known,
        "rows": rows,
        "marked": await mark_words(read, search, numbers) if not is_file else {},
        "filters": filters,
        "unread": unread,
        "chosen": _chosen(known, asked),
        "passages": await count_passages(read, known.index, asked) if asked.words and not is_file else 0,
        "liked": await _read_liked(read, asked, known) if asked.like else None,
        **await _name(read, known, asked, bool(search.numbers)),
        "errors": {name: explain_unknown_area(value, known.areas) for name, value in asked.unknown.items()},
        "told_none": await read_told_none(read, asked) if not search.numbers else [],
        "ways_out": await _ways_out(read, known, asked, search) if not search.numbers else [],
        **_paging(asked, len(search.numbers)),
    }
    return await respond(datasette, request, "search", answer, context, problem=_problem(known, asked))


async def _show_passages(datasette: Any, request: Any, asked: Asked, search: Search) -> Any:
    read, known = make_reader(datasette), await read_known(datasette)
    found = await count_passages(read, known.index, asked)
    rows = await find_passages(read, known.index, asked, every=bool(request.url_vars.get("extension")))
    answer = Answer(
        "search-passages",
        "Search in documents",
        (Table("passages", "Passages", PASSAGE_COLUMNS, rows),),
        _criteria(known, asked),
        {"passages": found, "passages_is_at_least": found >= MOST, "findings": len(search.numbers)},
    )
    context = {
        "asked": asked,
        "known": known,
        "rows": rows,
        "chosen": _chosen(known, asked),
        "passages": found,
        "most": MOST,
        "findings": len(search.numbers),
        **await _name(read, known, asked, bool(found)),
        "errors": {name: explain_unknown_area(value, known.areas) for name, value in asked.unknown.items()},
        **_paging(asked, found),
    }
    return await respond(datasette, request, "search_passages", answer, context, problem=_problem(known, asked))


def _problem(known: Known, asked: Asked) -> str:
    """What is wrong with the question: an area that there is not would otherwise be left out in silence."""
    return next((explain_unknown_area(value, known.areas) for value in asked.unknown.values()), "")


def _tables(rows: list[dict[str, Any]], filters: list[Filter]) -> tuple[Table, ...]:
    counts = [
        {"filter": each.heading, "value": choice.label, "findings": choice.count}
        for each in filters
        for choice in (*each.first, *each.more)
    ]
    return (
        Table("findings", "Findings", COLUMNS, rows, {"area_id": "Area code here", "item_id": "Finding’s code here"}),
        Table("counts", "Counts by filter", ("filter", "value", "findings"), counts),
    )


def _criteria(known: Known, asked: Asked) -> dict[str, str]:
    criteria = {"Words": asked.words} if asked.words else {}
    if asked.like:
        criteria["Like"] = asked.like
    for name, values in asked.chosen.items():
        criteria[HEADINGS[name]] = "; ".join(label_of(name, value, known.names) for value in values)
    return criteria


def _facts(known: Known, asked: Asked, search: Search, filters: list[Filter]) -> dict[str, Any]:
    found = search.matched & known.index.select(asked.chosen)
    areas = known.index.counts("area", found)
    return {
        "findings": len(search.numbers),
        "areas": len(areas),
        "of_findings_held": known.index.everything.bit_count(),
        "of_areas_with_findings": len(known.index.masks["area"]),
    }


def _notes(asked: Asked) -> tuple[str, ...]:
    notes = [
        "Only findings of documents that have been read here can be found: what is not found may still have been told."
    ]
    if asked.query.dropped:
        notes.append(f"The last {asked.query.dropped} words were left out: ask with 32 words at most.")
    return tuple(notes)


def _filters(known: Known, asked: Asked, search: Search) -> list[Filter]:
    filters = []
    for name in _LISTED:
        counts = count_by(known.index, asked, search, name)
        chosen = asked.chosen.get(name, ())
        values = [*in_order(name, counts, known.names), *(value for value in chosen if value not in counts)]
        choices = [
            Choice(
                name,
                value,
                label_of(name, value, known.names),
                counts.get(value, 0),
                asked.without(name, value) if value in chosen else asked.having(name, value),
                value in chosen,
            )
            for value in values
        ]
        if choices:
            first = [choice for place, choice in enumerate(choices) if place < _SHOWN_AT_ONCE or choice.is_chosen]
            rest = [choice for choice in choices if choice not in first]
            filters.append(Filter(name, HEADINGS[name], tuple(first), tuple(rest)))
    return filters


def _chosen(known: Known, asked: Asked) -> list[Choice]:
    """What is chosen, with the addresses that take each away."""
    return [
        Choice(name, value, label_of(name, value, known.names), 0, asked.without(name, value), True)
        for name, values in asked.chosen.items()
        for value in values
    ]


def _paging(asked: Asked, found: int) -> dict[str, Any]:
    pages = max(1, -(-found // PAGE_SIZE))
    return {
        "found": found,
        "first": min((asked.page - 1) * PAGE_SIZE + 1, found),
        "last": min(asked.page * PAGE_SIZE, found),
        "pages": pages,
        "before": asked.address(page=asked.page - 1 if asked.page > 2 else "") if asked.page > 1 else None,
        "next": asked.address(page=asked.page + 1) if asked.page < pages else None,
    }


async def _name(read: Reader, known: Known, asked: Asked, is_found: bool) -> dict[str, Any]:
    """The area or body that was typed, the area that may have been meant, or other spellings."""
    area = _named_area(asked.words)
    near = _near_area(asked.words, known) if asked.words and not (area or is_found) else None
    return {
        "area": area,
        "body": find_body(asked.words) if asked.words and not area else None,
        "near_area": near,
        "spelling": None if area or near else await _respell(read, asked),
    }


def _near_area(words: str, known: Known) -> str | None:
    """The area whose name is almost what was typed."""
    by_name = {known.names[area].lower(): area for area in known.latest}
    near = difflib.get_close_matches(words.lower(), by_name, n=1, cutoff=_CLOSE_NAME)
    return by_name[near[0]] if near else None


def _named_area(words: str) -> str | None:
    """The area that goes by what was typed, so that a name or code leads to its page."""
    try:
        return find_area_id(words) if words else None
    except UnknownAreaError:
        return None


async def _read_liked(read: Reader, asked: Asked, known: Known) -> dict[str, Any] | None:
    number = known.index.items.get(asked.like)
    if number is None:
        return None
    rows = await read_results(read, Search([number], 0), [number], known.themes)
    return rows[0] if rows else None


async def _respell(read: Reader, asked: Asked) -> WayOut | None:
    """The same search with words that are not found anywhere spelt as words that are."""
    better = await suggest(read, asked.query.misspelt)
    words = " ".join(better.get(word.strip('"'), word) for word in asked.words.split())
    return WayOut(words, asked.address(words=words)) if words != " ".join(asked.words.split()) else None


async def _ways_out(read: Reader, known: Known, asked: Asked, search: Search) -> list[WayOut]:
    """What would find something: without one of the filters, or with one of the words alone."""
    ways = []
    for name, values in asked.chosen.items():
        count = (search.matched & known.index.select_without(asked.chosen, name)).bit_count()
        if count:
            labels = " or ".join(label_of(name, value, known.names) for value in values)
            ways.append(WayOut(f"without “{HEADINGS[name]}: {labels}”", asked.address(**{name: ()}), count))
    if len(asked.query.words) > 1 and not search.matched:
        for word in dict.fromkeys(asked.query.words):
            if word.lower() in _SAY_NOTHING:
                continue
            alone = Asked(words=word, chosen=asked.chosen)
            found = await run_search(read, known.index, alone)
            if found.numbers:
                ways.append(WayOut(f"only “{word}”", alone.address(), len(found.numbers)))
    return ways
