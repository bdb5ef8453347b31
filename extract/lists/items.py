"""From the pieces after a lead-in to the items of the list, however the list was made or damaged.

Forms met in the inspectorates' letters and in copies of them: one bullet an item; numbers as item marks with bullets
below; a short title with its text beneath; bullets within bullets, sometimes with the same glyph; an item cut by a page
break or by a converter that made two bullets of a wrapped line; an item that begins with "and"; no marks at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.language.phrases import phrases
from extract.lists.pieces import Piece
from extract.model.document import Document, Kind, Quote

TITLE_LENGTH = 90
_SEPARATOR = re.compile(r"\s*(?:[;,]\s*(?:and|or)?|(?<=\s)and|(?<=\s)or)?\s*$", re.IGNORECASE)
_AND_AT_END = re.compile(r"[;,]\s+(?:and|or)$", re.IGNORECASE)
_ENDS_LIST = (
    *("sign_off", "concerns", "heading_main", "heading_strengths", "heading_development", "heading_next_steps"),
    *("heading_identifying", "heading_meeting", "heading_outcomes"),
)
_LONGEST_LABEL = 12  # words before a colon
_LONGEST_BARE_LABEL = 8  # words without one: a longer line without a full stop is an item


@dataclass(frozen=True, slots=True)
class Item:
    """One item: its pieces in order and the title it stands under, if any. `is_sure` is false where marks were missing."""

    pieces: tuple[Piece, ...]
    title: Piece | None = None
    is_sure: bool = True

    @property
    def text(self) -> str:
        """The item's words, white space made single."""
        return " ".join(piece.text for piece in self.pieces)

    def quote(self, document: Document) -> Quote:
        """The item as it stands in the document, without the list's own separators at the end (";", "; and")."""
        start, end = self.pieces[0].start, self.pieces[-1].end
        kept = _SEPARATOR.sub("", document.text[start:end], count=1)
        return document.quote_at(start, start + len(kept) if kept else end)


def gather_items(pieces: Sequence[Piece]) -> tuple[list[Item], int]:
    """The items that begin at `pieces[0]` as their marks have it, and how many pieces they take."""
    first = pieces[0]
    if first.is_numbered:
        return _numbered(pieces)
    if is_title(first, pieces[1:2]):
        return _titled(pieces)
    if first.kind is Kind.BULLET:
        return _bulleted(pieces)
    return _bare(pieces)


def ends_list(piece: Piece, *, is_titled: bool = False) -> bool:
    """Whether nothing from here on can belong to a list: the sign-off, a table, a known heading."""
    known = phrases("letters")
    if piece.kind is Kind.ROW or any(known[name].search(piece.text) for name in _ENDS_LIST):
        return True
    return piece.kind is Kind.HEADING and not is_titled


def is_title(piece: Piece, following: Sequence[Piece]) -> bool:
    """Whether a piece heads an item: short, set apart from what follows by kind, weight or a colon."""
    if len(piece.text) > TITLE_LENGTH or not following or ends_list(piece, is_titled=True):
        return False
    under = following[0]
    if piece.kind is Kind.HEADING or (piece.is_bold and not under.is_bold and piece.kind is not Kind.BULLET):
        return under.kind is not Kind.HEADING
    return piece.kind is Kind.PARAGRAPH and piece.text.endswith(":") and under.kind is Kind.BULLET


def is_unfinished(text: str) -> bool:
    """Whether `text` cannot be the end of an item: it stops inside a phrase or a bracket."""
    text = text.rstrip()
    if text.endswith((",", "(", "–", "—", "/")) or text.count("(") > text.count(")"):
        return True
    # "; and" parts this item from the next.
    return phrases("letters")["open_end"].search(text) is not None and not _AND_AT_END.search(text)


def goes_on(group: Sequence[Piece], piece: Piece) -> bool:
    """Whether a bullet is one more point of an item whose points are under way: "Checks are late in: the north; and".

    Marks and indents say so too, but not where a page break stands before it.
    """
    stem = next((part for part in group if part.text.endswith(":")), None)
    is_under_way = group[-1].text.endswith((":", ";", ",")) or bool(_AND_AT_END.search(group[-1].text))
    return stem is not None and is_under_way and group[0].text[:1].isupper() and piece.text[:1].islower()


def _numbered(pieces: Sequence[Piece]) -> tuple[list[Item], int]:
    """Every number begins an item; what stands between belongs to the one before."""
    groups: list[list[Piece]] = []
    taken = 0
    for i, piece in enumerate(pieces):
        if ends_list(piece, is_titled=piece.is_numbered):
            break
        if piece.is_numbered and piece.level <= pieces[0].level:
            groups.append([piece])
        elif (
            piece.kind is Kind.BULLET
            or _continues(groups[-1][-1], piece)
            or _awaits_text(groups)
            or _is_inside(piece, pieces[i + 1 : i + 2], is_numbered=True)
        ):
            groups[-1].append(piece)
        else:
            break
        taken += 1
    return [_split_title(group) for group in groups], taken


