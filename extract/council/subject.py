"""Whether a council's paper, page or news is about services for SEND at all: Ofsted inspects many others."""

from __future__ import annotations

from collections.abc import Sequence

from extract.language.phrases import phrases
from extract.model.document import Block, Document, Kind

_OPENING = 12
_LONGEST_TITLE = 160


def is_about_send(document: Document, blocks: Sequence[Block]) -> bool:
    """Whether the title or the running text of `blocks` names SEND, its plans or its inspections.

    A list item is no proof, unless the text tells of a joint inspection by Ofsted and the CQC and of its weaknesses.
    """
    words = phrases("pack")
    named = words["send"]
    if words["joint_inspection"].search(document.text) and any(named.search(block.text) for block in blocks):
        return True
    texts = (block.text for block in blocks if block.kind is not Kind.BULLET)
    return named.search(document.title or "") is not None or any(named.search(text) for text in texts)


def tells_of_an_inspection(blocks: Sequence[Block]) -> bool:
    """Whether `blocks` speak of an area's inspection or of the plan that follows one: only then is a list of theirs one of
    what the area does about it, and not of what a post or a holiday club is for.

    Ofsted inspects schools and other services too: where such are named, the text must say that the area was visited.
    """
    words = phrases("pack")

    def named(what: str) -> bool:
        return any(words[what].search(block.text) for block in blocks)

    return named("inspection_told") and (named("area_visit") or not named("other_inspected"))


def has_other_subject(document: Document) -> bool:
    """Whether the titles at the document's start name another kind of inspection and none of them names SEND."""
    words = phrases("pack")
    opening = (block.text for block in document.blocks[:_OPENING])
    titles = [text for text in opening if len(text) <= _LONGEST_TITLE and not text.endswith((".", ":"))]
    titles.append(document.title or "")
    return any(words["other_subject"].search(title) for title in titles) and not any(
        words["send"].search(title) for title in titles
    )
