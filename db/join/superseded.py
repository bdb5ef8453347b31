"""Which of our paraphrased actions give way: to the page they were told from, to the same action in a document, to an
official document of the same kind.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from db.reading.records import Record
from db.sqlite.row import Row
from extract.language.wording import SAME_ACTION, content_words, likeness

# A few words alone prove nothing.
_FEWEST_WORDS = 4


def find_superseded(paraphrased: Iterable[Row], records: Sequence[Record]) -> list[str]:
    """Ids of paraphrased actions whose source was read and yielded at least as many actions as we had told from it.

    Rows need `action_id`, `area_id` and `source_url`. A page may have lost part of its text since it was paraphrased:
    one that yields fewer actions leaves ours in place.
    """
    told: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in paraphrased:
        if row["source_url"]:
            told[row["area_id"], _address(row["source_url"])].append(row["action_id"])
    read: Counter[tuple[str, str]] = Counter()
    for record in records:
        if record.findings and record.area_id and record.text_origin != "paraphrase":
            for url in {record.meta.source_url, record.meta.final_url} - {None}:
                read[record.area_id, _address(url or "")] += len(record.findings.actions)
    return [action_id for source, ids in told.items() if read[source] >= len(ids) for action_id in ids]


@dataclass
class ParaphrasedActions:
    """The register's actions; a document that states one of them in nearly our words takes its place under its id."""

    register: Iterable[Row]
    replaced: list[str] = field(default_factory=list)
    _open: dict[str, list[tuple[frozenset[str], Row]]] = field(init=False)
    _stated: dict[str, Row] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._open = defaultdict(list)
        for row in self.register:
            self._open[row["inspection_id"] or row["area_id"]].append((content_words(row["text"]), row))

    def find(self, base: str, text: str) -> Row | None:
        """The register's row of the same action, None where it has none."""
        wording = content_words(text)
        likely = [
            (score, -len(theirs), row["action_id"], row)
            for theirs, row in self._open[base]
            if len(theirs & wording) >= _FEWEST_WORDS and (score := likeness(theirs, wording)) >= SAME_ACTION
        ]
        return max(likely)[3] if likely else None

    def stated(self, twin: Row) -> Row | None:
        """The row of the document that states it already."""
        return self._stated.get(twin["action_id"])

    def replace(self, twin: Row, row: Row) -> None:
        """Let a document's row take the place of the register's. Where both are ours, what only one knows is kept."""
        row["action_id"] = twin["action_id"]
        self._stated[twin["action_id"]] = row
        self.replaced.append(twin["action_id"])
        row["weakness_id"] = row["weakness_id"] or twin["weakness_id"]
        if row["text_origin"] == "paraphrase":
            if row["deadline_text"] is None:
                row |= {column: twin[column] for column in ("deadline_text", "deadline", "deadline_precision")}
            for column in ("owner", "measure"):
                row[column] = row[column] or twin[column]


def without_outdone(records: Sequence[Record], bases: Mapping[str, str]) -> list[Record]:
    """The documents whose actions count: a paraphrased one gives way to an official one of the same type on the same
    inspection that yields at least as many. `bases` gives by document what its actions belong to.
    """
    official: dict[tuple[str, str], int] = {}
    for record in records:
        if record.text_origin == "official" and record.findings:
            key = (bases[record.document_id], record.doc_type)
            official[key] = max(official.get(key, 0), len(record.findings.actions))
    return [
        record
        for record in records
        if record.text_origin != "paraphrase"
        or record.findings is None
        or official.get((bases[record.document_id], record.doc_type), -1) < len(record.findings.actions)
    ]


def _address(url: str) -> str:
    """An address as it is compared: the scheme, www. and a last slash do not matter."""
    parts = urlsplit(url.lower())
    query = f"?{parts.query}" if parts.query else ""
    return parts.netloc.removeprefix("www.") + parts.path.rstrip("/") + query
