"""Whole council documents, from bytes to findings. All wording is invented and Marland is no real area."""

import io

import docx
import pytest

from extract.model.context import AreaName, Context
from extract.model.doc_types import DocType
from extract.pipeline import extract_findings
from extract.reading import read_document
from extract.types.news import extract_news

AREAS = (AreaName("marland", "Marland"), AreaName("northholt", "North Holt"))


def findings(data: str | bytes, name: str):
    content = data.encode() if isinstance(data, str) else data
    document = read_document(content, media_type=None, file_name=name)
    found = extract_findings(document, Context(areas=AREAS))
    for item in (*found.weaknesses, *found.actions):
        page = document.page_texts[item.quote.page - 1]
        assert " ".join(page[item.quote.char_start : item.quote.char_end].split()) == item.quote.text
    return found


def dated(found):
    return [(event.date, event.event) for event in found.events]


WEB_PAGE = """<!doctype html><html lang="en"><head><title>SEND inspection | Marland Local Offer</title></head><body>
<div class="cookie-banner"><p>We use cookies. <button>Accept</button></p></div>
<nav><ul><li>Home</li><li>Areas of weakness</li></ul></nav>
<main><h1>Marland SEND inspection</h1>
<p>Ofsted and the Care Quality Commission (CQC) inspected services for children with special educational needs and/or
disabilities (SEND) in Marland from 4 to 8 March 2019. The letter was published on 20<sup>th</sup> May 2019.</p>
<p>The local area must write a Written Statement of Action because of these areas of significant weakness:</p>
<ul><li>the time it takes to finish education, health and care plans;</li>
<li>the lack of a joint plan for therapies, including:<ul><li>speech and language therapy</li>
<li>occupational therapy</li></ul></li>
<li>families are not told what help there is.</li></ul>
<h2>What families told us</h2><p>Through our survey we learned that:</p>
<ol><li>nobody answers the phone</li><li>letters are hard to read</li></ol>
<h2>You said, we did</h2><p>As a result of this feedback:</p>
<ol><li>a phone line opened in June 2019</li><li>all letters were rewritten</li></ol>
<p>The Written Statement of Action was submitted to Ofsted on 2 September 2019 and approved by Ofsted on 16 September
2019.</p></main>
<aside class="related"><h2>Related pages</h2><ul><li>School meals</li></ul></aside>
<footer>Was this page helpful? Cookies. Last updated 3 May 2021</footer></body></html>"""


def test_local_offer_page():
    found = findings(WEB_PAGE, "page.html")
    assert (found.doc_type, found.area_id, found.problems) == (DocType.LOCAL_OFFER_PAGE, "marland", ())
    assert [item.quote.text for item in found.weaknesses] == [
        "the time it takes to finish education, health and care plans",
        "the lack of a joint plan for therapies, including: • speech and language therapy • occupational therapy",
        "families are not told what help there is.",
    ]
    assert [(item.status, item.quote.text) for item in found.actions] == [
        ("done", "a phone line opened in June 2019"),
        ("done", "all letters were rewritten"),
    ]
    assert dated(found) == [
        ("2019-03-04", "inspection_start"),
        ("2019-03-08", "inspection_end"),
        ("2019-05-20", "letter_published"),
        ("2019-09-02", "wsoa_submitted"),
        ("2019-09-16", "wsoa_accepted"),
    ]
    assert found.inspection is not None
    assert (found.inspection.framework, found.inspection.plan_required) == ("2016", True)


