"""The reference facts as loaded: keys, lineage, inspections, paraphrases and their sources, the views over them."""

import json
import time

import pytest
from sqlite_utils import Database

from db.errors import UnknownAreaError
from db.facts.contradictions import find_contradictions
from db.facts.inspections import build_register
from db.facts.load import load_facts
from db.join.placing import find_inspection
from db.join.timeline import Claim, find_disagreements, link_events
from db.reference.areas import find_area_id, load_area_names
from db.sqlite.schema import create_schema
from tests.support.reference_db import reference_db


@pytest.fixture
def facts() -> Database:
    return reference_db()


def one(db: Database, sql: str, *parameters: object) -> object:
    return db.execute(sql, parameters).fetchone()[0]


def rows(db: Database, sql: str, *parameters: object) -> list[dict[str, object]]:
    return list(db.query(sql, parameters))


def test_every_reference_holds(facts: Database) -> None:
    assert facts.execute("PRAGMA foreign_key_check").fetchall() == []
    assert one(facts, "SELECT count(*) FROM areas WHERE status = 'current'") == 153
    assert one(facts, "SELECT count(*) FROM statistical_neighbours") == 1530


def test_codes_stay_text_and_ids_are_slugs(facts: Database) -> None:
    norfolk = facts["areas"].get("norfolk")
    assert norfolk["gss_code"] == "E10000020"
    assert norfolk["ofsted_url"] == "https://reports.ofsted.gov.uk/provider/44/80418"
    assert facts["areas"].get("kingston-upon-hull")["ofsted_region"] == "North East, Yorkshire and the Humber"


def test_abolished_areas_name_their_successors_and_link_no_school(facts: Database) -> None:
    cumbria = facts["areas"].get("cumbria")
    assert json.loads(cumbria["successor_ids"]) == ["cumberland", "westmorland-and-furness"]
    assert cumbria["ofsted_url"] is None
    assert one(facts, "SELECT effective_date FROM area_lineage WHERE successor_id = 'cumberland'") == "2023-04-01"


@pytest.mark.parametrize(
    ("name", "area_id"),
    [
        ("norfolk", "norfolk"),
        ("Norfolk County Council", "norfolk"),
        ("Hull", "kingston-upon-hull"),
        ("Kingston upon Hull, City of", "kingston-upon-hull"),
        ("BCP", "bournemouth-christchurch-and-poole"),
        ("St. Helens", "st-helens"),
        ("Telford & Wrekin", "telford-and-wrekin"),
        ("Royal Borough of Windsor and Maidenhead", "windsor-and-maidenhead"),
        ("London Borough of Brent", "brent"),
        ("County Durham", "durham"),
        ("City of London", "city-of-london"),
        ("Herts", "hertfordshire"),
    ],
)
def test_an_area_is_found_by_any_of_its_names(name: str, area_id: str) -> None:
    assert find_area_id(name) == area_id


def test_an_unknown_area_is_refused_with_close_names() -> None:
    with pytest.raises(UnknownAreaError, match="Norfolk"):
        find_area_id("Norfork")


def test_names_for_reading_documents_leave_shorthand_out() -> None:
    names = {area.area_id: area for area in load_area_names()}
    assert "Hull" in names["kingston-upon-hull"].aliases
    assert "Herts" in names["hertfordshire"].aliases
    assert "Stoke" not in names["stoke-on-trent"].aliases
    assert len(names) == 156


def test_revisits_are_inspections_of_their_own_that_follow_the_first(facts: Database) -> None:
    essex = facts["inspections"].get("essex-2022-05-revisit")
    assert (essex["follows_id"], essex["outcome"], essex["sufficient"]) == ("essex-2019-09", "all_sufficient", 3)
    assert one(facts, "SELECT count(*) FROM inspections WHERE kind <> 'full' AND follows_id IS NULL") == 0


def test_unknown_stays_null(facts: Database) -> None:
    assert facts["inspections"].get("cambridgeshire-2025-05")["start_date"] is None
    assert facts["inspections"].get("slough-2025-07")["outcome"] is None


