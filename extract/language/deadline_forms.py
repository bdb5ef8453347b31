"""Brings the forms in which plans print periods to the one form that the rules for deadlines read.

Years get four digits, quarters a figure, terms their whole names, glued words a space: "Qtr three – 21/22" becomes
"Q3 2021/22". What is not known to be a period stays as it is printed.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from extract.language.dates import MONTH_NAMES, MONTHS, month_number

_QUARTER_NUMBERS = {
    word: str(number)
    for number, words in enumerate(
        (("one", "first", "1st"), ("two", "second", "2nd"), ("three", "third", "3rd"), ("four", "fourth", "4th")), 1
    )
    for word in (str(number), *words)
} | {"final": "4", "last": "4"}
_SEASONS = {"aut": "autumn", "spr": "spring", "sum": "summer"}
# The month of the week off in the middle of a term.
_HALF_TERMS = {"autumn": "October", "spring": "February", "summer": "May"}
_TERM_STARTS = {"autumn": 9, "spring": 1, "summer": 4}
# A two-digit year: inspections of this kind began in 2016, plans reach into the thirties.
_YY = r"[123]\d"
_TERM_WORD = r"half[- ]?terms?|terms?"
_HOLIDAY_WORD = r"break|holidays?|hols?|half[- ]?term"
_SEPARATOR = r"[\s,.:;'’(–—/-]*"
# Words and signs around a month and year in figures ("by 09/21", "06/21 (revised 09/21)"); anything else may be counted.
_BEFORE_FIGURES = (
    r"(?:^|\b(?:by|before|end|of|until|till|to|from|in|due|date|revised|moved|extended|then|now|start|review|and|or)\b:?\s*"
    r"|[,;:(–-]\s*)"
)
_AFTER_FIGURES = r"(?=\s*(?:$|[,;:.)(–-]|(?:to|and|or|revised|moved|extended|then|until)\b))"


def _quarter(match: re.Match[str]) -> str:
    word = match["number"] or match["ordinal"] or ""
    return f"Q{_QUARTER_NUMBERS[word.lower()]}"


def _long_year_pair(match: re.Match[str]) -> str:
    """ "20/21" as "2020/21", where the second year follows the first."""
    first, second = int(match[1]), int(match[2])
    return f"20{first}/{second}" if second == first + 1 else match[0]


def _half_term(match: re.Match[str]) -> str:
    """The numbered half of a term: the first ends in the week off, the second with the term."""
    season = match["season"].lower()
    year = match["year"] if len(match["year"]) == len("2021") else f"20{match['year']}"
    return f"{_HALF_TERMS[season]} half term {year}" if match["half"] == "1" else f"{season} term {year}"


def _term_start(match: re.Match[str]) -> str:
    """The month in which a term or school year begins; what must stand before it, by the end of the month before."""
    month = _TERM_STARTS[(match["season"] or "autumn").lower()] - bool(match["before"])
    return f"{MONTHS[(month - 1) % 12].title()} {int(match['year']) - (month == 0)}"


def _month_in_words(match: re.Match[str]) -> str:
    year = match["year"] if len(match["year"]) == len("2021") else f"20{match['year']}"
    return f"{match['before']}{MONTHS[int(match['month']) - 1].title()} {year}"


def _month_first(match: re.Match[str]) -> str:
    """A year before its month in figures, "2021/09"; "2021/22" is no month, and "2009/10" may be two years."""
    is_pair = int(match[2]) == (int(match[1]) + 1) % 100
    return match[0] if is_pair else f"{MONTHS[int(match[2]) - 1].title()} {match[1]}"


def _whole_month(match: re.Match[str]) -> str:
    """A misspelt month with two digits after it: "Sepember 22"."""
    return f"{match[1]} 20{match[2]}" if month_number(match[1]) else match[0]


_Replacement = str | Callable[[re.Match[str]], str]
_FORMS: tuple[tuple[re.Pattern[str], _Replacement], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), replacement)
    for pattern, replacement in (
        # 3 mths, 6 wks, spring trm
        (r"(?<=\d)(\s*)mths?\b", r"\1months"),
        (r"(?<=\d)(\s*)wks?\b", r"\1weeks"),
        (r"(?<=\d)(\s*)yrs?\b", r"\1years"),
        (r"\btrm\b", "term"),
        # A term that bears its feast's name, and feasts that are days of a month.
        (r"\b(?:christmas|xmas)\s+term\b", "autumn term"),
        (r"\beaster\s+term\b", "spring term"),
        (r"\b(?:whitsun|pentecost)(?!\s+(?:half|break|holiday))(?=[\s,.'’/-]*(?:20)?\d\d\b)", "May"),
        (r"\bnew year(?:['’]s day)?(?=[\s,.'’/-]*(?:20)?\d\d\b)", "January"),
        # "12 03 19"
        (r"(?<![\d/])(\d{1,2}) (\d{1,2}) ((?:20)?\d\d)(?![\d/])", r"\1/\2/\3"),
        # AY21/22, A/Y 21/22, FY22-23
        (r"\ba/y\b", "AY"),
        (rf"\b(ay|fy)\s*['’]?(?=(?:20)?{_YY})", r"\1 "),
        (rf"(?<![\d/.-])({_YY})\s*[/–-]\s*({_YY})(?![\d/.-])", _long_year_pair),
        # 03/22, 12/2021
        (
            rf"(?P<before>{_BEFORE_FIGURES})(?P<month>0?[1-9]|1[0-2])/(?P<year>1[4-9]|[23]\d|20\d\d){_AFTER_FIGURES}",
            _month_in_words,
        ),
        # Aut term 21, Spr 2023
        (rf"\b(aut|spr|sum)\b\.?(?=\s*(?:{_TERM_WORD}|['’]?(?:20)?{_YY}\b))", lambda m: _SEASONS[m[1].lower()]),
        # 31March2022, 1stApril, June2021
        (rf"(?<![a-z\d])(\d{{1,2}}(?:st|nd|rd|th)?)({MONTH_NAMES})(?![a-z])", r"\1 \2"),
        (rf"\b({MONTH_NAMES})(20\d\d)(?!\d)", r"\1 \2"),
        # 2021/09
        (r"(?<![\d/.-])(20\d\d)/(0[1-9]|1[0-2])(?![\d/.-])", _month_first),
        # 2021 Sept
        (rf"(?<![\d/])(20\d\d)(?:\s*[,–-]?\s+|-)({MONTH_NAMES})\b\.?(?!\s*['’]?\d)", r"\2 \1"),
        # Spring half term, Whitsun half term, summer holidays
        (r"\bwhit(?:sun)?\s+(?:half[- ]?term(?:\s+(?:break|holidays?))?|break|holidays?)\b", "May half term"),
        (r"\b(autumn|spring|summer)\s+(?:term\s+)?half[- ]?term\b", lambda m: f"{_HALF_TERMS[m[1].lower()]} half term"),
        (r"\b(summer)\s+(?:break|holidays?|hols?)\b", "August"),
        # Autumn 1 2021, Spring term 2 22: the halves of a term, numbered
        (
            rf"\b(?P<season>autumn|spring|summer)\s+(?:(?:half[- ])?term\s+)?(?P<half>[12])\b[\s,–-]+['’]?(?P<year>20\d\d|{_YY})(?!\d|[/.-]\d)",
            _half_term,
        ),
        # Mar-21, Autumn 20, Term 20/21, Easter break 22
        (
            rf"\b((?:{MONTH_NAMES})\.?|autumn|spring|summer|{_TERM_WORD}|easter|christmas|xmas|{_HOLIDAY_WORD})"
            rf"[\s,.'’/-]*({_YY})(?!\d|\s*(?:st|nd|rd|th)\b|[/.-]\d)",
            r"\1 20\2",
        ),
        (rf"\b((?-i:[A-Z][a-z]{{3,9}}))[\s'’-]+({_YY})(?!\d|\s*(?:st|nd|rd|th)\b|[/.-]\d)", _whole_month),
        # Before the start of the autumn term 2021, start of the 2021/22 academic year
        (
            r"\b(?P<before>before\s+)?(?:the\s+)?(?:start|beginning)\s+of\s+(?:the\s+)?(?:(?P<season>autumn|spring|summer)"
            r"(?:\s+terms?)?,?|(?:academic|school)\s+year|(?=20\d\d[\d\s/–-]*\s(?:academic|school)))\s*"
            r"(?P<year>20\d\d)(?(season)(?!\s*[/–-]\s*\d)|(?:\s*[/–-]\s*(?:20)?\d\d)?)(?:\s+(?:(?:academic|school)\s+)?(?:year|term))?",
            _term_start,
        ),
        # Sept 21st
        (rf"\b({MONTH_NAMES})\.?\s+(\d{{1,2}}(?:st|nd|rd|th))\b(?!\s*(?:{MONTH_NAMES})\b)", r"\2 \1"),
        # Financial year end 2022, year end March 2022
        (r"\bfinancial\s+year(?:[- ]end)\s+(?=20\d\d\b(?!\s*[/–-]))", "March "),
        # Quarter three, 1st quarter of, Q.3
        (
            r"\b(?:(?:q|qtr|quarter)\.?\s*(?P<number>[1-4]|(?:one|two|three|four)\b)"
            r"|(?P<ordinal>first|second|third|fourth|final|last|1st|2nd|3rd|4th)\s+(?:q|qtr|quarter)\b\.?)",
            _quarter,
        ),
        # Q3 (July to September) 2021: the months say which quarter is meant, unless two years do.
        (rf"\bq[1-4]\s*\(([^()]*(?:{MONTH_NAMES})[^()]*)\)\s*(?=20\d\d(?!\s*[/–-]\s*\d))", r"\1 "),
        (rf"\b(q[1-4])\s*\([^()\d]*(?:{MONTH_NAMES})[^()\d]*\)", r"\1"),
        (rf"\b(q[1-4])(?:\s+of\b)?{_SEPARATOR}(?:fy\s*)?(?=20\d\d)", r"\1 "),
        (rf"\b(q[1-4]){_SEPARATOR}(?:fy\s*)?({_YY})(?!\d)", r"\1 20\2"),
        (r"(?<![\d/])(20\d\d\s*[/–-]\s*(?:20)?\d\d)\s*[,:–—-]\s*(?=q[1-4]\b)", r"\1 "),
    )
)


def plain_form(text: str) -> str:
    """`text` with its periods in the form told above."""
    for pattern, replacement in _FORMS:
        text = pattern.sub(replacement, text)
    return text
