"""What each full inspection told an area and praised it for, with what followed and three ways on from every finding."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from db.site.reading import Reader
from db.site.searching.facets import TO_ACT_ON, FacetIndex
from db.site.searching.labels import NO_VERDICT, followed_words

# In the order in which the page tells them.
GROUPS = (
    ("significant_weakness", "Significant weaknesses", "Significant weakness"),
    ("priority_action", "Areas for priority action", "Priority action"),
    ("area_for_improvement", "Areas for improvement", "Area for improvement"),
    ("narrative", "Weaknesses told in the text", "Weakness told in the text"),
    ("strength", "Strengths told in the text", "Strength"),
)
NAMES = {kind: name for kind, _, name in GROUPS}
COLUMNS = (
    "area_id", "area", "inspected", "kind", "number", "text", "text_origin", "responsible", "themes", "followed_by",
    "actions_linked", "page", "document", "source_url", "item_id",
)  # fmt: skip
_FINDINGS = """
SELECT s.item_id, s.item, s.kind AS kind_id, s.inspection_id, s.area_id, a.name AS area, s.inspected, s.framework, s.text,
  s.text_origin, s.followed, s.followed_basis, s.document_id, s.page, s.source_url, d.title AS document_title,
  d.doc_type, w.number, w.responsible AS responsible_json, w.review_status, w.progress_document_id,
  (SELECT count(*) FROM actions x WHERE x.weakness_id = s.item_id) AS actions_linked,
  (SELECT group_concat(t.theme_id, ' ') FROM counted_themes t WHERE t.item_id = s.item_id) AS theme_ids
FROM search_items s JOIN areas a ON a.area_id = s.area_id LEFT JOIN documents d ON d.document_id = s.document_id
LEFT JOIN weaknesses w ON w.weakness_id = s.item_id
WHERE s.area_id = :area AND s.item IN ('weakness', 'strength') ORDER BY s.inspected DESC, s.inspection_id, w.number, s.item_no
"""
_ALIKE = """
SELECT x.item_id, CASE WHEN o.item = 'weakness' AND o.kind <> 'narrative' THEN 'to_act_on' ELSE o.item END AS kind,
  count(*) AS findings
FROM search_items s JOIN similar_items x ON x.item_id = s.item_id JOIN search_items o ON o.item_id = x.other_id
WHERE s.area_id = :area AND s.item IN ('weakness', 'strength') GROUP BY 1, 2
"""
_WAYS = (
    (TO_ACT_ON, "Who else was told this"),
    ("action", "What did others do about it"),
    ("strength", "Who is praised for it"),
)


@dataclass(frozen=True)
class WayOn:
    """A way from a finding to those of others; `by` is "likeness" or, where none is alike, "theme"."""

    label: str
    count: int
    address: str
    by: str


@dataclass(frozen=True)
class ToldGroup:
    """Findings of one sort that one inspection told."""

    kind: str
    heading: str
    rows: tuple[Mapping[str, Any], ...]


async def read_told(read: Reader, index: FacetIndex, themes: Mapping[str, str], area_id: str) -> list[dict[str, Any]]:
    """The area's findings, those of its latest inspection first; `themes` are labels by id."""
    alike: dict[str, dict[str, int]] = {}
    for row in await read(_ALIKE, {"area": area_id}):
        alike.setdefault(row["item_id"], {})[row["kind"]] = row["findings"]
    return [
        _as_told(dict(row), themes, alike.get(row["item_id"], {}), index)
        for row in await read(_FINDINGS, {"area": area_id})
    ]


def _as_told(
    row: dict[str, Any], themes: Mapping[str, str], alike: Mapping[str, int], index: FacetIndex
) -> dict[str, Any]:
    own = sorted((row["theme_ids"] or "").split(), key=list(themes).index)
    followed = None if row["followed"] in NO_VERDICT else followed_words(row["followed"], row["followed_basis"])
    return {
        **row,
        "kind": NAMES[row["kind_id"]],
        "theme_ids": own,
        "themes": [themes[theme] for theme in own],
        "responsible": json.loads(row["responsible_json"]) if row["responsible_json"] else None,
        "followed_by": followed,
        "what_followed": followed or NO_VERDICT.get(row["followed"]),
        "actions_linked": row["actions_linked"] if row["item"] == "weakness" else None,
        "document": row["document_title"],
        "ways": _ways_on(row["item_id"], row["area_id"], own, alike, index) if row["item"] == "weakness" else (),
    }


def _ways_on(
    item_id: str, area_id: str, themes: Sequence[str], alike: Mapping[str, int], index: FacetIndex
) -> tuple[WayOn, ...]:
    """The ways that lead somewhere, each with how many findings of other areas it opens."""
    ways = []
    for kind, label in _WAYS:
        if alike.get(kind):
            address = f"/search?{urlencode({'like': item_id, 'kind': kind})}"
            ways.append(WayOn(label, alike[kind], address, "likeness"))
        elif themes:
            chosen = {"theme": tuple(themes), "kind": (kind,)}
            found = index.select(chosen).bit_count()
            if found:
                ways.append(WayOn(label, found, f"/search?{urlencode(chosen, doseq=True)}", "theme"))
    return tuple(ways)


def group_told(rows: Sequence[Mapping[str, Any]], inspection_id: str) -> list[ToldGroup]:
    """What an inspection told, priority actions before areas for improvement, strengths last."""
    own = [row for row in rows if row["inspection_id"] == inspection_id]
    groups = ((kind, heading, tuple(row for row in own if row["kind_id"] == kind)) for kind, heading, _ in GROUPS)
    return [ToldGroup(kind, heading, found) for kind, heading, found in groups if found]
