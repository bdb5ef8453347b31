"""Sixty invented pages of councils and forums, with what must come out beside each: five forms for twelve areas.

The forms are those in which such pages are written (news, minutes, decisions, pages on the plan, forums); days, lists and
wordings turn over from area to area, and every page has around its facts what real ones have: menus, consent to cookies,
speech, other items, what inspectors will do, what a plan wants to reach. Nothing of it is taken from a real page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from html import escape, unescape

AREAS = (
    ("norfolk", "Norfolk", "norfolk.gov.uk"),
    ("suffolk", "Suffolk", "suffolk.gov.uk"),
    ("derbyshire", "Derbyshire", "derbyshire.gov.uk"),
    ("wigan", "Wigan", "wigan.gov.uk"),
    ("torbay", "Torbay", "torbay.gov.uk"),
    ("kent", "Kent", "kent.gov.uk"),
    ("lambeth", "Lambeth", "lambeth.gov.uk"),
    ("durham", "Durham", "durham.gov.uk"),
    ("cheshire-east", "Cheshire East", "cheshireeast.gov.uk"),
    ("bristol", "Bristol", "bristol.gov.uk"),
    ("southend-on-sea", "Southend-on-Sea", "southend.gov.uk"),
    ("north-east-lincolnshire", "North East Lincolnshire", "nelincs.gov.uk"),
)
FAULTS = (
    "the poor quality of education, health and care plans",
    "too many children wait too long for an autism assessment",
    "the lack of a joint strategy for commissioning services",
    "families are not told in time what was decided",
    "weak oversight by leaders across education, health and care",
    "inconsistent support for pupils who are often absent from school",
    "young people are not prepared well enough for adult life",
    "the slow start of therapies for young children",
    "the absence of one set of data on which leaders can rely",
    "limited short breaks for families with disabled children",
)
DONE = (
    "recruited six caseworkers to the plans team",
    "opened a phone line for families",
    "agreed one budget for therapies with the health board",
    "trained every school in writing advice",
    "set up a board of parents and young people",
)
_NUMBERS = ("no", "one", "two", "three", "four", "five")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True)
class Page:
    """A page and what it says: events by code and ISO date, weaknesses and actions in its own words."""

    name: str
    area_id: str
    url: str
    html: str
    events: frozenset[tuple[str, str]]
    weaknesses: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    is_third_party: bool = False


@dataclass
class _Facts:
    """One area's invented course of events."""

    number: int
    name: str
    start: date = field(init=False)

    def __post_init__(self) -> None:
        monday = date(2017 + self.number % 4, 1 + (3 * self.number) % 11, 1)
        self.start = monday + timedelta(days=(7 - monday.weekday()) % 7)

    def after(self, weeks: int) -> date:
        return self.start + timedelta(weeks=weeks, days=self.number % 5)

    @property
    def end(self) -> date:
        return self.start + timedelta(days=4)

    @property
    def faults(self) -> tuple[str, ...]:
        count = 3 + self.number % 3
        return tuple(FAULTS[(self.number + step) % len(FAULTS)] for step in range(count))

    @property
    def done(self) -> tuple[str, ...]:
        return tuple(DONE[(self.number + step) % len(DONE)] for step in range(3))


def pages() -> Iterator[Page]:
    """All sixty, five of every area."""
    for number, (area_id, name, domain) in enumerate(AREAS):
        facts = _Facts(number, name)
        for form in (_news, _minutes, _decision, _plan_page, _forum):
            yield form(facts, area_id, domain)


def on(day: date, form: int) -> str:
    """A day as pages write it, in one of five forms."""
    month = _MONTHS[day.month - 1]
    suffix = "th" if 10 <= day.day % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    return (
        f"{day.day} {month} {day.year}",
        f"{day.day}{suffix} {month} {day.year}",
        f"{day:%A} {day.day} {month} {day.year}",
        f"{day.day}{suffix} of {month} {day.year}",
        f"{day.day}/{day.month:02}/{day.year}",
    )[form % 5]


def between(first: date, last: date, form: int) -> str:
    """The days of a visit as pages write them, in one of four forms."""
    one, two = (f"{day.day} {_MONTHS[day.month - 1]}" for day in (first, last))
    short = f"{first.day}" if first.month == last.month else one
    return (
        f"between {short} and {two} {last.year}",
        f"from {first:%A} {one} to {last:%A} {two} {last.year}",
        f"({short} – {two} {last.year})" if first.month == last.month else f"between {one} and {two} {last.year}",
        f"between {first.day:02}/{first.month:02}/{first.year} and {last.day:02}/{last.month:02}/{last.year}",
    )[form % 4]


def _visit(event: str, first: date, last: date) -> set[tuple[str, str]]:
    return {(f"{event}_start", first.isoformat()), (f"{event}_end", last.isoformat())}


