"""Areas for priority action that a table lists and the text below takes up by number only ("Area for priority action 2").

Such a report may give the verdict in the midst of what it says of an area, in no set words but "effective action".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.language.phrases import phrases
from extract.language.sentences import sentence_spans
from extract.language.wording import pair_wordings
from extract.letters.judged_rows import JudgedRow
from extract.letters.verdicts import Verdict, find_verdict
from extract.lists.pieces import Piece
from extract.model.document import Document, Kind

_OPEN = re.compile(r"\b(?:whether|if|where|although|while|to take)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,2}\b")
_LONGEST_HEAD = 200


def judge_by_number(document: Document, body: Sequence[Piece], rows: Sequence[JudgedRow], phrase: str) -> list[Verdict]:
    """A verdict for each row, found under the heading with the row's number; [] unless every row has its heading and verdict.

    Also [] where the headings' own words show that they count in another order than the table. `phrase` names the pattern of the verdict, with groups `yes` and `no`.
    """
    heads = [i for i, piece in enumerate(body) if _number(piece) is not None]
    if not rows or [_number(body[i]) for i in heads] != list(range(1, len(rows) + 1)):
        return []
    said = pair_wordings([row.quote.text for row in rows], [_words(body[i]) for i in heads])
    if any(row != head for head, row in said.items()):
        return []
    ends = [*heads[1:], len(body)]
    found = [
        _verdict(document, body[start + 1 : end], phrase) or find_verdict(document, body[start], phrase)
        for start, end in zip(heads, ends, strict=True)
    ]
    verdicts = [verdict for verdict in found if verdict is not None]
    return verdicts if len(verdicts) == len(rows) else []


def heads_number_areas(body: Sequence[Piece], count: int) -> bool:
    """Whether the headings of `body` number so many areas, from 1 on: "Priority action 1: ...", "Priority action 2: ..."."""
    numbers = [number for piece in body if (number := _number(piece)) is not None]
    return count > 0 and numbers == list(range(1, count + 1))


def _number(piece: Piece) -> int | None:
    """The number of the area that a piece heads; None where it heads none."""
    label = phrases("letters")["item_label"].match(piece.text)
    if label is None or len(piece.text) > _LONGEST_HEAD or piece.kind is Kind.ROW:
        return None
    number = _NUMBER.search(label.group())
    return int(number.group()) if number else None


def _words(piece: Piece) -> str:
    """What a heading says after its label and number."""
    label = phrases("letters")["item_label"].match(piece.text)
    return piece.text[label.end() :] if label else ""


def _verdict(document: Document, segment: Sequence[Piece], phrase: str) -> Verdict | None:
    """The plainest verdict of a segment, the last of equals; else its last sentence that says whether action was effective."""
    found = [verdict for piece in segment if (verdict := find_verdict(document, piece, phrase)) is not None]
    if found:
        return max(reversed(found), key=lambda verdict: verdict.weight)
    said = [verdict for piece in segment for verdict in _sentences(document, piece, phrase)]
    return said[-1] if said else None


def _sentences(document: Document, piece: Piece, phrase: str) -> list[Verdict]:
    raw, found = document.text[piece.start : piece.end], []
    for start, at in sentence_spans(raw):
        sentence = raw[start:at]
        match = phrases("letters")[phrase].search(sentence)
        if match is not None and not _OPEN.search(sentence, 0, match.start()):
            found.append(Verdict(match["no"] is None, piece.start + start, piece.start + at))
    return found
