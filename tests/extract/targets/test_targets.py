from __future__ import annotations

from datetime import date

import pytest

from extract.model.document import Draft, Kind, assemble
from extract.targets.find import figures, find_targets, indicator_of, parse_targets

PLAN_DAY = date(2020, 10, 9)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We will raise the share of plans on time from 12% to at least 65% over the coming 18 months.", (12, 65, "percent", "at_least", "2022-04-09")),
        ("reduce the average wait from 58 to 18 weeks by Q3", (58, 18, "weeks", "decrease", "2020-12-31")),
        ("Our plans include 1,200 visits; we will create 500 extra specialist places", (None, 500, "places", None, None)),
        ("Create 1,000 new places by 2025/26", (None, 1000, "places", None, "2026-03-31")),
        ("By July 2021, at least 95% of annual reviews will be completed on time", (None, 95, "percent", "at_least", "2021-07-31")),
        ("Reduce exclusions by 20% by summer 2021", (None, 20, "percent", "decrease", "2021-07-31")),
        ("Waits for therapy will fall to under 18 weeks by March 2022", (None, 18, "weeks", "at_most", "2022-03-31")),
        ("No child waits more than 18 weeks by Easter 2022", (None, 18, "weeks", "at_most", "2022-04-17")),
        ("Recruit 12 additional educational psychologists", (None, 12, "people", None, None)),
        ("Increase parental confidence from 45% (2019) to 70% by autumn term 2021", (45, 70, "percent", "increase", "2021-12-31")),
        ("Complaints will fall from 120 to fewer than 60 by 2022", (120, 60, None, "at_most", "2022-12-31")),
        ("improve attendance from 71 per cent to 80 per cent or more", (71, 80, "percent", "at_least", None)),
    ],
)  # fmt: skip
def test_reads_pledges(text: str, expected: tuple[object, ...]) -> None:
    (pledge,) = parse_targets(text, from_date=PLAN_DAY)
    by = pledge.by_date.isoformat() if pledge.by_date else None
    assert (pledge.baseline, pledge.target, pledge.unit, pledge.comparator, by) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The share has risen from 8% to 20%.",
        "Waits fell from 58 to 18 weeks.",
        "10% of parents said they wanted more.",
        "79% of children have a risk assessment in place",
        "Between 2 and 6 March 2020, inspectors will visit",
        "Plans are due within 20 weeks",
        "Some children are waiting up to 18 months to see a doctor",
        "Services for those up to 25 years of age will change",
        "The scheme does cut waits, but they can remain for up to 40 weeks",
        "As with about 60% of areas, the county is required to write a plan",
    ],
)
def test_outturns_and_limits_of_the_law_are_no_pledges(text: str) -> None:
    assert parse_targets(text) == ()


@pytest.mark.parametrize(
    ("text", "measure", "target"),
    [
        ("60% of EHC plans issued within 20 weeks", "EHC plans issued within 20 weeks", 60),
        ("EHC plans within 20 weeks: 60% by July 2021", "EHC plans within 20 weeks", 60),
        ("Average waiting time reduced to 13 weeks", "Average waiting time reduced", 13),
        ("85% parental satisfaction", "parental satisfaction", 85),
        ("Waiting time of 12 weeks or less", "Waiting time", 12),
        ("From 42% in 2019 to 65% in 2021 of plans in time", "plans in time", 65),
        ("10% reduction in exclusions by July 2022", "exclusions", 10),
        ("40 young people take part by May 2022", "young people take part", 40),
        ("% of plans in time from 45% (Sept 20) to 60% (July 21)", "% of plans in time", 60),
    ],
)
def test_in_a_column_of_measures_figures_are_pledges(text: str, measure: str, target: float) -> None:
    (pledge,) = parse_targets(text, is_pledge=True)
    assert (pledge.measure, pledge.target) == (measure, target)


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("80% of plans shared with health by May 2021 (baseline 28%)", "plans shared with health"),
        ("Contracts reviewed on time: 28% now, 80% by May 2021", "Contracts reviewed on time"),
        ("Attendance of pupils with plans: baseline 28%; target 80% by May 2021", "Attendance of pupils with plans"),
        ("Baseline 28% of actions on time. Target 80% of actions on time by May 2021", "actions on time"),
        ("Currently 28%, target 80% of reviews on time by May 2021", "reviews on time"),
        ("Employment of young people up from 28% to 80% by May 2021", "Employment of young people up"),
    ],
)
def test_where_things_stand_is_a_baseline_and_no_target(text: str, measure: str) -> None:
    (pledge,) = parse_targets(text, is_pledge=True)
    assert (pledge.measure, pledge.baseline, pledge.target) == (measure, 28, 80)
    assert pledge.by_date == date(2021, 5, 31)