def _listed(facts: _Facts, items: tuple[str, ...]) -> str:
    """The list of weaknesses in one of five forms, as HTML."""
    count = _NUMBERS[len(items)]
    bullets = "".join(f"<li>{escape(item)}{'.' if facts.number % 2 else ';'}</li>" for item in items)
    numbered = "; ".join(f"{number}. {item}" for number, item in enumerate(items, 1))
    return (
        f"<p>The inspectors identified {count} areas of significant weakness:</p><ul>{bullets}</ul>",
        f"<p>The inspection found {count} key weaknesses. {escape(numbered)}.</p>",
        f"<h3>Areas of significant weakness</h3><ol>{bullets}</ol>",
        f"<p>The {count} areas of significant weakness are as follows:</p><ol>{bullets}</ol>",
        f"<p>Inspectors said that the following {count} areas are significant weaknesses:</p><ul>{bullets}</ul>",
    )[facts.number % 5]


def _page(title: str, site: str, body: str) -> str:
    return (
        f"<!doctype html><html lang='en'><head><title>{escape(title)} - {escape(site)}</title></head><body>"
        "<div class='cookie-banner'><p>We use cookies to make this site work.</p><ul><li>Accept all</li><li>Settings</li></ul></div>"
        "<nav><ul><li><a href='/'>Home</a></li><li><a href='/send'>SEND local offer</a></li></ul></nav>"
        f"<main><h1>{escape(title)}</h1>{body}</main>"
        "<footer><p>Last updated 3 February 2026</p><ul><li><a href='/contact'>Contact us</a></li></ul></footer></body></html>"
    )


def _news(facts: _Facts, area_id: str, domain: str) -> Page:
    published = facts.after(12)
    body = (
        f"<p>Published: {on(published, 0)}</p>"
        f"<p>Ofsted and the Care Quality Commission carried out a joint area SEND inspection of {facts.name} "
        f"{between(facts.start, facts.end, facts.number)}. Their letter was published on {on(published, facts.number)}.</p>"
        f"{_listed(facts, facts.faults)}"
        "<p>Cllr Ann Other, cabinet member for children, said:</p>"
        "<blockquote><p>“We accept what inspectors told us. We will work with families on what comes next.”</p></blockquote>"
        f"<p>A written statement of action has to be submitted to Ofsted by {on(facts.after(26), 0)}.</p>"
        "<h2>Related pages</h2><ul><li><a href='/plan'>Written statement of action</a></li><li><a href='/n'>News</a></li></ul>"
    )
    events = _visit("inspection", facts.start, facts.end) | {
        ("letter_published", published.isoformat()),
        ("wsoa_due", facts.after(26).isoformat()),
    }
    return Page(
        f"news-{area_id}", area_id, f"https://www.{domain}/news/send", _page(f"SEND inspection of {facts.name}", f"{facts.name} Council", body),
        frozenset(events), facts.faults,
    )  # fmt: skip


def _minutes(facts: _Facts, area_id: str, domain: str) -> Page:
    met, submitted, accepted = facts.after(40), facts.after(26), facts.after(29)
    body = (
        f"<p>Children and Families Scrutiny Committee</p><p>Minutes of the meeting held on {on(met, 2)} at 10.00 am</p>"
        "<p>Present: Councillors Other, Else and Another</p>"
        "<h2>1. Apologies</h2><p>There were none.</p>"
        "<h2>2. School places</h2><p>Members noted that 40 places had been added since 2015.</p>"
        "<h2>3. Special educational needs and disabilities (SEND): statement of action</h2>"
        f"<p>The director reminded members that Ofsted and the CQC had inspected services for SEND in {facts.name} "
        f"{between(facts.start, facts.end, facts.number + 1)}. The written statement of action was submitted to Ofsted on "
        f"{on(submitted, facts.number + 1)} and was accepted by Ofsted on {on(accepted, facts.number)}.</p>"
        "<p>In answer to questions, the director said that waiting times had fallen.</p>"
        "<p>Members asked about:</p><ul><li>the cost of transport</li><li>places in special schools</li></ul>"
        "<p>RESOLVED: that</p><ol><li>the report be noted; and</li><li>a further report be brought in six months.</li></ol>"
    )
    events = _visit("inspection", facts.start, facts.end) | {
        ("wsoa_submitted", submitted.isoformat()),
        ("wsoa_accepted", accepted.isoformat()),
    }
    host = f"democracy.{domain}" if facts.number % 2 else f"{area_id.replace('-', '')}.moderngov.co.uk"
    return Page(
        f"minutes-{area_id}", area_id, f"https://{host}/mgAi.aspx?ID={facts.number}",
        _page("Agenda item: SEND statement of action", "Scrutiny Committee", body), frozenset(events),
    )  # fmt: skip


