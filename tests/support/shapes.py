"""Shapes of text that patterns and loops may grow faster than: each gives a piece of about a hundred characters by number.

Pieces differ by their number, so that nothing is answered from memory; a text of a shape is so many of its pieces.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_FIRST_DAY = date(2019, 1, 1)


def _word(number: int) -> str:
    """A word of letters only, another for every number."""
    letters = ""
    while True:
        number, rest = divmod(number, 26)
        letters = _LETTERS[rest] + letters
        if number == 0:
            return f"w{letters}"


def _day(number: int) -> str:
    day = _FIRST_DAY + timedelta(days=number % 2000)
    return f"{day.day} {day:%B %Y}"


# By a shape's name: its piece of a number, and what stands between pieces.
SHAPES: dict[str, tuple[Callable[[int], str], str]] = {
    "capitals": (lambda n: f"The Director Of {_word(n).title()} And Young People And {_word(n + 7).title()} Health Partnership Board", " "),
    "upper case": (lambda n: f"SEND EHCP {_word(n).upper()} ICB NHS CCG DCO DSCO LA WSOA OFSTED CQC DFE {_word(n).upper()} SENCO CAMHS", " "),
    "percentages": (lambda n: f"{n % 100}% of {_word(n)}, {n % 97}.{n % 10} per cent of plans from {n % 90}% to {n % 100}% and", " "),
    "percentages only": (lambda n: f"{n % 100}% {n % 97}% {n % 89}% {n % 83}%", " "),
    "dashes": (lambda n: "a-" * 25 + "- - – — " * 6, ""),
    "dashes only": (lambda n: "-" * 100, ""),
    "underscores": (lambda n: "_" * 50 + "_a_ __b " * 6, ""),
    "stars": (lambda n: "*a " * 20 + "**" * 20, ""),
    "dates": (lambda n: f"{_day(n)}, {_day(n + 31)}, {_day(n + 62)} and {_day(n + 93)},", " "),
    "numeric dates": (lambda n: f"{n % 28 + 1:02}/{n % 12 + 1:02}/{2018 + n % 7} {n % 28 + 1}.{n % 12 + 1}.{18 + n % 7} 20{n % 30:02}-{n % 12 + 1:02}", " "),
    "months": (lambda n: f"by March {2018 + n % 9} to June and September {2018 + n % 8}, autumn term {2018 + n % 8} Q{n % 4 + 1}", " "),
    "dated verbs": (lambda n: f"was submitted on {_day(n)} and was published on {_day(n + 9)} and accepted on {_day(n + 17)}", " "),
    "spaces": (lambda n: " " * 99 + "a", ""),
    "hard spaces": (lambda n: "\xa0" * 99 + "a", ""),
    "mixed spaces": (lambda n: " \xa0\t" * 30 + "a", ""),
    "tabs": (lambda n: f"{_word(n)}\t" + "\t" * 60, ""),
    "line feeds": (lambda n: f"{_word(n)}\n\n \n" * 12, ""),
    "no stops": (lambda n: f"the partnership of {_word(n)} will work with families and schools so that children who wait are seen", " "),
    "one word": (lambda n: _word(n) * 20, ""),
    "one letter": (lambda n: "a" * 100, ""),
    "one capital": (lambda n: "A" * 100, ""),
    "sentences": (lambda n: f"Leaders of {_word(n)} have not made sure that children wait less. They must improve it.", " "),
    "headings": (lambda n: f"{n}. Weakness {_word(n)}\nThe {_word(n)} of the partnership.\n", "\n"),
    "digits": (lambda n: f"{n:05}" * 20, ""),
    "spaced digits": (lambda n: f"{n % 10} " * 50, ""),
    "numbers": (lambda n: f"1.{n}.{n % 7}. 2.{n}) ({n}) {n}a. {n},{n:03} ", ""),
    "quotes": (lambda n: "“‘\"'" * 12 + "a”" * 20, ""),
    "open brackets": (lambda n: "(" * 50 + "[" * 50, ""),
    "brackets": (lambda n: f"({_word(n)} (see [{n}] (and (", " "),
    "links": (lambda n: "![[a](" * 8 + "[b](c " * 8, ""),
    "tags": (lambda n: "<!-- <b <a href= </b <sup>" * 4, ""),
    "backslashes": (lambda n: "\\" * 100, ""),
    "pipes": (lambda n: "|" * 50 + " | a" * 12, ""),
    "emails": (lambda n: f"a.{_word(n)}@{_word(n)}.gov.uk, www.{_word(n)}.gov.uk/send http://{_word(n)}.uk/{_word(n)}?a=b", " "),
    "at signs": (lambda n: "a@a." * 25, ""),
    "bodies": (lambda n: f"NHS {_word(n).title()} Integrated Care Board and {_word(n).title()} County Council and {_word(n).title()} NHS Foundation Trust", " "),
    "ands": (lambda n: f"and {_word(n)} and {_word(n)}, and of {_word(n)} and the {_word(n)} and to {_word(n)}", " "),
    "people": (lambda n: f"Mr J. {_word(n).title()} and Mrs A B {_word(n).title()}, Dr {_word(n).title()} O'{_word(n).title()}, Director of Services", " "),
    "initials": (lambda n: "A. B. C. D. J K L. " * 5, ""),
    "roles": (lambda n: f"Lead: Head of {_word(n).title()}; Assistant Director for SEND, {_word(n).title()} Manager / DCO /", " "),
    "commas": (lambda n: f"{_word(n)}, " * 25, ""),
    "semicolons": (lambda n: f"{_word(n)}; " * 25, ""),
    "full stops": (lambda n: "." * 50 + ". . " * 12, ""),
    "colons": (lambda n: f"Action {n}: Lead: By: When: {_word(n)}: :::: ", " "),
    "glyphs": (lambda n: "• ◦ ▪ ➢ – ✓ ● " * 7, " "),
    "ticks": (lambda n: "yes no y n Yes / No ✓ ✗ " * 4, " "),
    "statuses": (lambda n: f"Red Amber Green complete completed on track delayed {_word(n)} not started BRAG Blue", " "),
    "weaknesses": (lambda n: f"the significant weaknesses in {_word(n)} and the area for improvement that {n}", " "),
    "targets": (lambda n: f"increase from {n % 50}% to {n % 90}% by {_day(n)}, reduce {n} to fewer than {n % 60} by March {2018 + n % 9}", " "),
    "areas": (lambda n: f"the local area of Norfolk and Essex and {_word(n).title()} City Council in Kent", " "),
    "not": (lambda n: f"have not not yet made sufficient progress not {_word(n)} in not improving", " "),
    "references": (lambda n: f"A{n}.{n % 9} {n}.{n % 5}.{n % 3} PA{n} AfI {n} Action {n} Priority {n} W{n}", " "),
    "letters apart": (lambda n: "t h e p l a n " * 7, " "),
    "soft hyphens": (lambda n: "im\xadprove\u200b- ment " * 6, " "),
    "combining": (lambda n: "e\u0301\u0301\u0301\u0301" * 20, ""),
}  # fmt: skip


def pieces(shape: str, count: int, start: int = 0) -> list[str]:
    """So many pieces of a shape."""
    piece, _ = SHAPES[shape]
    return [piece(number) for number in range(start, start + count)]


def text_of(shape: str, count: int) -> str:
    """So many pieces of a shape as one text."""
    return SHAPES[shape][1].join(pieces(shape, count))
