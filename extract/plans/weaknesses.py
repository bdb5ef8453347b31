"""The weaknesses that a plan restates: in a list, in numbered titles, in parts whose titles say what is wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.language.wording import ALIKE, CLEAR_LEAD, content_words, likeness_by_length
from extract.model.document import Block, Kind, squash
from extract.plans.columns import Role, read_header

_ORDINALS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBER = rf"(?P<n>\d{{1,2}}|{'|'.join(_ORDINALS)})"
_LABEL = (
    r"(?:(?:key |main )?area(?:s)? (?:of|for) (?:significant |serious )?(?:weakness|concern|priority action|improvement)"
    r"|significant (?:area of )?weakness|(?:serious )?weakness|priority action(?: area)?|areas? for (?:priority action|improvement)"
    r"|inspection (?:finding|recommendation)|wsoa (?:area|priority)|ofsted (?:finding|area)|aosw|asw|aow|apa|afi)"
)
EXPLICIT = re.compile(rf"\b{_LABEL}\s*(?:no\.?|number|#|ref\.?)?\s*[:–-]?\s*\(?{_NUMBER}\b(?![.,]\d)", re.IGNORECASE)
# "Remaining area of weakness 1": what a later plan says of the part first.
_BEFORE_TITLE = re.compile(
    r"\W*(?:(?:the|our|remaining|outstanding|continuing|original|identified|first|second|third|fourth|fifth) ){0,2}",
    re.IGNORECASE,
)
_UNNUMBERED = re.compile(rf"\W*{_LABEL}\s*[:–-]\s*(?=[A-Za-z])", re.IGNORECASE)
_PRIORITY = re.compile(r"\bpriority action(?: area)?\s*\d|\bareas? for priority action\b", re.IGNORECASE)
_PRIORITY_PLAN = re.compile(r"\bpriority action (?:and improvement )?plan\b", re.IGNORECASE)
_STATEMENT = re.compile(r"\bstatement of action\b|\bwsoa\b", re.IGNORECASE)
_OPENING = 4  # blocks: the cover, or the rows above the table
IMPROVEMENT = re.compile(r"improvement|afi", re.IGNORECASE)
_NUMBERED_CELL = re.compile(rf"\s*(?:{_LABEL}\s*)?(?P<n>\d{{1,2}})\s*[.):–-]\s*(?=[A-Za-z])", re.IGNORECASE)
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

# What an area for priority action says is to be done, and by whom: it names no fault.
_ORDER = re.compile(
    r"\b(?:leaders|partners(?:hip)?|authority|council|board|icb|nhs|services?|providers?|commissioners|schools|area|health)\b"
    r"[^.]{0,120}?\b(?:should|must|needs? to)\b",
    re.IGNORECASE,
)


# A title with fewer words, or a short one that names no fault, is a name for the weakness and not its wording.
_FEWEST_WORDS, _WORDS_WITHOUT_FAULT = 5, 7
_MAX_TITLE = 400
_MAX_LIST = 25
_SHORTEST = 4  # characters: less is no name of anything
_LEADS_ON = re.compile(r"(?<=[;,])\s+(?:and|or)\W*$")
_EDGES = " :–—-.);,\n"
# What stands behind "Weakness 1" without being its wording: a part's own heading, a sentence about it, a line of contents.
_NOT_WORDING = re.compile(
    r"\W*(?:\(?cont(?:inued|d|\b)|actions?\b|action plan|progress\b|updates?\b|plan\b|summary\b|overview\b|leads?\b|owners?\b|sponsors?\b"
    r"|outcomes?\b|measures?\b|is\b|was\b|are\b|were\b|will\b|has\b|have\b|and\b|or\b|to\b|of \d|from\b|in (?:the|our|this)\b|on page\b|\d+\b)"
    r"|.*\.{3,}\s*\d*$|.*\s\d{1,3}$",
    re.IGNORECASE,
)
# Sentences under a title that tell of the plan instead.
_NO_STATEMENT = re.compile(
    r"(?:we|our|this|these|the following|here|in this|to address|what|how|why)\b|[\w ]{2,30}:", re.IGNORECASE
)


# A label before a weakness's wording: "What inspectors said: Families wait too long".
_INSPECTORS_SAID = re.compile(
    r"\s*(?:what (?:the )?(?:inspectors?|inspection|ofsted|cqc|letter|report)\b[^:.]{0,30}|(?:inspection |ofsted )?finding|(?:area of )?weakness)\s*:\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a weakness is stated: a block and a span of its page."""

    block: Block
    start: int
    end: int