def _decision(facts: _Facts, area_id: str, domain: str) -> Page:
    start = facts.after(110)
    end = start + timedelta(days=2)
    body = (
        "<h2>Decision details</h2><p>Decision maker: Cabinet</p><p>Decision status: Recommendations approved</p>"
        "<p>Is key decision? Yes</p><p>Is subject to call in? No</p><h3>Purpose</h3>"
        "<p>To consider progress on special educational needs and disabilities (SEND) since the revisit.</p><h3>Decision</h3>"
        f"<p>Cabinet noted that inspectors from Ofsted and the CQC revisited the local area {between(start, end, facts.number)}, "
        f"and that an improvement notice was issued by the Minister for Children on {on(start + timedelta(weeks=20), facts.number + 2)}.</p>"
        "<p>Resolved that the accelerated progress plan be endorsed.</p>"
        "<h3>Documents</h3><ul><li><a href='/a'>Accelerated Progress Plan – July 2021</a></li><li><a href='/b'>Revisit letter</a></li></ul>"
    )
    events = _visit("revisit", start, end) | {("improvement_notice", (start + timedelta(weeks=20)).isoformat())}
    return Page(
        f"decision-{area_id}", area_id, f"https://democracy.{domain}/ieDecisionDetails.aspx?ID={facts.number}",
        _page("Decision - SEND revisit", "Cabinet", body), frozenset(events),
    )  # fmt: skip


def _plan_page(facts: _Facts, area_id: str, domain: str) -> Page:
    submitted = facts.after(25)
    done = "".join(f"<li>{escape(item)}</li>" for item in facts.done)
    body = (
        f"<p>Our written statement of action answers the inspection of SEND services in {facts.name} by Ofsted and the CQC. It was "
        f"submitted to Ofsted on {on(submitted, facts.number)}.</p>"
        "<p>The statement has three sections, each focusing on a key weakness:</p>"
        "<ul><li>working as one team for children</li><li>improving how needs are found</li><li>helping young people into work</li></ul>"
        f"<h2>What we have done so far</h2><p>Since the inspection we have:</p><ul>{done}</ul>"
        "<h2>Who works on it</h2><p>We will work together with:</p>"
        "<ul><li>NHS England</li><li>the Department for Education (DfE) and</li><li>Norfolk and Waveney ICB</li></ul>"
        "<h2>More about the plan</h2><p>On these pages you will find:</p>"
        "<ul><li>Information on priorities for the next term</li><li>Accelerated Progress Plan – July 2021</li>"
        "<li>Frequently asked questions</li></ul>"
    )
    return Page(
        f"plan-{area_id}", area_id, f"https://www.{domain}/send/statement-of-action",
        _page(f"{facts.name}'s written statement of action", f"{facts.name} local offer", body),
        frozenset({("wsoa_submitted", submitted.isoformat())}), actions=facts.done,
    )  # fmt: skip


def _forum(facts: _Facts, area_id: str, domain: str) -> Page:
    start = facts.after(104)
    end = start + timedelta(days=3)
    body = (
        f"<p>We are the parent carer forum for {facts.name}. Ofsted and the CQC inspected SEND services in our local area "
        f"{between(facts.start, facts.end, facts.number + 2)}.</p>{_listed(facts, facts.faults)}"
        f"<p>Inspectors revisited the local area {between(start, end, facts.number + 3)}.</p>"
        "<p>Inspectors want to know what support feels like. They will:</p>"
        "<ul><li>Send families a short questionnaire</li><li>Meet groups of young people</li><li>Look at how easily help is found</li></ul>"
        "<p>The framework for area SEND inspections was launched in January 2023.</p>"
        "<p>You can help us. Parents and carers can:</p><ul><li>join our forum</li><li>come to a coffee morning</li></ul>"
    )
    events = _visit("inspection", facts.start, facts.end) | _visit("revisit", start, end)
    host = f"www.{area_id.replace('-', '')}parentcarerforum.org.uk"
    return Page(
        f"forum-{area_id}", area_id, f"https://{host}/inspection",
        _page("The inspection", f"{facts.name} Parent Carer Forum", body), frozenset(events), facts.faults, is_third_party=True,
    )  # fmt: skip


def as_text(page: str) -> str:
    """A page's words as a person copies them into a text file: a blank line between blocks, a dot before list items."""
    text = re.sub(r"<title>.*?</title>", "", page)
    text = re.sub(r"</td>(?=<td)", " | ", text).replace("</tr>", "\n\n")
    text = re.sub(r"<li>(.*?)</li>", r"\n• \1\n", text)
    text = re.sub(r"</?(?:p|h\d|ul|ol|blockquote|div|nav|main|footer|body|html|head)\b[^>]*>", "\n\n", text)
    text = unescape(re.sub(r"<[^>]+>", "", text))
    return re.sub(r"\n{3,}", "\n\n", text).strip()
