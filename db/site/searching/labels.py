"""What the values of filters are called, and which order they stand in."""

from __future__ import annotations

from collections.abc import Mapping

from db.facts.inspections import OUTCOME_LABELS
from db.site.searching.facets import TO_ACT_ON

HEADINGS = {
    "kind": "What it is",
    "theme": "Theme",
    "area": "Area",
    "neighbours_of": "Neighbours of",
    "region": "Region",
    "framework": "Inspected",
    "outcome": "Outcome of the inspection",
    "year": "Year of the inspection",
    "followed": "When inspectors came back",
    "body": "Body named as responsible",
    "inspection": "Inspection",
}
KINDS = {
    TO_ACT_ON: "Told to act on (the three below)",
    "priority_action": "Area for priority action",
    "significant_weakness": "Significant weakness",
    "area_for_improvement": "Area for improvement",
    "narrative": "Weakness told in the text",
    "strength": "Strength",
    "action": "Action promised",
    "target": "Measurable pledge",
}
FOLLOWED = {
    "sufficient": "Sufficient progress",
    "some_sufficient": "Sufficient in some, not known which",
    "not_sufficient": "Not sufficient progress",
    "effective_action": "Effective action taken",
    "ineffective_action": "Effective action not taken",
    "verdict_not_known": "Been back, verdict not known here",
    "inspected_since": "No revisit known; inspected in full since",
    "not_revisited": "Not been back yet, as far as known",
}
# What is not a verdict, as a sentence.
NO_VERDICT = {
    "verdict_not_known": "Inspectors have been back; what they found is not known here",
    "inspected_since": "No revisit is known; the area has been inspected in full since",
    "not_revisited": "Inspectors have not been back yet, as far as is known",
}
FRAMEWORKS = {"2023": "Since 2023", "2016": "2016–22"}
_FIXED: dict[str, Mapping[str, str]] = {
    "kind": KINDS,
    "framework": FRAMEWORKS,
    "followed": FOLLOWED,
    "outcome": OUTCOME_LABELS,
}


def label_of(name: str, value: str, names: Mapping[str, str]) -> str:
    """What a value is called; `names` are those of areas, bodies, themes and inspections."""
    return _FIXED.get(name, {}).get(value) or names.get(value, value)


def in_order(name: str, values: Mapping[str, int], names: Mapping[str, str]) -> list[str]:
    """The values as they are listed: in their own order where they have one, years from the newest, else by count."""
    fixed = list(_FIXED.get(name, {}))
    if fixed:
        return sorted(values, key=lambda value: fixed.index(value) if value in fixed else len(fixed))
    if name == "year":
        return sorted(values, reverse=True)
    return sorted(values, key=lambda value: (-values[value], names.get(value, value)))


def followed_sentence(kind: str, followed: str | None, basis: str | None) -> str | None:
    """What inspectors found when they came back, or why that is not known; None where nobody was to come back."""
    words = followed_words(followed, basis)
    if words is None or followed is None:
        return "Whether it worked is not known" if kind == "action" else None
    return NO_VERDICT.get(followed) or f"When inspectors came back: {words[:1].lower()}{words[1:]}"


def followed_words(followed: str | None, basis: str | None) -> str | None:
    """What followed in words, with whether the verdict was on this item or on the whole inspection."""
    if followed is None:
        return None
    words = FOLLOWED[followed]
    return f"{words} (overall verdict)" if basis == "inspection" and followed != "some_sufficient" else words