def test_the_better_start_is_shown_and_both_are_kept(facts: Database) -> None:
    assert facts["inspections"].get("greenwich-2023-05")["start_date"] == "2023-05-15"
    kept = rows(
        facts,
        "SELECT source, start_date FROM inspection_register WHERE inspection_id = 'greenwich-2023-05' ORDER BY source",
    )
    assert [(row["source"], row["start_date"]) for row in kept] == [
        ("management_information", "2023-05-15"),
        ("report_site", "2023-05-11"),
    ]


def test_england_is_a_measure_without_area(facts: Database) -> None:
    assert one(facts, "SELECT value FROM measures WHERE area_id IS NULL AND year = 2019") == 60.4
    norfolk = rows(facts, "SELECT year, value FROM measures WHERE area_id = 'norfolk' AND year < 2022 ORDER BY year")
    assert [row["value"] for row in norfolk] == [7.3, 20.5, 53.5]
    assert one(facts, "SELECT value FROM measures WHERE area_id = 'norfolk' AND year = 2022") is None


def test_a_pledge_stands_beside_the_published_outturn(facts: Database) -> None:
    pledges = rows(
        facts,
        "SELECT baseline, target, outturn, is_met FROM pledges WHERE area_id = 'norfolk' AND year < 2022 ORDER BY year",
    )
    assert [tuple(row.values()) for row in pledges] == [(8, 60, 7.3, 0), (8, 60, 20.5, 0), (8, 60, 53.5, 0)]
    followed = rows(facts, "SELECT targets, outturn FROM what_followed WHERE weakness_id = 'norfolk-2020-03-w1'")[0]
    assert "from 8 to 60 per cent by 2022-04-09" in str(followed["targets"])
    assert "2021: 53.5" in str(followed["outturn"])


def test_every_row_names_its_source(facts: Database) -> None:
    for table in ("weaknesses", "strengths"):
        assert one(facts, f"SELECT count(*) FROM {table} WHERE source_url IS NULL") == 0
    for table in ("actions", "timeline"):
        assert one(facts, f"SELECT count(*) FROM {table} WHERE source_url IS NULL AND source_title IS NULL") == 0


def test_what_norfolk_pledged_has_one_date_and_its_revisit_cites_the_letter(facts: Database) -> None:
    dates = rows(facts, "SELECT deadline AS day FROM actions WHERE measure LIKE '%8%% to at least 60%%' "
                        "UNION SELECT by_date FROM targets WHERE area_id = 'norfolk'")  # fmt: skip
    assert [row["day"] for row in dates] == ["2022-04-09"]
    assert "survey" not in str(facts["inspections"].get("norfolk-2022-11-revisit")["source_url"])


def test_everything_written_by_us_says_so(facts: Database) -> None:
    for table in ("weaknesses", "actions", "targets"):
        assert one(facts, f"SELECT count(*) FROM {table} WHERE text_origin <> 'paraphrase'") == 0
    assert one(facts, "SELECT count(*) FROM timeline WHERE basis <> 'register'") == 0
    addresses = rows(
        facts,
        "SELECT source_url AS url FROM weaknesses UNION SELECT source_url FROM actions UNION SELECT url FROM source_pages "
        "UNION SELECT source_url FROM timeline UNION SELECT source_url FROM event_sources",
    )
    assert all(row["url"] is None or str(row["url"]).startswith("http") for row in addresses)


def test_items_in_doubt_wait_for_review(facts: Database) -> None:
    assert facts["weaknesses"].get("york-2019-12-w2")["review_status"] == "unreviewed"
    assert facts["weaknesses"].get("york-2019-12-w1")["review_status"] == "accepted"
    assert facts["weaknesses"].get("slough-2021-09-w2")["number"] is None


def test_priority_actions_name_their_bodies(facts: Database) -> None:
    row = facts["weaknesses"].get("suffolk-2023-11-p2")
    assert json.loads(row["responsible"]) == [
        "Suffolk County Council",
        "NHS Suffolk and North East Essex ICB",
        "NHS Norfolk and Waveney ICB",
    ]


