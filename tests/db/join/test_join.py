from datetime import date

import pytest

from db.join.join import KnownRows, link_records
from db.join.rows import Tables
from extract.model.doc_types import DocType
from extract.model.document import Quote
from extract.model.findings import ActionFinding, InspectionFinding, WeaknessKind
from tests.support.made import FULL, REVISIT, inspection_row, make_record, paraphrase_row, paraphrased_action

ONE = "EHC plans are too often issued late and hold too little about health and care"
TWO = "Young people who prepare for adult life are offered too few choices"
THREE = "Leaders seldom speak with parents and carers before decisions are made"
PARAPHRASES = [paraphrase_row(n, text) for n, text in enumerate(("Late plans.", "Adulthood.", "Families."), start=1)]


def join(*records, inspections=None, weaknesses=PARAPHRASES, areas=("norfolk", "essex")) -> Tables:
    rows = [inspection_row()] if inspections is None else inspections
    return link_records(KnownRows(rows, weaknesses, area_ids=frozenset(areas)), records)


def errors(tables: Tables) -> list[str]:
    return [row["error"] for row in tables["problems"]]


def by_id(tables: Tables, table: str, column: str) -> dict:
    return {row[column]: row for row in tables[table]}


class TestLists:
    def test_an_official_list_replaces_the_paraphrase_under_the_same_ids(self):
        letter = make_record(ONE, TWO, THREE)
        tables = join(letter)
        rows = by_id(tables, "weaknesses", "weakness_id")
        assert {key: row["text"] for key, row in rows.items()} == {
            "norfolk-2020-03-w1": ONE,
            "norfolk-2020-03-w2": TWO,
            "norfolk-2020-03-w3": THREE,
        }
        assert {row["text_origin"] for row in rows.values()} == {"official"}
        assert {row["document_id"] for row in rows.values()} == {letter.document_id}
        sources = [(row["weakness_id"], row["is_best"], row["document_id"]) for row in tables["weakness_sources"]]
        assert ("norfolk-2020-03-w2", 0, None) in sources
        assert ("norfolk-2020-03-w2", 1, letter.document_id) in sources
        assert len(sources) == 6

    def test_without_a_document_the_paraphrase_stays(self):
        tables = join()
        assert [row["text"] for row in tables["weaknesses"]] == ["Late plans.", "Adulthood.", "Families."]
        assert all(row["is_best"] for row in tables["weakness_sources"])

    def test_the_letter_beats_the_paper_that_sums_it_up_whichever_comes_first(self):
        paper = make_record(
            "Plans late", "Adult life", "Talking with parents", name="a-paper.md",
            doc_type=DocType.COMMITTEE_REPORT, inspection=InspectionFinding("2016", "full", date(2020, 3, 2)),
        )  # fmt: skip
        letter = make_record(ONE, TWO, THREE, name="z-letter.pdf")
        for records in ((paper, letter), (letter, paper)):
            tables = join(*records)
            assert [row["text"] for row in tables["weaknesses"]] == [ONE, TWO, THREE]
            told = [row for row in tables["weakness_sources"] if row["document_id"] == paper.document_id]
            assert [row["weakness_id"][-2:] for row in told] == ["w1", "w2", "w3"]

    def test_of_two_equal_papers_the_fuller_quotation_gives_the_wording(self):
        about = InspectionFinding("2016", "full", date(2020, 3, 2))
        agenda = make_record("Late plans", "Adult life", "Parents", name="agenda.md",
                             doc_type=DocType.COMMITTEE_REPORT, inspection=about)  # fmt: skip
        slides = make_record(ONE, TWO, THREE, name="slides.md", doc_type=DocType.COMMITTEE_REPORT, inspection=about)
        tables = join(agenda, slides)
        assert [row["text"] for row in tables["weaknesses"]] == [ONE, TWO, THREE]

    def test_a_paper_that_names_only_one_weakness_does_not_hide_the_others(self):
        paper = make_record(
            ONE, doc_type=DocType.COMMITTEE_REPORT, inspection=InspectionFinding("2016", "full", date(2020, 3, 2))
        )
        tables = join(paper)
        assert [row["text"] for row in tables["weaknesses"]] == ["Late plans.", "Adulthood.", "Families."]
        assert errors(tables) == ["unmatched_weakness"]

    def test_news_does_not_replace_the_paraphrase_but_is_a_source(self):
        news = make_record("plans", "adult life", "families", doc_type=DocType.NEWS, inspection=None,
                           published=date(2020, 10, 9))  # fmt: skip
        tables = join(news)
        assert [row["text_origin"] for row in tables["weaknesses"]] == ["paraphrase"] * 3
        assert sum(row["document_id"] == news.document_id for row in tables["weakness_sources"]) == 3

    def test_themes_come_with_the_wording(self):
        tables = join(make_record(ONE, TWO, THREE))
        assert tables["weakness_themes"] == [
            {
                "weakness_id": "norfolk-2020-03-w3",
                "theme_id": "coproduction",
                "evidence": "parents",
                "confidence": 0.9,
                "basis": "model",
            }
        ]

    def test_what_a_page_told_of_one_weakness_stays_until_a_letter_tells_it(self):
        told = [row | {"progress": "not_sufficient", "progress_basis": "stated"} for row in PARAPHRASES]
        assert [row["progress"] for row in join(weaknesses=told)["weaknesses"]] == ["not_sufficient"] * 3
        letter = make_record(ONE, TWO, THREE)
        revisit = make_record(
            ONE, TWO, THREE, name="revisit.pdf", doc_type=DocType.REVISIT_LETTER, inspection=REVISIT,
            progress=("sufficient", None, None),
        )  # fmt: skip
        rows = by_id(join(letter, revisit, weaknesses=told), "weaknesses", "weakness_id")
        assert [row["progress"] for row in rows.values()] == ["sufficient", "not_sufficient", "not_sufficient"]

    def test_themes_people_read_stay_where_a_document_words_the_same_list(self):
        assert join(make_record(ONE, TWO, THREE)).curated == {f"norfolk-2020-03-w{number}" for number in (1, 2, 3)}
        assert join(make_record(ONE, TWO)).curated == set()

    def test_low_confidence_waits_for_review(self):
        tables = join(make_record(ONE, TWO, THREE, confidence=0.4))
        assert {row["review_status"] for row in tables["weaknesses"]} == {"unreviewed"}

    def test_a_list_without_an_inspection_is_told(self):
        tables = join(make_record(ONE, inspection=None, doc_type=DocType.NEWS), inspections=[], weaknesses=[])
        assert tables["weaknesses"] == []
        assert errors(tables) == ["no_inspection"]


