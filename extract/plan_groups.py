"""Which weakness an action serves, from the headings, banners, columns and numbers round it, and never by guessing.

A group of actions is tied to weakness n where its title says so ("Weakness 3", "Priority action 2", "ASW 1"), where its
title is the wording of a weakness that the plan lists, or where the plan's groups are neutral parts ("Area 2", "Section
2") as many as its weaknesses. Pillars, themes and workstreams do not map one to one, so that their actions stay without.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extract.document import Block, Kind, squash

_ORDINALS = "one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905
_NUMBER = rf"(?P<n>\d{{1,2}}|{'|'.join(_ORDINALS)})"
_LABEL = (
    r"(?:(?:key |main )?area(?:s)? (?:of|for) (?:significant |serious )?(?:weakness|concern|priority action|improvement)"
    r"|significant (?:area of )?weakness|(?:serious )?weakness|priority action(?: area)?|areas? for (?:priority action|improvement)"
    r"|inspection (?:finding|recommendation)|wsoa (?:area|priority)|ofsted (?:finding|area)|aosw|asw|aow|apa|afi)"
)
_EXPLICIT = re.compile(rf"\b{_LABEL}\s*(?:no\.?|number|#|ref\.?)?\s*[:–-]?\s*\(?{_NUMBER}\b(?![.,]\d)", re.IGNORECASE)
_PRIORITY = re.compile(r"\bpriority action(?: area)?\s*\d|\bareas? for priority action\b", re.IGNORECASE)
_IMPROVEMENT = re.compile(r"improvement|afi", re.IGNORECASE)
_SEVERAL = re.compile(
    r"\b(?:areas? of (?:significant )?weakness(?:es)?|weakness(?:es)?|priority actions?)\s*\d{1,2}\s*(?:,|and|&|to|[-–/])\s*\d",
    re.IGNORECASE,
)
_NEUTRAL = re.compile(
    rf"^(?:area|section|part|priority(?: area)?|statement|recommendation|objective)\s*{_NUMBER}\b", re.IGNORECASE
)
_OTHER_GROUP = re.compile(
    r"\b(?:pillar|theme|work ?stream|work package|working group|focus area|strand|enabler|ambition|outcome|goal|programme)s?\s*(?:\d{1,2}|[A-H]\b|one|two|three|four|five|six|:)",
    re.IGNORECASE,
)
_ENDS_GROUP = re.compile(
    r"^(?:appendi(?:x|ces)\b|annex|glossary|cross[- ]cutting|governance|monitoring (?:and|arrangements)|risk|next steps|key to|communication plan|general actions|enabling|overarching|other actions|contents|"
    r"how (?:we|this plan) will (?:be )?monitor)",
    re.IGNORECASE,
)
_LIST_CUE = re.compile(
    r"\b(?:areas? of (?:significant|serious) weakness(?:es)?|significant (?:areas? of )?weakness(?:es)?|areas? for priority action|priority actions?|areas of weakness)\b[^.]*:?$",
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
_LEADING_NUMBER = re.compile(r"^\W*(?:[A-Z]{1,4}\s?)?(?P<n>\d{1,2})\b(?![.\d%])")
_PREFIXED_REF = re.compile(r"(?:ASW|AOSW|AOW|APA|WSOA|PA|W|SW|AFI)\s?(?P<n>\d{1,2})(?:[.\-/].*|[a-z])?", re.IGNORECASE)
_REF_NUMBER = re.compile(r"(?P<n>\d{1,2})[.\-/]")
_STOP = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "to",
        "and",
        "for",
        "in",
        "is",
        "are",
        "not",
        "on",
        "by",
        "with",
        "that",
        "their",
        "from",
        "or",
        "as",
        "at",
        "be",
        "it",
        "this",
        "has",
        "have",
        "do",
        "does",
        "too",
        "well",
        "enough",
    ]
)


@dataclass
class WeaknessList:
    """The weaknesses a plan lists, by number, and how many it says there are.

    A plan that answers areas for priority action counts those; its "area for improvement 2" is then not its weakness 2.
    """

    texts: dict[int, str] = field(default_factory=dict)
    count: int | None = None
    has_priority_actions: bool = False

    @property
    def size(self) -> int | None:
        """How many weaknesses there are, where the plan says."""
        return max(self.texts) if self.texts else self.count

    def match(self, text: str) -> int | None:
        """The weakness whose wording `text` is (most of the words of one in the other); None where none or two are."""
        words = _content(text)
        scores = sorted(
            ((_likeness(words, _content(each)), number) for number, each in self.texts.items()), reverse=True
        )
        if not scores or scores[0][0] < 0.6:
            return None
        return scores[0][1] if len(scores) < 2 or scores[0][0] - scores[1][0] > 0.15 else None


def find_weakness_list(blocks: Sequence[Block]) -> WeaknessList:
    """The weaknesses that a plan restates: numbered headings, or the list after "areas of significant weakness"."""
    found = WeaknessList()
    for index, block in enumerate(blocks):
        found.has_priority_actions |= bool(_PRIORITY.search(block.text))
        if block.kind is Kind.ROW:
            continue
        counted = _COUNT.search(block.text)
        if counted and found.count is None:
            found.count = _number(counted["n"])
        stated = _STATED.match(squash(block.text)) if block.kind is Kind.HEADING else None
        if stated and _FAULT.search(stated["text"]):
            found.texts.setdefault(int(stated["n"]), stated["text"])
        title = _EXPLICIT.match(block.body)
        if title and len(block.body) < 400:
            rest = block.body[title.end() :].strip(" :–-.)")
            number = _number(title["n"])
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


class GroupTracker:
    """Follows a plan from its first block to its last and knows which weakness the present group is about."""

    def __init__(self, weaknesses: WeaknessList, *, neutral_is_weakness: bool) -> None:
        self._weaknesses = weaknesses
        self._neutral = neutral_is_weakness
        self._level = 0
        self.current: int | None = None
        self.title: str = ""

    def see(self, text: str, *, level: int = 0) -> bool:
        """Take in a heading or banner; true where it opened a group (tied to a weakness or not)."""
        text = squash(text)
        number = self.number_of(text)
        if number is not None:
            self.current, self.title, self._level = number, text, level
            return True
        is_higher = bool(level and self._level and level < self._level)
        if (
            _EXPLICIT.match(text)
            or _OTHER_GROUP.search(text)
            or _SEVERAL.search(text)
            or _ENDS_GROUP.match(text)
            or _NEUTRAL.match(text)
            or is_higher
        ):
            self.current, self.title = None, text
            return True
        return False

    def names_group(self, text: str) -> bool:
        """Whether a text is the title of a group ("Weakness 2: ...", "Pillar 1") and no action."""
        return len(text) < 300 and any(
            pattern.match(text) for pattern in (_EXPLICIT, _SEVERAL, _NEUTRAL, _OTHER_GROUP, _ENDS_GROUP)
        )

    def number_of(self, text: str) -> int | None:
        """The weakness a title names, by number or by wording; None where it names none or several."""
        if _SEVERAL.search(text):
            return None
        matches = list(_EXPLICIT.finditer(text))
        if self._weaknesses.has_priority_actions and any(_IMPROVEMENT.search(match[0]) for match in matches):
            return None
        explicit = {_number(match["n"]) for match in matches}
        if explicit:
            return explicit.pop() if len(explicit) == 1 else None
        neutral = _NEUTRAL.match(text)
        if neutral and self._neutral:
            return _number(neutral["n"])
        stripped = re.sub(r"^\W*\d{0,2}[.):]?\s*", "", text)
        return self._weaknesses.match(stripped) if len(_content(stripped)) > 1 else None

    def in_column(self, text: str) -> int | None:
        """The weakness that a cell of a "Weakness" column names: "2", "W2", "2. Timeliness", its wording."""
        text = squash(text)
        if _SEVERAL.search(text) or re.match(r"^\W*\d{1,2}\s*(?:,|and|&|/)\s*\d", text):
            return None
        number = self.number_of(text)
        if number is None and (match := _LEADING_NUMBER.match(text)):
            number = int(match["n"])
        return number


def neutral_groups_are_weaknesses(titles: Iterable[str], weaknesses: WeaknessList) -> bool:
    """Whether "Area 1..n" and the like stand for the weaknesses: as many as those, and no other kind of group."""
    titles = list(titles)
    numbers = {_number(match["n"]) for title in titles if (match := _NEUTRAL.match(squash(title)))}
    has_others = any(_OTHER_GROUP.search(title) or _EXPLICIT.search(title) for title in titles)
    size = weaknesses.size
    return bool(numbers) and not has_others and size is not None and numbers == set(range(1, size + 1))


def refs_are_weaknesses(
    linked: Iterable[tuple[str | None, int | None]], titles: Iterable[str], weaknesses: WeaknessList
) -> bool:
    """Whether the first number of the references ("2.3") is the weakness's.

    It is where the actions already tied to a weakness all have it so; or, where none is tied, where the first numbers
    are exactly those of the weaknesses and no pillar or theme numbers the groups otherwise.
    """
    pairs = [(_ref_number(ref), number) for ref, number in linked]
    known = [(ref, number) for ref, number in pairs if ref is not None and number is not None]
    if known:
        return len(known) > 1 and all(ref == number for ref, number in known)
    firsts = {ref for ref, _ in pairs if ref is not None}
    size = weaknesses.size
    if not firsts or size is None or size < 2 or any(_OTHER_GROUP.search(title) for title in titles):
        return False
    return firsts == set(range(1, size + 1))


def number_from_ref(ref: str | None, *, plain: bool) -> int | None:
    """The weakness in a reference: always of "W2.1" or "ASW3", of "2.1" only where `plain` numbers are known to be such."""
    if not ref:
        return None
    match = _PREFIXED_REF.fullmatch(ref.strip())
    if match:
        return int(match["n"])
    return _ref_number(ref) if plain else None


def _ref_number(ref: str | None) -> int | None:
    match = _REF_NUMBER.match(ref.strip()) if ref else None
    return int(match["n"]) if match else None


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _ORDINALS.index(word.lower()) + 1


def _content(text: str) -> frozenset[str]:
    return frozenset(w for w in re.findall(r"[a-z]{2,}", text.lower()) if w not in _STOP)


def _likeness(first: frozenset[str], second: frozenset[str]) -> float:
    """The share of the shorter text's words that the other has, lowered where one is much the shorter."""
    if not first or not second:
        return 0.0
    shared = len(first & second)
    return min(shared / min(len(first), len(second)), 2.5 * shared / max(len(first), len(second)))
