"""Events read from sentences as councils write them."""

from datetime import date

import pytest

from extract.events.find import find_events
from extract.model.document import Draft, Kind, assemble


def events(*texts: str, published: date | None = None):
    drafts = [Draft(Kind.HEADING if text.startswith("#") else Kind.PARAGRAPH, text.lstrip("# ")) for text in texts]
    found = find_events(assemble(drafts, media_type="text/plain"), published=published)
    return [(event.date, event.event) for event in found]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Ofsted and the CQC visited Marland from 3 to 7 February 2020.",
            [("2020-02-03", "inspection_start"), ("2020-02-07", "inspection_end")],
        ),
        (
            "Between 3 February 2020 and 7 February 2020 Ofsted and the Care Quality Commission conducted a joint "
            "inspection of the local area.",
            [("2020-02-03", "inspection_start"), ("2020-02-07", "inspection_end")],
        ),
        (
            "The joint local area SEND inspection took place during the week of 3rd to 7th February 2020.",
            [("2020-02-03", "inspection_start"), ("2020-02-07", "inspection_end")],
        ),
        ("The area was inspected by Ofsted and CQC in February 2020.", [("2020-02", "inspection_start")]),
        ("Following the Ofsted/CQC inspection in May 2019, a plan was drawn up.", [("2019-05", "inspection_start")]),
        ("The final letter was received on 2 March 2020.", [("2020-03-02", "letter_received")]),
        ("The council received the inspection report on 2nd March 2020.", [("2020-03-02", "letter_received")]),
        ("The letter is dated 1 March 2020.", [("2020-03-01", "letter_dated")]),
        ("The inspection report was published on 9 March 2020.", [("2020-03-09", "letter_published")]),
        ("On 9 March 2020 Ofsted published its report.", [("2020-03-09", "letter_published")]),
        ("The inspection report was published on 9 March 2024.", [("2024-03-09", "report_published")]),
        ("The statement of action must be submitted to Ofsted by 12 June 2020.", [("2020-06-12", "wsoa_due")]),
        ("The deadline for the WSoA is 12 June 2020.", [("2020-06-12", "wsoa_due")]),
        ("The local area has until 12 June 2020 to submit its WSoA.", [("2020-06-12", "wsoa_due")]),
        (
            "Partners were given until 12 June 2020 to produce a written statement of action.",
            [("2020-06-12", "wsoa_due")],
        ),
        ("Leaders have until 12 June 2024 to send Ofsted a priority action plan.", [("2024-06-12", "plan_due")]),
        ("We plan to submit the WSoA on 1 June 2020.", [("2020-06-01", "wsoa_submission_planned")]),
        ("The WSoA was submitted on 8/6/20.", [("2020-06-08", "wsoa_submitted")]),
        ("Our Written Statement of Action was submitted to Ofsted in June 2020.", [("2020-06", "wsoa_submitted")]),
        (
            "On 30 June 2020 Ofsted confirmed that the WSoA was fit for purpose.",
            [("2020-06-30", "wsoa_accepted")],
        ),
        ("Ofsted and CQC approved the WSoA on 30 June 2020.", [("2020-06-30", "wsoa_accepted")]),
        (
            "Ofsted and the CQC have accepted our written statement of action (WSoA), which we sent them on 8 June 2020.",
            [("2020-06-08", "wsoa_submitted")],
        ),
        (
            "The WSoA was submitted on 8 June 2020 and accepted by Ofsted on 30 June 2020.",
            [("2020-06-08", "wsoa_submitted"), ("2020-06-30", "wsoa_accepted")],
        ),
        ("The Written Statement of Action was published on 6 July 2020.", [("2020-07-06", "wsoa_published")]),
        ("The revised WSoA was signed off by the board on 14 July 2020.", [("2020-07-14", "wsoa_updated")]),
        (
            "The Department for Education held a monitoring visit on 3 November 2020.",
            [("2020-11-03", "dfe_monitoring")],
        ),
        (
            "A support and challenge meeting with the DfE and NHS England took place on 3 November 2020.",
            [("2020-11-03", "dfe_monitoring")],
        ),
        ("We expect Ofsted to revisit the area in spring term 2022.", [("2022-03", "reinspection_expected")]),
        ("A re-inspection is likely in January 2022.", [("2022-01", "reinspection_expected")]),
        ("The plan prepares for a further area inspection in 2022.", [("2022", "reinspection_expected")]),
        (
            "Inspectors revisited the area from 10 to 12 January 2022.",
            [("2022-01-10", "revisit_start"), ("2022-01-12", "revisit_end")],
        ),
        (
            "The final SEND re-visit report was published by Ofsted on the 6 January 2020, following the re-visit on the "
            "11 - 13 November 2019.",
            [("2019-11-11", "revisit_start"), ("2019-11-13", "revisit_end"), ("2020-01-06", "revisit_published")],
        ),
        (
            "The outcome of the Ofsted and CQC re-visit of Marland is published today (5 May 2022).",
            [("2022-05-05", "revisit_published")],
        ),
        (
            "Ofsted and the CQC conducted a SEND re-visit of our local area from Monday 4 April to Wednesday 6 April 2022.",
            [("2022-04-04", "revisit_start"), ("2022-04-06", "revisit_end")],
        ),
        (
            "The WSOA had been filed with Ofsted and the CQC on 14th January 2022 in response to the SEND local area "
            "inspection carried out between 4 October and 8 October 2021.",
            [("2021-10-04", "inspection_start"), ("2021-10-08", "inspection_end"), ("2022-01-14", "wsoa_submitted")],
        ),
        (
            "It was approved as fit for purpose by Ofsted on 9 May 2022 and the WSoA is monitored by the DfE.",
            [("2022-05-09", "wsoa_accepted")],
        ),
        (
            "The weaknesses of the inspection report letter dated 20 May 2020 remain.",
            [("2020-05-20", "letter_dated")],
        ),
        ("This was found in the Ofsted SEND inspection held in May 2017.", [("2017-05", "inspection_start")]),
        (
            "Marland had its first SEND inspection in May 2019 and the result (published in August 2019) was that a "
            "Written Statement of Action was required.",
            [("2019-05", "inspection_start"), ("2019-08", "letter_published")],
        ),
        (
            "Delivery is subject to quarterly monitoring by DfE/NHS England, and the first monitoring visit had taken "
            "place in January 2023.",
            [("2023-01", "dfe_monitoring")],
        ),
        ("Following the reinspection in May 2019 two areas remain.", [("2019-05", "revisit_start")]),
        (
            "Ofsted and CQC will be undertaking the re-visit of services for SEND between 20th and 22nd May 2020.",
            [("2020-05-20", "revisit_start"), ("2020-05-22", "revisit_end")],
        ),
        (
            "After their previous visit, which took place between 18 March and 22 March 2019, the inspecting bodies wrote.",
            [("2019-03-18", "inspection_start"), ("2019-03-22", "inspection_end")],
        ),
        (
            "A good outcome of the re-inspection in May 2022 would show it.",
            [("2022-05", "reinspection_expected")],
        ),
        ("The priority action plan was published on 18 December 2023.", [("2023-12-18", "plan_published")]),
        ("We have submitted the priority action plan on 15 March 2024.", [("2024-03-15", "other")]),
        ("The draft priority action plan was not submitted until 15 March 2024.", []),
        ("A monitoring inspection is expected in March 2025.", [("2025-03", "monitoring_expected")]),
        ("The DfE issued an improvement notice on 16 November 2023.", [("2023-11-16", "improvement_notice")]),
    ],
)
def test_sentences(sentence, expected):
    assert events(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "The SEND strategy was published in January 2020.",
        "The committee meets on 17 July 2020.",
        "The department looks at these rules again on 25 September 2020.",
        "The Ombudsman's report on a complaint was published on 4 May 2020.",
        "The parents' workshop was held on 1 July 2020.",
        "We commissioned a service in April 2020.",
        "The agenda was published on 9 July 2020.",
        "Our SEND strategy was launched in the summer of 2019.",
        "The inspection of the children's home on 4 May 2021 was positive.",
        "Ofsted inspected Marland High School on 4 May 2021.",
        "The SEND Improvement Board next meets on 3 June 2021.",
        "Ofsted visited our children's homes last year.",
        "Schools reopened on 1 June 2020.",
        "Public questions must be received by 14 July 2020.",
    ],
)
def test_other_dates_are_no_events(sentence):
    assert events(sentence) == []


