"""What `sendkb doctor` asks for, on the replica: the world and the answers it is held against."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from scrape.doctor.diagnosis import Expectations, KnownPage, KnownProvider
from scrape.sites.archive import index_url
from scrape.sites.statistics import Figures, Way, load_figures
from scrape.updating.update import World
from tests.replica.server import Replica
from tests.replica.world import CLOUDFLARE, WORLD, Sites, council_page, moderngov_page, wordpress_page

COLLECTION = "http://www.gov.test/collections/area-send-statistics"
RELEASE = (
    "http://www.gov.test/government/statistics/area-send-inspections-and-outcomes-in-england-as-at-31-december-2025"
)
DATA = "http://assets.publishing.service.gov.uk/media/abc/area_send_data.csv"
EES = "http://ees.test/find-statistics/education-health-and-care-plans"
SET = "/data-catalogue/data-set/11111111-2222-3333-4444-555555555555"
COMMITTEE = "http://democracy.made-up.gov.test/mgAi.aspx?ID=60967"
COUNCIL = "http://www.made-up.gov.test/send/inspection"
WORDPRESS = "http://www.wordpress.gov.test/send/our-plan/"
ARCHIVED = "http://www.gov.test/government/organisations/ofsted"
HEADINGS = ("Local area partnership", "Inspection start date", "Inspection publication date", "Inspection outcome")


def doctor_world() -> World:
    """Where the doctor's questions go."""
    return World(site=WORLD.site, archive=WORLD.archive, figures=tuple(_figures(each) for each in load_figures()))


def _figures(figures: Figures) -> Figures:
    start = COLLECTION if figures.name == "area_send_inspections" else EES
    ways = tuple(
        Way("http://content.ees.test/api" if "content." in way.start else start, way.steps) for way in figures.ways
    )
    otherwise = figures.otherwise and f"http://ees.test{SET.replace('1', '9')}"
    hosts = frozenset({"assets.publishing.service.gov.uk", "content.ees.test"})
    return replace(figures, start=start, ways=ways, otherwise=otherwise, minimum_rows=2, hosts=hosts)


def expectations(sites: Sites) -> Expectations:
    """The known answers of `sites`."""
    first, second, third = sites.areas[:3]
    return Expectations(
        providers=(
            KnownProvider(first.name, first.urn or "", "2024-07-15", "50000003"),
            KnownProvider(second.name, second.urn or "", "2024-07-15", "50000013"),
        ),
        letter=KnownProvider(third.name, third.urn or "", "2021-06-09"),
        archived=ARCHIVED,
        pages=(
            KnownPage("committee page", COMMITTEE, "ModernGov"),
            KnownPage("council page", COUNCIL, "behind Cloudflare"),
            KnownPage("WordPress page", WORDPRESS, "WordPress"),
        ),
        clock_minutes=30,
    )


def put_doctor_pages(replica: Replica) -> None:
    """Publish what the doctor asks for beside Ofsted's site."""
    replica.put(COLLECTION, f'<html><main><a href="{RELEASE}">Area SEND inspections, 31 December 2025</a></main>')
    replica.put(RELEASE, f'<html><main><h3><a class="gem-c-attachment__link" href="{DATA}">Data</a></h3></main>')
    replica.put(
        DATA, as_csv([["Area SEND"], list(HEADINGS), *[[f"Area {n}", "", "2024-01-08", "x"] for n in range(30)]])
    )
    explore = f"{EES}/2026/explore"
    replica.put(EES, f'<html><main><a href="{explore}">Explore and download data</a></main>')
    replica.put(explore, f'<html><main><a href="{SET}">Timeliness of plans</a></main>')
    replica.put(f"http://ees.test{SET}/csv", ees_csv(2025), "text/csv")
    replica.put(f"http://ees.test{SET.replace('1', '9')}/csv", ees_csv(2025), "text/csv")
    capture = f'[["timestamp", "original", "mimetype"], ["20210315120000", "{ARCHIVED}", "text/html"]]'
    replica.put(index_url(WORLD.archive, ARCHIVED), capture, "application/json")
    replica.put(
        COMMITTEE, moderngov_page("SEND written statement of action", [("documents/s1/Cover.pdf", "Cover report")])
    )
    ordinary = council_page("SEND inspection", [("/downloads/file/1/wsoa", "Written statement of action")])
    replica.put(COUNCIL, ordinary.replace("</head>", f"{CLOUDFLARE}</head>"))
    replica.put(
        WORDPRESS, wordpress_page("/wp-content/uploads/2026/01/send-improvement-plan.pdf", "SEND improvement plan")
    )


def ees_csv(year: int) -> str:
    """A data set of timeliness with two areas."""
    head = "time_period,geographic_level,country_code,new_la_code,la_name,breakdown_topic,plans_issued_den_ex,plans_issued_20_weeks_ex,pc_plans_issued_20_weeks_ex"
    rows = [f"{year},Local authority,E92000001,E1000002{n},Area {n},All EHC plans,100,50,50.0" for n in range(2)]
    return "\n".join([head, *rows]) + "\n"


def as_csv(rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()
