"""All 153 areas as the replica publishes them: Ofsted's list, provider pages and files, councils' pages, ModernGov.

The structure is that of the real sites; every word of content is ours.
"""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import dataclass
from datetime import datetime
from html import escape
from pathlib import Path

from scrape.sites.archive import Archive
from scrape.sites.ofsted import Site
from scrape.sources import Area, SourcePage, parse_areas
from scrape.updating.update import World
from tests.replica.server import Page, Replica

AREAS_CSV = Path(__file__).parents[2] / "db" / "reference" / "areas.csv"
REPORTS = "http://reports.ofsted.test"
FILES = "http://files.ofsted.test"
# What Cloudflare puts into ordinary pages.
CLOUDFLARE = '<script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script>'
WORLD = World(
    site=Site(reports=REPORTS, file_hosts=frozenset({"files.ofsted.test"})),
    archive=Archive(index="http://web.archive.test/cdx/search/cdx", copies="http://web.archive.test/web"),
    figures=(),
)


@dataclass(frozen=True)
class Published:
    """A document on a provider page: what the hidden label says, and the file's number."""

    label: str
    date: str
    number: int

    @property
    def url(self) -> str:
        return f"{FILES}/v1/file/{self.number}"


def load_areas() -> list[Area]:
    """The 153 current areas of the register."""
    with AREAS_CSV.open(encoding="utf-8", newline="") as file:
        return [area for area in parse_areas(csv.DictReader(file)) if area.is_current]


def pdf(*words: str) -> bytes:
    """Bytes that pass for a PDF; different words make different files."""
    return b"%PDF-1.7\n" + " ".join(words).encode() + b"\n" + b"%" * 2000 + b"\n%%EOF\n"


def docx(*words: str) -> bytes:
    """A ZIP with the one member by which a DOCX is known."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(zipfile.ZipInfo("word/document.xml"), f"<x>{escape(' '.join(words))}</x>")
    return buffer.getvalue()


def search_page(areas: list[Area], start: int, total: int) -> str:
    """A page of the list of local authorities."""
    rows = "".join(
        f"""<li class="search-result"><h3 class="search-result__title heading--sub"><a href="/provider/44/{area.urn}">
        {escape(area.name)}</a></h3><ul class="search-result__provider-info"><li>Category: <strong>Local authority</strong></li>
        </ul><ul class="search-result__provider-info"><li>Latest report: <strong><time>1 March 2024</time></strong></li>
        <li>URN: <strong>{area.urn}</strong></li></ul></li>"""
        for area in areas[start : start + 100]
    )
    return f"""<!DOCTYPE html><html lang="en"><head><title>Ofsted | Search results</title></head><body><header><a href="/">Home</a>
    </header><main><h1>Search results</h1><p class="results-count">{total} results</p><ul class="results-list">{rows}</ul></main></body></html>"""


def provider_page(area: Area, published: list[Published], *, layout: int = 1) -> str:
    """A local authority's page, its documents newest first, in the site's first layout or its second.

    In the first, label and date stand in a text for screen readers; in the second, which schools' pages have since 2026,
    the date is a `time` in the link and the kind of file a part of its own.
    """
    if layout == 2:
        return _second_provider_page(area, published)
    days = "".join(
        f"""<li class="timeline__day"><div class="event"><p class="timeline__date"><time>{each.date}</time></p>
        <a class="publication-link" href="{each.url}" target="_blank">{escape(each.label)}
        <span class="nonvisual">{escape(each.label)}, pdf - {each.date}</span></a></div></li>"""
        for each in published
    )
    return f"""<!DOCTYPE html><html lang="en"><head><title>Ofsted | {escape(area.name)}</title></head><body><main>
    <h1 class="heading--title">{escape(area.name)}</h1><p>URN: {area.urn}</p><ol class="timeline">{days}</ol></main></body></html>"""


def _second_provider_page(area: Area, published: list[Published]) -> str:
    days = "".join(
        f"""<li class="timeline__day"><div class="event"><a class="publication-link" href="{each.url}">
        <time datetime="{datetime.strptime(each.date, "%d %B %Y").date().isoformat()}">{each.date}</time> : {escape(each.label)}
        <span class="filetype">(PDF, 210 KB)</span></a></div></li>"""
        for each in published
    )
    return f"""<!DOCTYPE html><html lang="en"><head><title>Ofsted | {escape(area.name)}</title></head><body><main>
    <h1 class="heading--title">{escape(area.name)}</h1><p>URN: {area.urn}</p><ol class="timeline">{days}</ol></main></body></html>"""


def wordpress_page(href: str, words: str) -> str:
    """A page as WordPress sends it with a plug-in for cookies, whose class stands on the body; the download in a column."""
    return f"""<!DOCTYPE html><html lang="en-GB"><head><title>Our plan</title></head>
    <body class="wp-singular page-template-default page wp-theme-council cookies-not-set"><div id="page" class="site with-breadcrumb">
    <div class="breadcrumbs"><a href="/">Home</a></div><div id="content"><article class="page type-page">
    <header class="entry-header"><h1 class="entry-title">Our plan</h1></header><div class="entry-content"><p>What we will do.</p></div>
    </article><aside class="downloads"><h2>Downloads</h2><a href="{href}">{words}</a></aside></div></div></body></html>"""


def agenda_page(items: list[tuple[str, str, list[tuple[str, str]]]]) -> str:
    """The agenda of a meeting in ModernGov: each item's anchor, title and papers, and the pack of all of them."""
    rows = "".join(
        f"""<tr><td><a name="{anchor}" id="{anchor}"></a><p class="mgAiTitleTxt">{escape(title)}</p><ul class="mgBulletList">"""
        + "".join(
            f'<li><a href="{url}">{escape(words)} PDF 225 KB</a><a href="documents/s2/Cover.html?CT=2">View as HTML</a></li>'
            for url, words in papers
        )
        + "</ul></td></tr>"
        for anchor, title, papers in items
    )
    return f"""<!DOCTYPE html><html lang="en"><head><title>Agenda for the committee</title></head><body><div class="mgContent">
    <h1>Agenda</h1><ul><li><a href="documents/g34/Public reports pack.pdf?T=10">Agenda reports pack</a></li></ul>
    <table class="mgItemTable">{rows}</table></div></body></html>"""