def test_years_come_from_the_document_s_day_else_the_year_last_named():
    assert events("The WSoA deadline is 7 September.", published=date(2020, 7, 17)) == [("2020-09-07", "wsoa_due")]
    assert events("The WSoA deadline is 7 January.", published=date(2020, 11, 1)) == [("2021-01-07", "wsoa_due")]
    assert events("# June 2020: first steps", "9th June – Ofsted publish report on their website") == [
        ("2020-06-09", "letter_published")
    ]
    assert events("# Review 2019", "In May, Ofsted and CQC carried out a joint inspection.") == [
        ("2019-05", "inspection_start")
    ]
    assert events("The WSoA deadline is 7 September.") == []


def test_today_is_the_document_s_day():
    sentence = "A statement of action has been published today."
    assert events(sentence, published=date(2021, 3, 5)) == [("2021-03-05", "wsoa_published")]
    assert events(sentence) == []


def test_a_span_line_takes_its_meaning_from_the_label_before_it():
    assert events(
        "Timeline: 70 (working) days to WSoA submission",
        "Start Date 2 March 2020 to End Date 12 June 2020",
        "Timeline: 18 months to re-inspection",
        "Start Date June 2020 to End Date December 2021",
    ) == [("2020-06-12", "wsoa_due"), ("2021-12", "reinspection_expected")]


