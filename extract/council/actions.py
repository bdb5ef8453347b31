"""What an area says it has done, is doing or will do, as council papers, web pages and news list it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from extract.council.list_kinds import are_labels, is_no_action, is_others_work
from extract.council.lists import is_weakness_lead_in
from extract.council.tables import DONE, said_and_done
from extract.council.weakness_names import number_of
from extract.language.counts import parse_count
from extract.language.deadlines import parse_deadline
from extract.language.phrases import phrases
from extract.language.wording import NAMED_BY_HEADING
from extract.lists.items import Item, gather_items
from extract.lists.lead_ins import last_sentences
from extract.lists.pieces import Piece, quote_of
from extract.model.document import Document, Kind
from extract.model.findings import ActionFinding, WeaknessFinding
from extract.targets.patterns import BY

# A lead-in that breaks off before its verb: each item goes on with one.
_OPEN = re.compile(r"\b(?:will|have|has|to|are|is|by)(?: (?:also|now|already))?\W*$", re.IGNORECASE)
_UNTIL = re.compile(r"by|before|within", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Announcement:
    """What a lead-in says of its list: the items' status, and whether it is progress listed by weakness."""

    status: str | None = None
    is_progress: bool = False


def find_actions(
    document: Document,
    pieces: Sequence[Piece],
    taken: Collection[int] = (),
    weaknesses: Sequence[WeaknessFinding] = (),
) -> tuple[ActionFinding, ...]:
    """The actions that the pieces list, each once; pieces in `taken` belong to other lists and yield none.

    A list counts where its lead-in says that its items are done or promised; "we learned that" is no such lead-in.
    Lists of progress under titles "1) …" carry that number as their weakness, and so do lists under a heading that
    numbers or names one of `weaknesses`. Items said to be results, done or
    achieved have the status "done"; otherwise it is None.
    """
    blocks = [piece.block for piece in pieces if piece.block]
    resolution = phrases("council")["resolution"]  # what the committee resolved to do itself
    found: dict[str, ActionFinding] = {}
    told = (ActionFinding(quote, status=DONE) for quote in said_and_done(document, blocks))
    for action in (*_led_in(document, pieces, set(taken), weaknesses), *told):
        if not resolution.match(action.quote.text):
            found.setdefault(action.quote.text, action)
    return tuple(found.values())


def with_deadline(action: ActionFinding, *, as_of: date | None) -> ActionFinding:
    """The action with the deadline its own words give ("… by September 2021"), else the one that its list's lead-in does,
    where it is not done already."""
    if action.status == DONE or action.deadline is not None:
        return action
    own = (match[0] for match in BY.finditer(action.quote.text) if _UNTIL.match(match[0]))
    stated = next(own, action.deadline_text)
    if stated is None:
        return action
    deadline = parse_deadline(stated, from_date=as_of)
    return replace(action, deadline_text=deadline.text, deadline=deadline.date, deadline_precision=deadline.precision)


