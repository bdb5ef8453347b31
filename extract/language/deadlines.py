"""Deadlines as plans state them, brought to the last day of the stated period.

The text is always kept; the date is None where the text names no period that ends ("ongoing", "termly") or where it
cannot be known ("by May" without any year near). Rules, where councils' wording leaves a choice:

- a month, quarter or part of a month ("early March 2021") ends on the month's last day;
- autumn, spring and summer terms end on 31 December, 31 March and 31 July; an academic year on 31 August;
- "2024/25" alone is a financial year and ends on 31 March 2025; with school words it is an academic year;
- quarters are quarters of the financial year;
- "by Easter 2021" is Easter Sunday, "by Christmas" 25 December;
- of several dates the latest counts: "June 2021 (revised to September 2021)";
- without a year the next such date on or after the day the plan is from;
- several stretches of time ("3, 6 and 12 months") are when a thing is reviewed, and no deadline;
- what only begins on a date ("from May 2020", "ongoing from May 2020") has no deadline.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

from extract.language.counts import WORDS, parse_count
from extract.language.dates import MONTH_NAMES, Precision, find_dates, month_end, month_number
from extract.language.deadline_forms import plain_form
from extract.model.document import squash

_NUMBER_OR_ONE = (
    rf"\d{{1,3}}|(?:(?<=in )|(?<=within )|(?<=over )|(?<=next )|(?<=than ))an?|{'|'.join(WORDS[1:])}|twenty[- ]four"
)
_DURATION = re.compile(
    rf"(?<![\w£.])(?P<n>{_NUMBER_OR_ONE})(?:\s*[-–‑]\s*|\s+)?(?P<working>working\s+|school\s+)?(?P<unit>month|week|day|year)s?(?:['’]s?)?\b(?!\s+old)"
    r"(?P<after>\s*(?:of|from|after|following)\s+(?P<anchor>[^,;]{2,60}))?",
    re.IGNORECASE,
)
# "3, 6 and 12 months": the points at which it is looked at again, none of them its end.
_REVIEWS = re.compile(
    rf"\b(?:{_NUMBER_OR_ONE})(?:\s*,\s*|\s+(?:and|&)\s+|\s*&\s*)(?:{_NUMBER_OR_ONE})\b", re.IGNORECASE
)
_OWN_DATE = re.compile(r"\b(?:plan|wsoa|statement|inspection|publication|approval|today|now|date)\b", re.IGNORECASE)
_OPEN_ENDED = re.compile(
    r"\b(?:on-?\s?going|onwards?|continuous(?:ly)?|recurring|rolling|business as usual|bau)\b", re.I
)
_RECURRING = re.compile(
    r"\b(?:daily|(?:bi)?weekly|fortnightly|(?:bi)?monthly|termly|quarterly|(?:bi)?annual(?:ly)?|(?:half-?)?yearly|half[- ]termly"
    r"|(?:each|every|per) \w+|(?:once|twice|\w+ times) (?:a|an|each|every|per) \w+|regular(?:ly)?)\b",
    re.I,
)
_BEGINS = re.compile(
    r"\b(?:from|since|start\w*|beginning|commenc\w+|first(?:\s+\w+)?(?:\s+by)?)[\s:]+(?:in\s+|on\s+|from\s+)?(?:the\s+)?$",
    re.I,
)
# The whole text before and after its one day, where it says no more than from when: "From September 2019", "April 2021 start".
_SINCE = re.compile(
    r"\W*(?:(?:effective|with effect|live|runs?|running)\s+)?(?:from|since|as\s+(?:of|from|at))[\s:]+(?:the\s+)?",
    re.IGNORECASE,
)
_START_AFTER = re.compile(r"[\s,:(–-]*(?:starts?|start date|commencement)\W*", re.IGNORECASE)
_ONLY_STARTS = re.compile(
    r"\b(?:start(?:s|ed|ing)?|commenc(?:e|es|ed|ing)|begin(?:s|ning)?)[\s:]+(?:in\s+|on\s+|from\s+)(?:the\s+)?$"
    r"|\b(?:start(?:s|ing)?|commenc(?:e|es|ing))[\s:]+(?:the\s+)?$",
    re.I,
)
# A dash between letters joins a word: "on-going".
_UNTIL = re.compile(
    r"\b(?:until|till|to(?!\s+(?:begin|start|commence))|(?<!first )by|end|complet\w+|review\s+(?:by|in|on|date|due))\b"
    # "Ongoing - starting January 2021" goes on, "May 2021 - July 2021" ends.
    r"|(?:(?<![a-z])[-–]|[-–](?![a-z]))(?!\s*(?:from|since|start\w*|commenc\w*|beginn\w*)\b)",
    re.IGNORECASE,
)
_SCHOOL_WORDS = re.compile(r"\b(?:ac(?:ademic)?|school|term|ay)\b", re.IGNORECASE)
_YEAR_PAIR = re.compile(r"(?<![\d/])(20\d\d)\s*[/–-]\s*((?:20)?\d\d)(?![\d/])")
_FEAST = re.compile(
    r"\b(easter|christmas|xmas)\b(?:\s+(?:break|holidays?|hols?|term))?(?:\s+(20\d\d)(?!\d)(?P<pair>\s*/\s*\d\d)?)?",
    re.IGNORECASE,
)
_HALF_TERM = re.compile(rf"\b({MONTH_NAMES})\s+half[- ]term\b(?:\s+(?:break|holiday))?(?:\s+(20\d\d))?", re.IGNORECASE)
# Neither a plan nor a deadline is older: an empty date of a spreadsheet is a day of 1900.
_EARLIEST = date(2000, 1, 1)
_OLD_YEAR = re.compile(r"(?<![\d£.,])1[89]\d\d(?![\d.,%])")
# A narrow column breaks a date in figures within its year: "31/03/202 2".
_BROKEN_YEAR = re.compile(r"\b(\d{1,2}([/.-])\d{1,2}\2)(2) ?(0) ?([1-4]) ?(\d)\b(?![/.-])")
_BEFORE_YEAR = rf"\b(?:{MONTH_NAMES}|autumn|spring|summer|terms?|q(?:uarter)?\s*[1-4])\b\.?"
# "March 20221", "by 20221", "June 202"; after "by" three digits may be anything's number.
_WRONG_YEAR = re.compile(
    rf"(?:{_BEFORE_YEAR}|\b(?:by|until)\b|\d[/.-])[\s,./-]*(20\d{{3,}})(?!\d)"
    rf"|(?:{_BEFORE_YEAR}|\b\d{{1,2}}/\d{{1,2}}/)[\s,./-]*(20\d)(?! ?\d|[%.,]\d)",
    re.IGNORECASE,
)
# Areas with six terms number them; these are the months in which they end.
_SIXTH = re.compile(r"\bt(?:erm)?\s?([1-6]),?\s+(?:of\s+)?(20\d\d)\s*[/–-]\s*(?:20)?\d\d\b", re.IGNORECASE)
_SIXTH_END = {1: 10, 2: 12, 3: 2, 4: 3, 5: 5, 6: 7}
_TERM = re.compile(r"\b(autumn|spring|summer)\b(?!\s+(?:born|school))", re.IGNORECASE)
_TERM_END = {"autumn": 12, "spring": 3, "summer": 7}
_QUARTER = re.compile(r"\b(?:q|qtr\.?\s*|quarter\s+)([1-4])\b", re.IGNORECASE)
_YEAR_END = re.compile(
    r"\b(?:end of (?:the |this )?)?(?P<kind>academic|school|financial|calendar) year\b(?:\s+end\b)?", re.I
)
_BARE_YEAR = re.compile(r"(?<![\d/])(20\d\d)(?!\d|\s*[/–-]\s*\d)")
_MONTH_WORD = re.compile(r"\b[A-Z][A-Za-z]{2,9}\b")


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline as printed and, where known, the last day of the period it states with the unit it is exact to."""

    text: str
    date: date | None = None
    precision: Precision | None = None