def test_an_event_stated_twice_is_one_and_the_exact_date_wins():
    assert events(
        "The area was inspected by Ofsted in February 2020.",
        "Ofsted and the CQC visited the area from 3 to 7 February 2020.",
        "Ofsted and the CQC visited the area from 3 to 7 February 2020.",
    ) == [("2020-02-03", "inspection_start"), ("2020-02-07", "inspection_end")]


def test_quotes_are_sentences_of_the_document():
    document = assemble(
        [Draft(Kind.PARAGRAPH, "We met. The letter was received on 2 March 2020. We left.")], media_type="text/plain"
    )
    (event,) = find_events(document)
    assert event.quote.text == "The letter was received on 2 March 2020."
    assert document.text[event.quote.char_start : event.quote.char_end] == event.quote.text


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("3 June 2021 – Letter received", [("2021-06-03", "letter_received")]),
        ("10 June 2021: Letter published by Ofsted", [("2021-06-10", "letter_published")]),
        ("WSoA deadline – 9 September 2021", [("2021-09-09", "wsoa_due")]),
        ("WSoA submitted: 2 September 2021", [("2021-09-02", "wsoa_submitted")]),
        ("16 September 2021 WSoA approved by Ofsted", [("2021-09-16", "wsoa_accepted")]),
        ("Inspection dates: 1 to 5 March 2021", [("2021-03-01", "inspection_start"), ("2021-03-05", "inspection_end")]),
        ("March 2021 - Ofsted and CQC SEND inspection", [("2021-03", "inspection_start")]),
        ("Spring 2023 | Re-inspection expected", [("2023-03", "reinspection_expected")]),
        ("SEND re-visit: 6 - 8 June 2022", [("2022-06-06", "revisit_start"), ("2022-06-08", "revisit_end")]),
        ("4 May 2022 – DfE and NHS England monitoring meeting", [("2022-05-04", "dfe_monitoring")]),
        ("Date of meeting: 4 May 2021", []),
        ("4 May 2021 Workshop for parents", []),
        ("Report published on libraries and the many other things the council runs for us all, 4 May 2021", []),
        ("Inspection of Marland High School: 4 May 2021", []),
        ("Report published: 4 May 2021", []),
        ("Decision published: 4 May 2021", []),
        ("4 May 2021", []),
        ("January 2025 | Priority action plan sent to Ofsted", [("2025-01", "other")]),
        ("The priority action plan was submitted on 15 March 2024.", [("2024-03-15", "other")]),
        ("Priority action plan to be submitted: 15 March 2024", [("2024-03-15", "plan_due")]),
        ("Priority action plan deadline: 15 March 2024", [("2024-03-15", "plan_due")]),
    ],
)
def test_lines_of_a_timeline(line, expected):
    assert events(line) == expected