class TestRevisits:
    verdicts = ("sufficient", "not_sufficient", "sufficient")

    def test_verdicts_are_set_on_the_first_inspections_weaknesses(self):
        letter = make_record(ONE, TWO, THREE)
        revisit = make_record(
            THREE + " (area 3)", ONE, TWO, name="revisit.pdf",
            doc_type=DocType.REVISIT_LETTER, inspection=REVISIT, progress=("not_sufficient", "sufficient", "sufficient"),
        )  # fmt: skip
        tables = join(letter, revisit)
        rows = by_id(tables, "weaknesses", "weakness_id")
        assert {key[-2:]: row["progress"] for key, row in rows.items()} == {
            "w1": "sufficient", "w2": "sufficient", "w3": "not_sufficient",
        }  # fmt: skip
        assert {row["progress_document_id"] for row in rows.values()} == {revisit.document_id}
        assert {row["document_id"] for row in rows.values()} == {letter.document_id}
        inspections = by_id(tables, "inspections", "inspection_id")
        assert inspections["norfolk-2022-11-revisit"]["follows_id"] == "norfolk-2020-03"

    def test_a_revisit_letter_alone_gives_list_and_verdicts(self):
        revisit = make_record(
            ONE, TWO, THREE, doc_type=DocType.REVISIT_LETTER, inspection=REVISIT, progress=self.verdicts
        )
        tables = join(revisit)
        rows = by_id(tables, "weaknesses", "weakness_id")
        assert rows["norfolk-2020-03-w2"]["text"] == TWO
        assert rows["norfolk-2020-03-w2"]["progress"] == "not_sufficient"

    def test_paraphrases_in_order_take_the_verdicts_of_a_paraphrased_list(self):
        revisit = make_record(
            "First area", "Second area", "Third area", doc_type=DocType.REVISIT_LETTER,
            inspection=REVISIT, progress=self.verdicts, text_origin="paraphrase",
        )  # fmt: skip
        tables = join(revisit)
        assert [row["progress"] for row in tables["weaknesses"]] == list(self.verdicts)


