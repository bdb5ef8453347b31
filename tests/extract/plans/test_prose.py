"""Prose and titles of a plan are nothing that anybody does, whatever lists and labels stand under them."""

from __future__ import annotations

import pytest

from tests.support.plan_text import findings_of

TITLE = "<h1>Anyshire local area: written statement of action</h1>"


@pytest.mark.parametrize(
    "body",
    [
        "<h2>Introduction</h2><p>The inspection in May 2017 led to five areas of concern. Families helped us to write this.</p>"
        "<p>What success looks like:</p><ul><li>parents feel heard</li><li>no plan is late</li></ul>",
        "<p>This plan is owned by all partners and was agreed in March 2018.</p><p>Outcomes:</p><ul><li>every child is known</li></ul>",
        "<p>Area of weakness 1: no effective transition arrangements</p><p>Review date: 12 October 2020</p>",
        "<h2>Significant weakness 2 - waiting times</h2><p>Lead: Director of Nursing</p>",
    ],
)
def test_nothing_is_done_in_an_introduction_or_a_weakness_s_name(body: str) -> None:
    assert findings_of(TITLE + body).actions == ()


def test_an_order_with_its_success_is_an_action() -> None:
    found = findings_of(TITLE + "<p>Train all SENCOs in writing outcomes.</p><p>Success: every school has one.</p>")
    assert [(action.quote.text, action.measure) for action in found.actions] == [
        ("Train all SENCOs in writing outcomes.", "every school has one.")
    ]