def test_a_rise_so_far_is_no_target() -> None:
    assert parse_targets("Up from 28% in 2019, employment stands at 80%", is_pledge=True) == ()


def test_a_target_for_each_year() -> None:
    first, second = parse_targets("EHC plans within 20 weeks: 2021 - 60%, 2022 - 80%", is_pledge=True)
    assert [(p.measure, p.target, p.by_date) for p in (first, second)] == [
        ("EHC plans within 20 weeks", 60, date(2021, 12, 31)),
        ("EHC plans within 20 weeks", 80, date(2022, 12, 31)),
    ]


def test_to_a_level_and_by_a_step() -> None:
    (level,) = parse_targets("Increase attendance to 75%")
    (step,) = parse_targets("Increase attendance by 10%")
    assert (level.comparator, step.comparator) == ("at_least", "increase")


def test_measure_and_months_counted() -> None:
    (pledge,) = parse_targets(
        "We will lift the proportion of EHCPs finished in timescale from 8% to at least 60% within 18 months"
    )
    assert pledge.measure == "proportion of EHCPs finished in timescale"
    assert pledge.within_months == 18
    assert pledge.by_date is None  # nobody said from when
    assert pledge.measure_id == "ehc_plans_within_20_weeks"


def test_measures_lose_the_verbs_round_them() -> None:
    (pledge,) = parse_targets("Our aim is for 90% of EHC plans to be issued within 20 weeks by July 2021")
    assert pledge.measure == "EHC plans issued within 20 weeks"


def test_only_timeliness_of_plans_is_the_published_measure() -> None:
    assert indicator_of("EHC plans issued within 20 weeks", "percent") == "ehc_plans_within_20_weeks"
    assert indicator_of("EHC plan annual reviews on time", "percent") is None
    assert indicator_of("EHC plans issued within 20 weeks", "weeks") is None


def test_findings_quote_their_sentence() -> None:
    drafts = [
        Draft(Kind.HEADING, "Create 20 places"),
        Draft(Kind.PARAGRAPH, "Much was done. We will open 40 new places by May 2021. Families agree."),
    ]
    document = assemble(drafts, media_type="text/plain")
    (finding,) = find_targets(document)
    assert finding.quote.text == "We will open 40 new places by May 2021"
    assert document.quote(1, finding.quote.char_start, finding.quote.char_end) == finding.quote


def test_figures_of_a_cell() -> None:
    assert figures(["60%"]) == (60, "percent")
    assert figures(["18 weeks"]) == (18, "weeks")
    assert figures(["40% in 2019 and 60% in 2020"]) is None


def test_the_laws_own_limit_is_no_pledge():
    assert parse_targets("The wait for an EHC plan will be no longer than 20 weeks") == ()
    (pledge,) = parse_targets("The wait for therapy will be no longer than 20 weeks")
    assert (pledge.target, pledge.unit) == (20, "weeks")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("From 9 places to 30 places", (9, 30, "places", "increase")),
        ("Respite grows from 9 beds to 30 beds", (9, 30, None, "increase")),
        ("Fall from 40 complaints a year to 12 complaints a year", (40, 12, None, "decrease")),
        ("No child waits more than 18 weeks, down from 143", (143, 18, "weeks", "at_most")),
        ("No child waits longer than 18 weeks", (None, 18, "weeks", "at_most")),
        ("95% of requests decided in time, from a starting point of 52%", (52, 95, "percent", "increase")),
        ("80% of reviews on time against a baseline of 31%", (31, 80, "percent", "increase")),
        ("Children waiting over 52 weeks reduced from 340 to 0", (340, 0, None, "decrease")),
        ("Fewer than 5% of children wait over 52 weeks", (None, 5, "percent", "at_most")),
        ("The number waiting more than 18 weeks falls by 50%", (None, 50, "percent", "decrease")),
    ],
)
def test_one_target_of_each_measure(text: str, expected: tuple[object, ...]) -> None:
    (pledge,) = parse_targets(text, is_pledge=True)
    assert (pledge.baseline, pledge.target, pledge.unit, pledge.comparator) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Children waiting more than 18 weeks",
        "Number of children waiting over 52 weeks",
        "Waits over 26 weeks are ended",
        "Plans open longer than 30 weeks",
        "All 11 groups have a representative",
        "All 80 schools trained",
    ],
)
def test_a_threshold_or_a_whole_is_no_target(text: str) -> None:
    assert parse_targets(text, is_pledge=True) == ()