def committee_report() -> bytes:
    word = docx.Document()
    word.add_heading("Children and Young People Scrutiny Committee", 1)
    table = word.add_table(rows=2, cols=2)
    for row, (label, value) in enumerate(
        [("Date of meeting", "14 January 2020"), ("Report title", "SEND inspection: Written Statement of Action")]
    ):
        table.cell(row, 0).text, table.cell(row, 1).text = label, value
    word.add_heading("Purpose of the report", 2)
    word.add_paragraph("To inform members of the special educational needs (SEND) inspection of Marland.")
    word.add_heading("Recommendations", 2)
    word.add_paragraph("To note the areas of weakness", style="List Number")
    word.add_paragraph("To receive a further report in the summer", style="List Number")
    word.add_heading("Background", 2)
    word.add_paragraph("Inspectors from Ofsted and CQC visited Marland between 7 and 11 October 2019.")
    word.add_paragraph("The four areas of significant weakness identified in the letter are:")
    for text in (
        "Joint commissioning is weak",
        "Plans are late",
        "Waits for diagnosis are long",
        "Few young people work",
    ):
        word.add_paragraph(text, style="List Bullet")
    word.add_heading("Progress", 2)
    word.add_paragraph("The statement must be submitted to Ofsted by 6 April. Since the inspection, the council has:")
    word.add_paragraph("hired three officers", style="List Bullet")
    word.add_paragraph("set up a board", style="List Bullet")
    word.add_paragraph("The director, Ms Marsh, thanked families.")
    buffer = io.BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def test_committee_report():
    found = findings(committee_report(), "s1234.docx")
    assert (found.doc_type, found.area_id) == (DocType.COMMITTEE_REPORT, "marland")
    assert found.title == "SEND inspection: Written Statement of Action"
    assert [item.quote.text for item in found.weaknesses] == [
        "Joint commissioning is weak",
        "Plans are late",
        "Waits for diagnosis are long",
        "Few young people work",
    ]
    assert [item.quote.text for item in found.actions] == ["hired three officers", "set up a board"]
    assert dated(found) == [
        ("2019-10-07", "inspection_start"),
        ("2019-10-11", "inspection_end"),
        ("2020-04-06", "wsoa_due"),
    ]


NEWS = """Marland to improve support for children with SEND

Published: 12 June 2021

A plan to improve services for children with special educational needs has been published today.

Ofsted and the Care Quality Commission inspected the area in November 2020 and identified four areas of weakness: late
education, health and care plans, waiting times for autism assessments, transition to adult life and joint commissioning.

The plan promises to increase the share of plans finished on time from 31% to at least 70% within 12 months.

It will include:

- a new team for annual reviews
- training for 200 teachers

Cllr Jan Marsh, cabinet member for children, said:

"We have been told of two areas of weakness: trust and speed."

The Department for Education will hold a six-month review in January 2022.

Dr Joan Hill of NHS Marland CCG said: "We will:

- listen to families"
"""


def test_news():
    found = findings(NEWS, "news.txt")
    assert (found.doc_type, found.area_id) == (DocType.NEWS, "marland")
    assert str(found.published) == "2021-06-12"
    assert [item.quote.text for item in found.weaknesses] == [
        "late education, health and care plans",
        "waiting times for autism assessments",
        "transition to adult life",
        "joint commissioning",
    ]
    assert [item.quote.text for item in found.actions][:2] == [
        "a new team for annual reviews",
        "training for 200 teachers",
    ]
    assert [(item.baseline, item.target, item.within_months) for item in found.targets] == [(31, 70, 12)]
    assert dated(found) == [("2020-11", "inspection_start"), ("2022-01", "dfe_monitoring")]
    assert not any("Marsh" in item.quote.text or "Hill" in item.quote.text for item in found.events)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Author: Press OfficePublished 12th Jun 2021", "2021-06-12"),
        ("Posted on 12 June 2021", "2021-06-12"),
        ("12/06/2021", "2021-06-12"),
        ("Saturday, 12 June 2021", "2021-06-12"),
        ("12 June 2021 by Local Democracy Reporter", "2021-06-12"),
        ("Published on our site in June", "None"),
    ],
)
def test_day_of_a_news_item(line, day):
    text = NEWS.replace("Published: 12 June 2021", line)
    document = read_document(text.encode(), media_type=None, file_name="news.txt")
    assert str(extract_news(document, Context()).published) == day


