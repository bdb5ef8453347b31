"""A whole update against the replica of the sites."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scrape.http.fetcher import Fetcher
from scrape.journal import PROGRESS_NAME, Report, RunRecord, load_record
from scrape.sites.archive import index_url
from scrape.sources import SourcePage, add_source
from scrape.store import Gone, Store
from scrape.updating.area_run import NATIONAL
from scrape.updating.plan_search import PlansWanted
from scrape.updating.update import LIST, KnownSources, UpdateOptions, update
from tests.replica import troubles
from tests.replica.server import Replica
from tests.replica.world import FILES, REPORTS, WORLD, Published, Sites, council_page, load_areas, pdf, provider_page
from tests.scrape.conftest import SETTINGS, FakeTime
from tests.scrape.test_store import snapshot


@dataclass
class Runner:
    """Runs updates of `sites` into one data folder."""

    sites: Sites
    data: Path

    def __call__(
        self, *, fetcher: Fetcher | None = None, on_area: Callable[[Report], None] | None = None, **options: object
    ) -> RunRecord:
        more = {} if on_area is None else {"on_area": on_area}
        return update(
            self.data,
            KnownSources(self.sites.areas, self.sites.sources, self.sites.known_reports),
            SETTINGS,
            UpdateOptions(**options),  # type: ignore[arg-type]
            world=WORLD,
            fetcher=fetcher or FakeTime().fetcher(),
            now=lambda: datetime(2026, 2, 2, 9, tzinfo=UTC),
            **more,  # type: ignore[arg-type]
        )

    @property
    def store(self) -> Store:
        return Store(self.data / "store")

    def addresses(self) -> set[str]:
        return {each.address for each in self.store.addresses() if each.is_document}


@pytest.fixture
def run(replica: Replica, tmp_path: Path) -> Runner:
    """Three areas, the first with a committee's paper."""
    return Runner(Sites(replica, load_areas()[:3]), tmp_path / "data")


def test_all_areas_found_once_and_no_body_fetched_again(replica: Replica, tmp_path: Path) -> None:
    sites = Sites(replica)
    run = Runner(sites, tmp_path / "data")
    first = run()
    assert first.problems == ()
    assert run.addresses() == sites.document_urls
    assert first.counts == {"new": len(sites.document_urls)}
    assert len(sites.areas) == 153
    before = snapshot(run.store.root)
    fetcher = FakeTime().fetcher()
    seen = len(replica.log)
    begun = time.monotonic()
    second = run(fetcher=fetcher)
    took = time.monotonic() - begun
    assert second.counts == {"unchanged": len(sites.document_urls)}
    bodies = [
        request for request in replica.log[seen:] if request.body_bytes and not request.path.endswith("robots.txt")
    ]
    assert bodies == []
    assert not [request for request in replica.log[seen:] if request.host == "files.ofsted.test"]
    assert snapshot(run.store.root) == before
    assert took < 20


def test_metadata_says_where_a_document_is_from(run: Runner) -> None:
    run()
    area = run.sites.areas[0]
    url = f"{FILES}/v1/file/50000003"
    report = next(each for each in run.store.documents() if each.meta.source_url == url)
    assert report.meta.area_id == area.area_id
    assert report.meta.title == "Area SEND full inspection"
    assert report.meta.published == "2024-07-15"
    assert report.meta.content_type == "application/pdf"
    assert report.meta.retrieved_at == "2026-02-02T09:00:00+00:00"
    assert report.document_id.startswith(f"{area.area_id}-area-send-full-inspection-2024-07-15-")
    assert report.meta.how_found == f"linked on {REPORTS}/provider/44/{area.urn}"
    plan = next(each for each in run.store.documents() if "written-statement" in (each.meta.source_url or ""))
    assert plan.meta.title == "Written statement of action (PDF)"
    assert plan.meta.area_id is not None


