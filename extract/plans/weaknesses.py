"""The weaknesses that a plan restates: in a list, in numbered titles, in parts whose titles say what is wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.language.wording import ALIKE, CLEAR_LEAD, content_words, likeness_by_length
from extract.model.document import Block, Kind, squash

_ORDINALS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBER = rf"(?P<n>\d{{1,2}}|{'|'.join(_ORDINALS)})"
_LABEL = (
    r"(?:(?:key |main )?area(?:s)? (?:of|for) (?:significant |serious )?(?:weakness|concern|priority action|improvement)"
    r"|significant (?:area of )?weakness|(?:serious )?weakness|priority action(?: area)?|areas? for (?:priority action|improvement)"
    r"|inspection (?:finding|recommendation)|wsoa (?:area|priority)|ofsted (?:finding|area)|aosw|asw|aow|apa|afi)"
)
EXPLICIT = re.compile(rf"\b{_LABEL}\s*(?:no\.?|number|#|ref\.?)?\s*[:–-]?\s*\(?{_NUMBER}\b(?![.,]\d)", re.IGNORECASE)
_PRIORITY = re.compile(r"\bpriority action(?: area)?\s*\d|\bareas? for priority action\b", re.IGNORECASE)
NEUTRAL = re.compile(
    rf"^(?:area|section|part|priority(?: area)?|statement|recommendation|objective)\s*{_NUMBER}\b", re.IGNORECASE
)
_LIST_CUE = re.compile(
    r"\b(?:areas? of (?:significant|serious) weakness(?:es)?|significant (?:areas? of )?weakness(?:es)?|areas? for priority action|priority actions?|areas of weakness|areas? for improvement)\b[^.]*[.:]?$",
    re.IGNORECASE,
)
_COUNT = re.compile(
    rf"\b(?P<n>{'|'.join(_ORDINALS)}|\d{{1,2}})\s+(?:key |main |joint )?(?:areas? of (?:significant )?weakness|significant (?:areas? of )?weakness|areas? for priority action|priority actions|weaknesses)",
    re.IGNORECASE,
)
# A numbered heading that says what is wrong is a weakness in full: "2. Children wait too long for assessments."
_STATED = re.compile(r"(?P<n>\d{1,2})[.)]?\s+(?P<text>(?:\S+\s+){5,}\S+)")
_FAULT = re.compile(
    r"\b(?:not|lack\w*|weak\w*|poor\w*|insufficient\w*|too|inconsisten\w*|inequit\w*|absence|varia\w+|delay\w*|ineffective\w*|"
    r"limited|without|fail\w*|inadequate\w*|gaps?|slow|variable|unclear|no)\b",
    re.IGNORECASE,
)


@dataclass
class PlanWeaknesses:
    """The weaknesses a plan lists, by number, and how many it says there are.

    A plan that answers areas for priority action counts those; its "area for improvement 2" is then not its weakness 2.
    """

    texts: dict[int, str] = field(default_factory=dict)
    count: int | None = None
    has_priority_actions: bool = False
    neutral: set[int] = field(default_factory=set)  # told as "Area 1: The lack of ...": the part is the weakness

    @property
    def size(self) -> int | None:
        """How many weaknesses there are, where the plan says."""
        return max(self.texts) if self.texts else self.count

    def match(self, text: str) -> int | None:
        """The weakness whose wording `text` is (most of the words of one in the other); None where none or two are."""
        words = content_words(text)
        scores = sorted(
            ((likeness_by_length(words, content_words(each)), number) for number, each in self.texts.items()),
            reverse=True,
        )
        if not scores or scores[0][0] < ALIKE:
            return None
        return scores[0][1] if len(scores) < 2 or scores[0][0] - scores[1][0] > CLEAR_LEAD else None


def find_weakness_list(blocks: Sequence[Block]) -> PlanWeaknesses:
    """The weaknesses that a plan restates: numbered headings, or the list after "areas of significant weakness"."""
    found = PlanWeaknesses()
    for index, block in enumerate(blocks):
        found.has_priority_actions |= bool(_PRIORITY.search(block.text))
        if block.kind is Kind.ROW and sum(bool(squash(cell.text)) for cell in block.cells) != 1:
            continue
        counted = _COUNT.search(block.text)
        if counted and found.count is None:
            found.count = number_of_word(counted["n"])
        stated = _STATED.match(squash(block.text)) if block.kind is Kind.HEADING else None
        if stated and _FAULT.search(stated["text"]):
            found.texts.setdefault(int(stated["n"]), stated["text"])
        _add_neutral(found, blocks, index)
        title = EXPLICIT.match(block.body)
        if title and len(block.body) < 400:
            rest = block.body[title.end() :].strip(" :–-.)")
            number = number_of_word(title["n"])
            if len(rest) > 3 and number not in found.texts:
                found.texts[number] = rest
        if not found.texts and _LIST_CUE.search(block.body.strip()):
            items = []
            for other in blocks[index + 1 : index + 25]:
                if other.kind is Kind.BULLET and other.level == 0:
                    items.append(squash(other.body))
                elif other.kind is not Kind.BULLET:
                    break
            if len(items) > 1:
                found.texts = dict(enumerate(items, start=1))
    return found


def _add_neutral(found: PlanWeaknesses, blocks: Sequence[Block], index: int) -> None:
    """Take in a part whose title, or the paragraph under it, says what is wrong: "Priority 1", "The lack of ..."."""
    block = blocks[index]
    match = NEUTRAL.match(block.body)
    if match is None or len(block.body) > 400 or block.kind is Kind.BULLET:
        return
    text = block.body[match.end() :].strip(" :–-.)")
    following = blocks[index + 1] if index + 1 < len(blocks) else None
    if not text and following is not None and following.kind is Kind.PARAGRAPH and len(following.body) < 400:
        text = following.body
    number = number_of_word(match["n"])
    if _FAULT.search(text) and len(text.split()) > 3:
        found.texts.setdefault(number, squash(text))
        found.neutral.add(number)


def number_of_word(word: str) -> int:
    """The number that digits or a word ("three", up to twelve) stand for."""
    return int(word) if word.isdigit() else _ORDINALS.index(word.lower()) + 1