@dataclass
class PlanWeaknesses:
    """The weaknesses a plan lists, by number, and how many it says there are.

    A plan that answers areas for priority action counts those; its "area for improvement 2" is then not its weakness 2.
    """

    texts: dict[int, str] = field(default_factory=dict)
    places: dict[int, Place] = field(default_factory=dict)
    count: int | None = None
    has_priority_actions: bool = False
    has_improvements: bool = False  # its numbered parts are called areas for improvement
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
        return scores[0][1] if len(scores) == 1 or scores[0][0] - scores[1][0] > CLEAR_LEAD else None

    def is_other_kind(self, title: str) -> bool:
        """Whether a title or header is of areas for improvement in a plan that answers areas for priority action."""
        return self.has_priority_actions and IMPROVEMENT.search(title) is not None

    def add(self, number: int, place: Place) -> None:
        """Take in what a part states; the first statement of a number stays, but a wording beats a mere name."""
        text = squash(place.block.text[place.start - place.block.char_start : place.end - place.block.char_start])
        if number not in self.texts or (is_name(self.texts[number]) and not is_name(text)):
            self.texts[number] = text
            self.places[number] = place


def is_name(text: str) -> bool:
    """Whether a text only names a weakness ("Joint commissioning") instead of saying what is wrong."""
    words = len(text.split())
    return words < _FEWEST_WORDS or (words < _WORDS_WITHOUT_FAULT and not _is_worded(text))


def _is_worded(text: str) -> bool:
    """Whether a text says what is wrong, or who should put it right."""
    return _FAULT.search(text) is not None or _ORDER.search(text) is not None


def find_weakness_list(blocks: Sequence[Block]) -> PlanWeaknesses:
    """The weaknesses that a plan restates: titles of its parts, numbered headings, the list after "areas of significant
    weakness", a column of weaknesses beside the actions."""
    found = PlanWeaknesses()
    found.has_priority_actions = any(_PRIORITY.search(block.text) for block in blocks) or _answers_priorities(blocks)
    columns: dict[int | None, int | None] = {}
    for index, block in enumerate(blocks):
        if block.kind is Kind.ROW:
            _add_from_column(found, block, columns)
            if sum(bool(squash(cell.text)) for cell in block.cells) != 1:
                continue
        counted = _COUNT.search(block.text)
        if counted and found.count is None:
            found.count = number_of_word(counted["n"])
        _add_stated(found, block)
        _add_neutral(found, blocks, index)
        _add_titled(found, blocks, index)
        if not found.texts and _LIST_CUE.search(block.body.strip()):
            items = _items_after(blocks, index)
            for number, item in enumerate(items if len(items) > 1 else (), start=1):
                found.add(number, _trimmed(item, item.body_start, item.char_end - len(_to_next(item.text))))
    if not found.texts:
        for number, place in enumerate(_unnumbered(blocks), start=1):
            found.add(number, place)
    return found


def _unnumbered(blocks: Sequence[Block]) -> list[Place]:
    """The wordings of titles that call a part a weakness without a number: "Area of weakness: The lack of ..."."""
    places: list[Place] = []
    for block in blocks:
        cells = [cell for cell in block.cells if squash(cell.text)]
        is_title = block.kind is Kind.HEADING or block.is_bold or len(cells) == 1
        start, body = (cells[0].char_start, cells[0].text) if cells else (block.body_start, block.body)
        title = _UNNUMBERED.match(body) if is_title and len(body) < _MAX_TITLE else None
        if title is None or is_name(squash(body[title.end() :])) or not _is_worded(body[title.end() :]):
            continue
        places.append(_trimmed(block, start + title.end(), start + len(body)))
    return places


def _add_stated(found: PlanWeaknesses, block: Block) -> None:
    """Take in a numbered heading that says what is wrong."""
    stated = _STATED.match(block.text) if block.kind is Kind.HEADING else None
    if stated and _FAULT.search(stated["text"]) and int(stated["n"]) not in found.texts:
        found.add(int(stated["n"]), _trimmed(block, block.char_start + stated.start("text"), block.char_end))


def _add_titled(found: PlanWeaknesses, blocks: Sequence[Block], index: int) -> None:
    """Take in "Weakness 1: The lack of ...", or "Weakness 1" with its wording right below."""
    block = blocks[index]
    cell = next((cell for cell in block.cells if squash(cell.text)), None)
    start, body = (cell.char_start, cell.text) if cell else (block.body_start, block.body)
    before = _BEFORE_TITLE.match(body)
    title = EXPLICIT.match(body, before.end() if before else 0)
    if title is None or len(body) >= _MAX_TITLE:
        return
    if found.is_other_kind(title[0]):
        return
    found.has_improvements |= IMPROVEMENT.search(title[0]) is not None
    number = number_of_word(title["n"])
    place = _trimmed(block, start + title.end(), start + len(body))
    if place.end - place.start >= _SHORTEST:
        if not _NOT_WORDING.match(body[title.end() :].lstrip(_EDGES)) and not _runs_on(body, title.end()):
            found.add(number, place)
    elif (below := _wording_below(blocks, index)) is not None:
        found.add(number, below)