def test_new_report_is_the_only_thing_that_is_new(run: Runner) -> None:
    run()
    area = run.sites.areas[1]
    before = run.addresses()
    new = Published("Area SEND monitoring inspection", "20 January 2026", 50_999_999)
    run.sites.published[area.area_id].insert(0, new)
    run.sites.publish(area)
    record = run()
    assert record.counts == {"new": 1, "unchanged": len(before)}
    assert run.addresses() - before == {new.url}


def test_changed_document_keeps_its_old_version(run: Runner, replica: Replica) -> None:
    run()
    url = "http://www.barking-and-dagenham.gov.test/files/progress.docx"
    old = run.store.find_address(url)
    replica.put(url, pdf("now a PDF"), "application/pdf")
    assert run().counts["changed"] == 1
    new = run.store.find_address(url)
    assert old is not None
    assert new is not None
    assert new.versions[0].sha256 == old.current
    assert run.store.read_raw(old.current) != run.store.read_raw(new.current)


def test_document_that_is_gone_stays_and_is_noted_once(run: Runner, replica: Replica) -> None:
    run()
    url = "http://www.barnet.gov.test/files/progress.docx"
    replica.trouble(url, troubles.status(410))
    assert run().counts["gone"] == 1
    record = run.store.find_address(url)
    assert record is not None
    assert record.gone == Gone("410", "2026-02-02T09:00:00+00:00")
    assert run.store.find_document(record.current) is not None
    assert "gone" not in run().counts


def test_document_no_longer_linked_is_noted(run: Runner, replica: Replica) -> None:
    run()
    area = run.sites.areas[1]
    dropped = run.sites.published[area.area_id].pop(2)
    replica.put(f"{REPORTS}/provider/44/{area.urn}", provider_page(area, run.sites.published[area.area_id]))
    assert run().counts["gone"] == 1
    record = run.store.find_address(dropped.url)
    assert record is not None
    assert record.gone == Gone("no longer linked", "2026-02-02T09:00:00+00:00")
    assert "gone" not in run().counts
    run.sites.published[area.area_id].insert(0, dropped)
    run.sites.publish(area)
    run()
    record = run.store.find_address(dropped.url)
    assert record is not None
    assert record.gone is None


def captures(url: str, *times: str) -> str:
    """The archive's index, as it answers."""
    return json.dumps([["timestamp", "original", "mimetype"], *([time, url, "text/html"] for time in times)])


def test_dead_council_page_comes_from_the_archive_with_its_time(run: Runner, replica: Replica) -> None:
    url = "http://www.old-health-board.invalid/send/inspection"
    run.sites.sources.append(SourcePage(url, "barnet", "wsoa", "Barnet: health board's page"))
    replica.put(index_url(WORLD.archive, url), captures(url, "20190101000000", "20210315120000"), "application/json")
    page = council_page("SEND inspection", [("/wsoa.pdf", "Written statement of action")])
    replica.put(f"http://web.archive.test/web/20210315120000id_/{url}", page)
    record = run()
    stored = next(each for each in run.store.documents() if each.meta.source_url == url)
    assert stored.meta.captured_at == "2021-03-15T12:00:00+00:00"
    # The file linked on it is as dead, and the archive has none.
    (problem,) = record.problems
    assert problem.url == "http://www.old-health-board.invalid/wsoa.pdf"
    assert problem.message.endswith("No copy found in the Internet Archive.")
    asked = len(replica.log)
    run()
    assert not [each for each in replica.log[asked:] if each.host == "web.archive.test"]


@pytest.mark.parametrize(
    ("page", "code"),
    [
        ("<html><main><h1>Search results</h1><p>0 results</p></main></html>", "site_changed"),
        ("<html><main><h1>Welcome</h1></main></html>", "site_changed"),
        (
            "<html><main><p>3 results</p><a href='/provider/44/80486'>Barking and Dagenham</a></main></html>",
            "site_changed",
        ),
        (troubles.CHALLENGE_PAGE.decode(), "challenge"),
    ],
    ids=["empty list", "no list", "short list", "challenge page"],
)
def test_list_that_cannot_be_all_is_an_error_not_an_empty_result(
    run: Runner, replica: Replica, page: str, code: str
) -> None:
    replica.fallback = lambda host, path: None
    for start in (0, 1):
        replica.put(WORLD.site.search_url(start), page)
    record = run()
    assert code in {problem.code for problem in record.problems}
    if code == "site_changed":
        # Every area's own page is read by its number all the same.
        assert run.addresses() == run.sites.document_urls