def top_level_runs(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces in runs, each begun by one of the first piece's level and holding the deeper ones under it.

    A piece that ends with a colon takes what follows at its own level too: converters lose the deeper indent.
    """
    runs: list[list[Piece]] = []
    for piece in pieces:
        is_under = bool(runs) and (
            piece.level > pieces[0].level or (runs[-1][0].text.endswith(":") and piece.marker != runs[-1][0].marker)
        )
        if is_under:
            runs[-1].append(piece)
        else:
            runs.append([piece])
    return runs


def _led_in(
    document: Document, pieces: Sequence[Piece], taken: set[int], weaknesses: Sequence[WeaknessFinding]
) -> Iterator[ActionFinding]:
    title = phrases("council")["weakness_title"]
    if phrases("council")["terms_of_reference"].search(document.title or ""):
        return
    i = 0
    number: int | None = None
    level = 0
    of_values = False
    while i < len(pieces) - 1:
        if pieces[i].kind is Kind.HEADING:
            of_values = phrases("council")["values_heading"].match(pieces[i].text) is not None
            headed = title.match(pieces[i].text)
            named = (
                parse_count(headed["number"])
                if headed
                else number_of(pieces[i].text, weaknesses, least=NAMED_BY_HEADING)
            )
            # A heading under "Weakness 2: …" keeps to it, any other of its rank ends it.
            if named or pieces[i].level <= level:
                number, level = named, pieces[i].level
        is_elsewhere = of_values or i in taken or i + 1 in taken
        announced = None if is_elsewhere else _announces(pieces[i], pieces[i + 1])
        items = _items(pieces[i + 1 :]) if announced else []
        is_open = _OPEN.search(pieces[i].text) is not None
        if announced is None or not items or (not is_open and are_labels([item.text for item in items])):
            i += 1
            continue
        by = _due(pieces[i].text) if announced.status is None else None
        for item in items:
            if not _is_way_elsewhere(item) and not is_no_action(item.text):
                for action in _actions_of(document, item, announced, number):
                    yield action if by is None else replace(action, deadline_text=by)
        last = items[-1].pieces[-1]
        i = next(j for j in range(i, len(pieces)) if pieces[j] is last)


def _due(lead_in: str) -> str | None:
    """By when a lead-in says that all of its items will be done ("By July 2025 we will:"), as printed."""
    dues = [match[0] for match in BY.finditer(last_sentences(lead_in)) if _UNTIL.match(match[0])]
    return dues[0] if len(dues) == 1 else None


def _items(pieces: Sequence[Piece]) -> list[Item]:
    if pieces[0].kind is Kind.PARAGRAPH and not pieces[0].marker:
        return [Item((piece,), is_sure=False) for piece in _unmarked(pieces)]
    return gather_items(pieces)[0]


def _is_way_elsewhere(item: Item) -> bool:
    """Whether an item is nothing but a link: a download or another page, not something done."""
    return all(piece.block is not None and piece.block.is_link for piece in item.pieces)


def _announces(piece: Piece, following: Piece) -> _Announcement | None:
    """What a piece announces of the list that follows it, None where that holds no actions."""
    words = phrases("council")
    text = piece.text
    if piece.kind is Kind.ROW or following.kind in (Kind.ROW, Kind.HEADING):
        return None
    if piece.kind is Kind.HEADING:
        # A numbered paragraph below the heading that ends with a colon leads its own list in.
        leads_in = following.text.endswith(":")
        if following.kind is not Kind.BULLET or leads_in or not words["action_heading"].match(text):
            return None
        return _Announcement(DONE if words["done_heading"].search(text) else None)
    if not text.endswith((":", "–", "-")) and (following.kind is not Kind.BULLET or piece.kind is Kind.BULLET):
        return None
    sentence = text[-300:]
    if words["judged_lead_in"].search(sentence) or words["no_promise"].search(sentence):
        return None
    if words["progress_lead_in"].search(sentence) and text.endswith(":"):
        return _Announcement(is_progress=True)
    if words["not_heard"].search(sentence) or is_weakness_lead_in(last_sentences(text)):
        return None
    if is_others_work(text):
        return None
    if words["done_lead_in"].search(sentence):
        return _Announcement(DONE)
    if words["not_action"].search(sentence):
        return None
    return _Announcement() if words["action_lead_in"].search(sentence) else None


def _unmarked(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The paragraphs that are items of a list without marks: phrases, not sentences, unless closed by a semicolon."""
    words = phrases("council")
    for piece in pieces:
        is_paragraph = piece.kind is Kind.PARAGRAPH and not piece.marker
        is_item = piece.text.endswith(";") or not words["sentence_form"].match(piece.text)
        is_row = "|" in piece.text  # of a table that was written out as text
        if (
            not is_paragraph
            or not is_item
            or is_row
            or words["speech_start"].match(piece.text)
            or len(piece.text) > 400
        ):
            return
        yield piece


def _actions_of(
    document: Document, item: Item, announced: _Announcement, number: int | None
) -> Iterator[ActionFinding]:
    if not announced.is_progress or item.title is None:
        yield ActionFinding(item.quote(document), weakness_number=number, status=announced.status)
        return
    number = parse_count(item.title.marker.strip("-–• ().")) if item.title.is_numbered else None
    for run in top_level_runs(item.pieces):
        yield ActionFinding(quote_of(document, run[0], run[-1]), weakness_number=number, status=announced.status)