def council_page(title: str, links: list[tuple[str, str]], *, parts: int = 0) -> str:
    """A council's page with furniture around it; `parts` adds links to its numbered parts."""
    items = "".join(f'<li><a href="{escape(url)}">{escape(text)}</a></li>' for url, text in links)
    contents = "".join(
        f'<li><a href="/send/inspection/{number}">Part {number}</a></li>' for number in range(1, parts + 1)
    )
    return f"""<!DOCTYPE html><html lang="en"><head><title>{escape(title)}</title></head><body>
    <header><nav><a href="/">Home</a><a href="/jobs">Jobs</a><a href="/plan-on-a-page.pdf">SEND plan in the menu</a></nav></header>
    <div class="cookie-banner"><a href="/cookies">Cookies</a></div><main><h1>{escape(title)}</h1><ol>{contents}</ol>
    <p>Read about the SEND inspection of our area and what we did about it.</p><ul>{items}</ul>
    <p><a href="mailto:send@council.test">Write to us</a> <a href="#top">Top</a></p></main>
    <footer><a href="/privacy">Privacy</a></footer></body></html>"""


def moderngov_page(title: str, papers: list[tuple[str, str]]) -> str:
    """A committee item with its papers, as ModernGov shows it, all in one form."""
    items = "".join(f'<li><a class="mgDocLink" href="{url}">{escape(text)} PDF 225 KB</a></li>' for url, text in papers)
    return f"""<!DOCTYPE html><html lang="en"><head><title>Agenda item - {escape(title)}</title></head><body><form method="post">
    <div class="mgMainTitle"><a href="mgCommitteeDetails.aspx?ID=12">Committee details</a></div>
    <div class="mgContent"><h2 class="mgSubTitleTxt">Agenda item</h2><h3>{escape(title)}</h3>
    <ul class="mgBulletList"><li><a href="ieListDocuments.aspx?CId=12&amp;MId=34">Meeting of the committee</a></li></ul>
    <ul class="mgActionList">{items}<li><a href="documents/g34/Public reports pack SEND.pdf?T=10">Whole pack</a></li></ul>
    <p>Members discussed progress since the SEND inspection.</p></div></form></body></html>"""