def test_unknown_provider_and_missing_one_are_reported(run: Runner, replica: Replica) -> None:
    areas = run.sites.areas
    run.sites.areas = [*areas[1:], replace(areas[0], urn="99999", name="New Unitary")]
    reports: list[Report] = []
    update(
        run.data,
        KnownSources(areas),
        SETTINGS,
        UpdateOptions(),
        world=WORLD,
        fetcher=FakeTime().fetcher(),
        on_area=reports.append,
    )
    assert reports[0].area_id == LIST
    assert [problem.code for problem in reports[0].problems] == ["unknown_provider", "not_listed"]
    assert "New Unitary (99999)" in reports[0].problems[0].message


def test_changed_label_is_fetched_and_reported(run: Runner) -> None:
    area = run.sites.areas[0]
    unknown = Published("Local partnership evaluation", "1 May 2026", 50_888_888)
    run.sites.published[area.area_id].insert(0, unknown)
    run.sites.publish(area)
    record = run()
    assert unknown.url in run.addresses()
    (problem,) = record.problems
    assert problem.code == "unknown_label"
    assert "Local partnership evaluation" in problem.message
    assert problem.area_id == area.area_id


def test_provider_page_without_its_structure_is_an_error(run: Runner, replica: Replica) -> None:
    area = run.sites.areas[0]
    replica.put(f"{REPORTS}/provider/44/{area.urn}", "<html><main><h1>Reports have moved</h1></main></html>")
    (problem,) = run().problems
    assert problem.code == "site_changed"


def test_trouble_in_one_place_stops_nothing_else(run: Runner, replica: Replica) -> None:
    replica.trouble("http://www.barnet.gov.test/send/inspection", troubles.status(403))
    replica.trouble(f"{FILES}/v1/file/50000003", troubles.instead(troubles.ERROR_PAGE, "application/pdf"))
    record = run()
    assert record.counts["failed"] == 2
    assert {problem.code for problem in record.problems} == {"refused", "wrong_content"}
    kept = load_record(run.data)
    assert kept is not None
    assert kept.problems == record.problems
    replica.calm()
    assert run().problems == ()
    assert run.addresses() == run.sites.document_urls


def test_page_of_300_links_is_followed_so_far_and_reported(run: Runner, replica: Replica) -> None:
    links = [(f"/files/{number}.pdf", f"SEND improvement plan {number}") for number in range(300)]
    replica.put("http://www.barnet.gov.test/send/inspection", council_page("SEND inspection", links))
    for number in range(300):
        replica.put(f"http://www.barnet.gov.test/files/{number}.pdf", pdf(str(number)))
    record = run(area_ids=frozenset({"barnet"}))
    assert record.counts["new"] == 2 + 1 + SETTINGS.max_links_per_page
    (problem,) = record.problems
    assert "300 links to follow, the first 100 were" in problem.message


def test_page_in_an_old_encoding_gives_its_links(run: Runner, replica: Replica) -> None:
    page = '<html><head><meta charset="windows-1252"></head><body><a href="/files/x.pdf">SEND plan – “next steps”</a></body></html>'
    replica.put("http://www.barnet.gov.test/send/inspection", page.encode("cp1252"), "text/html")
    replica.put("http://www.barnet.gov.test/files/x.pdf", pdf("x"))
    run(area_ids=frozenset({"barnet"}))
    (document,) = (each for each in run.store.documents() if (each.meta.source_url or "").endswith("x.pdf"))
    assert document.meta.title == "SEND plan – “next steps”"


