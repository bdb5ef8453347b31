"""Where each judged weakness begins in the body of a revisit letter or a monitoring report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.language.phrases import phrases
from extract.language.sentences import split_sentences
from extract.lists.pieces import Piece
from extract.model.document import Kind

_OWN_WORDS = 25  # characters that a heading must have before the verdict it ends with
_RUN_ON = 160  # more characters than this before a verdict hold findings too


@dataclass(frozen=True, slots=True)
class Head:
    """The words that name a weakness, the title above them, and the positions of the first and last piece of both."""

    pieces: tuple[Piece, ...]
    title: Piece | None
    first: int
    last: int


def find_heads(body: Sequence[Piece], verdicts: Sequence[int | None]) -> list[tuple[Head, int]]:
    """The heads in order, each with the position where the next begins.

    `verdicts` has one entry a piece: where its verdict begins in the document's text, None for none. Headings, bold
    lines, numbers and labels ("Area 2") are heads. Where a letter sets nothing apart, a head is the bullet or paragraph
    with which the text between two verdicts begins.
    """
    strong = [i for i, piece in enumerate(body) if _is_strong(piece) and _own_words(piece, verdicts[i]) is not None]
    labelled = [i for i in strong if body[i].is_numbered or phrases("letters")["item_label"].match(body[i].text)]
    strong = (
        labelled if len(labelled) > 1 else strong
    )  # where weaknesses are numbered, other headings are not weaknesses
    count = sum(verdict is not None for verdict in verdicts)
    is_set_apart = strong and 2 * len(strong) >= count
    heads = _strong_heads(body, strong, verdicts) if is_set_apart else _plain_heads(body, verdicts)
    starts = [*(head.first for head in heads), len(body)]
    return [(head, starts[i + 1]) for i, head in enumerate(heads)]


def _own_words(piece: Piece, verdict: int | None) -> Piece | None:
    """The piece without the verdict it ends with; None where it is nothing but the verdict.

    "Area 2 – sufficient progress" has words of its own: the label.
    """
    if verdict is None:
        return piece
    own = piece.text[: verdict - piece.start].rstrip(" –—-:")
    label = phrases("letters")["item_label"].match(own)
    is_label = label is not None and label.end() == len(own) and own != ""
    if len(own) > _RUN_ON:
        return _first_sentence(piece)
    if verdict - piece.start < _OWN_WORDS and not is_label:
        return None
    return replace(piece, text=own, end=piece.start + _raw_length(piece, own))


def _first_sentence(piece: Piece) -> Piece:
    """The start of a paragraph that names a weakness, says what was found and ends with the verdict."""
    first = split_sentences(piece.text)[0]
    return replace(piece, text=first, end=piece.start + _raw_length(piece, first))


def _is_strong(piece: Piece) -> bool:
    """Whether a piece looks like the heading of a weakness."""
    words = phrases("letters")
    if words["body_heading"].search(piece.text) or words["heading_main"].search(piece.text):
        return False
    is_set_apart = piece.kind is Kind.HEADING or (piece.is_bold and piece.kind is not Kind.ROW) or piece.is_numbered
    return is_set_apart or bool(words["item_label"].match(piece.text) and piece.kind is Kind.PARAGRAPH)


def _strong_heads(body: Sequence[Piece], strong: Sequence[int], verdicts: Sequence[int | None]) -> list[Head]:
    """Set-apart pieces as heads: two in a row are a title and its text, or one wrapped over two lines."""
    heads: list[Head] = []
    for i in strong:
        piece = _own_words(body[i], verdicts[i]) or body[i]
        joined = _join(heads[-1], piece, i) if heads and i == heads[-1].last + 1 and verdicts[i - 1] is None else None
        if joined is not None:
            heads[-1] = joined
        elif not heads or i > heads[-1].last:
            heads.append(_headed(body, piece, i))
    return [head for head in heads if head.pieces]


def _join(head: Head, piece: Piece, position: int) -> Head | None:
    """A head with the piece right under it, if that belongs to it."""
    if piece.text[:1].islower():
        return replace(head, pieces=(*head.pieces, piece), last=position)
    if len(head.pieces) == 1 and head.title is None and not piece.is_numbered:
        return replace(head, pieces=(piece,), title=head.pieces[0], last=position)
    return None


def _headed(body: Sequence[Piece], piece: Piece, i: int) -> Head:
    """The head that begins at `i`: "Area 2" takes the next piece for its text, "Area 2: the lack of ..." has its own."""
    label = phrases("letters")["item_label"].match(piece.text)
    if label is None:
        return Head((piece,), None, i, i)
    rest = piece.text[label.end() :]
    if rest:
        start = piece.start + _raw_length(piece, piece.text[: label.end()])
        return Head((replace(piece, text=rest, start=start),), None, i, i)
    following = tuple(body[i + 1 : i + 2])
    return Head(following, piece, i, i + len(following))


def _plain_heads(body: Sequence[Piece], verdicts: Sequence[int | None]) -> list[Head]:
    """Heads in a letter that sets nothing apart."""
    judged = [i for i, verdict in enumerate(verdicts) if verdict is not None]
    if not judged:
        return []
    bullets = [
        i for i, piece in enumerate(body) if piece.kind is Kind.BULLET and piece.level == 0 and verdicts[i] is None
    ]
    if len(bullets) == len(judged):
        starts = bullets
    elif judged[0] == 1:  # the verdict stands right under the weakness
        starts = [i - 1 for i in judged if i]
    else:
        starts = [0, *(i + 1 for i in judged[:-1])]
    if all((verdicts[i] or 0) - body[i].start > _RUN_ON for i in judged):  # each paragraph ends with its own verdict
        return [Head((_first_sentence(body[i]),), None, i, i) for i in judged]
    return [Head((body[i],), None, i, i) for i in starts if i < len(body) and verdicts[i] is None]


def _raw_length(piece: Piece, start: str) -> int:
    """How long `start`, the beginning of a piece, is in the stored text, where white space may be wider."""
    pattern = re.compile(r"\s+".join(map(re.escape, start.split())) + (r"\s+" if start.endswith(" ") else ""))
    match = pattern.search(piece.block.text) if piece.block is not None else None
    return len(match.group()) if match else len(start)