def test_actions_link_only_where_a_page_says_so(facts: Database) -> None:
    linked = rows(facts, "SELECT weakness_id FROM actions WHERE area_id = 'norfolk' ORDER BY action_id")
    assert {row["weakness_id"] for row in linked} == {
        None, "norfolk-2020-03-w1", "norfolk-2020-03-w2", "norfolk-2020-03-w3",
    }  # fmt: skip
    # Hertfordshire's plan of 2023: its numbers are of areas for priority action, not of significant weaknesses.
    hertfordshire = rows(facts, "SELECT DISTINCT weakness_id AS id FROM actions WHERE area_id = 'hertfordshire'")
    assert {row["id"] for row in hertfordshire} == {None, "hertfordshire-2023-07-p1", "hertfordshire-2023-07-p2"}


def test_deadlines_are_the_end_of_the_stated_period(facts: Database) -> None:
    row = rows(facts, "SELECT * FROM actions WHERE area_id = 'essex' AND deadline IS NOT NULL")[0]
    assert (row["deadline_text"], row["deadline"], row["deadline_precision"]) == (
        "Autumn term (2020)",
        "2020-12-31",
        "term",
    )


def test_paraphrases_are_tagged_with_themes(facts: Database) -> None:
    themes = rows(facts, "SELECT theme_id FROM weakness_themes WHERE weakness_id = 'norfolk-2020-03-w2'")
    assert "preparation-for-adulthood" in {row["theme_id"] for row in themes}
    assert one(facts, "SELECT count(*) FROM themes") == 23


def test_themes_that_people_read_stand_and_the_rest_are_tagged(facts: Database) -> None:
    read = rows(facts, "SELECT theme_id, basis FROM strength_themes WHERE strength_id = 'dorset-2024-03-s1' ORDER BY 1")
    assert [row["theme_id"] for row in read] == ["coproduction", "joint-commissioning", "leadership-governance"]
    assert {row["basis"] for row in read} == {"curated"}
    tagged = rows(facts, "SELECT DISTINCT basis FROM weakness_themes WHERE weakness_id LIKE 'brent-2017-05-w%'")
    assert [row["basis"] for row in tagged] == ["rule"]


def test_a_report_told_in_our_words_has_its_items_bodies_and_pages(facts: Database) -> None:
    items = rows(facts, "SELECT * FROM weaknesses WHERE inspection_id = 'bexley-2023-12' ORDER BY weakness_id")
    assert [row["weakness_id"][-2:] for row in items] == ["i1", "i2", "p1", "p2", "p3"]
    assert json.loads(str(items[2]["responsible"])) == ["Bexley Council", "South East London ICB"]
    assert {row["page"] for row in items} == {6}
    assert {row["source_url"] for row in items} == {"https://files.ofsted.gov.uk/v1/file/50240171"}
    strengths = rows(facts, "SELECT * FROM strengths WHERE inspection_id = 'bexley-2023-12'")
    assert len(strengths) == 7
    assert {row["text_origin"] for row in strengths} == {"paraphrase"}


def test_verdicts_of_single_weaknesses_are_stated_with_their_source(facts: Database) -> None:
    sheffield = rows(facts, "SELECT number, progress, progress_basis, progress_source_url FROM weaknesses "
                            "WHERE area_id = 'sheffield' AND kind = 'significant_weakness' ORDER BY number")  # fmt: skip
    assert [row["progress"] for row in sheffield] == ["sufficient"] * 6 + ["not_sufficient"]
    assert {row["progress_basis"] for row in sheffield} == {"stated"}
    assert all(str(row["progress_source_url"]).startswith("https://www.sheffield") for row in sheffield)


def test_one_event_told_by_two_tables_is_one_row_with_two_sources(facts: Database) -> None:
    event = rows(facts, "SELECT * FROM timeline WHERE area_id = 'norfolk' AND event = 'inspection_start'")
    assert [row["date"] for row in event] == ["2020-03-02"]
    assert one(facts, "SELECT count(*) FROM event_sources WHERE event_id = ?", event[0]["event_id"]) == 2


