"""The whole chain over several documents of one area, from files to rows. What the documents say is made up."""

import sqlite3
from contextlib import closing

import pytest

from db.building.build import build, database_path
from scrape.local import ingest_paths
from scrape.store import Store

WEAKNESSES = (
    "the poor timeliness of EHC plans and of annual reviews",
    "too few choices for young people who prepare for adult life",
    "weak communication with parents and carers",
)
LETTER = """
<p>21 May 2020</p>
<p>Director of Children’s Services, Norfolk County Council</p>
<p>Accountable Officer, NHS Norfolk and Waveney Clinical Commissioning Group</p>
<p>Dear Director</p>
<h1>Joint area SEND inspection in Norfolk</h1>
<p>Between 2 March 2020 and 6 March 2020, Ofsted and the Care Quality Commission (CQC) conducted a joint inspection of the
local area of Norfolk to judge the effectiveness of the area in implementing the special educational needs and disability
(SEND) reforms as set out in the Children and Families Act 2014.</p>
<p>As a result of the findings of this inspection and in accordance with the Children Act 2004 (Joint Area Reviews)
Regulations 2015, Her Majesty’s Chief Inspector (HMCI) has determined that a written statement of action is required because
of significant areas of weakness in the local area’s practice. HMCI has also determined that the local authority and the
area’s clinical commissioning group are jointly responsible for submitting the written statement to Ofsted.</p>
<h2>The effectiveness of the local area in identifying children and young people’s special educational needs and/or
disabilities</h2>
<h3>Strengths</h3>
<ul><li>Health visitors find needs early.</li></ul>
<h3>Areas for development</h3>
<ul><li>Few two-year-olds are checked in the villages.</li></ul>
<h2>The inspection raises significant concerns about the effectiveness of the local area.</h2>
<p>The local area is required to produce and submit a written statement of action to Ofsted that explains how the local area
will tackle the following areas of significant weakness:</p>
<ul><li>{0};</li><li>{1}; and</li><li>{2}.</li></ul>
<p>Yours sincerely</p>
"""
REVISIT = """
<p>12 January 2023</p>
<p>Director of Children’s Services, Norfolk County Council</p>
<p>Dear Director</p>
<h1>Joint area SEND revisit in Norfolk</h1>
<p>Between 28 November 2022 and 30 November 2022, Ofsted and the Care Quality Commission (CQC) revisited the area of Norfolk to
decide whether sufficient progress has been made in addressing each of the areas of significant weakness detailed in the
written statement of action issued on 21 May 2020.</p>
<p>As a result of the findings of the initial inspection and in accordance with the Children Act 2004 (Joint Area Reviews)
Regulations 2015, Her Majesty’s Chief Inspector (HMCI) determined that a written statement of action was required because of
significant areas of weakness. This was declared fit for purpose on 25 September 2020.</p>
<p>The area has made sufficient progress in addressing two of the three significant weaknesses identified at the initial
inspection. This letter outlines our findings from the revisit.</p>
<h2>The initial inspection found {0}.</h2>
<p>More plans are now on time.</p>
<p><b>The area has not made sufficient progress in addressing this area of significant weakness.</b></p>
<h2>The initial inspection found {1}.</h2>
<p>Young people choose from more courses.</p>
<p><b>The area has made sufficient progress in addressing this area of significant weakness.</b></p>
<h2>The initial inspection found {2}.</h2>
<p>Families are asked more often.</p>
<p><b>The area has made sufficient progress in addressing this area of significant weakness.</b></p>
<h2>Next steps</h2>
<p>As the area has not made sufficient progress against all the weaknesses, it is for the DfE and NHS England to determine the
next steps.</p>
<p>Yours sincerely</p>
"""
PAGE = '<!doctype html><html lang="en"><head><title>{}</title></head><body><main>{}</main></body></html>'


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory):
    folder = tmp_path_factory.mktemp("chain")
    for name, body in (("revisit", REVISIT), ("letter", LETTER)):
        (folder / f"{name}.html").write_text(PAGE.format(name, body.format(*WEAKNESSES)), encoding="utf-8")
    list(ingest_paths(Store(folder / "data" / "store"), sorted(folder.glob("*.html"))))
    report = build(folder / "data", starter=False)
    assert report.failures == ()
    return folder / "data"


def ask(data_dir, sql):
    with closing(sqlite3.connect(database_path(data_dir))) as connection:
        return connection.execute(sql).fetchall()


def test_the_letters_list_replaces_ours_under_the_same_ids(data_dir):
    rows = ask(data_dir, "SELECT weakness_id, text, text_origin FROM weaknesses WHERE kind = 'significant_weakness' "
                         "AND area_id = 'norfolk' ORDER BY 1")  # fmt: skip
    assert [(row[0], row[2]) for row in rows] == [(f"norfolk-2020-03-w{n}", "official") for n in (1, 2, 3)]
    assert [row[1].rstrip(";.").removesuffix("; and") for row in rows] == list(WEAKNESSES)
    kept = ask(
        data_dir,
        "SELECT count(*) FROM weakness_sources WHERE weakness_id = 'norfolk-2020-03-w1' AND document_id IS NULL",
    )
    assert kept == [(1,)]


def test_the_revisits_verdicts_stand_on_the_first_inspections_weaknesses(data_dir):
    rows = ask(data_dir, "SELECT progress, doc_type FROM weaknesses JOIN documents ON documents.document_id = "
                         "progress_document_id WHERE inspection_id = 'norfolk-2020-03' ORDER BY number")  # fmt: skip
    assert rows == [
        ("not_sufficient", "revisit_letter"),
        ("sufficient", "revisit_letter"),
        ("sufficient", "revisit_letter"),
    ]


def test_both_inspections_are_decided_by_their_letters(data_dir):
    rows = ask(data_dir, "SELECT inspection_id, kind, basis, outcome, follows_id, end_date FROM inspections WHERE area_id = "
                         "'norfolk' AND framework = '2016' ORDER BY start_date")  # fmt: skip
    assert rows == [
        ("norfolk-2020-03", "full", "document", "wsoa_required", None, "2020-03-06"),
        ("norfolk-2022-11-revisit", "revisit", "document", "some_sufficient", "norfolk-2020-03", "2022-11-30"),
    ]


def test_everything_found_its_place(data_dir):
    rows = ask(data_dir, "SELECT error, message FROM problems WHERE area_id = 'norfolk' AND stage IN "
                         "('link', 'verify')")  # fmt: skip
    assert rows == []


def test_the_date_of_acceptance_is_one_event_with_both_sources(data_dir):
    rows = ask(data_dir, "SELECT basis, count(*) FROM timeline JOIN event_sources USING (event_id) WHERE area_id = 'norfolk' "
                         "AND event = 'wsoa_accepted' GROUP BY event_id")  # fmt: skip
    assert rows == [("stated", 2)]