def _runs_on(body: str, end: int) -> bool:
    """Whether a sentence goes on behind the number, without a mark between: "Weakness 1 shows that ..."."""
    return body[end : end + 1] == " " and body[end : end + 2].strip().islower() and body[:end].strip()[-1:].isdigit()


def _wording_below(blocks: Sequence[Block], index: int) -> Place | None:
    """The block right under a bare title, where that words a weakness: set apart, or naming a fault."""
    if index + 1 >= len(blocks):
        return None
    block = blocks[index + 1]
    cells = [cell for cell in block.cells if squash(cell.text)]
    if len(cells) > 1 or block.kind is Kind.BULLET or len(block.body) >= _MAX_TITLE:
        return None
    is_set_apart = block.kind is Kind.HEADING or block.is_bold or bool(cells)
    text = squash(block.body)
    if _NO_STATEMENT.match(text) or EXPLICIT.match(text) or NEUTRAL.match(text) or len(text.split()) < _FEWEST_WORDS:
        return None
    if not (_is_worded(text) or is_set_apart):
        return None
    start, end = (cells[0].char_start, cells[0].char_end) if cells else (block.body_start, block.char_end)
    return _trimmed(block, start, end)


def _answers_priorities(blocks: Sequence[Block]) -> bool:
    """Whether a plan calls itself one of priority actions where it begins."""
    opening = " ".join(block.text for block in blocks[:_OPENING])
    return _PRIORITY_PLAN.search(opening) is not None and _STATEMENT.search(opening) is None


def _add_from_column(found: PlanWeaknesses, row: Block, columns: dict[int | None, int | None]) -> None:
    """Take in a cell of a column headed as weaknesses, numbered and worded: "2. Too few therapists in the county"."""
    header = read_header(row)
    if header is not None:
        column = header.first(Role.WEAKNESS)
        is_other = column is not None and found.is_other_kind(header.headers.get(column, ""))
        columns[row.table] = None if is_other else column
        return
    column = columns.get(row.table)
    for cell in row.cells:
        match = _NUMBERED_CELL.match(cell.text) if cell.column == column and len(cell.text) < _MAX_TITLE else None
        if match is not None and int(match["n"]) not in found.texts and not is_name(squash(cell.text[match.end() :])):
            found.add(int(match["n"]), _trimmed(row, cell.char_start + match.end(), cell.char_end))


def _to_next(text: str) -> str:
    """The word with which a list's item leads on to the next ("; and"); empty where it ends without."""
    match = _LEADS_ON.search(text)
    return match[0] if match else ""


def _items_after(blocks: Sequence[Block], index: int) -> list[Block]:
    """The bullets right after a block, those below other bullets left out."""
    items = []
    for block in blocks[index + 1 : index + _MAX_LIST]:
        if block.kind is not Kind.BULLET:
            break
        if block.level == 0:
            items.append(block)
    return items


def _add_neutral(found: PlanWeaknesses, blocks: Sequence[Block], index: int) -> None:
    """Take in a part whose title, or the paragraph under it, says what is wrong: "Priority 1", "The lack of ..."."""
    block = blocks[index]
    match = NEUTRAL.match(block.body)
    if match is None or len(block.body) > _MAX_TITLE or block.kind is Kind.BULLET:
        return
    place = _trimmed(block, block.body_start + match.end(), block.char_end)
    text = block.body[match.end() :].strip(_EDGES)
    following = blocks[index + 1] if index + 1 < len(blocks) else None
    if not text and following is not None and following.kind is Kind.PARAGRAPH and len(following.body) < _MAX_TITLE:
        label = _INSPECTORS_SAID.match(following.body)
        start = label.end() if label else 0
        text = following.body[start:]
        place = _trimmed(following, following.body_start + start, following.char_end)
    number = number_of_word(match["n"])
    if _is_worded(text) and len(text.split()) >= _SHORTEST:
        if number not in found.texts:
            found.add(number, place)
        found.neutral.add(number)


def _trimmed(block: Block, start: int, end: int) -> Place:
    """A span of a block's page without the marks round what it says."""
    raw = block.text[start - block.char_start : end - block.char_start]
    start += len(raw) - len(raw.lstrip(_EDGES))
    end -= len(raw) - len(raw.rstrip(_EDGES.replace(")", "")))
    return Place(block, min(start, end), end)


def number_of_word(word: str) -> int:
    """The number that digits or a word ("three", up to twelve) stand for."""
    return int(word) if word.isdigit() else _ORDINALS.index(word.lower()) + 1