def _titled(pieces: Sequence[Piece]) -> tuple[list[Item], int]:
    """A title, then its bullets or paragraph, then the next title."""
    items: list[Item] = []
    taken = 0
    title, body = pieces[0], list[Piece]()
    for i, piece in enumerate(pieces[1:], 1):
        if body and piece.kind is title.kind and is_title(piece, pieces[i + 1 : i + 2]):
            items.append(Item(tuple(body), title))
            title, body = piece, []
        elif ends_list(piece) or (body and piece.kind is Kind.PARAGRAPH and not _continues(body[-1], piece)):
            break
        else:
            body.append(piece)
        taken = i + 1
    if body:
        items.append(Item(tuple(body), title))
    return items, taken


def _bulleted(pieces: Sequence[Piece]) -> tuple[list[Item], int]:
    """Bullets of the first one's level are items; deeper ones, and other glyphs under a colon, belong to them."""
    groups: list[list[Piece]] = []
    level, marker = pieces[0].level, pieces[0].marker
    taken = 0
    for i, piece in enumerate(pieces):
        if ends_list(piece):
            break
        last = groups[-1][-1] if groups else None
        if piece.kind is Kind.BULLET:
            # Some letters give nested bullets another glyph but no indent.
            is_nested = last is not None and last is not groups[-1][0] and last.marker == piece.marker
            is_under = piece.marker != marker and bool(groups) and (_announces(groups[-1]) or is_nested)
            if groups and (piece.level > level or is_under or goes_on(groups[-1], piece)):
                groups[-1].append(piece)
            else:
                groups.append([piece])
        elif last is not None and (_continues(last, piece) or _is_inside(piece, pieces[i + 1 : i + 2])):
            groups[-1].append(piece)
        else:
            break
        taken += 1
    return [_split_title(group) for group in groups], taken


def _bare(pieces: Sequence[Piece]) -> tuple[list[Item], int]:
    """Paragraphs whose marks a converter lost: taken while they begin in lower case, as the letters' short items do."""
    groups: list[list[Piece]] = []
    taken = 0
    for piece in pieces:
        if ends_list(piece) or piece.kind is not Kind.PARAGRAPH:
            break
        if groups and is_unfinished(groups[-1][-1].text):
            groups[-1].append(piece)
        elif piece.text[:1].islower():
            groups.append([piece])
        else:
            break
        taken += 1
    return [Item(tuple(group), is_sure=False) for group in groups], taken


def _split_title(group: Sequence[Piece]) -> Item:
    """A first piece that only names what follows is the item's title; one that the nested bullets complete is not."""
    if (
        len(group) > 1
        and len(group[0].text) <= TITLE_LENGTH
        and _names(group[0].text)
        and not group[1].text[:1].islower()
    ):
        return Item(tuple(group[1:]), group[0])
    return Item(tuple(group))


def _awaits_text(groups: Sequence[Sequence[Piece]]) -> bool:
    """Whether the last number has only a title so far, in a list whose numbers have titles."""
    head = groups[-1][0].text
    if len(groups[-1]) > 1 or len(head) > TITLE_LENGTH or head.endswith((".", ";")):
        return False
    return (
        head.endswith(":")
        or len(groups) == 1
        or any(len(group) > 1 and not _continues(group[0], group[1]) for group in groups[:-1])
    )


def _names(text: str) -> bool:
    """Whether a short line is a label ("Joint commissioning:") and no sentence of its own."""
    length = len(text.split())
    if text.endswith(":"):
        return length <= _LONGEST_LABEL
    return length <= _LONGEST_BARE_LABEL and not text.endswith((".", ";")) and not is_unfinished(text)


def _announces(group: Sequence[Piece]) -> bool:
    """Whether the item's own line announces more ("... in these ways:")."""
    return group[0].text.endswith(":")


def _continues(before: Piece, piece: Piece) -> bool:
    """Whether a paragraph after an item goes on with it, as over a page break."""
    if piece.kind is not Kind.PARAGRAPH or piece.marker:
        return False
    if piece.text[:1].isupper() and piece.text.endswith(":"):
        return False  # it announces a list of its own, even after an item that ends "are not asked for"
    is_closed = before.text.endswith((".", ";", ":"))
    return (piece.text[:1].islower() and not is_closed) or piece.level > 0 or is_unfinished(before.text)


def _is_inside(piece: Piece, following: Sequence[Piece], *, is_numbered: bool = False) -> bool:
    """Whether a paragraph stands between two items of one list and does not announce another."""
    if piece.kind is not Kind.PARAGRAPH or piece.text.endswith(":") or not following:
        return False
    return following[0].is_numbered if is_numbered else following[0].kind is Kind.BULLET
