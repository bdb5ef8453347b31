"""Lists of an inspection's weaknesses in council papers, slides, web pages and news, in all the forms they take there.

A lead-in and its bullets or table rows; headings "Weakness 1: …"; a sentence that names them all; the last list of a
letter shown in slides, whose lead-in was left out but whose signature was not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.council.list_items import ANNOUNCES, items_of, pieces_of_list
from extract.council.list_kinds import are_goals
from extract.council.tables import find_weakness_tables
from extract.language.counts import parse_count
from extract.language.phrases import phrases
from extract.lists.inline import split_inline
from extract.lists.items import Item
from extract.lists.lead_ins import last_sentences
from extract.lists.pieces import Piece
from extract.lists.weakness_list import find_stated_count
from extract.model.document import Block, Cell, Document, Kind, Quote
from extract.model.findings import WeaknessFinding, WeaknessKind
from extract.plans.columns import Role, read_header

_SENTENCE_END = re.compile(r"\.\s+(?=[A-Z])")
# A document says in its opening which framework it is about.
_OPENING = 4_000
# How much each form is worth where a document gives the list in several: the letter's own words before a summary.
_SIGNED, _LISTED, _HEADED, _NAMED = 3, 2, 1, 0


@dataclass(frozen=True, slots=True)
class CouncilList:
    """A list found: its items as quotes with the titles they stand under, and the places of the pieces it takes."""

    kind: WeaknessKind
    quotes: tuple[Quote, ...]
    titles: tuple[str | None, ...]
    form: int
    stated: int | None
    places: tuple[int, ...]

    @property
    def is_counted(self) -> bool:
        """Whether the document states the number of items that were found."""
        return self.stated == len(self.quotes)


def find_council_lists(document: Document, pieces: Sequence[Piece]) -> tuple[CouncilList, ...]:
    """Every list of weaknesses in the pieces, repetitions included, in reading order."""
    counts = Counter(count for piece in pieces if (count := find_stated_count(piece.text)))
    usual = counts.most_common(1)[0][0] if counts else None
    found = [
        *_led_in(document, pieces, usual),
        *_signed(document, pieces, usual),
        *_headed(document, pieces, usual),
        *_named(document, pieces),
        *_columns(document, pieces, usual),
    ]
    told = (_as_told(document, listed) for listed in found)
    return tuple(sorted((listed for listed in told if not _is_goals(listed)), key=lambda listed: listed.places[0]))


def _is_goals(listed: CouncilList) -> bool:
    """Whether a list that is led in as weaknesses holds what a plan wants to reach. Areas to improve are worded so."""
    return listed.kind is WeaknessKind.SIGNIFICANT_WEAKNESS and are_goals([quote.text for quote in listed.quotes])


def _as_told(document: Document, listed: CouncilList) -> CouncilList:
    """A counted list of "areas for improvement" of the framework of 2016 is the list of weaknesses: it knows no other."""
    words = phrases("council")
    opening = document.text[:_OPENING]
    is_old = words["old_framework"].search(opening) is not None and words["kind_priority"].search(opening) is None
    if listed.kind is WeaknessKind.AREA_FOR_IMPROVEMENT and listed.is_counted and is_old:
        return replace(listed, kind=WeaknessKind.SIGNIFICANT_WEAKNESS)
    return listed


def best_lists(lists: Sequence[CouncilList]) -> tuple[CouncilList, ...]:
    """One list of each kind: the one with the stated number of items, in the letter's own words, the fullest."""
    best: dict[WeaknessKind, CouncilList] = {}
    for listed in lists:
        known = best.get(listed.kind)
        if known is None or _worth(listed) > _worth(known):
            best[listed.kind] = listed
    return tuple(best.values())


def as_weaknesses(listed: CouncilList) -> tuple[WeaknessFinding, ...]:
    """The list's items as findings, numbered from 1."""
    sure = 0.9 if listed.is_counted or listed.form == _SIGNED else 0.7
    return tuple(
        WeaknessFinding(listed.kind, number, quote, title=title, confidence=sure)
        for number, (quote, title) in enumerate(zip(listed.quotes, listed.titles, strict=True), 1)
    )


def _worth(listed: CouncilList) -> tuple[bool, int, int]:
    return listed.is_counted, listed.form, sum(len(quote.text) for quote in listed.quotes)