def test_plans_of_the_new_framework_use_its_codes(facts: Database) -> None:
    assert one(facts, "SELECT date FROM timeline WHERE area_id = 'suffolk' AND event = 'plan_due'") == "2024-03-07"
    assert (
        one(facts, "SELECT date FROM timeline WHERE area_id = 'oxfordshire' AND event = 'plan_published'")
        == "2023-12-18"
    )


def test_contradictions_of_the_tables_are_listed_not_settled(facts: Database) -> None:
    found = {(row["error"], row["area_id"]) for row in rows(facts, "SELECT error, area_id FROM problems")}
    assert ("not_an_authority_urn", "poole") in found
    assert ("earlier_inspection_left_out", "dorset") in found
    assert ("no_plans_issued", "dorset") in found
    assert ("no_source_address", "bracknell-forest") in found
    assert one(facts, "SELECT count(*) FROM problems WHERE message LIKE '%' || char(10) || '%' OR at IS NULL") == 0


def test_a_revisit_that_does_not_add_up_is_a_contradiction() -> None:
    from db.facts.inspections import ofsted_regions
    from db.reference.areas import area_rows

    register = build_register(ofsted_regions(area_rows()))
    before = {problem["error"] for problem in find_contradictions(register)}
    assert not before & {"revisit_sum", "revisit_outcome"}
    row = next(row for row in register.inspections if row["inspection_id"] == "essex-2022-05-revisit")
    row["not_sufficient"] = 1
    after = [p["message"] for p in find_contradictions(register) if p["error"] in ("revisit_sum", "revisit_outcome")]
    assert len(after) == 2
    assert all("essex-2022-05-revisit" in message for message in after)


def claim(day: str, event: str = "letter_published", label: str = "Letter published", **values: str) -> Claim:
    precision = {10: "day", 7: "month", 4: "year"}[len(day)]
    return Claim("norfolk", day, precision, event, label, values.pop("basis", "register"), **values)


def test_a_month_joins_the_only_day_within_it() -> None:
    timeline = link_events(
        [claim("2020-06", label="In June"), claim("2020-06-09"), claim("2020-06-09", basis="stated")]
    )
    assert [event["date"] for event in timeline.events] == ["2020-06-09"]
    assert len(timeline.sources) == 2


def test_a_month_with_two_days_in_it_joins_neither() -> None:
    timeline = link_events([claim("2020-06"), claim("2020-06-08"), claim("2020-06-09")])
    assert len(timeline.events) == 3


def test_the_first_teller_gives_the_row() -> None:
    timeline = link_events([claim("2020-06-09", label="As published", basis="stated"), claim("2020-06-09")])
    assert [(e["label"], e["basis"]) for e in timeline.events] == [("As published", "stated")]


def test_different_happenings_of_one_day_stay_apart() -> None:
    timeline = link_events([claim("2020-06-09", "other", "Report agreed"), claim("2020-06-09", "other", "Board met")])
    assert [event["event_id"] for event in timeline.events] == [
        "norfolk-2020-06-09-other",
        "norfolk-2020-06-09-other-2",
    ]


def test_the_same_monitoring_told_in_two_ways_is_one_event() -> None:
    timeline = link_events(
        [claim("2020-07-23", "dfe_monitoring", "Monitoring"), claim("2020-07-23", "dfe_monitoring", "First check-in")]
    )
    assert [event["label"] for event in timeline.events] == ["Monitoring"]
    assert [source["text"] for source in timeline.sources] == ["Monitoring", "First check-in"]


def test_dates_that_disagree_are_told_and_a_month_around_a_day_is_not() -> None:
    days = [claim(day, inspection_id="norfolk-2020-03") for day in ("2020-06", "2020-06-08", "2020-06-09")]
    later = claim("2021-02-01", inspection_id="norfolk-2020-03")
    told = find_disagreements(link_events([*days, later]).events)
    assert [problem["message"].split(";")[0] for problem in told] == [
        "norfolk-2020-03: letter published is 2020-06-08 in one source and 2020-06-09 in another"
    ]