def test_page_that_differs_only_in_what_its_server_makes_anew_is_unchanged(run: Runner, replica: Replica) -> None:
    url = "http://www.barnet.gov.test/send/inspection"

    def page(token: str, visitors: int, words: str) -> bytes:
        return (
            f'<html><body><header>{visitors} visitors today</header><form><input type="hidden" value="{token}"></form>'
            f'<main><script>var t = "{token}"</script><p>{words}</p><a href="/files/x-{token}.pdf">SEND plan</a></main>'
        ).encode()

    replica.put(url, page("1", 10, "We wrote a plan."), has_validators=False)
    replica.put("http://www.barnet.gov.test/files/x-1.pdf", pdf("same"))
    replica.put("http://www.barnet.gov.test/files/x-2.pdf", pdf("same"))
    run(area_ids=frozenset({"barnet"}))
    documents = run.store.documents()
    replica.put(url, page("2", 99, "We wrote a plan."), has_validators=False)
    assert run(area_ids=frozenset({"barnet"})).counts.get("changed") is None
    # The links are those of today, and their file is the one known.
    assert "http://www.barnet.gov.test/files/x-2.pdf" in run.addresses()
    assert run.store.documents() == documents
    replica.put(url, page("3", 99, "We changed our plan."), has_validators=False)
    assert run(area_ids=frozenset({"barnet"})).counts["changed"] == 1


def test_no_host_is_asked_more_often_than_allowed(run: Runner, replica: Replica) -> None:
    """In real time, by the replica's log: retries, redirects and robots.txt included."""
    seconds = 0.03
    replica.trouble("http://www.barnet.gov.test/files/progress.docx", troubles.redirect("/files/moved.docx"))
    replica.put("http://www.barnet.gov.test/files/moved.docx", pdf("moved"))
    replica.trouble(f"{FILES}/v1/file/50000013", troubles.first(1, troubles.status(500, ("Retry-After", "0"))))
    run(fetcher=Fetcher(replace(SETTINGS, seconds_between_requests=seconds)))
    by_host: dict[str, list[float]] = {}
    for request in replica.log:
        by_host.setdefault(request.host, []).append(request.at)
    assert {len(times) for times in by_host.values()} >= {8}
    for host, times in by_host.items():
        times.sort()
        # A request may take a little longer on its way than the next one: no window holds more than it may.
        for begin, at in enumerate(times):
            within = sum(at <= other < at + 5 * seconds for other in times[begin:])
            assert within <= 6, host


def test_area_since_max_and_dry_run(run: Runner, replica: Replica) -> None:
    dry = run(dry_run=True)
    assert dry.counts == {"left": len(run.sites.document_urls)}
    assert not run.store.root.exists()
    assert load_record(run.data) is None
    run(area_ids=frozenset({"barnet"}), since="2023-01-01")
    assert {each.meta.area_id for each in run.store.documents()} == {"barnet"}
    published = {each.meta.published for each in run.store.documents() if each.meta.published}
    assert published == {"2024-07-15"}
    some = run(max_documents=4)
    assert some.counts["left"] > 0
    run()
    assert run.addresses() == run.sites.document_urls


def test_interrupted_run_goes_on_and_ends_the_same(run: Runner, replica: Replica, tmp_path: Path) -> None:
    whole = Runner(run.sites, tmp_path / "whole")
    whole()

    def stop_after_second(report: Report) -> None:
        if report.area_id == "barnet":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(on_area=stop_after_second)
    assert (run.data / PROGRESS_NAME).exists()
    asked = len(replica.log)
    record = run()
    assert not [each for each in replica.log[asked:] if "barnet" in each.host]
    assert record.counts == {"new": len(run.sites.document_urls)}
    assert not (run.data / PROGRESS_NAME).exists()
    assert snapshot(run.store.root) == snapshot(whole.store.root)