def _led_in(document: Document, pieces: Sequence[Piece], usual: int | None) -> Iterator[CouncilList]:
    for i, piece in enumerate(pieces[:-1]):
        lead_in = last_sentences(piece.text)
        if piece.kind is Kind.ROW or not is_weakness_lead_in(lead_in) or not _opens(piece, pieces[i + 1], lead_in):
            continue
        if not _has_context(pieces, i):
            continue
        stated = _nearest_count(lead_in) or find_stated_count(lead_in) or _count_in(lead_in)
        following = pieces_of_list(pieces[i + 1 :])
        if following[:1] and following[0].kind is Kind.ROW:
            yield from _rows(document, following, lead_in, stated or usual, i)
            continue
        gathered = items_of(following, stated or usual)
        if not gathered or (len(gathered) < 2 and stated != 1):
            continue
        last = _position(pieces, gathered[-1])
        yield _list_of(document, gathered, lead_in, form=_LISTED, stated=stated or usual, first=i, last=last)


def is_weakness_lead_in(sentence: str) -> bool:
    """Whether a sentence announces the inspection's weaknesses, and not what was done about them or who said what."""
    words = phrases("council")
    if words["one_weakness"].match(sentence.strip(" :")):
        return False  # the title of a part that answers one of them
    found = words["weakness_lead_in"].search(sentence) or phrases("letters")["lead_in_cut"].search(sentence)
    is_other = words["not_lead_in"].search(sentence) and not words["lead_in_anyway"].search(sentence)
    return found is not None and not is_other


def _opens(piece: Piece, following: Piece, lead_in: str) -> bool:
    """Whether what stands after a lead-in can be its list."""
    is_open = ANNOUNCES.search(piece.text) is not None or piece.text.endswith(("–", "-"))
    if following.kind is Kind.BULLET:
        found = phrases("council")["weakness_lead_in"].search(lead_in)
        is_open = is_open or phrases("letters")["lead_in_cut"].search(lead_in) is not None
        is_near = found is not None and len(lead_in) - found.end() < 60
        is_nested = piece.kind is not Kind.BULLET or piece.level < following.level
        return is_open or (is_nested and is_near)
    return is_open or (following.kind is Kind.ROW and piece.kind is Kind.HEADING)


def _has_context(pieces: Sequence[Piece], i: int) -> bool:
    """Whether the lead-in, what stands shortly before it or the document's head speaks of one area's inspection."""
    words = phrases("council")
    context = words["list_context"]
    if words["many_areas"].search(pieces[i].text):
        return False
    return any(context.search(piece.text) for piece in (*pieces[:4], *pieces[max(0, i - 8) : i + 1]))


def _list_of(
    document: Document, items: Sequence[Item], lead_in: str, *, form: int, stated: int | None, first: int, last: int
) -> CouncilList:
    return CouncilList(
        kind=kind_of(lead_in),
        quotes=tuple(item.quote(document) for item in items),
        titles=tuple(item.title.text.rstrip(": ") if item.title else None for item in items),
        form=form,
        stated=stated,
        places=tuple(range(first, last + 1)),
    )


def _position(pieces: Sequence[Piece], item: Item) -> int:
    end = item.pieces[-1].end
    return next(i for i, piece in enumerate(pieces) if piece.end >= end)


def kind_of(lead_in: str) -> WeaknessKind:
    """Which kind of weakness a lead-in announces."""
    words = phrases("council")
    if words["kind_priority"].search(lead_in):
        return WeaknessKind.PRIORITY_ACTION
    if words["kind_improvement"].search(lead_in) and "weakness" not in lead_in.lower():
        return WeaknessKind.AREA_FOR_IMPROVEMENT
    return WeaknessKind.SIGNIFICANT_WEAKNESS


def _rows(
    document: Document, pieces: Sequence[Piece], lead_in: str, stated: int | None, first: int
) -> Iterator[CouncilList]:
    """The rows of the table after a lead-in: the longest cell of each is the weakness."""
    quotes = []
    table = pieces[0].block.table if pieces[0].block else None
    last = first
    for piece in pieces:
        block = piece.block
        if block is None or block.kind is not Kind.ROW or block.table != table:
            break
        if _heads_a_plan(block):
            return
        last += 1
        longest: Cell = max(block.cells, key=lambda cell: len(cell.text))
        if not block.is_header and len(longest.text) > 5:
            quotes.append(document.quote_cell(block, longest))
    if len(quotes) >= 2 and (stated is None or len(quotes) == stated):
        yield CouncilList(
            kind_of(lead_in), tuple(quotes), (None,) * len(quotes), _LISTED, stated, tuple(range(first, last + 1))
        )


def _heads_a_plan(row: Block) -> bool:
    """Whether a row heads a table of actions, with who does them or by when: such a table answers weaknesses and lists none."""
    header = read_header(row)
    roles = set(header.roles.values()) if header else set()
    # Whatever the head of the actions is called, who does them and by when stand beside them.
    is_plan = header is not None and header.is_plan
    return {Role.OWNER, Role.DEADLINE} <= roles or (is_plan and not {Role.OWNER, Role.DEADLINE}.isdisjoint(roles))


