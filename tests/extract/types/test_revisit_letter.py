"""Revisit letters: a verdict for each weakness in every layout, the overall outcome, the history, the next steps."""

from __future__ import annotations

from datetime import date

import pytest

from extract.model.context import Context
from extract.model.findings import Findings
from extract.types.revisit_letter import extract_revisit_letter
from tests.support.letter_text import document

HEAD = """
12 July 2019
Director of Children's Services, Exshire County Council
Accountable Officer, NHS Exshire CCG
Dear Director
# Joint area SEND revisit in Exshire
Between 13 and 15 May 2019, Ofsted and the Care Quality Commission (CQC) revisited the area of Exshire to decide \
whether sufficient progress has been made in addressing each of the areas of significant weakness detailed in the written \
statement of action issued on 31 July 2017.
As a result of the findings of the initial inspection and in accordance with the Children Act 2004 (Joint Area Reviews) \
Regulations 2015, Her Majesty’s Chief Inspector (HMCI) determined that a written statement of action was required \
because of significant areas of weakness. This was declared fit for purpose on 9 January 2018.
{overall} This letter outlines our findings from the revisit.
# Main findings
"""
SOME = "The area has made sufficient progress in addressing two of the three significant weaknesses identified at the initial inspection."
TAIL = """
# Next steps
As the area has not made sufficient progress against all the weaknesses, it is for the DfE and NHS England to determine \
the next steps. Ofsted and CQC will not carry out any further revisit unless directed by the Secretary of State.
Yours sincerely
A Person
"""
HEADED = """
# The lack of a joint strategy
Leaders now share one plan. They have made progress with it.
** The area has made sufficient progress in addressing this area of significant weakness.
# Poor checks at the age of two
• More checks are made.
• The north still waits.
** The area has not made sufficient progress in addressing this area of significant weakness.
# Late help from health teams
Waits are shorter. As a result, the area has made sufficient progress in addressing this weakness.
"""
BULLETED = """
• The initial inspection found the lack of a joint strategy.
Leaders now share one plan.
The area has made sufficient progress in addressing this significant weakness.
• The initial inspection found poor checks at the age of two.
The north still waits.
The area has not made sufficient progress in addressing this significant weakness.
• The initial inspection found late help from health teams.
Waits are shorter.
The area has made sufficient progress in addressing this significant weakness.
"""
VERDICT_FIRST = """
** 1. The lack of a joint strategy
Sufficient progress has been made.
• Leaders now share one plan.
• Partners meet.
** 2. Poor checks at the age of two
Not sufficient progress
• The north still waits.
** 3. Late help from health teams
Sufficient progress has been made.
Waits are shorter.
"""
LABELLED = """
# Area 1
The lack of a joint strategy
Leaders now share one plan.
The area has made sufficient progress in addressing this area of weakness.
# Area 2: poor checks at the age of two
The north still waits.
The area has made insufficient progress in addressing this area of weakness.
# Area 3
** Late help from health teams
Waits are shorter.
The area has made sufficient progress in addressing this area of weakness.
"""
PLAIN = """
The lack of a joint strategy
• Leaders now share one plan.
• Partners meet.
The area has made sufficient progress in addressing this area of significant weakness.
Poor checks at the age of two
• More checks are made.
The area has not made sufficient progress in addressing this area of significant weakness.
Late help from health teams
• Waits are shorter.
The area has made sufficient progress in addressing this area of significant weakness.
"""
GROUPED = """
** Areas where sufficient progress has been made
• The lack of a joint strategy.
• Late help from health teams.
** Areas where sufficient progress has not been made
• Poor checks at the age of two.
"""
IN_HEADING = """
# The lack of a joint strategy – sufficient progress
Leaders now share one plan.
# Poor checks at the age of two – not sufficient progress
The north still waits.
# Late help from health teams – sufficient progress
Waits are shorter.
"""
WITH_ASIDES = """
# The lack of a joint strategy
In the first year, leaders had not made sufficient progress in addressing gaps. They share one plan now.
The area has made sufficient progress in addressing this area of significant weakness.
# Poor checks at the age of two
Schools have made sufficient progress in addressing absence. The north still waits.
The area has not made sufficient progress in addressing this area of significant weakness.
# Late help from health teams
Waits are shorter.
The area has made sufficient progress in addressing this area of significant weakness.
"""
OTHER_WORDS = """
# The lack of a joint strategy
Leaders now share one plan. Progress with this weakness is sufficient.
# Poor checks at the age of two
Progress: not sufficient
The north still waits.
# Late help from health teams
Waits are shorter. Enough progress has been made to remedy this weakness.
"""
TABLE = """
# Progress against each area of significant weakness
| Area of significant weakness | Progress |
| The lack of a joint strategy | Sufficient |
| Poor checks at the age of two | Not sufficient |
| Late help from health teams | Sufficient |
"""
RUN_ON = """
Partners lacked a joint strategy. Leaders now share one plan, which they wrote with schools, families and health services. \
They review it every quarter and can show what has changed. The area has made sufficient progress in addressing this weakness.
Checks at the age of two were poor. More checks are made than in 2017 and health visitors know which families they miss. \
The north still waits longer than it should. The area has not made sufficient progress in addressing this weakness.
Help from health teams came late. Waits are shorter, and advice while families wait is plain and easy to find for most of \
them. Staff stay longer in their posts. The area has made sufficient progress in addressing this weakness.
"""
THREE_COLUMNS = """
| Area of significant weakness | What inspectors found | Judgement |
| 1. The lack of a joint strategy | Leaders now share one plan, and review it with schools every quarter. | Sufficient progress |
| 2. Poor checks at the age of two | The north still waits, though more checks are made than there were. | Not sufficient progress |
| 3. Late help from health teams | Waits are shorter, and families are told what to do while they wait. | Sufficient progress |
"""