class TestInspections:
    def test_a_report_decides_its_row_and_the_register_fills_what_it_does_not_say(self):
        report = make_record(ONE, TWO, THREE)
        row = join(report, inspections=[inspection_row(published="2020-06-09")])["inspections"][0]
        assert (row["inspection_id"], row["basis"], row["document_id"]) == (
            "norfolk-2020-03", "document", report.document_id,
        )  # fmt: skip
        assert (row["end_date"], row["published"]) == ("2020-03-06", "2020-06-09")

    def test_dates_a_few_days_out_are_the_same_inspection_under_the_registers_id(self):
        report = make_record(
            inspection=InspectionFinding("2016", "full", date(2020, 2, 28), date(2020, 3, 6), is_report=True)
        )
        rows = join(report)["inspections"]
        assert [(row["inspection_id"], row["start_date"]) for row in rows] == [("norfolk-2020-03", "2020-02-28")]

    def test_a_report_on_another_day_is_another_inspection(self):
        report = make_record(inspection=InspectionFinding("2023", "full", date(2024, 10, 7), is_report=True))
        ids = [row["inspection_id"] for row in join(report)["inspections"]]
        assert ids == ["norfolk-2020-03", "norfolk-2024-10"]

    def test_two_inspections_in_one_month_keep_apart(self):
        monitoring = InspectionFinding("2023", "monitoring", date(2025, 9, 1), is_report=True)
        again = InspectionFinding("2023", "monitoring", date(2025, 9, 29), is_report=True)
        tables = join(make_record(name="a", inspection=monitoring), make_record(name="b", inspection=again))
        ids = [row["inspection_id"] for row in tables["inspections"]]
        assert ids[1:] == ["norfolk-2025-09-monitoring", "norfolk-2025-09-monitoring-2"]

    def test_a_paper_with_another_date_is_joined_and_the_difference_told(self):
        about = InspectionFinding("2016", "full", date(2020, 5, 4))
        tables = join(make_record(ONE, TWO, THREE, doc_type=DocType.COMMITTEE_REPORT, inspection=about))
        assert [row["start_date"] for row in tables["inspections"]] == ["2020-03-02"]
        assert errors(tables) == ["date_mismatch"]

    def test_a_plan_of_an_inspection_that_nobody_knows_is_tied_to_no_other(self):
        told = [("inspection_start", "2021-11-08"), ("wsoa_submitted", "2022-03-14")]
        plan = make_record(
            "Waits for therapy", actions=["Hire more staff"], events=told, doc_type=DocType.ACTION_PLAN, inspection=None
        )
        later = inspection_row("norfolk-2024-10", framework="2023", start_date="2024-10-07", plan_required=0)
        tables = join(plan, inspections=[inspection_row(), later])
        assert [row["inspection_id"] for row in tables["actions"]] == [None]
        assert [row["inspection_id"] for row in tables["timeline"] if row["document_id"]] == [None, None]
        assert [row["text_origin"] for row in tables["weaknesses"]] == ["paraphrase"] * 3
        assert errors(tables) == ["date_mismatch", "no_inspection"]
        tables = join(plan, inspections=[inspection_row(start_date="2021-11-15")])
        assert [row["inspection_id"] for row in tables["actions"]] == ["norfolk-2020-03"]

    def test_a_paper_that_dates_an_inspection_years_off_is_not_about_the_one_that_is_known(self):
        about = InspectionFinding("2016", "full", date(2018, 5, 4))
        tables = join(make_record(ONE, TWO, THREE, doc_type=DocType.COMMITTEE_REPORT, inspection=about))
        assert [row["text_origin"] for row in tables["weaknesses"]] == ["paraphrase"] * 3
        assert errors(tables)[0] == "date_mismatch"

    @pytest.mark.parametrize(
        ("published", "expected"), [(date(2020, 10, 9), "norfolk-2020-03"), (date(2019, 1, 1), None)]
    )
    def test_a_document_without_dates_belongs_to_the_last_inspection_before_it(self, published, expected):
        news = make_record(actions=["Hire more staff"], doc_type=DocType.NEWS, inspection=None, published=published)
        assert [row["inspection_id"] for row in join(news)["actions"]] == [expected]

    def test_a_plan_goes_before_a_later_inspection_that_needed_none_while_it_runs(self):
        rows = [
            inspection_row(),
            inspection_row("norfolk-2023-05", framework="2023", start_date="2023-05-15", plan_required=0),
        ]
        for published, expected in ((date(2024, 1, 10), "norfolk-2020-03"), (date(2026, 1, 10), "norfolk-2023-05")):
            news = make_record(actions=["Hire more staff"], doc_type=DocType.NEWS, inspection=None, published=published)
            assert [row["inspection_id"] for row in join(news, inspections=rows)["actions"]] == [expected]

    @pytest.mark.parametrize(
        ("doc_type", "events", "expected"),
        [
            (DocType.ACCEPTANCE_LETTER, [], "norfolk-2020-03"),
            (DocType.ACTION_PLAN, [("wsoa_accepted", "2020-09-25")], "norfolk-2020-03"),
            (
                DocType.ACTION_PLAN,
                [("plan_published", "2025-02-01"), ("reinspection_expected", "2027-01-01")],
                "norfolk-2024-10",
            ),
            (DocType.ACTION_PLAN, [], None),
        ],
    )
    def test_of_two_plans_a_document_tells_by_its_type_or_its_events_which_it_is_about(
        self, doc_type, events, expected
    ):
        rows = [inspection_row(), inspection_row("norfolk-2024-10", framework="2023", start_date="2024-10-07")]
        plan = make_record(actions=["Hire more staff"], events=events, doc_type=doc_type, inspection=None)
        assert [row["inspection_id"] for row in join(plan, inspections=rows)["actions"]] == [expected]

    def test_without_an_area_findings_are_left_out_and_told(self):
        tables = join(make_record(ONE, area_id=None))
        assert errors(tables) == ["unknown_area"]
        assert len(tables["documents"]) == 1


