"""A database for the site's tests: the reference facts, and one report in words of ours."""

from __future__ import annotations

from pathlib import Path

from db.building.build import build
from scrape.local import ingest_paths
from scrape.store import Store
from tests.support.made import write_report

# Every query of metadata.yml with parameters that people would give, and what the answer must then hold.
NORFOLK = {
    "how_does_an_area_stand": ({"area": "Norfolk"}, ["norfolk-2020-03", "norfolk-2022-11-revisit", "all_sufficient"]),
    "search_weaknesses": ({"theme": "joint-commissioning", "region": "East of England"}, ["norfolk-2020-03-w"]),
    "peers_of_an_area": ({"area": "Norfolk"}, ["Suffolk", "Very close"]),
    "actions_by_theme": ({"theme": "ehc-timeliness"}, ["norfolk-2020-03-a"]),
    "what_followed_a_weakness": ({"area": "Norfolk"}, ["norfolk-2020-03-w1", "norfolk-2020-03-a", "action linked"]),
    "timeline_of_an_area": ({"area": "Norfolk"}, ["wsoa_due,", "2020-09-07", "computed"]),
    "what_is_due": ({"from_date": "2020-01-01", "region": "East of England"}, ["Norfolk"]),
    "areas_by_theme": ({"theme": "preparation-for-adulthood"}, ["Norfolk"]),
    "who_is_praised": ({"area": "Devon"}, []),
    "pledges_and_outturn": ({"area": "Norfolk"}, ["8.0,60.0,percent,2022-04-09,2019,7.3", "20.5", "53.5"]),
    "plans_required": ({"area": "Norfolk"}, ["norfolk-2020-03", "known in part"]),
    "responsible_body": ({"body": "Hertfordshire and West Essex ICB"}, ["Hertfordshire", "named with the weakness"]),
    "plans_in_time": ({"area": "Norfolk"}, ["2019,7.3", "2021,53.5"]),
    "reconciled_with_ofsted": ({}, ["149,149,pass", "436,436,pass"]),
}
ESSEX = {
    # Its CCGs before it are the same line of history.
    "responsible_body": ({"body": "NHS Mid and South Essex Integrated Care Board"}, ["essex-2019-09-w", "at the time"]),
    "how_does_an_area_stand": ({"area": "Essex"}, ["essex-2019-09", "wsoa_required", "2019-12-23"]),
    "search_weaknesses": ({"words": "commissioning", "region": "East of England"}, ["essex-2019-09-w1"]),
    "peers_of_an_area": ({"area": "Essex"}, ["Kent"]),
    "actions_by_theme": ({"theme": "joint-commissioning"}, ["essex-2019-09-a"]),
    "what_followed_a_weakness": ({"area": "Essex"}, ["essex-2019-09-w1"]),
    "timeline_of_an_area": ({"area": "Essex"}, ["2019-09-30", "letter_published"]),
    "areas_by_theme": ({"theme": "joint-commissioning"}, ["Essex"]),
    "plans_required": ({"area": "Essex"}, ["essex-2019-09"]),
    "plans_in_time": ({"area": "Essex"}, ["2019,"]),
}


def build_site_database(folder: Path) -> Path:
    """Build the database in `folder`; gives its path."""
    files = folder / "given"
    files.mkdir()
    list(ingest_paths(Store(folder / "store"), [write_report(files)]))
    return build(folder, starter=False).path
