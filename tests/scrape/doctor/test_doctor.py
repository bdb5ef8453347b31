"""The doctor finds the healthy replica well, and of each mutation names the one assumption that broke."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from scrape.doctor.diagnosis import Diagnosis, State, load_expectations
from scrape.doctor.doctor import check_setup, examine
from scrape.http.fetcher import Fetcher
from scrape.http.recording import SavedTransport, SavingTransport
from scrape.settings import replay_settings
from sendkb import main
from tests.replica import doctor_world as world
from tests.replica import troubles
from tests.replica.server import Replica
from tests.replica.world import FILES, REPORTS, WORLD, Published, Sites, council_page, provider_page
from tests.scrape.conftest import SETTINGS, FakeTime

NOW = datetime(2026, 2, 2, 9, 5, tzinfo=UTC)


@pytest.fixture
def sites(replica: Replica) -> Sites:
    sites = Sites(replica)
    world.put_doctor_pages(replica)
    return sites


def diagnose(sites: Sites, fetcher: Fetcher | None = None, now: datetime = NOW) -> list[Diagnosis]:
    fetcher = fetcher or FakeTime().fetcher(attempts=1)
    return list(examine(SETTINGS, fetcher, now, {}, world=world.doctor_world(), expected=world.expectations(sites)))


def broken(found: list[Diagnosis]) -> list[str]:
    return [each.name for each in found if each.state in {State.CHANGED, State.BLOCKED}]


def test_healthy_replica_is_well_in_about_fifteen_requests(sites: Sites, replica: Replica) -> None:
    found = diagnose(sites)
    assert [each.as_line() for each in found if each.state is not State.OK] == []
    assert {"setup", "clock", "robots", "list of providers", "known reports", "labels", "dates", "archive"} <= {
        each.name for each in found
    }
    pages = [request for request in replica.log if not request.path.endswith("robots.txt")]
    assert 12 <= len(pages) <= 20
    guesses = next(each.found for each in found if each.name == "labels")
    assert "guesses now seen" in guesses
    assert "Joint area SEND inspection revisit" in guesses


def relabel(sites: Sites, replica: Replica, label: str) -> None:
    for number, area in enumerate(sites.areas[:2]):
        renamed = [Published(label, "15 July 2024", 50_000_003 + number * 10), *sites.published[area.area_id][1:]]
        replica.put(f"{REPORTS}/provider/44/{area.urn}", provider_page(area, renamed))


def drop_known(sites: Sites, replica: Replica) -> None:
    area = sites.areas[0]
    replica.put(f"{REPORTS}/provider/44/{area.urn}", provider_page(area, sites.published[area.area_id][1:]))


def drop_dates(sites: Sites, replica: Replica) -> None:
    for area in sites.areas[:2]:
        page = provider_page(area, sites.published[area.area_id])
        replica.put(f"{REPORTS}/provider/44/{area.urn}", page.replace("15 July 2024", "last summer"))


def lose_timeline(sites: Sites, replica: Replica) -> None:
    for area in sites.areas[:3]:
        replica.put(f"{REPORTS}/provider/44/{area.urn}", "<html><main><h1>Our reports have moved</h1></main></html>")


def shorten_list(sites: Sites, replica: Replica) -> None:
    sites.areas = sites.areas[:60]


def close(host: str, path: str) -> Callable[[Sites, Replica], None]:
    def mutate(sites: Sites, replica: Replica) -> None:
        replica.put(f"http://{host}/robots.txt", f"User-agent: *\nDisallow: {path}\n", "text/plain")

    return mutate


def put(url: str, content: str | bytes) -> Callable[[Sites, Replica], None]:
    return lambda sites, replica: replica.put(url, content)


def trouble(url: str, what: troubles.Trouble) -> Callable[[Sites, Replica], None]:
    return lambda sites, replica: replica.trouble(url, what)


MUTATIONS: dict[str, tuple[Callable[[Sites, Replica], None], str, State]] = {
    "short list": (shorten_list, "list of providers", State.CHANGED),
    "no timeline": (lose_timeline, "provider pages", State.CHANGED),
    "label renamed": (lambda s, r: relabel(s, r, "Partnership evaluation"), "labels", State.CHANGED),
    "known report not listed": (drop_known, "known reports", State.CHANGED),
    "no dates": (drop_dates, "dates", State.CHANGED),
    "file is a page": (
        trouble(f"{FILES}/v1/file/50000003", troubles.instead(troubles.ERROR_PAGE)),
        "report file",
        State.CHANGED,
    ),
    "headings renamed": (
        put(world.DATA, world.as_csv([["Area", "Start", "Printed", "Verdict"], ["x", "", "2024-01-01", "y"]])),
        "figures area_send_inspections",
        State.CHANGED,
    ),
    "data set not found": (
        put(f"{world.EES}/2026/explore", "<html><main>Moved"),
        "figures ehc_plan_timeliness",
        State.CHANGED,
    ),
    "stale figures": (
        put(f"http://ees.test{world.SET}/csv", world.ees_csv(2022)),
        "figures ehc_plan_timeliness",
        State.CHANGED,
    ),
    "archive answers otherwise": (
        put(world.index_url(WORLD.archive, world.ARCHIVED), '{"archived_snapshots": {}}'),
        "archive",
        State.CHANGED,
    ),
    "council asks for proof": (
        trouble(world.COUNCIL, troubles.status(403, ("cf-mitigated", "challenge"))),
        "council page",
        State.BLOCKED,
    ),
    "committee page without papers": (put(world.COMMITTEE, council_page("Item", [])), "committee page", State.CHANGED),
    "WordPress page without links": (put(world.WORDPRESS, council_page("Plan", [])), "WordPress page", State.CHANGED),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_mutation_is_named_by_the_one_assumption_it_broke(sites: Sites, replica: Replica, name: str) -> None:
    mutate, assumption, state = MUTATIONS[name]
    mutate(sites, replica)
    found = diagnose(sites)
    assert broken(found) == [assumption], [each.as_line() for each in found]
    for each in found:
        if each.name == assumption:
            assert each.state is state
            assert " -> " in each.as_line()


def test_wrong_clock_is_told(sites: Sites) -> None:
    assert broken(diagnose(sites, now=NOW + timedelta(days=1))) == ["clock"]


def test_closed_path_is_told_as_blocked(sites: Sites, replica: Replica) -> None:
    close("files.ofsted.test", "/v1/")(sites, replica)
    found = diagnose(sites)
    assert broken(found) == ["robots"]
    assert "files.ofsted.test" in next(each.found for each in found if each.name == "robots")


@pytest.mark.parametrize(
    ("url", "trouble", "assumption"),
    [
        (f"{REPORTS}/robots.txt", troubles.status(500), "robots"),
        (f"{FILES}/robots.txt", troubles.instead(b"User-agent: *\nDisallow: /\n", "text/plain"), "robots"),
        (f"{REPORTS}/robots.txt", troubles.instead(b"User-agent: *\nDisallow: /provider\n", "text/plain"), "robots"),
    ],
    ids=["server error", "files closed", "pages closed"],
)
def test_robots_are_told_once_and_not_by_every_check(
    sites: Sites, replica: Replica, url: str, trouble: troubles.Trouble, assumption: str
) -> None:
    replica.trouble(url, trouble)
    found = diagnose(sites)
    assert broken(found) == [assumption]
    assert any(each.is_fatal for each in found) == url.startswith(REPORTS)


@pytest.mark.parametrize("header", [(), (("cf-mitigated", "challenge"),)], ids=["refused", "challenge"])
def test_site_that_turns_us_away_is_told_once(
    sites: Sites, replica: Replica, header: tuple[tuple[str, str], ...]
) -> None:
    for area in sites.areas[:3]:
        replica.trouble(f"{REPORTS}/provider/44/{area.urn}", troubles.status(403, *header))
    replica.trouble(WORLD.site.search_url(0), troubles.status(403, *header))
    found = diagnose(sites)
    assert len(broken(found)) == 1, [each.as_line() for each in found]
    assert any(each.is_fatal for each in found)


def test_files_on_another_host_are_told(sites: Sites, replica: Replica) -> None:
    for area in sites.areas[:3]:
        page = provider_page(area, sites.published[area.area_id])
        replica.put(f"{REPORTS}/provider/44/{area.urn}", page.replace("files.ofsted.test", "documents.ofsted.test"))
    found = diagnose(sites)
    assert broken(found) == ["known reports"]
    known = next(each for each in found if each.name == "known reports")
    assert "listed on documents.ofsted.test, not on files.ofsted.test" in known.found


def test_network_that_reaches_nothing_is_one_line(sites: Sites) -> None:
    class Nowhere:
        def get(self, url: str, headers: object, timeout: object) -> object:
            raise OSError("unplugged")

    fetcher = FakeTime().fetcher(attempts=1)
    fetcher.transport = Nowhere()  # type: ignore[assignment]
    found = diagnose(sites, fetcher)
    assert "network" in broken(found)
    assert any(each.is_fatal for each in found)


def test_saved_answers_give_the_same_diagnosis(sites: Sites, replica: Replica, tmp_path: Path) -> None:
    replica.trouble(world.COUNCIL, troubles.status(403, body=troubles.CHALLENGE_PAGE))
    replica.trouble(f"{FILES}/v1/file/50000003", troubles.redirect("/v1/file/50000013"))
    live = FakeTime().fetcher(attempts=1)
    live.transport = SavingTransport(live.transport, tmp_path / "saved")
    first = diagnose(sites, live)
    assert broken(first) == ["council page"]
    asked = len(replica.log)
    again = diagnose(sites, Fetcher(replay_settings(), transport=SavedTransport(tmp_path / "saved")))
    assert [each.as_line() for each in again] == [each.as_line() for each in first]
    assert len(replica.log) == asked


def test_bundle_that_is_not_there_is_told(tmp_path: Path) -> None:
    environment = {"REQUESTS_CA_BUNDLE": str(tmp_path / "none.pem"), "HTTPS_PROXY": "http://p"}
    found, *others = examine(SETTINGS, FakeTime().fetcher(), NOW, environment)
    assert found.state is State.BLOCKED
    assert {each.state for each in others} == {State.UNKNOWN}
    assert "none.pem, which is not there" in found.found
    well = check_setup(SETTINGS, {"HTTPS_PROXY": "http://p"})
    assert well.found == "contact tests@example.org, proxy by HTTPS_PROXY, the system's certificates"


def test_real_expectations_name_what_the_review_knows() -> None:
    expected = load_expectations()
    assert [(each.urn, each.file, each.published) for each in expected.providers] == [
        ("80428", "50268244", "2025-02-04"),
        ("80515", "50305099", "2026-06-26"),
    ]
    assert len(expected.pages) == 3


def test_command_replays_a_folder_and_says_what_to_do_without_one(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["doctor", "--from", str(tmp_path)])
    assert result.exit_code == 3
    assert "answers.json is not there" in result.stderr
    (tmp_path / "answers.json").write_text('{"saved_at": "2026-02-02T09:00:00+00:00", "answers": []}')
    result = CliRunner().invoke(main, ["doctor", "--from", str(tmp_path)])
    assert result.exit_code == 3
    assert result.stdout.startswith("ok       setup: ")
    assert "blocked  network: " in result.stdout
    assert "assumptions do not hold" in result.stderr
