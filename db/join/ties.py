"""Which weakness of an inspection a plan means by a number of its own.

A plan's "weakness 2" need not be the inspection's second: an accelerated progress plan counts anew those that remain, a
later plan may answer another inspection, a council puts them in an order of its own. So the wordings decide, and a
number alone only where nothing speaks against it. What agrees with nothing is tied to nothing, and told.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from db.reading.records import Record
from db.sqlite.row import Row
from extract.language.wording import (
    ALIKE,
    ALIKE_IN_ONE_LIST,
    CLEAR_LEAD,
    content_words,
    likeness,
)
from extract.model.findings import WeaknessFinding

# A plan's "priority 2" counts the significant weaknesses, the priority actions, or, with neither, what was to improve.
_NUMBERED_KINDS = ("significant_weakness", "priority_action", "area_for_improvement")
# Two words in common are the least that can show that two wordings are of one thing.
_FEWEST_SHARED = 2
# Plans and letters date one inspection a few days or a month apart; what is further off is another inspection.
_SAME_INSPECTION_DAYS = 62
_LONGEST_QUOTE = 80


@dataclass(frozen=True)
class Ties:
    """Ids of weaknesses by the plan's numbers, and what could not be tied, as messages for `problems`."""

    ids: Mapping[int, str] = field(default_factory=dict)
    messages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wording:
    """What a document says of one of its weaknesses, and the themes of that."""

    text: str
    themes: frozenset[str] = frozenset()


class NumberTies:
    """Knows the inspections' weaknesses and ties the numbers of one document after the other to them."""

    def __init__(self, weaknesses: Iterable[Row], themes: Iterable[Row], inspections: Mapping[str, Row]) -> None:
        self._rows = _numbered(weaknesses)
        self._themes = themes_by_weakness(themes)
        self._inspections = inspections
        self._revisits: dict[str, list[date]] = defaultdict(list)
        for row in inspections.values():
            day = _day(row["start_date"]) or _day(row["published"])
            if row.get("follows_id") and day:
                self._revisits[row["follows_id"]].append(day)

    def of(self, record: Record, inspection_id: str | None) -> Ties:
        """The ties of a document's numbers to the weaknesses of the inspection that it answers."""
        findings = record.findings
        rows = self._rows.get(inspection_id or "", ())
        if findings is None or inspection_id is None or not rows:
            return Ties()
        used = Counter(action.weakness_number for action in findings.actions if action.weakness_number is not None)
        used.update(
            target.weakness_number
            for target in findings.targets
            if target.weakness_number is not None and target.weakness_number not in used
        )
        stated = _stated(findings.weaknesses, rows)
        if stated:
            ids = tie_by_wording(stated, rows, self._themes)
        elif self._is_of_another_count(record, inspection_id):
            ids = {}
        else:
            ids = {row["number"]: row["weakness_id"] for row in rows}
        untied = sorted(number for number in used if number not in ids)
        return Ties(ids, tuple(_message(number, used[number], stated.get(number)) for number in untied))

    def _is_of_another_count(self, record: Record, inspection_id: str) -> bool:
        """Whether a document's bare numbers cannot be trusted: it answers another inspection, or comes after a revisit."""
        finding = record.findings.inspection if record.findings else None
        inspection = self._inspections[inspection_id]
        began = _day(inspection["start_date"])
        told = finding.start_date if finding is not None and finding.kind == "full" else None
        if told is not None and began is not None and abs((told - began).days) > _SAME_INSPECTION_DAYS:
            return True
        return record.published is not None and any(
            day < record.published for day in self._revisits.get(inspection_id, ())
        )


def _numbered(weaknesses: Iterable[Row]) -> dict[str, tuple[Row, ...]]:
    """The numbered weaknesses of each inspection, of the kind that its plan answers, in order."""
    by_kind: dict[str, dict[str, list[Row]]] = {}
    for row in weaknesses:
        if row["number"] is not None:
            by_kind.setdefault(row["inspection_id"], {}).setdefault(row["kind"], []).append(row)
    found: dict[str, tuple[Row, ...]] = {}
    for inspection_id, kinds in by_kind.items():
        kind = next((kind for kind in _NUMBERED_KINDS if kind in kinds), None)
        if kind:
            found[inspection_id] = tuple(sorted(kinds[kind], key=lambda row: int(row["number"])))
    return found


