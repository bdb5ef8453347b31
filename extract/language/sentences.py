"""Where sentences end, for letters, reports, lists and events alike.

Pledges are cut by a rule of their own (`targets.patterns.pledge_spans`): there a baseline and its target, told in two
sentences, belong together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# A stop, white space, and a capital or an opening quotation mark: "e.g. in" and "para. 3" end no sentence.
_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z‘“])")
# The same where lists are told within a sentence: each part between semicolons counts.
_PART_END = re.compile(r"(?<=[.;!?])\s+(?=[A-Z])")
# What tells of dates is cut finer: "... on 1 June 2020. 12 weeks later ..." is two, quoted or bracketed or not, and a
# semicolon parts two happenings.
_STATEMENT_END = re.compile(r"(?<=;)\s+|(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])")


# No sentence is longer. What a converter or a table left without a stop is cut here, at a space where there is one: what is
# asked of each sentence then takes time that grows with the text and no faster.
LONGEST = 2000


def split_sentences(text: str, *, at_semicolons: bool = False) -> list[str]:
    """The sentences of a text; `at_semicolons` cuts at these too. A text without an end of one is one sentence."""
    return (_PART_END if at_semicolons else _END).split(text)


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence of `split_sentences` begins and ends in the text, none longer than `LONGEST`."""
    start = 0
    for end in _END.finditer(text):
        yield from short_spans(text, start, end.start())
        start = end.end()
    yield from short_spans(text, start, len(text))


def statement_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where each statement begins and ends, the white space after it included: what can hold one dated event."""
    start = 0
    for end in _STATEMENT_END.finditer(text):
        yield from short_spans(text, start, end.end())
        start = end.end()
    yield from short_spans(text, start, len(text))


def short_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A span cut into such as are no longer than `LONGEST`, behind the last space of each where there is one."""
    while end - start > LONGEST:
        space = text.rfind(" ", start + 1, start + LONGEST)
        cut = space + 1 if space > 0 else start + LONGEST
        yield start, cut
        start = cut
    yield start, end
