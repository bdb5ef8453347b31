"""Which weakness an action serves, from the headings, banners, columns and numbers round it, and never by guessing.

A group of actions is tied to weakness n where its title says so ("Weakness 3", "Priority action 2", "ASW 1"), where its
title is the wording of a weakness that the plan lists, or where the plan's groups are neutral parts ("Area 2", "Section
2") as many as its weaknesses. Pillars, themes and workstreams do not map one to one, so that their actions stay without.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from extract.language.wording import content_words
from extract.model.document import squash
from extract.plans.weaknesses import EXPLICIT, IMPROVEMENT, NEUTRAL, PlanWeaknesses, number_of_word

_SEVERAL = re.compile(
    r"\b(?:areas? of (?:significant )?weakness(?:es)?|weakness(?:es)?|priority actions?)\s*\d{1,2}\s*(?:,|and|&|to|[-–/])\s*\d",
    re.IGNORECASE,
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
_BRACKETS = re.compile(r"\([^()]*\)")
_IMPROVEMENTS = re.compile(r"(?:the )?areas? for improvement\b", re.IGNORECASE)
_LEADING_NUMBER = re.compile(r"^\W*(?:[A-Z]{1,4}\s?)?(?P<n>\d{1,2})\b(?!\.?\d|%)")
_PREFIXED_REF = re.compile(r"(?:ASW|AOSW|AOW|APA|WSOA|PA|W|SW|AFI)\s?(?P<n>\d{1,2})(?:[.\-/].*|[a-z])?", re.IGNORECASE)
_PART_NUMBER = re.compile(r"(?:[A-Za-z]+ ){0,2}(?P<n>\d{1,2})\.\d")
_REF_NUMBER = re.compile(r"(?P<n>\d{1,2})[.\-/]")


class GroupTracker:
    """Follows a plan from its first block to its last and knows which weakness the present group is about."""

    def __init__(self, weaknesses: PlanWeaknesses, *, neutral_is_weakness: bool) -> None:
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
        is_other = bool(_IMPROVEMENTS.match(text)) and self._weaknesses.is_other_kind(text)
        is_higher = bool(level and self._level and level < self._level)
        is_part = self.current is not None and (level > self._level > 0 or self._has_own_number(text))
        if (
            EXPLICIT.match(text)
            or (_OTHER_GROUP.search(text) and not is_part)
            or _SEVERAL.search(text)
            or _ENDS_GROUP.match(text)
            or (NEUTRAL.match(text) and not is_part)
            or is_higher
            or is_other
        ):
            self.current, self.title = None, text
            return True
        return False

    def _has_own_number(self, text: str) -> bool:
        """Whether a title numbers a part of the present group: "Objective 3.1" below "Weakness 3"."""
        part = _PART_NUMBER.match(text)
        return part is not None and int(part["n"]) == self.current

    def names_group(self, text: str) -> bool:
        """Whether a text is the title of a group ("Weakness 2: ...", "Pillar 1") and no action."""
        return len(text) < 300 and any(
            pattern.match(text) for pattern in (EXPLICIT, _SEVERAL, NEUTRAL, _OTHER_GROUP, _ENDS_GROUP)
        )

    def number_of(self, text: str) -> int | None:
        """The weakness a title names, by number or by wording; None where it names none or several."""
        if _SEVERAL.search(text):
            return None
        # What stands in brackets behind a title's own number is another document's: "(weakness 4 in the letter)".
        own = _BRACKETS.sub("", text)
        matches = list(EXPLICIT.finditer(own)) or list(EXPLICIT.finditer(text))
        if self._weaknesses.has_priority_actions and any(IMPROVEMENT.search(match[0]) for match in matches):
            return None
        explicit = {number_of_word(match["n"]) for match in matches}
        if explicit:
            return explicit.pop() if len(explicit) == 1 else None
        neutral = NEUTRAL.match(text)
        if neutral and (self._neutral or number_of_word(neutral["n"]) in self._weaknesses.neutral):
            return number_of_word(neutral["n"])
        stripped = re.sub(r"^\W*\d{0,2}[.):]?\s*", "", text)
        return self._weaknesses.match(stripped) if len(content_words(stripped)) > 1 else None

    def in_column(self, text: str, header: str = "") -> int | None:
        """The weakness that a cell of a "Weakness" column names: "2", "W2", "2. Timeliness", its wording."""
        text = squash(text)
        if self._weaknesses.is_other_kind(header):
            return None
        if _SEVERAL.search(text) or re.match(r"^\W*\d{1,2}\s*(?:,|and|&|/)\s*\d", text):
            return None
        number = self.number_of(text)
        if number is None and (match := _LEADING_NUMBER.match(text)):
            number = int(match["n"])
        return number


def neutral_groups_are_weaknesses(titles: Iterable[str], weaknesses: PlanWeaknesses) -> bool:
    """Whether "Area 1..n" and the like stand for the weaknesses: as many as those, and no other kind of group."""
    titles = list(titles)
    numbers = {number_of_word(match["n"]) for title in titles if (match := NEUTRAL.match(squash(title)))}
    has_others = any(_OTHER_GROUP.search(title) or EXPLICIT.search(title) for title in titles)
    size = weaknesses.size
    return bool(numbers) and not has_others and size is not None and numbers == set(range(1, size + 1))


def refs_are_weaknesses(
    linked: Iterable[tuple[str | None, int | None]], titles: Iterable[str], weaknesses: PlanWeaknesses
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


def number_from_ref(ref: str | None, weaknesses: PlanWeaknesses, *, plain: bool) -> int | None:
    """The weakness in a reference: always of "W2.1" or "ASW3", of "2.1" only where `plain` numbers are known to be such.

    An area for improvement ("AFI1.1") is none in a plan that answers areas for priority action.
    """
    if not ref:
        return None
    match = _PREFIXED_REF.fullmatch(ref.strip())
    if match:
        return None if weaknesses.has_priority_actions and IMPROVEMENT.match(ref.strip()) else int(match["n"])
    return _ref_number(ref) if plain else None


def _ref_number(ref: str | None) -> int | None:
    match = _REF_NUMBER.match(ref.strip()) if ref else None
    return int(match["n"]) if match else None