def findings(body: str, overall: str = SOME, tail: str = TAIL) -> Findings:
    text = HEAD.format(overall=overall) + body.strip("\n") + tail
    return extract_revisit_letter(document(text), Context(area_id="exshire"))


@pytest.mark.parametrize(
    "body",
    [
        HEADED,
        BULLETED,
        VERDICT_FIRST,
        LABELLED,
        PLAIN,
        IN_HEADING,
        WITH_ASIDES,
        TABLE,
        OTHER_WORDS,
        RUN_ON,
        THREE_COLUMNS,
    ],
    ids=[
        "headed",
        "bulleted",
        "first",
        "labelled",
        "plain",
        "in-heading",
        "with-asides",
        "table",
        "other-words",
        "run-on",
        "columns",
    ],
)
def test_a_verdict_for_each_weakness(body: str) -> None:
    found = findings(body)
    assert [(w.number, w.progress) for w in found.weaknesses] == [
        (1, "sufficient"),
        (2, "not_sufficient"),
        (3, "sufficient"),
    ]
    assert all(
        words in weakness.quote.text.lower()
        for words, weakness in zip(("joint strategy", "age of two", "health teams"), found.weaknesses, strict=True)
    )
    assert all(len(weakness.quote.text) < 70 for weakness in found.weaknesses)
    assert found.problems == ()


def test_a_heading_with_its_verdict_is_quoted_without_it() -> None:
    assert findings(IN_HEADING).weaknesses[0].quote.text == "The lack of a joint strategy"


def test_one_line_may_judge_a_list() -> None:
    found = findings(GROUPED)
    assert [(w.quote.text, w.progress) for w in found.weaknesses] == [
        ("The lack of a joint strategy.", "sufficient"),
        ("Late help from health teams.", "sufficient"),
        ("Poor checks at the age of two.", "not_sufficient"),
    ]


def test_one_verdict_may_judge_two_weaknesses() -> None:
    body = HEADED.replace(
        "Leaders now share one plan. They have made progress with it.\n** The area has made sufficient progress in addressing "
        "this area of significant weakness.\n",
        "",
    ).replace(
        "has not made sufficient progress in addressing this area",
        "has made sufficient progress in addressing these areas",
    )
    assert [(w.quote.text, w.progress) for w in findings(body).weaknesses][:2] == [
        ("The lack of a joint strategy", "sufficient"),
        ("Poor checks at the age of two", "sufficient"),
    ]


