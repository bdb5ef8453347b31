"""Tables in plain text and Markdown: rows with pipes, and lines whose fields stand apart by tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.model.document import Cell, Draft, Kind
from extract.readers.inline import join_ordinals, strip_markup
from extract.readers.markers import split_marker

_DELIMITER = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?$")
# Fields of a row at least, and pipes of one that begins with a pipe.
_FIELDS = 2
_SPACED_PIPE = re.compile(r"(?<=\S) \| (?=\S)")
_PIPE = re.compile(r"(?<!\\)\|")


def is_delimiter(line: str) -> bool:
    """Whether the line is the rule under a Markdown table's header."""
    return "|" in line and _DELIMITER.match(line) is not None


def is_table_line(line: str) -> bool:
    """Whether the line is a row: it begins with a pipe and has another, or tabs stand between its fields.

    A tab after a list marker is that list's indentation, not a field.
    """
    if line.startswith("|"):
        return len(_PIPE.findall(line)) >= _FIELDS
    if "\t" not in line:
        return False
    marked = split_marker(line)
    return len([part for part in (marked.rest if marked else line).split("\t") if part.strip()]) >= _FIELDS


def open_rows(lines: Sequence[str]) -> frozenset[int]:
    """The indexes of the lines of tables without outer pipes, the rule under the header among them.

    Such a table is known by that rule ("---|---"): the line above is its header, the lines below its rows for as long as
    they have a pipe. Without it, lines right below each other that have the same number of pipes, two at least, with a
    space on both sides, are rows.
    """
    found: set[int] = set()
    for first, end in _runs([len(_SPACED_PIPE.findall(line)) for line in lines]):
        found.update(range(first, end))
    for index in range(1, len(lines)):
        if not is_delimiter(lines[index].strip()) or not _PIPE.search(lines[index - 1]):
            continue
        end = index + 1
        while end < len(lines) and _PIPE.search(lines[end]):
            end += 1
        found.update(range(index - 1, end))
    return frozenset(found)


def _runs(counts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first index and the end of every run of two and more equal counts of pipes, where these make a row."""
    first = 0
    for index in range(1, len(counts) + 1):
        if index == len(counts) or counts[index] != counts[first]:
            if index - first > 1 and counts[first] >= _FIELDS:
                yield first, index
            first = index


def row_draft(source: str | tuple[Cell, ...], page: int, table: int, *, is_header: bool = False) -> Draft:
    """The row of a table line, or of cells already split."""
    if isinstance(source, str):
        source = tuple(Cell(text, column) for column, text in enumerate(_fields(source)))
    return Draft(Kind.ROW, "", page, cells=source, table=table, is_header=is_header)


def _fields(line: str) -> list[str]:
    if line.startswith("|") or "\t" not in line:
        parts = _PIPE.split(line.strip().removeprefix("|").removesuffix("|"))
        return [join_ordinals(strip_markup(part.replace("\\|", "|")).strip()) for part in parts]
    return [strip_markup(part).strip() for part in re.split(r"\t+", line)]
