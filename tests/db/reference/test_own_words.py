"""What comes with sendkb in our own words shares no eight words in a row with the documents it tells of."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.reference.tables import read_table
from extract.reading import read_document
from scrape.starter import load_sources

RUN = 8
# Nobody's wording, at which a text is cut: names in capitals with what joins them, days, and the set sentences that every
# letter and report of a kind has, which a starter document repeats because it has the form of one.
NAME = r"[A-Z][\w’'-]*(?:[ ,/]+(?:and|of|the|to|upon|for|in)?(?:[ ,]*\(?[A-Z][\w’'-]*\)?)+)+"
DAY = r"\d{1,2}(?: to \d{1,2})? [A-Z][a-z]+ \d{4}"
SET_SENTENCES = (
    r"conducted a joint inspection of the (?:local )?area",
    r"As a result of the findings of (?:this|the initial) inspection",
    r"in accordance with the",
    r"has (?:also )?determined that",
    r"a written statement of action (?:is|was) required because of significant areas of weakness in the (?:local )?area's practice",
    r"the local authority and the (?:local )?area's clinical commissioning groups? are (?:jointly )?responsible",
    r"for submitting the written statement",
    r"in (?:identifying|assessing and meeting|improving outcomes for)",
    r"meeting the needs of",
    r"children and young people(?:'s)?",
    r"with special educational needs and(?:/or)? disabilit(?:y|ies)",
    r"is deemed to be fit for purpose in setting out how the area of",
    r"significant areas of weakness identified in the published report letter",
    r"arrangements typically lead to positive experiences and outcomes",
    r"special educational needs and/or disability",
)
CUT = re.compile("|".join((NAME, DAY, *SET_SENTENCES)))
COLUMNS = {
    "starter_weaknesses": ("text",),
    "starter_report_items": ("text",),
    "starter_priority_actions": ("text",),
    "starter_actions": ("text", "measure"),
    "starter_targets": ("measure",),
    "starter_events": ("label",),
}
# A run that this many documents have is a set formula of such documents.
FORMULA = 3


def words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text).lower().replace("’", "'")
    return re.findall(r"[a-z0-9']+", plain)


def runs(text: str) -> Iterator[str]:
    """Every eight words in a row of a text."""
    found = words(text)
    return (" ".join(found[place : place + RUN]) for place in range(len(found) - RUN + 1))


def own_runs(text: str) -> Iterator[str]:
    """The same within what stands between names, days and set sentences."""
    for part in CUT.split(" ".join(text.split())):
        yield from runs(part)


def starter_texts() -> Iterator[tuple[str, str]]:
    """Where each text stands, and the text."""
    for table, columns in COLUMNS.items():
        for number, record in enumerate(read_table(table), start=2):
            for column in columns:
                yield f"{table}.csv line {number}", record[column] or ""
    for source in load_sources():
        for block in source["blocks"]:
            for text in strings(block):
                yield source["file"], text


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)


def shared_runs(theirs: dict[str, set[str]]) -> list[str]:
    return [
        f"{where}: {run}"
        for where, text in starter_texts()
        for run in own_runs(text)
        if 0 < len(theirs.get(run, ())) < FORMULA
    ]


def test_a_shared_run_is_found() -> None:
    text = next(text for _, text in starter_texts() if list(own_runs(text)))
    assert shared_runs({run: {"a document"} for run in own_runs(text)})
    assert not shared_runs({run: {"one", "two", "three"} for run in own_runs(text)})
    # Names do not count, what is said of them does.
    assert not list(own_runs("Exshire County Council and the NHS Exshire and North Wolds Integrated Care Board"))
    assert list(own_runs("Exshire has for many years been slow to write down what children need"))


@pytest.mark.corpus
def test_nothing_that_comes_along_repeats_a_document(corpus: Path) -> None:
    theirs: dict[str, set[str]] = {}
    paths = sorted([*(corpus / "reports").iterdir(), *(corpus / "seeds").iterdir()])
    assert len(paths) >= 30
    for path in paths:
        document = read_document(path.read_bytes(), media_type=None, file_name=path.name)
        for block in document.blocks:
            for run in runs(block.text):
                theirs.setdefault(run, set()).add(path.name)
    assert shared_runs(theirs) == []