def test_links_of_a_page_that_moved_are_read_from_where_it_is_now(run: Runner, replica: Replica) -> None:
    replica.trouble("http://www.barnet.gov.test/send/inspection", troubles.redirect("/new/place/send"))
    replica.put("http://www.barnet.gov.test/new/place/send", council_page("SEND", [("plan.pdf", "SEND plan")]))
    replica.put("http://www.barnet.gov.test/new/place/plan.pdf", pdf("plan"))
    for _ in range(2):
        assert run(area_ids=frozenset({"barnet"})).problems == ()
        assert "http://www.barnet.gov.test/new/place/plan.pdf" in run.addresses()


def test_removed_file_is_fetched_anew_and_a_damaged_one_stops_only_its_area(run: Runner, replica: Replica) -> None:
    run()
    whole = snapshot(run.store.root)
    report = run.store.find_address(f"{FILES}/v1/file/50000013")
    page = run.store.find_address("http://www.barnet.gov.test/send/inspection")
    assert report is not None
    assert page is not None
    (removed,) = run.store.root.glob(f"raw/*/{report.current}")
    (damaged,) = run.store.root.glob(f"raw/*/{page.current}")
    removed.unlink()
    damaged.write_bytes(b"cut off")
    record = run()
    (problem,) = record.problems
    assert problem.code == "store"
    assert page.current in problem.message
    damaged.unlink()
    assert run().problems == ()
    assert snapshot(run.store.root) == whole


def test_operators_own_source_page_is_watched(run: Runner, replica: Replica) -> None:
    replica.put("http://own.council.test/plan", council_page("SEND plan", []))
    assert add_source(run.data, SourcePage("http://own.council.test/plan#top", "barnet", "wsoa"))
    assert not add_source(run.data, SourcePage("http://own.council.test/plan", "barnet"))
    run()
    assert "http://own.council.test/plan" in run.addresses()


def test_national_page_is_read_in_a_full_run_only(run: Runner, replica: Replica) -> None:
    url = "http://www.national.test/send"
    replica.put(url, council_page("SEND in England", []))
    run.sites.sources.append(SourcePage(url))
    run(area_ids=frozenset({"barnet"}))
    assert url not in run.addresses()
    run()
    assert url in run.addresses()
    assert NATIONAL.area_id == "england"


def test_mass_disappearance_is_told_and_nothing_is_marked_as_gone(replica: Replica, tmp_path: Path) -> None:
    run = Runner(Sites(replica, load_areas()[:12]), tmp_path / "data")
    first = run()
    assert "12 of 12 known reports were listed" in first.notes
    for area in run.sites.areas:
        kept = [each for each in run.sites.published[area.area_id] if "SEND" not in each.label]
        replica.put(f"{REPORTS}/provider/44/{area.urn}", provider_page(area, kept))
    record = run()
    (problem,) = record.problems
    assert (problem.code, problem.area_id) == ("site_changed", None)
    assert "only 0 of 12 known reports were listed" in problem.message
    assert "gone" not in record.counts
    assert not [each for each in run.store.addresses() if each.gone is not None]


def test_first_run_on_pages_without_send_documents_is_told(replica: Replica, tmp_path: Path) -> None:
    run = Runner(Sites(replica, load_areas()[:12]), tmp_path / "data")
    for area in run.sites.areas:
        replica.put(f"{REPORTS}/provider/44/{area.urn}", provider_page(area, []))
    assert "site_changed" in {problem.code for problem in run().problems}