def _columns(document: Document, pieces: Sequence[Piece], usual: int | None) -> Iterator[CouncilList]:
    """The columns of tables that are headed as weaknesses."""
    for table in find_weakness_tables(document, [piece.block for piece in pieces if piece.block]):
        places = [i for i, piece in enumerate(pieces) if piece.block and piece.block.table == table.table]
        quotes = table.weaknesses
        yield CouncilList(kind_of(table.heading), quotes, (None,) * len(quotes), _LISTED, usual, tuple(places))


def _signed(document: Document, pieces: Sequence[Piece], usual: int | None) -> Iterator[CouncilList]:
    """The bullets right before "Yours sincerely": an inspection letter ends with its list."""
    sign_off = phrases("letters")["sign_off"]
    for i, piece in enumerate(pieces):
        if not sign_off.match(piece.text):
            continue
        first = i
        while first and pieces[first - 1].kind is Kind.BULLET:
            first -= 1
        items = items_of(pieces[first:i], usual)
        if len(items) > 1 and (usual is None or len(items) == usual):
            yield _list_of(document, items, "significant weakness", form=_SIGNED, stated=usual, first=first, last=i - 1)


def _headed(document: Document, pieces: Sequence[Piece], usual: int | None) -> Iterator[CouncilList]:
    """Headings or lines "Weakness 1: …", "ASW 2 – …" in order from 1, each naming one; what stands below them is about them."""
    title = phrases("council")["weakness_title"]
    found: dict[int, tuple[Quote, str]] = {}
    places = []
    for i, piece in enumerate(pieces):
        match = title.match(piece.text) if piece.kind is not Kind.ROW else None
        if match is not None and phrases("council")["no_weakness_name"].fullmatch(match["text"]):
            continue  # "Area of concern 1 of 2", "Weakness 2 - action plan"
        number = parse_count(match["number"]) if match else None
        if match is None or number is None or number in found:
            continue
        start = document.text.find(match["text"][:20], piece.start, piece.end)
        if start >= 0:
            found[number] = (document.quote_at(start, piece.end), piece.text)
            places.append(i)
    if len(found) > 1 and sorted(found) == list(range(1, len(found) + 1)):
        quotes = tuple(found[number][0] for number in sorted(found))
        kind = kind_of(found[1][1])
        yield CouncilList(kind, quotes, (None,) * len(quotes), _HEADED, usual, tuple(places))


def _named(document: Document, pieces: Sequence[Piece]) -> Iterator[CouncilList]:
    """Sentences that name all weaknesses."""
    words = phrases("council")
    for i, piece in enumerate(pieces):
        if piece.kind is Kind.ROW or not _has_context(pieces, i):
            continue
        raw = document.text[piece.start : piece.end]
        for name in ("inline_numbered", "inline_counted", "inline_these", "inline_named"):
            match = words[name].search(raw)
            if match is None or words["inline_not"].search(match[0][: match.start("list") - match.start()]):
                continue
            stated = parse_count(match["count"]) if "count" in match.groupdict() else None
            start, end = match.span("list")
            if match["open"] == "(" and (closed := raw.find(")", start, end)) >= 0:
                end = closed
            spans = split_inline(raw, (start, end), stated)
            if name == "inline_numbered" and spans:
                spans[-1] = _to_sentence_end(raw, spans[-1])
            if len(spans) < 2 or any(words["inline_no_name"].search(raw[slice(*span)]) for span in spans):
                continue
            quotes = tuple(document.quote_at(piece.start + start, piece.start + end) for start, end in spans)
            yield CouncilList(kind_of(match[0]), quotes, (None,) * len(quotes), _NAMED, stated, (i,))
            break


def _to_sentence_end(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """The last numbered item ends with its sentence: what follows has no number of its own to end it."""
    ended = _SENTENCE_END.search(text, *span)
    return (span[0], ended.start()) if ended else span


def _nearest_count(lead_in: str) -> int | None:
    """The number of areas named last before the list: "while seven had moved on, two weaknesses remained:" leads in two."""
    found = list(phrases("council")["counted_areas"].finditer(lead_in))
    return parse_count(found[-1]["count"]) if found else None


def _count_in(text: str) -> int | None:
    """The first small number of a lead-in ("It focuses on three areas of weakness")."""
    counts = (parse_count(word) for word in re.findall(r"\b(?:\d{1,2}|[a-z]+)\b", text, re.I))
    return next((count for count in counts if count and 1 < count < 20), None)