def themes_by_weakness(rows: Iterable[Row]) -> dict[str, frozenset[str]]:
    """The themes of each weakness, from rows of `weakness_themes`."""
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row["weakness_id"], set()).add(row["theme_id"])
    return {weakness_id: frozenset(themes) for weakness_id, themes in found.items()}


def wordings_of(items: Sequence[WeaknessFinding]) -> dict[int, Wording]:
    """The words of a list's items by number, where an item has none by its place."""
    return {
        item.number or place: Wording(
            f"{item.title or ''} {item.quote.text}".strip(), frozenset(hit.theme_id for hit in item.themes)
        )
        for place, item in enumerate(items, 1)
    }


def _stated(items: Sequence[WeaknessFinding], rows: Sequence[Row]) -> dict[int, Wording]:
    """The document's own words for its numbers, of the kind that the rows are, else of the first it has."""
    for kind in (rows[0]["kind"], *_NUMBERED_KINDS):
        of_kind = [item for item in items if item.kind.value == kind and item.number is not None]
        if of_kind:
            return wordings_of(of_kind)
    return {}


def tie_by_wording(
    stated: Mapping[int, Wording], rows: Sequence[Row], themes: Mapping[str, frozenset[str]]
) -> dict[int, str]:
    """Ids of weaknesses by the numbers whose wordings agree with theirs.

    The same number needs less in common than another one, which has to be clearly the likest; it may agree in what both
    are about, since a paraphrase or a short name has few words of the other. Where the lists are equally long and what
    is tied stands in the same order, for half of them at least, the rest is the same list too.
    """
    tied = _likest(stated, rows)
    # What a page tells of one weakness of an unknown list has no number.
    by_number = {int(row["number"]): str(row["weakness_id"]) for row in rows if row["number"] is not None}
    for number in sorted(stated.keys() & by_number.keys() - tied.keys()):
        if by_number[number] not in tied.values() and _is_about(stated[number], number, rows, themes):
            tied[number] = by_number[number]
    in_order = all(by_number.get(number) == weakness_id for number, weakness_id in tied.items())
    if in_order and set(stated) == set(by_number) and len(tied) * 2 >= len(rows):
        return by_number
    return tied


def _is_about(wording: Wording, number: int, rows: Sequence[Row], themes: Mapping[str, frozenset[str]]) -> bool:
    """Whether a wording shares a theme with the weakness of its number, and with no other more."""
    shared = [(row["number"], len(wording.themes & themes.get(row["weakness_id"], frozenset()))) for row in rows]
    most = max(count for _, count in shared)
    return most > 0 and (number, most) in shared


def _likest(stated: Mapping[int, Wording], rows: Sequence[Row]) -> dict[int, str]:
    theirs = [content_words(str(row["text"])) for row in rows]
    ranked: list[tuple[float, bool, int, int]] = []
    for number, wording in stated.items():
        words = content_words(wording.text)
        scores = [likeness(words, other) if len(words & other) >= _FEWEST_SHARED else 0.0 for other in theirs]
        for place, score in enumerate(scores):
            second = max((each for other, each in enumerate(scores) if other != place), default=0.0)
            is_same = rows[place]["number"] == number
            is_like = is_same and score >= ALIKE_IN_ONE_LIST and score >= second
            if is_like or (score >= ALIKE and score - second > CLEAR_LEAD) or words == theirs[place]:
                ranked.append((score, is_same, number, place))
    tied: dict[int, str] = {}
    for _, _, number, place in sorted(ranked, reverse=True):
        weakness_id = str(rows[place]["weakness_id"])
        if number not in tied and weakness_id not in tied.values():
            tied[number] = weakness_id
    return tied


def _message(number: int, actions: int, wording: Wording | None) -> str:
    told = f" (“{wording.text[:_LONGEST_QUOTE]}”)" if wording else ""
    return (
        f"the document's weakness {number}{told} agrees with none of the inspection's in its wording: "
        f"{actions} action(s) or target(s) are tied to no weakness; compare the two lists"
    )


def _day(value: str | None) -> date | None:
    """A full ISO date of a column; a month or a year alone is no day."""
    return date.fromisoformat(value) if value and len(value) == len("2020-01-31") else None