def test_the_revisit_itself() -> None:
    inspection = findings(HEADED).inspection
    assert inspection is not None
    assert (inspection.framework, inspection.kind, inspection.is_report) == ("2016", "revisit", True)
    assert (inspection.start_date, inspection.end_date) == (date(2019, 5, 13), date(2019, 5, 15))
    assert (inspection.outcome, inspection.sufficient, inspection.not_sufficient) == ("some_sufficient", 2, 1)
    assert inspection.local_authority == "Exshire County Council"
    assert "31 July 2017" in (inspection.previous_text or "")
    assert (inspection.outcome_label or "").startswith(
        "The area has made sufficient progress in addressing two of the three"
    )


def test_history_and_next_steps_are_events() -> None:
    events = {(e.event, e.date, e.label) for e in findings(HEADED).events}
    assert ("letter_dated", "2019-07-12", "Letter dated") in events
    assert ("revisit_start", "2019-05-13", "Revisit began") in events
    assert ("revisit_end", "2019-05-15", "Revisit ended") in events
    assert ("wsoa_accepted", "2018-01-09", "Written statement of action declared fit for purpose") in events
    assert (
        "other",
        "2019-07-12",
        "Next steps: Department for Education and NHS England decide the next steps",
    ) in events


def test_the_first_inspection_is_named_where_the_letter_gives_its_days() -> None:
    found = findings(HEADED, overall="The initial inspection took place between 12 and 16 June 2017. " + SOME)
    assert found.inspection is not None
    assert found.inspection.follows_start == date(2017, 6, 12)
    assert found.inspection.previous_end == date(2017, 6, 16)


@pytest.mark.parametrize(
    ("overall", "outcome"),
    [
        (
            "The area has made sufficient progress in addressing all of the significant weaknesses identified.",
            "all_sufficient",
        ),
        (
            "The area has made sufficient progress in addressing the three areas of significant weakness.",
            "all_sufficient",
        ),
        (
            "The area has not made sufficient progress in addressing any of the significant weaknesses.",
            "none_sufficient",
        ),
        (
            "The area has not made sufficient progress in addressing one of the three significant weaknesses.",
            "some_sufficient",
        ),
        ("Sufficient progress has been made in addressing some of the significant weaknesses.", "some_sufficient"),
    ],
)
def test_overall_outcomes(overall: str, outcome: str) -> None:
    inspection = findings(HEADED, overall=overall).inspection
    assert inspection is not None
    assert inspection.outcome == outcome


def test_verdicts_that_contradict_the_overall_sentence_are_a_problem() -> None:
    found = findings(
        HEADED, overall="The area has made sufficient progress in addressing all of the significant weaknesses."
    )
    assert [problem.error for problem in found.problems] == ["verdict_mismatch"]


def test_a_weakness_without_verdict_is_a_problem_and_stays_unknown() -> None:
    found = findings(
        HEADED.replace("As a result, the area has made sufficient progress in addressing this weakness.", "")
    )
    assert found.weaknesses[2].progress is None
    assert "no_verdict" in {problem.error for problem in found.problems}


def test_all_sufficient_ends_support_visits() -> None:
    tail = "The formal quarterly support and challenge visits from the DfE and NHS England will cease.\nYours sincerely"
    body = HEADED.replace("has not made", "has made")
    overall = "The area has made sufficient progress in addressing all of the significant weaknesses."
    found = findings(body, overall=overall, tail=tail)
    assert found.inspection is not None
    assert found.inspection.plan_required is False
    assert ("Next steps: Support and challenge visits cease") in {event.label for event in found.events}


def test_a_list_with_only_an_overall_sentence_takes_its_verdict() -> None:
    body = "The areas of significant weakness were:\n• the lack of a joint strategy;\n• poor checks.\n"
    overall = "The area has not made sufficient progress in addressing any of the significant weaknesses."
    assert [w.progress for w in findings(body, overall=overall).weaknesses] == ["not_sufficient", "not_sufficient"]


