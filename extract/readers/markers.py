"""What stands before a list item: bullet glyphs, dashes and numbers, alone or one after the other ("- ➢", "- 1)")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extract.model.document import BULLET_GLYPHS

# Any character of a symbol font that begins a line is a bullet: the private area holds nothing that is read.
_GLYPH = rf"[{re.escape(BULLET_GLYPHS)}\uf020-\uf0ff]"
# "§", "ü", "Ø", "þ" and "¨" are Wingdings' square, tick, arrow and boxes whose font was lost.
# Squares, discs, stars and arrows to the right are bullets before a space; those up and down tell of a trend, a cross of "no".
_SHAPES = "■-▱▶-▻◆-◿★☆♠-♧⚪-⚬✚-❋❍❏-❒❖❯❱➔➘-➾⟐-⟛⟶⟹⟼⤇⦁⦾⦿⬛-⬤⭐⭑⭒⮕⮚⮞⯀-⯄⯈‧⁌⁍⇨⇾🞄-🟏🠆🠊🠖🠚🠞🠢🠦🠪🠮🡂🡆🡒🡪🢂🢒"
# "o" is Word's second-level bullet when its font is lost. Dashes, stars and arrows count only with a space after them.
_LIST = re.compile(
    rf"(?:{_GLYPH}(?=\s*\S)|[-‒–—−*+>→⇒»›✅👉🔹🔸🔷{_SHAPES}](?=\s+\S)|[§üØþ¨](?=\s+[A-Za-z])|o(?=\s+[A-Za-z'‘“\"(])|\(?(?:\d{{1,2}}|[a-z]|[ivx]{{2,4}})[.)](?=\s+\S))\s*"
)
_LONE = re.compile(rf"(?:{_GLYPH}|[-–—−*o])")
# A lone glyph has at most this many characters, spaces included.
_GLYPH_LENGTH = 3
# A line of more words than this is no heading, in whatever form it comes.
HEADING_WORDS = 12
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
# Papers number their paragraphs 1.1, 2.4.1: those are paragraphs.
_NUMBERED_PARAGRAPH = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}\.?(?=\s+\S)\s*")


@dataclass(frozen=True, slots=True)
class Marked:
    """A line's marker as printed, the words after it, and whether it begins a list item (else a numbered paragraph)."""

    marker: str
    rest: str
    is_list: bool


@lru_cache(maxsize=1024)
def split_marker(text: str) -> Marked | None:
    """The marker and the rest of a line; None where the line begins with words.

    Several markers in a row are one ("- 1) Joint commissioning:" has the marker "- 1)"); a numbered paragraph behind a
    converter's dash ("- 2.4 The weaknesses") stays a numbered paragraph.
    """
    text = text.strip()
    at = 0
    while match := _LIST.match(text, at):
        at = match.end()
    numbered = _NUMBERED_PARAGRAPH.match(text, at)
    if numbered:
        at = numbered.end()
    if at == 0 or at >= len(text):
        return None
    return Marked(text[:at].rstrip(), text[at:], numbered is None)


def is_lone_glyph(text: str) -> bool:
    """Whether the whole text is a bullet's glyph that a converter parted from its item."""
    return len(text) <= _GLYPH_LENGTH and _LONE.fullmatch(text.strip()) is not None


def roman(number: int) -> str:
    """A number as a list counts in small Roman numerals, up to 399."""
    text, rest = "", number
    for size, digits in _ROMAN:
        while rest >= size:
            text, rest = text + digits, rest - size
    return text
