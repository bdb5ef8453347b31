"""Plans that no source page leads to are looked for where councils put them; what is found is a candidate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import trustme

from commands.known_sources import load_known_sources
from scrape.candidates import ACCEPTED, judge_candidate, load_candidates
from scrape.sites.committee_search import committee_search_url
from scrape.sites.leads import lead_rules
from scrape.sources import SourcePage, add_source
from scrape.updating.plan_search import PlansWanted
from scrape.updating.update import KnownSources, UpdateOptions, update
from tests.replica.server import Replica, every_name_leads_to, serving
from tests.replica.world import WORLD, Sites, committee_results, council_page, load_areas, pdf
from tests.scrape.conftest import SETTINGS, FakeTime

COMMITTEES = "http://democracy.barnet.gov.uk"
AGENDA = f"{COMMITTEES}/ieListDocuments.aspx?CId=133&MId=377"
PHRASE = lead_rules()["searches"][2023][0]


@pytest.fixture
def replica(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Replica]:
    """The replica with certificates for the council's real names, which are asked for by https."""
    site = Replica()
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "ca.pem"))
    with (
        serving(site) as http,
        serving(site, tls=authority, tls_names=("www.barnet.gov.uk",)) as https,
        every_name_leads_to(http, https),
    ):
        yield site


@pytest.fixture
def sites(replica: Replica) -> Sites:
    sites = Sites(replica, load_areas()[:3])
    hits = [
        ("17/09/2024 - Committee", AGENDA, [("Item 5", "SEND priority action plan", f"{AGENDA}#AI1551")], []),
        ("17/09/2019 - Committee", AGENDA, [("Item 5", "SEND priority action plan of old", f"{AGENDA}#AI77")], []),
    ]
    replica.put(committee_search_url(COMMITTEES, PHRASE), committee_results(hits))
    replica.put(AGENDA, '<!DOCTYPE html><html><a name="AI1551"></a><a href="documents/s2/Plan.pdf">The plan</a>')
    replica.put(f"{COMMITTEES}/documents/s2/Plan.pdf", pdf("plan"))
    home = '<!DOCTYPE html><html><nav><a href="/local-offer">SEND local offer</a><a href="/bins">Bins</a></nav>'
    replica.put("http://www.barnet.gov.uk/", home)
    replica.put(
        "http://www.barnet.gov.uk/local-offer", council_page("Local offer", [("/x/plan.pdf", "SEND improvement plan")])
    )
    places = "".join(
        f"<url><loc>https://www.barnet.gov.uk/{path}</loc></url>" for path in ("bins", "send-priority-action-plan")
    )
    replica.put("http://www.barnet.gov.uk/sitemap.xml", f"<?xml version='1.0'?><urlset>{places}</urlset>", "text/xml")
    return sites


def run(sites: Sites, data: Path, day: int = 2, *, wanted: bool = True, month: int = 2) -> object:
    plans = PlansWanted({"barnet": "2023"}, {"barnet": COMMITTEES}) if wanted else PlansWanted()
    return update(
        data,
        KnownSources(sites.areas, sites.sources, {}, plans),
        SETTINGS,
        UpdateOptions(),
        world=WORLD,
        fetcher=FakeTime().fetcher(),
        now=lambda: datetime(2026, month, day, 9, tzinfo=UTC),
    )


def test_plan_is_found_three_ways_and_accepted_by_a_person(sites: Sites, replica: Replica, tmp_path: Path) -> None:
    first = run(sites, tmp_path)
    found = {each.url: each for each in load_candidates(tmp_path) if each.area_id == "barnet"}
    assert f"{AGENDA}#AI1551" in found
    assert f"{AGENDA}#AI77" not in found, "a meeting before the framework began"
    assert "committee search for" in found[f"{AGENDA}#AI1551"].why
    assert "meeting of 2024-09-17" in found[f"{AGENDA}#AI1551"].why
    assert found["https://www.barnet.gov.uk/send-priority-action-plan"].score == 0.9
    assert found["https://www.barnet.gov.uk/x/plan.pdf"].why.startswith(
        "linked on https://www.barnet.gov.uk/local-offer"
    )
    assert "new candidates for plans" in " ".join(first.notes)  # type: ignore[attr-defined]
    # Nothing is fetched before a person accepts it.
    assert replica.asked(f"{COMMITTEES}/documents/s2/Plan.pdf") == []
    accepted = judge_candidate(tmp_path, f"{AGENDA}#AI1551", ACCEPTED)
    add_source(tmp_path, SourcePage(accepted.url, accepted.area_id, "priority_action_plan"))
    run(sites, tmp_path, 3)
    assert replica.asked(f"{COMMITTEES}/documents/s2/Plan.pdf")


def test_area_is_not_looked_for_again_before_its_time(sites: Sites, replica: Replica, tmp_path: Path) -> None:
    search = committee_search_url(COMMITTEES, PHRASE)
    run(sites, tmp_path)
    run(sites, tmp_path, 9)
    assert len(replica.asked(search)) == 1
    run(sites, tmp_path, 9, month=3)
    assert len(replica.asked(search)) == 2
    run(sites, tmp_path, 10, month=5, wanted=False)
    assert len(replica.asked(search)) == 2


def test_register_knows_whose_plan_is_missing() -> None:
    wanted = load_known_sources().plans_wanted
    assert sum(framework == "2023" for framework in wanted.frameworks.values()) == 18
    assert "norfolk" not in wanted.frameworks
    assert all(url.startswith("http") for url in wanted.committee_sites.values())
    area = next(area_id for area_id, framework in wanted.frameworks.items() if framework == "2023")
    own = SourcePage("https://x.gov.uk/plan", area, "priority_action_plan")
    assert area not in load_known_sources([own]).plans_wanted.frameworks
    assert replace(own, area_id="nowhere").area_id not in wanted.frameworks
