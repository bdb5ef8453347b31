"""A worksheet's values as Excel shows them: dates in words, numbers in their format."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal

from openpyxl.cell.rich_text import CellRichText, TextBlock

from extract.model.document import squash
from extract.readers.visible import visible

# Excel counts days from 1900: a day of its first years is a number (0, 30) under a date's format, and no date.
FIRST_YEAR = 1910
# What a format holds besides digits: quoted words, escaped characters, padding, colours, conditions and currencies.
_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
_PADDING = re.compile(r"_.|\*.")
_BRACKET = re.compile(r"\[(?:\$([^\]-]*)[^\]]*|[^\]]*)\]")
_DIGITS = re.compile(r"[#0?][#0?,]*(?:\.([#0?]*))?")
_GENERAL = frozenset({"general", "@", ""})


def cell_text(value: object, number_format: str) -> str:
    """A cell's value as a reader sees it; nothing where its format hides it or shows a number as a day of 1900."""
    if value is None or is_hiding(number_format):
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime | date):
        if value.year < FIRST_YEAR:
            return ""
        shown = _BRACKET.sub("", _QUOTED.sub("", number_format)).lower()
        if "y" in shown and not re.search("[dm]", shown):
            return str(value.year)
        shows_day = "d" in number_format.lower()
        return f"{value.day} {value:%B %Y}" if shows_day else f"{value:%B %Y}"
    if isinstance(value, time):
        # A whole day of none, under a format of days, is the number 0.
        is_zero = value == time() and re.search("[dy]", number_format, re.I)
        return "" if is_zero else f"{value:%H:%M}"
    if isinstance(value, int | float):
        return number_text(value, number_format)
    text = unstruck(value) if isinstance(value, CellRichText) else str(value)
    return "\n".join(squash(line) for line in visible(text).split("\n") if line.strip())


def is_hiding(number_format: str) -> bool:
    """Whether a format shows nothing whatever the value (";;;")."""
    return bool(number_format) and not number_format.strip("; ")


def is_no_date(value: object, number_format: str) -> bool:
    """Whether a value is a number under a date's format, which Excel shows as a day of 1900."""
    if isinstance(value, datetime | date):
        return value.year < FIRST_YEAR
    return isinstance(value, time) and value == time() and re.search("[dy]", number_format, re.I) is not None


def unstruck(text: CellRichText) -> str:
    """Rich text without what is struck through in it."""
    return "".join(
        part.text if isinstance(part, TextBlock) else str(part)
        for part in text
        if not (isinstance(part, TextBlock) and part.font is not None and part.font.strike)
    )


def number_text(value: float, number_format: str) -> str:
    """A number with the decimals, thousands, percent sign and currency of its format; at most six decimals where it has
    none or one of another kind (a fraction, a power of ten)."""
    section = _section(value, number_format)
    words = _PADDING.sub("", section)
    literals = _BRACKET.sub(lambda match: match[1] or "", _QUOTED.sub(lambda match: match[1] or match[2], words))
    bare = _BRACKET.sub("", _QUOTED.sub("", words))
    found = _DIGITS.search(bare)
    if value == 0 and section != number_format and not re.search("[0#]", bare) and literals.strip():
        return literals.replace("?", "").strip()  # a word or a dash in place of the number 0
    if bare.strip().lower() in _GENERAL or found is None or re.search(r"[Ee][+-]|[#0?]\s*/|[dmyhs]", bare):
        return f"{round(value, 6):.15g}"
    is_percent = "%" in bare
    decimals = found[1] or ""
    amount = Decimal(repr(value)) * (100 if is_percent else 1)
    shown = f"{abs(amount).quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP):,f}"
    whole, _, fraction = shown.partition(".")
    if "," not in found[0]:
        whole = whole.replace(",", "")
    whole = whole.zfill(found[0].partition(".")[0].count("0"))
    fraction = _trimmed(fraction, decimals)
    around = _DIGITS.split(literals)
    before, after = around[0].replace("@", "").lstrip(), around[-1].rstrip() if len(around) > 1 else ""
    sign = "-" if amount < 0 and ";" not in number_format else ""
    return f"{sign}{before}{whole}{'.' if fraction else ''}{fraction}{after}"


def _section(value: float, number_format: str) -> str:
    """The part of a format for a number of this sign: positive; negative; zero."""
    sections = number_format.split(";")
    if value < 0 and len(sections) > 1:
        return sections[1]
    if value == 0 and len(sections) > len("+-"):
        return sections[2]
    return sections[0]


def _trimmed(fraction: str, decimals: str) -> str:
    """The decimals without the zeros that the format does not ask for ("#")."""
    while fraction and fraction[-1] == "0" and decimals[len(fraction) - 1] != "0":
        fraction = fraction[:-1]
    return fraction