def test_more_than_a_few_documents_of_one_host_do_not_go_at_once(run: Runner, replica: Replica) -> None:
    page = "http://www.barnet.gov.test/send/inspection"
    links = [(f"/files/{number}.pdf", f"SEND improvement plan {number}") for number in range(6)]
    replica.put(page, council_page("SEND inspection", links))
    for number in range(6):
        replica.put(f"http://www.barnet.gov.test/files/{number}.pdf", pdf(str(number)))
    run(area_ids=frozenset({"barnet"}))
    replica.put(page, council_page("SEND inspection", links[:1]))
    assert run(area_ids=frozenset({"barnet"})).counts["gone"] == 5
    replica.put(page, council_page("SEND inspection", links))
    run(area_ids=frozenset({"barnet"}))
    replica.put(page, council_page("SEND inspection", [("/files/new.pdf", "SEND plan")]))
    replica.put("http://www.barnet.gov.test/files/new.pdf", pdf("new"))
    record = run(area_ids=frozenset({"barnet"}))
    assert "gone" not in record.counts
    (problem,) = record.problems
    assert problem.code == "site_changed"
    assert "6 of 7 documents of www.barnet.gov.test would be gone at once" in problem.message


def test_ofsted_turning_us_away_is_one_problem_and_the_next_run_goes_on(replica: Replica, tmp_path: Path) -> None:
    run = Runner(Sites(replica, load_areas()[:9]), tmp_path / "data")
    refused = run.sites.areas[4:]
    for area in refused:
        replica.trouble(f"{REPORTS}/provider/44/{area.urn}", troubles.status(403))
    record = run()
    assert not record.is_whole
    codes = [problem.code for problem in record.problems]
    # The first three, then one for the host: two areas were not asked at all, nor four of them the second time.
    assert codes.count("host_suspended") == 1
    assert codes.count("refused") <= 3
    assert record.counts["failed"] + record.counts["not asked"] == len(refused)
    assert (run.data / PROGRESS_NAME).exists()
    replica.calm()
    asked = len(replica.log)
    again = run()
    assert again.is_whole
    assert again.problems == ()
    assert run.addresses() == run.sites.document_urls
    done = {each.path for each in replica.log[asked:] if each.host == "reports.ofsted.test"}
    assert f"/provider/44/{run.sites.areas[0].urn}" not in done
    assert not (run.data / PROGRESS_NAME).exists()


def test_what_fails_for_a_while_is_had_at_the_end_of_the_run(run: Runner, replica: Replica) -> None:
    area = run.sites.areas[0]
    replica.trouble(f"{REPORTS}/provider/44/{area.urn}", troubles.first(1, troubles.status(403)))
    replica.trouble("http://www.barnet.gov.test/files/progress.docx", troubles.first(4, troubles.status(503)))
    replica.trouble("http://www.barnet.gov.test/robots.txt", troubles.first(1, troubles.status(403)))
    record = run()
    assert record.problems == ()
    assert record.counts == {"new": len(run.sites.document_urls)}
    assert run.addresses() == run.sites.document_urls


def test_unknown_labels_are_one_problem_each_and_not_fetched_without_send(run: Runner, replica: Replica) -> None:
    for number, area in enumerate(run.sites.areas):
        more = [
            Published("Survey of libraries", "1 May 2026", 50_888_880 + number),
            Published("Joint area review - progress inspection", "3 July 2009", 50_777_770 + number),
        ]
        run.sites.published[area.area_id] += more
        run.sites.publish(area)
    record = run()
    (problem,) = record.problems
    assert problem.code == "unknown_label"
    assert (
        "'Survey of libraries' on 3 document(s) of Barking and Dagenham, Barnet, Barnsley: not fetched"
        in problem.message
    )
    assert run.addresses() == run.sites.document_urls