# A longer period is a range with an end of its own: "September 2020 to March 2021".
_ONE_PERIOD = timedelta(days=31)
_Candidate = tuple[date, Precision]


def parse_deadline(text: str, *, from_date: date | None = None, is_day_known: bool = True) -> Deadline:
    """The deadline stated in `text`; `from_date` is the day the plan is from, if known (for "within 18 months", "by May").

    Where only the month of that day is known, `is_day_known` is false, and days and weeks are not counted from it.

    Never raises and never guesses: see the module's rules for what is left without a date.
    """
    printed = squash(text)
    if deadline_fault(printed):
        return Deadline(printed)
    words = plain_form(_BROKEN_YEAR.sub(r"\1\3\4\5\6", printed))
    dated = [(end, precision) for _, end, precision in _dated(words) if end >= _EARLIEST]
    if dated and not _ends(words) and (_OPEN_ENDED.search(words) or _only_begins(words)):
        dated = []
    elif (
        not dated
        and from_date
        and not _OLD_YEAR.search(words)
        and not _OPEN_ENDED.search(words)
        and not _RECURRING.search(words)
        and not _SINCE.match(words)
    ):
        dated = list(_yearless(words, from_date))
    counted = _counted(words, from_date, is_day_known=is_day_known) if not dated else None
    if counted:
        dated = [counted]
    if not dated:
        return Deadline(printed)
    last, precision = max(dated, key=lambda candidate: candidate[0])
    return Deadline(printed, last, precision)


def deadline_fault(text: str) -> str | None:
    """Why a date that is printed in `text` cannot be read, as a line for a person; None where nothing is wrong with it."""
    found = _WRONG_YEAR.search(text)
    if found is None:
        return None
    year = found[1] or found[2]
    return f"“{year}” is a year with {'five' if found[1] else 'three'} digits: look the date up and correct it"


def within_months(text: str) -> int | None:
    """The number of months a text counts ("in the next 18 months", "over two years": 24); None where it counts none."""
    for match in _DURATION.finditer(text):
        unit = match["unit"].lower()
        if unit in ("month", "year"):
            return _number(match["n"]) * (12 if unit == "year" else 1)
    return None


