"""Which of our paraphrased actions give way: those told from a page that has itself been read since."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from db.records import Record
from db.rows import Row


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


def _address(url: str) -> str:
    """An address as it is compared: the scheme, www. and a last slash do not matter."""
    parts = urlsplit(url.lower())
    query = f"?{parts.query}" if parts.query else ""
    return parts.netloc.removeprefix("www.") + parts.path.rstrip("/") + query
