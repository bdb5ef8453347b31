"""A plan's numbers are tied to an inspection's weaknesses by what they say, never by counting alone against the words."""

from datetime import date

import pytest

from db.join.join import KnownRows, link_records
from extract.model.doc_types import DocType
from extract.model.document import Quote
from extract.model.findings import ActionFinding, InspectionFinding
from tests.support.made import inspection_row, make_record, paraphrase_row

LETTER = (
    "leaders had not agreed who is responsible and had no shared vision for services",
    "aspirations for young people with SEND were too low in schools and colleges",
    "the co-production of plans and services with parents was weak",
    "therapies were not commissioned jointly by the council and the clinical commissioning group",
)


def plan(texts, numbers, *, began=None, published=date(2020, 10, 9), names=False):
    about = InspectionFinding("2016", "full", began) if began else None
    return make_record(
        *texts, are_names=names,
        actions=[ActionFinding(Quote(f"Do thing {i}", 1, 0, 0), ref=f"{n}.{i}", weakness_number=n)
                 for i, n in enumerate(numbers, 1)],
        name="plan.pdf", doc_type=DocType.ACTION_PLAN, inspection=about,
        published=published,
    )  # fmt: skip


def letter(texts=LETTER):
    return make_record(*texts, name="letter.pdf")


def tied(*records, rows=None, paraphrases=(), themes=()):
    known = KnownRows(rows or [inspection_row()], paraphrases, weakness_themes=themes, area_ids=frozenset({"norfolk"}))
    tables = link_records(known, list(records))
    return tables, [row["weakness_id"] and row["weakness_id"].rsplit("-", 1)[1] for row in tables["actions"]]


def unclear(tables):
    return [row["message"] for row in tables["problems"] if row["error"] == "weakness_unclear"]


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (["The co-production of services with parents", "Joint commissioning of therapies"], ["w3", "w4"]),
        (["Therapies are not commissioned jointly", "Low aspirations for young people in schools"], ["w4", "w2"]),
        ([LETTER[3], LETTER[2]], ["w4", "w3"]),
    ],
)
def test_remaining_weaknesses_numbered_anew_keep_their_own_place(own, expected):
    tables, ids = tied(letter(), plan(own, [1, 2]))
    assert ids == expected
    assert unclear(tables) == []


def test_words_of_another_inspection_tie_to_nothing_and_are_told():
    own = ["Education, health and care plans are finished late", "Exclusions are too many"]
    tables, ids = tied(letter(), plan(own, [1, 1, 2]))
    assert ids == [None, None, None]
    first, second = unclear(tables)
    assert "weakness 1 (“Education, health and care plans are finished late”)" in first
    assert "2 action(s)" in first
    assert "weakness 2" in second


def test_numbers_without_words_count_where_nothing_speaks_against_them():
    assert tied(letter(), plan([], [2, 4]))[1] == ["w2", "w4"]
    tables, ids = tied(letter(), plan([], [2, 7]))
    assert ids == ["w2", None]
    assert len(unclear(tables)) == 1


def test_numbers_without_words_of_a_plan_for_other_days_count_nothing():
    tables, ids = tied(letter(), plan([], [2, 4], began=date(2020, 7, 3)))
    assert ids == [None, None]
    assert len(unclear(tables)) == 2
    tables, ids = tied(letter(), plan([], [2, 4], began=date(2021, 2, 3)))
    assert ids == [None, None]
    assert "date_mismatch" in {row["error"] for row in tables["problems"]}


def test_numbers_without_words_after_a_revisit_count_nothing():
    revisit = inspection_row(
        inspection_id="norfolk-2022-11-revisit", kind="revisit", start_date="2022-11-07", follows_id="norfolk-2020-03"
    )
    rows = [inspection_row(), revisit]
    assert tied(letter(), plan([], [1], published=date(2023, 4, 1)), rows=rows)[1] == [None]
    assert tied(letter(), plan([], [1]), rows=rows)[1] == ["w1"]


def test_the_same_list_in_other_words_is_known_by_the_half_that_agrees_in_order():
    own = [
        "No shared vision, and leaders not agreed on responsible roles",
        "What schools expect",
        "Weak co-production with parents",
        "Money",
    ]
    assert tied(letter(), plan(own, [1, 2, 3, 4]))[1] == ["w1", "w2", "w3", "w4"]
    assert tied(letter(), plan(own[:2], [1, 2]))[1] == ["w1", None]


OURS = [
    paraphrase_row(1, "Leaders had no shared vision and did not agree on their roles."),
    paraphrase_row(2, "Families had too little say in how services are planned."),
]
THEMES = [
    {"weakness_id": "norfolk-2020-03-w1", "theme_id": "leadership-governance"},
    {"weakness_id": "norfolk-2020-03-w2", "theme_id": "coproduction"},
]


def texts(tables):
    return [row["text"] for row in sorted(tables["weaknesses"], key=lambda row: row["number"])]


def test_a_plans_wordings_take_the_place_of_paraphrases_of_the_same_list():
    own = [
        "The lack of a shared vision and of agreed roles among leaders",
        "The co-production of plans with parents is poor",
    ]
    tables, ids = tied(plan(own, [1, 2]), paraphrases=OURS)
    assert ids == ["w1", "w2"]
    assert texts(tables) == own


@pytest.mark.parametrize(
    "own",
    [
        ["The co-production of plans with parents is poor", "Weak joint commissioning of therapies everywhere"],
        [
            "Families have too little say in how services are planned",
            "There is no shared vision and roles are not agreed",
        ],
    ],
)
def test_a_list_of_another_order_or_of_other_things_takes_no_paraphrases_place(own):
    tables, ids = tied(plan(own, [1, 2]), paraphrases=OURS)
    assert texts(tables) == [row["text"] for row in OURS]
    assert ids in ([None, None], ["w2", "w1"])


def test_short_names_are_sources_beside_paraphrases():
    tables, ids = tied(plan(["Shared vision and roles", "Say of families"], [1, 2], names=True), paraphrases=OURS)
    assert texts(tables) == [row["text"] for row in OURS]
    assert ids == ["w1", "w2"]
    assert {row["text"] for row in tables["weakness_sources"]} >= {"Shared vision and roles"}


def test_what_both_are_about_ties_a_number_to_its_own_weakness_alone():
    record = plan(["Say", "Joint working with parents"], [2], names=True)
    assert tied(record, paraphrases=OURS, themes=THEMES)[1] == ["w2"]
    assert tied(record, paraphrases=OURS)[1] == [None]


def test_a_plans_weaknesses_are_the_inspections_where_nothing_else_states_them():
    own = ["The lack of a shared vision among all leaders", "The co-production of plans with parents is poor"]
    tables, ids = tied(plan(own, [1, 2, 2]))
    assert texts(tables) == own
    assert ids == ["w1", "w2", "w2"]


def test_what_is_told_of_one_weakness_of_an_unknown_list_has_no_number_to_tie():
    alone = paraphrase_row(1, "Health was slow to join in with plans") | {
        "number": None,
        "weakness_id": "norfolk-2020-03-wx",
    }
    own = ["Health was slow to join in with plans", "Families have too little say in how services are planned"]
    tables, ids = tied(plan(own, [1, 2], names=True), paraphrases=[alone])
    assert texts(tables) == [alone["text"]]
    assert ids == [None, None]
