"""Find, in a pack of committee papers, the item that is about the inspection; the rest yields nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.language.phrases import phrases
from extract.model.document import Block, Document, Kind

# "3. SEND: statement of action", "47 Written statement of action": the head of an item in a meeting's minutes.
_ITEM_NUMBER = re.compile(r"\d{1,3}[.)]?\s+[A-Z]")
_WORDS_OF_A_HEAD = 25
# The same with the minute itself behind it: "43. SEND Inspection. The Lead reported that …".
_RUN_IN_HEAD = re.compile(r"\d{1,3}[.)]?\s+(?P<head>[A-Z][^.;:]{3,110})[.:]\s+(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class PackPart:
    """A part of a pack: the agenda, the minutes of a meeting, or the paper of one item."""

    blocks: tuple[Block, ...]
    is_paper: bool

    @property
    def opening(self) -> str:
        """What stands at its head, where a paper gives its title."""
        return "\n".join(block.text for block in self.blocks[:6])


def inspection_blocks(document: Document) -> tuple[Block, ...]:
    """The blocks of the papers about the inspection; all blocks where the document is no pack, none where a pack has
    no such paper.

    A pack is told by its parts: agenda, minutes, "Item No. 8", "Report title:". A paper is about the inspection where
    its head says so, or where it comes back to it often enough. Ofsted inspects other services too: a head that names
    it without SEND needs the text to name the inspection or its plan. Of a meeting's minutes the items count whose heads
    say so.
    """
    parts = parts_of(document.blocks)
    if len(parts) < 2:
        return document.blocks
    papers = [part for part in parts if part.is_paper]
    if not papers and _is_about("\n".join(block.text for block in document.blocks[:3])):
        return document.blocks  # the web page of one agenda item, with its minutes
    titled = [part for part in papers if _is_about(part.opening) and (_names_send(part.opening) or _mentions(part))]
    chosen = titled or [part for part in papers if _mentions(part) >= 4]
    if not papers:
        return _items_of_minutes(document.blocks)
    return tuple(block for part in chosen for block in part.blocks)


def _items_of_minutes(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The items of a meeting's minutes whose heads say that they are about the inspection, each up to the next head."""
    heads = [(i, head) for i, block in enumerate(blocks) if (head := _item_head(block)) is not None]
    ends = [*(i for i, _ in heads[1:]), len(blocks)]
    about = [(start, end) for (start, head), end in zip(heads, ends, strict=False) if _is_item_about(head)]
    return tuple(block for start, end in about for block in blocks[start:end])


def _item_head(block: Block) -> str | None:
    """The head of an item that a block is, or begins with; None where it is none."""
    if block.kind is Kind.ROW:
        return None
    run_in = _RUN_IN_HEAD.match(block.text)
    if run_in is not None:
        return run_in["head"]
    if len(block.text.split()) > _WORDS_OF_A_HEAD or block.text.endswith((".", ";", ":", ",")):
        return None
    is_head = block.kind is Kind.HEADING or _ITEM_NUMBER.match(block.text) is not None
    return block.text if is_head else None


def _is_item_about(head: str) -> bool:
    return _is_about(head) and _names_send(head)


def parts_of(blocks: Sequence[Block]) -> tuple[PackPart, ...]:
    """The parts of a pack in order; a single part where nothing divides the document."""
    words = phrases("pack")
    starts: list[tuple[int, bool]] = []
    for i, block in enumerate(blocks):
        text = block.text.strip()
        if words["minutes"].match(text) or words["agenda"].match(text):
            starts.append((i, False))
        # An item's number and its title stand together: they begin one part.
        elif words["item"].match(text) or (words["report_title"].match(text) and not _just_began(starts, i)):
            starts.append((i, True))
    if not starts:
        return (PackPart(tuple(blocks), is_paper=True),)
    before, first_is_paper = starts[0]
    if before > 3 or not first_is_paper:
        starts.insert(0, (0, False))  # the pack's front page
    else:
        starts[0] = (0, True)  # the paper's own masthead
    ends = [start for start, _ in starts[1:]] + [len(blocks)]
    return tuple(
        PackPart(tuple(blocks[start:end]), is_paper) for (start, is_paper), end in zip(starts, ends, strict=True)
    )


def _just_began(starts: Sequence[tuple[int, bool]], i: int) -> bool:
    return bool(starts) and starts[-1][1] and i - starts[-1][0] <= 4


def _is_about(text: str) -> bool:
    return phrases("pack")["about"].search(text) is not None


def _names_send(text: str) -> bool:
    return phrases("pack")["send"].search(text) is not None


def _mentions(part: PackPart) -> int:
    about = phrases("pack")["about_body"]
    return sum(len(about.findall(block.text)) for block in part.blocks)
