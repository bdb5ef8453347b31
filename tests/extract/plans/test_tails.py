"""Owners and deadlines in the brackets at an action's end. All wording is invented."""

import pytest

from extract.plans.tails import Tail, find_tail

DONE = "Hold six events"


@pytest.mark.parametrize(
    ("brackets", "owner", "deadline"),
    [
        (" (Lead: Head of SEND; by July 2020)", "Head of SEND", "by July 2020"),
        (" (Lead officer – Head of SEND, by end of May 2021).", "Head of SEND", "by end of May 2021"),
        (" [Owner: Marland CCG | Due: 31/03/2021]", "Marland CCG", "31/03/2021"),
        (" (Head of SEND, by July 2020)", "Head of SEND", "by July 2020"),
        (" (by December 2022)", None, "by December 2022"),
        (" (September 2021)", None, "September 2021"),
        (" (Responsible: Head of SEND)", "Head of SEND", None),
    ],
)
def test_brackets_that_say_who_and_when(brackets: str, owner: str | None, deadline: str | None) -> None:
    assert find_tail(DONE + brackets) == Tail(len(DONE), owner, deadline)


@pytest.mark.parametrize(
    "brackets",
    ["", " (parent carer forum)", " (see section 4)", " (SENDIASS)", " (80% by July 2020)", " (phase 2, led by need)"],
)
def test_other_brackets_are_the_actions_own_words(brackets: str) -> None:
    assert find_tail(DONE + brackets) is None