@pytest.mark.parametrize(
    "death",
    [
        troubles.redirect("/"),
        troubles.redirect("http://elsewhere.example/"),
        troubles.instead(b"<html><head><title>Page not found | Council</title></head><body><main>Sorry</main></body>"),
        troubles.instead(b"<html><title>Council</title><body><h1>Sorry, we can't find that page</h1></body>"),
    ],
    ids=["home", "another host", "not found in title", "not found in heading"],
)
def test_page_that_is_gone_in_all_but_name_comes_from_the_archive(
    run: Runner, replica: Replica, death: troubles.Trouble
) -> None:
    url = "http://www.barnet.gov.test/old/send-plan"
    replica.trouble(url, death)
    replica.put("http://www.barnet.gov.test/", council_page("Council", []))
    run.sites.sources.append(SourcePage(url, "barnet", "wsoa"))
    replica.put(index_url(WORLD.archive, url), captures(url, "20190101000000", "20210315120000"), "application/json")
    # The latest capture is of a page that was gone already.
    replica.put(f"http://web.archive.test/web/20210315120000id_/{url}", "<title>Page not found</title>")
    replica.put(
        f"http://web.archive.test/web/20190101000000id_/{url}", council_page("Our plan", [("/p.pdf", "SEND plan")])
    )
    replica.put("http://www.barnet.gov.test/p.pdf", pdf("plan"))
    run(area_ids=frozenset({"barnet"}))
    stored = next(each for each in run.store.documents() if each.meta.source_url == url)
    assert stored.meta.captured_at == "2019-01-01T00:00:00+00:00"


def test_page_that_leads_nowhere_is_a_warning_and_no_failure(run: Runner, replica: Replica) -> None:
    replica.put("http://www.barnet.gov.test/send/inspection", council_page("SEND inspection", []))
    record = run(area_ids=frozenset({"barnet"}))
    assert record.problems == ()
    (warning,) = record.warnings
    assert warning.code == "no_links"


def test_papers_of_an_agenda_item_are_fetched(run: Runner, replica: Replica) -> None:
    agenda = "http://barnet.moderngov.co.uk/ieListDocuments.aspx?CId=1&MId=2"
    links = [(f"{agenda}#AI9001", "SEND inspection: report to the committee")]
    replica.put("http://www.barnet.gov.test/send/inspection", council_page("SEND inspection", links))
    replica.put(
        agenda,
        """<!DOCTYPE html><html><a name="AI9000"></a><a href="documents/s1/Minutes.pdf">Minutes</a><a name="AI9001"></a>
        <a href="documents/s2/Cover.pdf">Cover report</a><a name="AI9002"></a><a href="documents/s3/Bins.pdf">Bins</a>""",
    )
    replica.put("http://barnet.moderngov.co.uk/documents/s2/Cover.pdf", pdf("cover"))
    record = run(area_ids=frozenset({"barnet"}))
    assert record.problems == record.warnings == ()
    papers = {each for each in run.addresses() if "moderngov" in each}
    assert papers == {"http://barnet.moderngov.co.uk/documents/s2/Cover.pdf"}


def test_page_that_led_to_documents_and_leads_to_none_loses_nothing(run: Runner, replica: Replica) -> None:
    run()
    page = "http://www.barnet.gov.test/send/inspection"
    replica.put(page, council_page("SEND inspection", []))
    record = run()
    (problem,) = record.problems
    assert (problem.code, problem.area_id, problem.url) == ("site_changed", "barnet", page)
    assert "led to 4 documents, and now to none" in problem.message
    assert "gone" not in record.counts
    assert not [each for each in run.store.addresses() if each.gone is not None]
    run.sites.replica.put(page, council_page("SEND inspection", [("/files/progress.docx", "SEND plan: progress")]))
    assert run().counts["gone"] == 3


def test_one_areas_page_that_lists_nothing_any_more_loses_nothing(run: Runner, replica: Replica) -> None:
    run()
    area = run.sites.areas[1]
    kept = [each for each in run.sites.published[area.area_id] if "SEND" not in each.label]
    replica.put(f"{REPORTS}/provider/44/{area.urn}", provider_page(area, kept))
    record = run(area_ids=frozenset({area.area_id}))
    assert [problem.code for problem in record.problems] == ["site_changed"]
    assert "gone" not in record.counts


