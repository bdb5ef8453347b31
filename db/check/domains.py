"""What a corrected column may hold, by its name; beyond what the tables themselves refuse."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date

from extract.model.doc_types import DocType
from scrape.urls import is_web_address

_DAYS = frozenset(
    {"start_date", "end_date", "previous_start", "previous_end", "deadline", "status_date", "by_date"}
)  # fmt: skip
_PARTIAL_DAYS = frozenset({"published", "date"})
_ADDRESSES = frozenset({"source_url", "progress_source_url"})
_LISTS = frozenset({"responsible", "health_bodies"})
_COUNTS = frozenset(
    {"number", "significant_weaknesses", "sufficient", "not_sufficient", "next_monitoring_months", "next_full_years"}
)
_SHARES = frozenset({"confidence", "doc_type_confidence"})
# What follows from the file itself, or from the words and their page.
_DERIVED = frozenset({"sha256", "media_type", "page_count", "retrieved_at", "file_name"})
_LONGEST = 20_000


def find_objection(column: str, value: str) -> str | None:
    """Why a column cannot hold the value, None where it can; an empty value is for the table to judge."""
    if column in _DERIVED:
        return f"{column} follows from the file: ingest the right file instead"
    if not value:
        return None
    for columns, is_good, wanted in _DOMAINS:
        if column in columns and not is_good(value):
            return f'"{value[:80]}" is no {wanted}'
    if len(value) > _LONGEST:
        return f"a value of {len(value):,} characters: no cell holds more than {_LONGEST:,}"
    if not value.isprintable() and not re.fullmatch(r"[^\x00-\x08\x0b-\x1f\x7f]*", value):
        return "the value holds control characters: type it anew"
    return None


def is_day(value: str) -> bool:
    """Whether it is a day of our time, "2024-03-31"."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII) is None:
        return False
    try:
        return 1990 <= date.fromisoformat(value).year <= 2100
    except ValueError:
        return False


def is_partial_day(value: str) -> bool:
    """Whether it is a day, month ("2024-03") or year of our time."""
    return is_day(value) or (
        re.fullmatch(r"\d{4}(-\d{2})?", value, re.ASCII) is not None and is_day(f"{value}-01-01"[:10])
    )


def _is_list(value: str) -> bool:
    try:
        things = json.loads(value)
    except ValueError:
        return False
    return isinstance(things, list) and all(isinstance(each, str) and each.strip() for each in things)


def _is_count(value: str) -> bool:
    return value.isascii() and value.isdigit() and int(value) <= 1000


def _is_share(value: str) -> bool:
    return re.fullmatch(r"0(\.\d+)?|1(\.0+)?", value, re.ASCII) is not None


_DOMAINS: tuple[tuple[frozenset[str], Callable[[str], bool], str], ...] = (
    (_DAYS, is_day, "day of the calendar like 2024-03-31"),
    (_PARTIAL_DAYS, is_partial_day, "day, month or year like 2024-03-31, 2024-03 or 2024"),
    (_ADDRESSES, is_web_address, "address that begins with https:// or http://"),
    (_LISTS, _is_list, 'list of names like ["Norfolk County Council"]'),
    (_COUNTS, _is_count, "whole number from 0 to 1,000"),
    (_SHARES, _is_share, "number from 0 to 1"),
    (frozenset({"doc_type"}), lambda value: value in set(DocType), "document type: sendkb ingest --help lists them"),
)
