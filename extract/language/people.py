"""Keep people's names out of findings: roles and bodies are data, the names of those who hold them are not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import TypeVar

from extract.language.phrases import phrases
from extract.model.findings import (
    ActionFinding,
    EventFinding,
    Findings,
    ProblemFinding,
    StrengthFinding,
    WeaknessFinding,
)

_Item = TypeVar("_Item", WeaknessFinding, StrengthFinding, ActionFinding, EventFinding)
_WORD = r"(?:[A-Z]['’])?[A-Z][a-z]+(?:['’-][A-Z]?[a-z]+)*"
_NAME = rf"{_WORD}(?:\s+(?:[A-Z]\.?\s+)?{_WORD}){{1,2}}"
_TITLE = r"(?:Cllr|Councillor|Mr|Mrs|Ms|Miss|Mx|Dr|Prof(?:essor)?|Sir|Dame|Lord|Lady|Rev(?:erend)?)"
_ANY_NAME = re.compile(_NAME)
# A title makes even one capitalised word a name.
_TITLED = re.compile(rf"\b{_TITLE}\.?\s+(?:[A-Z]\.?\s+)*{_WORD}(?:\s+{_WORD})?")
_SPEAKER = re.compile(rf"(?P<name>{_NAME})(?:,[^.\n]{{0,120}},)?\s+(?:said|says|commented|added|explained|told)\b")


def find_people(text: str) -> tuple[str, ...]:
    """The names of persons in a text, as printed: with a title, with a post beside them, or as speakers.

    Names of bodies, posts and places are none; a name without any such sign is not recognised.
    """
    not_name = phrases("people")["not_name"]
    found = [match[0] for match in _TITLED.finditer(text)]
    # Most findings have no two capitalised words that follow each other, and posts are costly to look for.
    for pattern in (*_with_post(), _SPEAKER) if _ANY_NAME.search(text) else ():
        found += [match["name"] for match in pattern.finditer(text) if not not_name.search(match["name"])]
    return tuple(dict.fromkeys(found))


def without_people(findings: Findings) -> Findings:
    """The findings without items and events whose quote names a person, and a problem that counts them.

    A quote is verbatim or not at all, so a name cannot be taken out of it.
    """
    kept = replace(
        findings,
        weaknesses=_kept(findings.weaknesses),
        strengths=_kept(findings.strengths),
        actions=_kept(findings.actions),
        events=_kept(findings.events),
    )
    # Targets point at actions by their place in the list.
    places = {id(action): place for place, action in enumerate(kept.actions)}
    kept = replace(
        kept,
        targets=tuple(
            target
            if target.action_index is None
            else replace(target, action_index=places.get(id(findings.actions[target.action_index])))
            for target in findings.targets
            if not find_people(target.quote.text)
        ),
    )
    dropped = sum(len(getattr(findings, name)) - len(getattr(kept, name)) for name in _GROUPS)
    if not dropped:
        return kept
    message = f"{dropped} items left out because their words name a person: read the document for them"
    return replace(kept, problems=(*kept.problems, ProblemFinding("extract", "names_person", message)))


_GROUPS = ("weaknesses", "strengths", "actions", "events", "targets")


def _kept(items: Iterable[_Item]) -> tuple[_Item, ...]:
    return tuple(item for item in items if not find_people(item.quote.text))


@cache
def _with_post() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A name before a post ("…, Director of"), and one that ends a phrase after a post ("Chair of the board – …")."""
    posts = phrases("people")["posts"].pattern
    return (
        re.compile(rf"(?P<name>{_NAME})\s*[,(–-]\s*(?:[\w&-]+\s+){{0,4}}?(?i:{posts})"),
        re.compile(rf"(?i:{posts})[^.;:\n]{{0,70}}?\s*[–—:,-]\s*(?P<name>{_NAME})(?=[\s.,;)]*(?:$|\n))"),
    )
