"""What a newspaper, charity or forum promises or asks for itself: no action and no target of the area it writes about."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from extract.language.phrases import phrases
from extract.lists.lead_ins import last_sentences
from extract.model.document import Document, Quote
from extract.model.findings import Findings


def without_tellers_own(document: Document, findings: Findings) -> Findings:
    """The findings of a third party's text without the actions and targets that it does not give to the area's bodies.

    "We will:" is the teller's own promise, and "Work must be done to:" is anybody's wish; "The council has:" stays.
    """
    own = phrases("council")
    starts = [(block.page, block.char_start) for block in document.blocks]

    def lead_in(quote: Quote) -> str:
        at = bisect_left(starts, (quote.page, quote.char_start + 1)) - 1
        before = (block.text for block in reversed(document.blocks[: max(at, 0)]) if block.text.endswith(":"))
        text = next(before, None)
        return last_sentences(text) if text else ""

    def is_areas(text: str) -> bool:
        return bool(own["area_acts"].search(text)) and not own["teller_speaks"].search(text)

    return replace(
        findings,
        actions=tuple(action for action in findings.actions if is_areas(lead_in(action.quote))),
        targets=tuple(target for target in findings.targets if not own["teller_speaks"].search(target.quote.text)),
    )
