"""Hyphens at line ends: part of the word, or put there by the program that set the lines.

Most reports are set without hyphenation, so that every hyphen at a line's end is the author's ("multi-agency"). A document
set with hyphenation betrays itself: it breaks words where no word begins ("chil-dren", "ser-vices").
"""

from __future__ import annotations

import re
from collections.abc import Iterable

# pdfium's sign for a hyphen that ends a line; kept in texts until a whole document can be asked.
LINE_END = "\ufffe"
_BROKEN = re.compile(rf"(?<!\w)(\w+){LINE_END}(\w+)")
_SECOND_HALF = re.compile(rf"{LINE_END}\w+")


class Hyphens:
    """What to do with a document's line-end hyphens, from all the words it uses."""

    def __init__(self, texts: Iterable[str]) -> None:
        whole = list(texts)
        broken = [match for text in whole if LINE_END in text for match in _BROKEN.finditer(text)]
        # Only the few broken words are ever looked for, so that the text itself is the quickest list of words; their
        # second halves are not words of it.
        self._text = _SECOND_HALF.sub(" ", "\n".join(whole)).casefold() if broken else ""
        self._known: dict[str, bool] = {}
        self._is_hyphenated = any(
            self._is_word(match[1] + match[2]) and not self._is_word(match[2]) for match in broken
        )

    def resolve(self, text: str) -> str:
        """`text` with every sign for a line-end hyphen made a hyphen, or nothing where the document breaks its words and
        uses the whole one elsewhere."""
        if LINE_END not in text:
            return text
        return _BROKEN.sub(self._joined, text).replace(LINE_END, "-")

    def _joined(self, match: re.Match[str]) -> str:
        if self._is_hyphenated and self._is_word(match[1] + match[2]):
            return match[1] + match[2]
        return f"{match[1]}-{match[2]}"

    def _is_word(self, word: str) -> bool:
        """Whether the document writes this word unbroken somewhere."""
        word = word.casefold()
        if word not in self._known:
            # `in` first: few broken words stand elsewhere, and it is far quicker.
            self._known[word] = word in self._text and re.search(rf"\b{re.escape(word)}\b", self._text) is not None
        return self._known[word]