MEETING_PAGE = """<html><head><title>Agenda item - SEND Written Statement of Action - North Holt Council</title></head><body>
<div id="modgov"><h1>Agenda item</h1><h2>SEND Written Statement of Action</h2>
<p>The Cabinet considered a report on the special educational needs and disabilities (SEND) inspection.</p>
<p><b>Minutes:</b></p>
<p>The Associate Director introduced the report. The WSOA had been filed with Ofsted and the CQC on 18 March 2022 in
response to the SEND local area inspection carried out between 4 October and 8 October 2021.</p>
<p>·&nbsp; A Member asked about areas of weakness in buses.</p>
<p>·&nbsp; The Leader thanked the officers.</p>
<p>The main areas of concern were outlined and they included weak joint leadership, the overlooked voice of children and
the time that plans took to produce.</p>
<p><b>RESOLVED</b> - That the following next steps be approved:</p>
<p>·&nbsp; That a detailed action plan is prepared.<br>·&nbsp; That a report be brought back.</p></div></body></html>"""


def test_meeting_page():
    found = findings(MEETING_PAGE, "mgAi.html")
    assert (found.doc_type, found.area_id) == (DocType.COMMITTEE_REPORT, "northholt")
    assert [item.quote.text for item in found.weaknesses] == [
        "weak joint leadership",
        "the overlooked voice of children",
        "the time that plans took to produce",
    ]
    assert found.actions == ()
    assert dated(found) == [
        ("2021-10-04", "inspection_start"),
        ("2021-10-08", "inspection_end"),
        ("2022-03-18", "wsoa_submitted"),
    ]


REVISIT_PAGE = """# Ofsted / CQC SEND revisit

In May 2019, Marland's local area received a Written Statement of Action after a joint SEND inspection.

Ofsted and the CQC revisited our local area from 4 to 6 July 2022. The inspectors found that three areas had made
sufficient progress and no longer need to be monitored. These were:

- SEND strategy
- Co-production
- Local Offer

There were two areas where inspectors saw some progress, but changes were too recent to be felt by families. These were:

- Identifying and meeting needs in plans
- The quality of new plans

Last updated: 3 October 2022. Cookies on the local offer.
"""


def test_revisit_page_gives_progress_by_weakness():
    found = findings(REVISIT_PAGE, "page.md")
    assert [(item.progress, item.quote.text) for item in found.weaknesses] == [
        ("sufficient", "SEND strategy"),
        ("sufficient", "Co-production"),
        ("sufficient", "Local Offer"),
        ("not_sufficient", "Identifying and meeting needs in plans"),
        ("not_sufficient", "The quality of new plans"),
    ]
    assert [item.number for item in found.weaknesses] == [None] * 5
    assert ("2022-07-04", "revisit_start") in dated(found)


PACK = (
    "Marland Children's Scrutiny Committee\n\nDate: 12 May 2021\n\nAgenda\n\n1 Minutes\n\n6 COVID-19\n\n7 SEND inspection\n\n"
    "Minutes of the meeting held on 3 March 2021\n\nPresent: Cllr Marsh\n\nOfsted visited in 2018. The areas of significant "
    "weakness were:\n\n- the minutes\n- the libraries\n\n"
    "Item No. 6\n\nReport title:\tResponse to COVID-19\n\nWe have:\n\n- delivered masks\n- delivered gowns\n\n"
    "Item No. 7\n\nReport title:\tSpecial Educational Needs (SEND): written statement of action\n\n"
    "Ofsted and the CQC inspected Marland from 1 to 5 February 2021.\n\n2.4 The 2 serious weaknesses are:\n\n"
    "- Late plans\n- Weak oversight\n\n2.5 Key actions to date are:\n\n- A new board\n- New officers\n\n"
    "Item No. 8\n\nReport title:\tSchool meals\n\nWe will:\n\n- change menus\n- cut waste from 20% to 10%\n"
)


@pytest.mark.parametrize("name", ["pack.md", "pack.txt"])
def test_pack(name):
    found = findings(PACK, name)
    assert found.doc_type is DocType.COMMITTEE_REPORT
    assert [item.quote.text for item in found.weaknesses] == ["Late plans", "Weak oversight"]
    assert [item.quote.text for item in found.actions] == ["A new board", "New officers"]
    assert found.targets == ()
    assert dated(found) == [("2021-02-01", "inspection_start"), ("2021-02-05", "inspection_end")]