@pytest.mark.parametrize(
    ("page", "code", "says"),
    [
        ("<html><body><div id=root></div></body></html>", "site_changed", "no timeline of reports"),
        ("<title>Ofsted | Page not found</title><h1>Page not found</h1>", "gone", "Page not found"),
    ],
    ids=["drawn by script", "not found with 200"],
)
def test_trouble_that_all_of_ofsteds_pages_have_is_one_problem(
    replica: Replica, tmp_path: Path, page: str, code: str, says: str
) -> None:
    run = Runner(Sites(replica, load_areas()[:12]), tmp_path / "data")
    run()
    for area in run.sites.areas:
        replica.put(f"{REPORTS}/provider/44/{area.urn}", page)
    record = run()
    (problem,) = record.problems
    assert (problem.code, problem.area_id) == (code, None)
    assert says in problem.message
    assert "So it is with 12 pages (Barking and Dagenham, " in problem.message
    assert "the pages of 12 areas, which have 12 of them, could not be read" in record.notes[0]
    assert not [each for each in run.store.addresses() if each.gone is not None]


def test_known_report_is_fetched_under_any_label_and_from_any_host(run: Runner, replica: Replica) -> None:
    area = run.sites.areas[0]
    known = run.sites.published[area.area_id][0]
    run.sites.published[area.area_id][0] = replace(known, label="Inspection report")
    page = provider_page(area, run.sites.published[area.area_id])
    moved = known.url.replace("files.ofsted.test", "documents.ofsted.test")
    replica.put(f"{REPORTS}/provider/44/{area.urn}", page.replace(known.url, moved))
    replica.put(moved, pdf("moved"), "application/pdf")
    record = run()
    assert "3 of 3 known reports were listed" in record.notes
    assert [problem.code for problem in record.problems] == ["unknown_label"]
    assert moved in run.addresses()


def test_watched_page_that_goes_is_told_once(run: Runner, replica: Replica) -> None:
    run()
    url = "http://www.barnet.gov.test/send/inspection"
    replica.trouble(url, troubles.redirect("/"))
    replica.put("http://www.barnet.gov.test/", council_page("Council", []))
    record = run()
    (problem,) = record.problems
    assert problem.code == "gone"
    assert "no longer there (leads to the home page); what is stored of it stays" in problem.message
    assert record.counts["gone"] == 1
    assert run().problems == ()


def test_page_entered_while_a_run_is_open_is_asked_for_by_the_one_that_goes_on(run: Runner, replica: Replica) -> None:
    replica.trouble("http://www.barnsley.gov.test/send/inspection/1", troubles.status(429, ("Retry-After", "9999")))
    assert not run().is_whole
    plan = "http://www.barnet.gov.test/accepted-plan.pdf"
    replica.put(plan, pdf("plan"), "application/pdf")
    add_source(run.data, SourcePage(plan, "barnet", "priority_action_plan"))
    replica.calm()
    asked = len(replica.log)
    assert run().is_whole
    assert plan in run.addresses()
    # Only the area with the new page and the one that was left are done again.
    hosts = {each.host for each in replica.log[asked:]}
    assert not any("barking" in host for host in hosts)


def test_agenda_item_on_the_committees_own_host_is_followed(run: Runner, replica: Replica) -> None:
    committees = "http://committees.odd-name.org"
    page = "http://www.barnet.gov.test/send/inspection"
    item = f"{committees}/mgAi.aspx?ID=5"
    replica.put(page, council_page("SEND inspection", [(item, "SEND inspection: report to the committee")]))
    replica.put(item, '<div class="mgContent"><h1>Item</h1><a href="documents/s7/Plan.pdf">SEND action plan</a></div>')
    replica.put(f"{committees}/documents/s7/Plan.pdf", pdf("paper"), "application/pdf")
    known = KnownSources(
        run.sites.areas,
        run.sites.sources,
        run.sites.known_reports,
        PlansWanted(committee_sites={"barnet": committees}),
    )
    options = UpdateOptions(area_ids=frozenset({"barnet"}))
    update(run.data, known, SETTINGS, options, world=WORLD, fetcher=FakeTime().fetcher())
    assert f"{committees}/documents/s7/Plan.pdf" in run.addresses()