@pytest.mark.parametrize(
    ("verdict", "progress"),
    [
        ("Sufficient progress not made", "not_sufficient"),
        ("The area has failed to make sufficient progress in addressing this weakness.", "not_sufficient"),
        (
            "The area has still not, in any part, made sufficient progress in addressing this weakness.",
            "not_sufficient",
        ),
        ("Sufficient progress made", "sufficient"),
        ("Not only leaders but schools have made sufficient progress in addressing this weakness.", "sufficient"),
    ],
)
def test_a_not_anywhere_in_the_verdict_counts(verdict: str, progress: str) -> None:
    last = "Waits are shorter. As a result, the area has made sufficient progress in addressing this weakness."
    assert last in HEADED
    found = findings(HEADED.replace(last, f"Waits are shorter.\n** {verdict}"))
    assert found.weaknesses[2].progress == progress


@pytest.mark.parametrize(
    "before",
    [
        "The initial inspection found ",
        "At the initial inspection, inspectors found that ",
        "The inspection in May 2017 identified ",
        "During the first inspection inspectors reported that ",
        "Inspectors found that ",
        "At the time of the initial inspection, inspectors found ",
        "First area: ",
        "The second area of significant weakness – ",
    ],
)
def test_who_found_a_weakness_is_no_part_of_it(before: str) -> None:
    body = HEADED
    for head in ("The lack of a joint strategy", "Poor checks at the age of two", "Late help from health teams"):
        assert f"# {head}" in body
        body = body.replace(f"# {head}", f"# {before}{head[0].lower()}{head[1:]}")
    found = findings(body)
    assert [weakness.quote.text.rstrip(".") for weakness in found.weaknesses] == [
        "the lack of a joint strategy", "poor checks at the age of two", "late help from health teams",
    ]  # fmt: skip
    assert [weakness.progress for weakness in found.weaknesses] == ["sufficient", "not_sufficient", "sufficient"]


@pytest.mark.parametrize(
    "lead_in", ["At the initial inspection, inspectors found that:", "The initial inspection found:"]
)
def test_a_lead_in_alone_is_no_weakness(lead_in: str) -> None:
    body = PLAIN.replace("The lack of a joint strategy\n", f"{lead_in}\nThe lack of a joint strategy\n")
    found = findings(body)
    assert [weakness.quote.text for weakness in found.weaknesses] == [
        "The lack of a joint strategy", "Poor checks at the age of two", "Late help from health teams",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        "the initial inspection (3 to 7 December 2018)",
        "the first inspection, 3 to 7 December 2018",
        "the initial visit from 3 to 7 December 2018",
    ],
)
def test_the_first_inspections_days(words: str) -> None:
    found = findings(f"\nMuch has changed since {words}.\n" + HEADED.strip("\n"))
    assert found.inspection is not None
    assert found.inspection.previous_start == date(2018, 12, 3)


@pytest.mark.parametrize(("scope", "progress"), [("all", "sufficient"), ("any", "not_sufficient")])
def test_weaknesses_told_in_sentences_of_their_own_have_the_verdict_that_is_told_of_all(
    scope: str, progress: str
) -> None:
    made = "has made" if scope == "all" else "has not made"
    overall = (
        f"The area {made} sufficient progress in addressing {scope} of the significant weaknesses identified at "
        "the initial inspection."
    )
    text = HEAD.format(overall=overall) + (
        "The initial inspection found that leaders did not share what they knew with one another.\n"
        "Leaders now meet each week. Parents say that they tell their story once.\n"
        "The initial inspection found the needs of young people were not met.\n"
        "Leaders have set up a team. Young people told inspectors about it.\n"
    )
    found = extract_revisit_letter(document(text.strip("\n") + TAIL), Context(area_id="exshire"))
    assert [(w.quote.text, w.progress) for w in found.weaknesses] == [
        ("leaders did not share what they knew with one another.", progress),
        ("the needs of young people were not met.", progress),
    ]
    assert [problem for problem in found.problems if problem.error == "no_verdict"] == []