def test_an_event_belongs_to_the_inspection_it_followed(facts: Database) -> None:
    kent = rows(facts, "SELECT * FROM inspections WHERE area_id = 'hounslow'")
    assert find_inspection(kent, "letter_published", "2022-05-26") == "hounslow-2022-02"
    assert find_inspection(kent, "report_published", "2024-12-18") == "hounslow-2024-10"
    assert find_inspection(kent, "other", "2024-12", "DfE monitoring of the WSoA ended.") == "hounslow-2022-02"
    assert find_inspection(kent, "wsoa_due", "2020-01-01") is None


def test_peers_and_what_followed_answer_for_an_area(facts: Database) -> None:
    peers = rows(facts, "SELECT * FROM peer_weaknesses WHERE area_id = 'norfolk' ORDER BY rank")
    assert {row["rank"] for row in peers} <= set(range(1, 11))
    assert peers[0]["closeness"] in {"Extremely close", "Very close"}
    norfolk = rows(facts, "SELECT DISTINCT plan_state, progress_state FROM what_followed WHERE area_id = 'norfolk'")
    assert [tuple(row.values()) for row in norfolk] == [("action linked", "sufficient (overall verdict)")]


def test_what_is_not_known_is_said(facts: Database) -> None:
    states = {
        (row["plan_state"], row["progress_state"])
        for row in rows(facts, "SELECT plan_state, progress_state FROM what_followed")
    }
    assert {"register only", "no plan found", "plan without link", "plan known, not read"} <= {s[0] for s in states}
    assert {"not yet revisited", "not revisited, inspected in full since"} <= {s[1] for s in states}
    # Every inspection that required a plan is in the chain, also those whose weaknesses nobody has read.
    required = "SELECT count(DISTINCT f.inspection_id) FROM what_followed f JOIN inspections i USING (inspection_id)"
    assert one(facts, f"{required} WHERE i.plan_required = 1") == one(
        facts, "SELECT count(*) FROM inspections WHERE kind = 'full' AND plan_required = 1"
    )


def test_the_plan_register_holds_every_inspection_that_required_a_plan(facts: Database) -> None:
    plans = {row["inspection_id"]: row for row in facts.query("SELECT * FROM plan_register")}
    assert sum(row["framework"] == "2016" for row in plans.values()) == 82
    assert plans["norfolk-2020-03"]["state"] == "known in part, from other pages"
    assert plans["norfolk-2020-03"]["published"] == "2020-10-09"
    assert plans["northumberland-2018-10"]["state"] == "known, not read"
    assert plans["northumberland-2018-10"]["accepted"] == "2019-03-18"
    assert "no plan found" in {row["state"] for row in plans.values()}


def test_history_shows_predecessors_without_inheriting(facts: Database) -> None:
    cumberland = rows(
        facts,
        "SELECT inspection_id, relation FROM inspection_history WHERE shown_for = 'cumberland' ORDER BY inspection_id",
    )
    assert [tuple(row.values()) for row in cumberland] == [
        ("cumberland-2025-07", "own"),
        ("cumbria-2019-03", "predecessor"),
        ("cumbria-2022-12-revisit", "predecessor"),
    ]
    assert one(facts, "SELECT count(*) FROM inspections WHERE area_id = 'cumberland'") == 1


def test_theme_counts_match_the_rows_they_count(facts: Database) -> None:
    counted = one(facts, "SELECT sum(items) FROM area_theme_counts WHERE kind = 'significant_weakness'")
    expected = one(
        facts,
        "SELECT count(*) FROM weakness_themes JOIN weaknesses USING (weakness_id) WHERE kind = 'significant_weakness'",
    )
    assert counted == expected


def test_deadlines_show_what_came_and_what_did_not(facts: Database) -> None:
    assert one(facts, "SELECT state FROM deadlines WHERE area_id = 'norfolk' AND what = 'wsoa_due'") == "done"
    assert one(facts, "SELECT count(*) FROM deadlines WHERE what = 'action' AND date IS NULL") == 0


def test_loading_takes_no_time_to_speak_of(facts: Database) -> None:
    db = Database(memory=True)
    started = time.process_time()
    create_schema(db)
    load_facts(db)
    # About 0.1 s of processor time; the limit leaves room for a slow machine.
    assert time.process_time() - started < 1.0
