"""What the items of a list are, told by their own form: faults or goals, things done or ways to other pages.

A lead-in can promise too much. "Three sections, each focusing on a key weakness:" is followed by what a plan wants to
reach, and "we will:" by the links of a menu.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.language.phrases import phrases

# More words than these hold a statement.
_LABEL_WORDS = 4


def are_goals(texts: Sequence[str]) -> bool:
    """Whether most items say what is to be reached ("improving how needs are found"), and no fault."""
    words = phrases("list_items")
    goals = [text for text in texts if words["goal"].match(text) and not words["fault"].search(text)]
    return bool(texts) and 2 * len(goals) > len(texts)


def are_labels(texts: Sequence[str]) -> bool:
    """Whether all items are names of things ("early identification", "short breaks"): what is done is said by a verb."""
    deed = phrases("list_items")["deed"]
    return bool(texts) and not any(len(text.split()) > _LABEL_WORDS or deed.search(text) for text in texts)


def is_no_action(text: str) -> bool:
    """Whether an item can be nothing that is done: a way to another page, a document's title, a body's name, a
    visit of those who watch over the area."""
    words = phrases("list_items")
    return any(words[name].search(text) for name in ("way_elsewhere", "document_title", "body_name", "others_visit"))


def is_others_work(text: str) -> bool:
    """Whether a lead-in tells what inspectors, officials or families do: what they will do is no promise of the area.

    The subject of the last sentence decides; a "they" or "it" stands for that of the sentence before. What somebody is
    asked, expected or hopes to do is no promise either, and neither is what a person is quoted with.
    """
    words = phrases("list_items")
    *before, last = [part for part in words["sentence_end"].split(text) if part.strip()] or [""]
    if text.count("“") > text.count("”") or words["asked_to"].search(last) or words["others_act"].search(last):
        return True
    subject = words["subject"].match(last)
    if subject is None:
        return False
    if words["pronoun"].search(subject["subject"].strip()):
        return bool(before) and words["others"].match(before[-1]) is not None
    return words["others"].match(subject["subject"]) is not None