def test_names_of_persons_stay_out_of_quotes():
    document = assemble(
        [Draft(Kind.PARAGRAPH, "Cllr Jan Marsh said that, as the letter was received on 2 March 2020, work began.")],
        media_type="text/plain",
    )
    (event,) = find_events(document)
    assert event.quote.text == "as the letter was received on 2 March 2020"


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        (
            "The council and the CCG share the written statement of action. It was submitted to Ofsted on 4 March 2022 and "
            "was declared fit for purpose on 18 March 2022.",
            [("2022-03-04", "wsoa_submitted"), ("2022-03-18", "wsoa_accepted")],
        ),
        (
            "Leaders wrote the WSoA with families. This was accepted by Ofsted and the CQC on 7 June 2019.",
            [("2019-06-07", "wsoa_accepted")],
        ),
        (
            "Members saw the statement of action. The document was submitted on 3 May 2019.",
            [("2019-05-03", "wsoa_submitted")],
        ),
        ("Members saw the strategy. It was submitted on 3 May 2019.", []),
        ("We have a written statement of action. Minutes were submitted on 3 May 2019.", []),
        (
            "We have not sent the WSoA to Ofsted but expect to do so by 26 April 2019.",
            [("2019-04-26", "wsoa_submission_planned")],
        ),
        ("The WSoA is drafted and we plan to do so on 26 April 2019.", [("2019-04-26", "wsoa_submission_planned")]),
        ("The inspectors’ letter of 12 August 2021 names two weaknesses.", [("2021-08-12", "letter_dated")]),
        ("Ofsted inspected the area. Their letter of 4 March 2022 says so.", [("2022-03-04", "letter_dated")]),
        ("The inspection is told in a letter dated 4 March 2022.", [("2022-03-04", "letter_dated")]),
        ("A letter of 4 March 2022 from the school tells parents of term dates.", []),
    ],
)
def test_what_it_means_stands_in_the_sentence_before(paragraph, expected):
    assert events(paragraph) == expected


@pytest.mark.parametrize(
    "lines",
    [
        (
            "Services must be better by the end of March 2025.",
            "The notice follows the Ofsted inspection of SEND in June.",
        ),
        ("The plan ends in July 2022.", "Ofsted revisited the local area in April of this year."),
        ("# Accelerated Progress Plan 2021", "Inspectors revisited the area in May."),
        ("In March 2020 Ofsted inspected the local area. They revisited the area in November.",),
    ],
)
def test_a_year_that_is_not_said_is_not_guessed(lines):
    found = events(*lines)
    assert not any(event in ("revisit_start", "improvement_notice") for _, event in found)
    assert not any(day.startswith(("2025", "2022")) and event == "inspection_start" for day, event in found)


def test_this_year_and_last_year_are_counted_from_the_document_s_day():
    told = "Ofsted and the CQC carried out a joint inspection of SEND in April {} year."
    assert events(told.format("of this"), published=date(2021, 11, 1)) == [("2021-04", "inspection_start")]
    assert events(told.format("last"), published=date(2021, 2, 1)) == [("2020-04", "inspection_start")]


@pytest.mark.parametrize(
    "text",
    [
        "The framework for area SEND inspections was launched in January 2023.",
        "Ofsted and the CQC have carried out joint SEND inspections of all local areas since 2016.",
        "Since the area SEND inspection programme in May 2016, most councils were told of weaknesses.",
        "Across England, area SEND inspections carried out in 2019 found the same.",
    ],
)
def test_a_frameworks_beginning_is_no_inspections(text):
    assert [found for found in events(text) if found[1] == "inspection_start"] == []


@pytest.mark.parametrize(
    "text",
    [
        "The department had issued the council with a Statutory Direction on 4th August 2023.",
        "A statutory direction was served on the council on 4 August 2023.",
        "On 4 August 2023 the Secretary of State gave the council a statutory direction.",
    ],
)
def test_a_statutory_direction_is_an_event(text):
    assert events(text) == [("2023-08-04", "other")]


@pytest.mark.parametrize(
    "text",
    [
        "An improvement notice was issued by the Minister for Children, Families and Wellbeing on 15th May 2024.",
        "The council was served with an improvement notice on 15 May 2024.",
        "The improvement notice, signed by the minister, dated 15 May 2024.",
    ],
)
def test_an_improvement_notice_is_an_event_however_many_commas_stand_before_its_date(text):
    assert events(text) == [("2024-05-15", "improvement_notice")]