def _dated(text: str) -> Iterator[tuple[int, date, Precision]]:
    """Every period in `text` that has its year: where it stands, its last day, its precision."""
    taken: list[tuple[int, int]] = []
    for span in find_dates(text):
        taken.append((span.char_start, span.char_end))
        yield span.char_start, span.end, span.precision
    for match in _FEAST.finditer(text):
        if match[2]:
            taken.append(match.span())
            is_easter_of_pair = bool(match["pair"]) and match[1].lower() == "easter"
            yield match.start(), _feast(match[1], int(match[2]) + is_easter_of_pair), "day"
    for match in _SIXTH.finditer(text):
        last = _SIXTH_END[int(match[1])]
        taken.append(match.span())
        yield match.start(), month_end(int(match[2]) + (last < 9), last), "term"
    for match in _HALF_TERM.finditer(text):
        month = month_number(match[1])
        if match[2] and month:
            taken.append(match.span())
            yield match.start(), month_end(int(match[2]), month), "month"
    for match in _YEAR_PAIR.finditer(text):
        first, second = int(match[1]), int(match[2]) % 100
        if second == (first + 1) % 100 and not _overlaps(match, taken):
            taken.append(match.span())
            is_school = _SCHOOL_WORDS.search(text) and "financial" not in text.lower()
            yield match.start(), date(first + 1, 8, 31) if is_school else date(first + 1, 3, 31), "year"
    if not taken:
        for match in _BARE_YEAR.finditer(text):
            yield match.start(), date(int(match[1]), 12, 31), "year"


def _overlaps(match: re.Match[str], taken: list[tuple[int, int]]) -> bool:
    return any(match.start() < end and start < match.end() for start, end in taken)


def _yearless(text: str, from_date: date) -> Iterator[_Candidate]:
    """Periods without a year: the next of their kind on or after `from_date` ("next year": in the year after it)."""
    earliest = date(from_date.year + 1, 1, 1) if "next year" in text.lower() else from_date
    years = (earliest.year, earliest.year + 1)

    def following(ends: Iterable[date]) -> date:
        return next(end for end in ends if end >= earliest)

    days = find_dates(text, default_year=earliest.year)
    for span in days:
        yield following((span.end, span.end + relativedelta(years=1))), span.precision
    if days:
        return
    for match in _FEAST.finditer(text):
        yield following(_feast(match[1], year) for year in years), "day"
    for match in _TERM.finditer(text):
        month = _TERM_END[match[1].lower()]
        yield following(month_end(year, month) for year in years), "term"
    for match in _QUARTER.finditer(text):
        month = (int(match[1]) * 3 + 2) % 12 + 1
        yield following(month_end(year, month) for year in years), "quarter"
    for match in _YEAR_END.finditer(text):
        month = {"financial": 3, "calendar": 12}.get(match["kind"].lower(), 8)
        yield following(month_end(year, month) for year in years), "year"
    months = [number for word in _MONTH_WORD.findall(text) if (number := month_number(word))]
    if months:
        yield following(month_end(year, months[-1]) for year in years), "month"


def _counted(text: str, from_date: date | None, *, is_day_known: bool) -> _Candidate | None:
    """The end of a stretch of time counted from the plan's day, or from a date named with it."""
    matches = [m for m in _DURATION.finditer(text) if not m["working"]]
    if not matches or re.search(r"\b(?:every|per|each)\b", text, re.IGNORECASE) or _REVIEWS.search(text):
        return None
    match = matches[-1]
    if match["anchor"] and not _OWN_DATE.search(match["anchor"]):
        return None  # "six months after appointment": nobody knows when that is
    if from_date is None:
        return None
    number, unit = _number(match["n"]), match["unit"].lower()
    if unit in ("day", "week"):
        if not is_day_known:
            return None
        return from_date + timedelta(days=number * (7 if unit == "week" else 1)), "day"
    return from_date + relativedelta(months=number * (12 if unit == "year" else 1)), "month"


def _ends(text: str) -> bool:
    """Whether an open-ended text says all the same when it ends: "ongoing until March 2021", "May 2020 - ongoing" not."""
    last = max(at for at, _, _ in _dated(text))
    if _UNTIL.search(text[:last]):
        return True
    return any(_UNTIL.search(span.text) for span in find_dates(text) if span.end - span.start > _ONE_PERIOD)


def _only_begins(text: str) -> bool:
    """Whether a text only tells from when: "from November 2020", "monthly from November 2020", "April 2021 start"."""
    starts = [at for at, _, _ in _dated(text)]
    before = text[: max(starts)]
    if _ONLY_STARTS.search(before) or (_RECURRING.search(text) and _BEGINS.search(before)):
        return True
    if len(starts) > 1:
        return False
    after = next((text[span.char_end :] for span in find_dates(text)), "")
    return bool(_SINCE.fullmatch(before) or _START_AFTER.fullmatch(after))


def _feast(name: str, year: int) -> date:
    return easter(year) if name.lower() == "easter" else date(year, 12, 25)


def _number(word: str) -> int:
    """What a number says; "a" and "an" are one."""
    number = parse_count(word)
    return 1 if number is None else number