Hit = tuple[str, str, list[tuple[str, str, str]], list[tuple[str, str]]]


def committee_results(hits: list[Hit]) -> str:
    """ModernGov's page of results: for each hit its heading and address, its agenda items, its papers."""
    blocks = []
    for heading, url, items, papers in hits:
        title = f'<p class="mgAiTitleTxt"><img alt="Excellent match">Meeting: <a href="{escape(url)}">{escape(heading)}</a></p>'
        inner = "".join(
            f'<p class="mgAiTitleTxt">{number}: <a href="{escape(address)}">{escape(words)} (2)</a></p>'
            for number, words, address in items
        )
        bullets = "".join(f'<li><a href="{escape(address)}">{escape(words)}</a></li>' for words, address in papers)
        listed = f'<ul class="mgBulletList">{bullets}</ul>' if papers else ""
        blocks.append(f'{title}{listed}{inner}<div class="mgWordPara">words around the match</div>')
    return f"""<!DOCTYPE html><html lang="en"><head><title>Search results</title></head><body><div class="mgContent">
    <p>Results 1 to {len(hits)} for your search</p><hr />{"<hr />".join(blocks)}<hr /></div></body></html>"""


class Sites:
    """The replica filled with all areas; `published` can be changed and `publish` called again."""

    def __init__(self, replica: Replica, areas: list[Area] | None = None) -> None:
        self.replica = replica
        self.areas = areas or load_areas()
        self.published = {area.area_id: _publications(index) for index, area in enumerate(self.areas)}
        self.sources: list[SourcePage] = []
        self.document_urls: set[str] = set()
        replica.fallback = self._answer
        for index, area in enumerate(self.areas):
            self.publish(area)
            self._publish_council(area, has_committee=index % 10 == 0, is_behind_cloudflare=index % 4 == 1)
            if index % 5 == 2:
                self._publish_wordpress(area)
            if index % 10 == 3:
                self._publish_agenda(area)

    @property
    def known_reports(self) -> dict[str, frozenset[str]]:
        """What a register knows of the sites: each area's report of 2024."""
        return {
            area.area_id: frozenset({f"{FILES}/v1/file/{50_000_003 + n * 10}"}) for n, area in enumerate(self.areas)
        }

    def publish(self, area: Area) -> None:
        """Put an area's provider page and its files on Ofsted's hosts."""
        published = self.published[area.area_id]
        layout = 2 if self.areas.index(area) % 3 == 0 else 1
        self.replica.put(f"{REPORTS}/provider/44/{area.urn}", provider_page(area, published, layout=layout))
        for each in published:
            self.replica.put(each.url, pdf(area.name, each.label, each.date), "application/pdf")
            if "SEND" in each.label:
                self.document_urls.add(each.url)

    def _publish_wordpress(self, area: Area) -> None:
        host = f"http://localoffer.{area.area_id}.test"
        file = f"{host}/wp-content/uploads/2026/01/send-improvement-plan.pdf"
        self.replica.put(f"{host}/our-plan/", wordpress_page(file, "SEND improvement plan"))
        self.replica.put(file, pdf(area.name, "plan"))
        self.document_urls |= {f"{host}/our-plan/", file}
        self.sources.append(SourcePage(f"{host}/our-plan/", area.area_id, "wsoa", f"{area.name}: local offer"))

    def _publish_agenda(self, area: Area) -> None:
        """A page that names an item of a meeting's agenda, whose papers are wanted while the meeting's others are not."""
        host, committees = f"http://send.{area.area_id}.gov.test", f"http://{area.area_id}.moderngov.co.uk"
        meeting = f"{committees}/ieListDocuments.aspx?CId=1&MId=2"
        links = [(f"{meeting}#AI9001", "SEND inspection: report to the committee")]
        self.replica.put(f"{host}/news/inspection", council_page("SEND inspection", links))
        items = [
            ("AI9000", "Minutes", [("documents/s1/Minutes.pdf", "Minutes")]),
            (
                "AI9001",
                "SEND inspection",
                [("documents/s2/Cover.pdf", "Cover report"), ("mgConvert2PDF.aspx?ID=77", "Appendix")],
            ),
        ]
        self.replica.put(meeting, agenda_page(items))
        for path in ("documents/s2/Cover.pdf", "mgConvert2PDF.aspx?ID=77"):
            self.replica.put(f"{committees}/{path}", pdf(area.name, path), "application/pdf")
            self.document_urls.add(f"{committees}/{path}")
        self.document_urls.add(f"{host}/news/inspection")
        self.sources.append(SourcePage(f"{host}/news/inspection", area.area_id, "committee_report"))

    def _publish_council(self, area: Area, *, has_committee: bool, is_behind_cloudflare: bool) -> None:
        host = f"http://www.{area.area_id}.gov.test"
        page = f"{host}/send/inspection"
        links = [
            (f"/downloads/file/{len(area.name)}/written-statement-of-action", "Written statement of action (PDF)"),
            ("/files/progress.docx;jsessionid=0A1B2C", "SEND improvement plan: progress"),
            ("/files/easy.pdf", "Written statement of action: easy read"),
            ("/files/parking.pdf", "Parking charges"),
        ]
        content = council_page(f"SEND inspection in {area.name}", links, parts=2)
        self.replica.put(page, content.replace("</head>", f"{CLOUDFLARE}</head>") if is_behind_cloudflare else content)
        self.replica.put(f"{host}/downloads/file/{len(area.name)}/written-statement-of-action", pdf(area.name, "WSoA"))
        self.replica.put(f"{host}/files/progress.docx", docx(area.name))
        for part in (1, 2):
            self.replica.put(f"{page}/{part}", council_page(f"Part {part} in {area.name}", []))
        self.document_urls |= {page, f"{page}/1", f"{page}/2", f"{host}/files/progress.docx"}
        self.document_urls.add(f"{host}/downloads/file/{len(area.name)}/written-statement-of-action")
        self.sources.append(SourcePage(page, area.area_id, "wsoa", f"{area.name}: SEND inspection"))
        if has_committee:
            democracy = f"http://democracy.{area.area_id}.gov.test"
            item = f"{democracy}/mgAi.aspx?ID=60967"
            papers = [
                ("documents/s1001/Cover report.pdf", "Cover report"),
                ("documents/s1002/Appendix A.pdf", "Appendix A"),
            ]
            self.replica.put(item, moderngov_page("SEND written statement of action", papers))
            for path, text in papers:
                url = f"{democracy}/{path}".replace(" ", "%20")
                self.replica.put(url, pdf(area.name, text))
                self.document_urls.add(url)
            self.document_urls.add(item)
            self.sources.append(SourcePage(item, area.area_id, "committee_report", f"{area.name}: committee"))

    def _answer(self, host: str, path: str) -> Page | None:
        """Ofsted's list by its start; the archive's index, which knows nothing."""
        if (host, path.partition("?")[0]) == ("web.archive.test", "/cdx/search/cdx"):
            return Page(b"[]", "application/json")
        if host != "reports.ofsted.test" or not path.startswith("/search?"):
            return None
        start = int(path.partition("&start=")[2].partition("&")[0])
        return Page(search_page(self.areas, start, len(self.areas)).encode())


def _publications(index: int) -> list[Published]:
    """What an area's page lists, back to 2009. Nobody has seen the label of the revisit there: it is a guess."""
    number = 50_000_000 + index * 10
    return [
        Published("Area SEND full inspection", "15 July 2024", number + 3),
        Published("Children's services focused visit", "7 November 2023", number + 2),
        Published("Joint area SEND inspection revisit", "9 June 2021", number + 1),
        Published("Joint area child protection inspection", "6 January 2020", number + 4),
        Published("Joint area review - progress inspection", "3 July 2009", number + 5),
        Published("Annual children's services assessment", "9 December 2010", number + 6),
        Published("Survey of local libraries", "4 June 2013", number + 7),
    ]