VISIT = [("2021-07-05", "inspection_start"), ("2021-07-09", "inspection_end")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Six inspectors spent the week of 5 to 9 July 2021 in the borough.",
        "Ofsted and the CQC came to the city from Monday 5 to Friday 9 July 2021.",
        "Inspectors will be on site from 5 July 2021 until 9 July 2021.",
        "The director explained that the area had been inspected between 5th and 9th July 2021.",
        "They wanted to see what had changed since their inspection of 5-9 July 2021.",
    ],
)
def test_a_visit_is_told_by_who_came_where_the_page_says_what_for(sentence):
    assert events("# Local area SEND inspection", "Ofsted and the CQC have visited us.", sentence) == VISIT
    assert (
        events("# Ofsted visits our school", "It was a good week.", sentence.replace("Ofsted and the CQC", "They"))
        == []
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "In May 2019 the SEND services of the local area were inspected by Ofsted and the CQC.",
        "SEND services were inspected by Ofsted and the CQC in May 2019.",
        "The local area, where families were visited, was inspected by Ofsted and the CQC in May 2019.",
    ],
)
def test_were_inspected_is_no_reinspection(sentence):
    assert events(sentence) == [("2019-05", "inspection_start")]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Inspectors had returned from 5 July to 9 July 2021.", [("2021-07-05", "revisit_start"), ("2021-07-09", "revisit_end")]),
        ("The inspectors came again between 5 and 9 July 2021.", [("2021-07-05", "revisit_start"), ("2021-07-09", "revisit_end")]),
        ("The Written Statement had been sent to Ofsted on Friday 9 July 2021.", [("2021-07-09", "wsoa_submitted")]),
        ("The WSoA was judged fit for purpose on 9 July 2021.", [("2021-07-09", "wsoa_accepted")]),
        ("The board did not find that the WSoA was considered fit for purpose on 9 July 2021.", []),
        ("A report on SEND out on Friday 9 July 2021 praises schools.", [("2021-07-09", "letter_published")]),
        ("The letter on SEND, published on 9 July 2021, praises schools.", [("2021-07-09", "letter_published")]),
        ("We had to write a written statement of action. We published it on 9 July 2021.", [("2021-07-09", "wsoa_published")]),
        ("The priority action plan is out. It went live on 9 July 2024.", [("2024-07-09", "plan_published")]),
        ("The SEND improvement notice is a push. The notice is dated 9th July 2021.", [("2021-07-09", "improvement_notice")]),
        ("A workshop with the DfE and NHS England had taken place on 9 July 2021.", [("2021-07-09", "workshop")]),
        ("A workshop with the DfE for families will be held on 9 July 2021.", []),
    ],
)  # fmt: skip
def test_other_wordings_of_what_happened(sentence, expected):
    assert events("# SEND and the local area", sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The next area SEND inspection by Ofsted is expected from 8 to 12 March 2027.", [("2027-03-08", "full_inspection_expected")]),
        ("Ofsted will return for another SEND inspection on 8 to 12 March 2027.", [("2027-03-08", "full_inspection_expected")]),
        ("Ofsted will re-visit the local area from 7 to 9 March 2022.", [("2022-03-07", "revisit_start"), ("2022-03-09", "revisit_end")]),
    ],
)  # fmt: skip
def test_from_2023_on_the_next_visit_is_a_full_inspection(sentence, expected):
    assert events(sentence) == expected


@pytest.mark.parametrize("before", ["in January 2018", "between 8 and 12 January 2018"])
def test_the_date_before_a_revisit_that_has_its_own_is_not_the_revisits(before: str) -> None:
    found = events(
        f"The local area was inspected {before} and revisited by Ofsted and the CQC between 19 and 21 April 2021."
    )
    assert [each for each in found if each[0].startswith("2021")] == [
        ("2021-04-19", "revisit_start"),
        ("2021-04-21", "revisit_end"),
    ]
    assert not [each for each in found if each[0].startswith("2018") and each[1].startswith("revisit")]


def test_a_letter_told_of_right_after_a_revisit_is_the_revisits() -> None:
    text = "Ofsted and the CQC revisited the local area between 19 and 21 April 2021. The letter was published on 1 June 2021."
    assert ("2021-06-01", "revisit_published") in events(text)
    initial = "The revisit is awaited. The initial inspection letter was published on 1 June 2018."
    assert ("2018-06-01", "revisit_published") not in events(initial)


def test_a_revisit_keeps_its_days_where_the_inspection_before_is_named_after_them() -> None:
    text = "Between 28 November and 1 December 2022, Ofsted and the CQC revisited the local area to look at the work done since "
    found = events(f"{text}the original inspection in March 2020.")
    assert ("2022-11-28", "revisit_start") in found and ("2020-03", "revisit_start") not in found


def test_peers_on_site_are_no_inspectors():
    there = "The team was on site from 1 to 4 February 2022."
    assert (
        events("# SEND peer challenge of Marland", there + " Ofsted and the CQC have not yet come to the local area.")
        == []
    )
    assert events("# SEND inspection of Marland", there + " Ofsted and the CQC led it.")[:1] == [
        ("2022-02-01", "inspection_start")
    ]