class TestItems:
    def test_actions_point_to_the_weakness_with_their_number(self):
        blank = Quote("Train more assessors", 1, 0, 0)
        plan = make_record(
            actions=[ActionFinding(blank, weakness_number=2), "Publish a guide"], doc_type=DocType.ACTION_PLAN,
            inspection=None, published=date(2020, 10, 9),
        )  # fmt: skip
        rows = join(plan)["actions"]
        assert [(row["action_id"], row["weakness_id"]) for row in rows] == [
            ("norfolk-2020-03-a1", "norfolk-2020-03-w2"),
            ("norfolk-2020-03-a2", None),
        ]

    def test_an_action_repeated_by_a_later_version_is_one_action_with_two_reviews(self):
        action = ActionFinding(Quote("Train more assessors", 1, 0, 0))
        plans = [
            make_record(
                actions=[ActionFinding(action.quote, status=status)], name=f"plan-{day}.pdf",
                doc_type=DocType.ACTION_PLAN, inspection=None, published=day, retrieved_at=f"{day}T09:00:00Z",
            )
            for status, day in (("amber", date(2020, 10, 9)), ("green", date(2021, 4, 1)))
        ]  # fmt: skip
        tables = join(*plans)
        assert [(row["action_id"], row["status"]) for row in tables["actions"]] == [("norfolk-2020-03-a1", "green")]
        assert [(row["review"], row["status"]) for row in tables["action_reviews"]] == [
            ("2020-10-09", "amber"), ("2021-04-01", "green"),
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("url", "actions", "expected"),
        [
            (
                "http://www.council.example/plan/",
                ["Hire more staff", "Train them"],
                ["norfolk-2020-03-a1", "norfolk-2020-03-a2"],
            ),
            ("https://council.example/plan", ["Hire more staff"], []),
            ("https://council.example/other", ["Hire more staff", "Train them"], []),
        ],
    )
    def test_paraphrased_actions_give_way_once_their_page_is_read(self, url, actions, expected):
        told = [paraphrased_action(n, f"Something else {n}") for n in (1, 2)]
        register = KnownRows([inspection_row()], PARAPHRASES, actions=told, taken_ids=frozenset(a["action_id"] for a in told),
                            area_ids=frozenset({"norfolk"}))  # fmt: skip
        page = make_record(actions=actions, doc_type=DocType.ACTION_PLAN, inspection=None, published=date(2021, 1, 1),
                           source_url=url)  # fmt: skip
        tables = link_records(register, [page])
        assert tables.superseded_actions == expected
        assert tables["actions"][0]["action_id"] == "norfolk-2020-03-a3"

    def test_a_document_with_our_own_words_takes_the_place_of_the_paraphrase_under_its_id(self):
        told = [
            paraphrased_action(1, "Recruit more staff to the special educational needs teams.", owner="the council")
        ]
        register = KnownRows([inspection_row()], PARAPHRASES, actions=told, taken_ids=frozenset({"norfolk-2020-03-a1"}),
                            area_ids=frozenset({"norfolk"}))  # fmt: skip
        page = make_record(actions=["Recruiting more staff to the special educational needs teams", "Open a phone line"],
                           name="a.html", doc_type=DocType.LOCAL_OFFER_PAGE, inspection=None, published=date(2021, 1, 1),
                           text_origin="paraphrase")  # fmt: skip
        plan = make_record(actions=["Recruit more staff to the special educational needs teams"], name="b.html",
                           doc_type=DocType.ACTION_PLAN, inspection=None, published=date(2021, 1, 2), text_origin="paraphrase")  # fmt: skip
        tables = link_records(register, [page, plan])
        rows = tables["actions"]
        assert [(row["action_id"], row["document_id"]) for row in rows] == [
            ("norfolk-2020-03-a1", page.document_id), ("norfolk-2020-03-a2", page.document_id),
        ]  # fmt: skip
        assert (rows[0]["weakness_id"], rows[0]["owner"]) == ("norfolk-2020-03-w1", "the council")
        assert (tables.replaced_actions, tables.superseded_actions) == (["norfolk-2020-03-a1"], [])

    def test_a_paraphrased_document_gives_way_to_the_official_one_of_its_kind(self):
        ours = make_record(actions=["Hire more staff soon"], name="ours.html", text_origin="paraphrase",
                           doc_type=DocType.ACTION_PLAN, inspection=None, published=date(2021, 1, 1))  # fmt: skip
        plan = make_record(actions=["Train new assessors", "Publish a guide"], doc_type=DocType.ACTION_PLAN, inspection=None,
                           published=date(2021, 1, 1))  # fmt: skip
        assert {row["document_id"] for row in join(ours, plan)["actions"]} == {plan.document_id}
        assert len(join(ours)["actions"]) == 1

    def test_a_paraphrased_strength_gives_way_to_an_official_one(self):
        ours = make_record(strengths=["Schools work well together"], name="ours.html", text_origin="paraphrase")
        letter = make_record(strengths=["Early years staff spot needs early"])
        assert [(row["strength_id"], row["text"]) for row in join(ours, letter)["strengths"]] == [
            ("norfolk-2020-03-s1", "Early years staff spot needs early")
        ]
        assert len(join(ours)["strengths"]) == 1

    def test_of_two_paraphrases_of_one_report_the_fuller_is_shown(self):
        known = [
            {"strength_id": f"norfolk-2020-03-s{n}", "inspection_id": "norfolk-2020-03", "text": f"Strength {n}"}
            for n in (1, 2)
        ]

        def texts(*records):
            register = KnownRows([inspection_row()], strengths=known, area_ids=frozenset(["norfolk"]))
            tables = link_records(register, records)
            return [row["text"] for row in tables["strengths"]], tables.curated

        ours = ["Strength 1", "Strength 2"]
        assert texts() == (ours, set())
        assert texts(make_record(strengths=["Less"], name="ours.html", text_origin="paraphrase")) == (ours, set())
        assert texts(make_record(strengths=["Schools work well"])) == (["Schools work well"], set())
        # A report that praises as often as we have told: what people read of each holds.
        both = ["Schools work well together", "Early years staff spot needs early"]
        assert texts(make_record(strengths=both)) == (both, {"norfolk-2020-03-s1", "norfolk-2020-03-s2"})

    def test_a_report_without_its_address_has_the_registers(self):
        address = "https://files.ofsted.gov.uk/v1/file/50999999"
        letter = make_record(ONE, strengths=["Schools work well together"])
        tables = join(letter, inspections=[inspection_row(source_url=address)], weaknesses=[])
        rows = [tables[name][0] for name in ("documents", "weaknesses", "weakness_sources", "strengths")]
        assert [row["source_url"] for row in rows] == [address] * 4
        # A table's or a page's address is not the report's, and a news page is not the report.
        page = join(letter, inspections=[inspection_row(source_url="https://example.org/table")], weaknesses=[])
        assert page["documents"][0]["source_url"] is None
        news = make_record(ONE, TWO, THREE, doc_type=DocType.NEWS, inspection=None, published=date(2020, 10, 9))
        about = join(news, inspections=[inspection_row(source_url=address)], weaknesses=[])
        assert about["documents"][0]["source_url"] is None

    def test_a_second_copy_of_the_report_adds_no_strengths(self):
        one = make_record(strengths=["Early years staff spot needs early"], name="letter.pdf")
        two = make_record(strengths=["Early-years staff spot needs early."], name="letter.html")
        assert len(join(one, two)["strengths"]) == 1

    def test_a_request_and_the_paper_that_answers_it_are_one_row(self):
        request = "Say who will check that the new panel works"
        letter = make_record(requests=[(request, None)], doc_type=DocType.ACCEPTANCE_LETTER, inspection=None,
                             published=date(2020, 10, 1))  # fmt: skip
        paper = make_record(requests=[(request, "The board checks it each term")], name="paper.md",
                            doc_type=DocType.COMMITTEE_REPORT, inspection=FULL, published=date(2020, 12, 1))  # fmt: skip
        rows = join(letter, paper)["plan_feedback"]
        assert [(row["feedback_id"], row["response"], row["document_id"]) for row in rows] == [
            ("norfolk-2020-03-f1", "The board checks it each term", paper.document_id)
        ]


def test_a_monitoring_inspection_sets_effective_action_on_the_priority_actions():
    report = make_record(
        ONE, kind=WeaknessKind.PRIORITY_ACTION,
        inspection=InspectionFinding("2023", "full", date(2024, 1, 15), is_report=True, plan_required=True),
    )  # fmt: skip
    monitoring = make_record(
        ONE, kind=WeaknessKind.PRIORITY_ACTION, name="monitoring.pdf", doc_type=DocType.MONITORING_REPORT,
        inspection=InspectionFinding("2023", "monitoring", date(2025, 9, 1), is_report=True), progress=["effective_action"],
    )  # fmt: skip
    tables = join(report, monitoring, weaknesses=[])
    assert [(row["weakness_id"], row["progress"]) for row in tables["weaknesses"]] == [
        ("norfolk-2024-01-p1", "effective_action")
    ]