def test_pack_without_the_item_says_so():
    found = findings(PACK[: PACK.index("Item No. 7")] + PACK[PACK.index("Item No. 8") :], "pack.md")
    assert (found.weaknesses, found.actions, found.targets, found.events) == ((), (), (), ())
    assert [problem.error for problem in found.problems] == ["no_item"]


NEW_FRAMEWORK = """# Health and Wellbeing Board

Date of meeting: 3 June 2024

## Report title: Area SEND inspection of Marland

Marland's area SEND inspection took place from 11 to 15 March 2024 and the report was published on 20 May 2024. It covers
special educational needs.

Inspectors set out two areas for priority action:

1. Leaders should urgently cut waits for neurodevelopmental assessments.
2. Leaders should urgently improve the quality of plans.

There are also three areas for improvement:

- Leaders should share data.
- Leaders should involve young people.
- Leaders should widen short breaks.

The priority action plan must be submitted to Ofsted by 1 July 2024. A monitoring inspection is expected in autumn 2025.
"""


def test_paper_on_an_inspection_of_the_new_framework():
    found = findings(NEW_FRAMEWORK, "paper.md")
    assert found.doc_type is DocType.COMMITTEE_REPORT
    assert [(item.kind.value, item.number) for item in found.weaknesses] == [
        ("priority_action", 1),
        ("priority_action", 2),
        ("area_for_improvement", 1),
        ("area_for_improvement", 2),
        ("area_for_improvement", 3),
    ]
    assert found.inspection is not None
    assert (found.inspection.framework, found.inspection.significant_weaknesses) == ("2023", None)
    assert dated(found) == [
        ("2024-03-11", "inspection_start"),
        ("2024-03-15", "inspection_end"),
        ("2024-05-20", "report_published"),
        ("2024-07-01", "plan_due"),
        ("2025-12", "monitoring_expected"),
    ]


def test_a_page_of_no_known_type_is_read_as_unsure():
    text = (
        "Our forum's news\n\nThe SEND inspection letter is out. It names these areas of significant weakness:\n\n"
        "- late plans\n- long waits\n\nSee you on Monday.\n"
    )
    found = findings(text, "forum.txt")
    assert found.doc_type is DocType.UNKNOWN
    assert [(item.quote.text, item.confidence) for item in found.weaknesses] == [
        ("late plans", 0.5),
        ("long waits", 0.5),
    ]
    assert "no_type" in [problem.error for problem in found.problems]


def test_a_page_on_an_inspection_of_another_service_yields_nothing():
    text = (
        "<main><h1>Inspectors praise us</h1><p>Ofsted inspected children's social care in Exshire from 5 to 16 June 2023.</p>"
        "<p>Inspectors set out two areas for improvement:</p><ul><li>records</li><li>help for care leavers with special"
        " educational needs</li></ul><p>Page last updated 4 July 2023</p></main>"
    )
    found = findings(text, "page.html")
    assert (found.inspection, found.weaknesses, found.events) == (None, (), ())
    assert "other_subject" in [problem.error for problem in found.problems]


def test_a_report_on_another_subject_yields_only_the_problem():
    text = (
        "Focused visit to Exshire County Council children's services\n\nInspectors looked at children with special educational needs"
        " and how they are inspected.\n\nWhat needs to improve\n\nThe following areas of significant weakness:\n\n- late plans\n- long waits\n"
    )
    found = findings(text, "letter.txt")
    assert (found.doc_type, found.weaknesses, found.events) == (DocType.UNKNOWN, (), ())
    assert "no_type" in [problem.error for problem in found.problems]


def test_a_page_on_something_else_yields_only_the_problem():
    found = findings("Stock audit\n\nThe areas of weakness are:\n\n- late counts\n- poor labels\n", "audit.txt")
    assert (found.weaknesses, found.actions, found.events) == ((), (), ())
    assert "no_type" in [problem.error for problem in found.problems]
