"""The pages that `sendkb update` watches beside Ofsted's site, and those that it found and a person has to judge."""

from __future__ import annotations

import click

from commands.frame import CommonOptions


@click.group()
def sources() -> None:
    """The pages that `sendkb update` watches beside Ofsted's site."""


@sources.command("list")
@click.option("--area", help="Only this area's.")
@click.pass_obj
def list_sources(options: CommonOptions, area: str | None) -> None:
    """List the pages that are watched, your own first."""
    from commands.known_sources import load_known_sources
    from db.reference.areas import find_area_id
    from scrape.sources import load_added

    wanted = find_area_id(area) if area else None
    for page in [*load_added(options.data), *load_known_sources().sources]:
        if wanted in {None, page.area_id}:
            click.echo("\t".join((page.area_id or "england", page.doc_type, page.url, page.title or "")))


@sources.command("add")
@click.argument("url")
@click.option("--area", help="The area whose page it is; a page about England as a whole has none.")
@click.option(
    "--type", "doc_type", default="local_offer_page", show_default=True, help="What is there; news is not followed."
)
@click.option("--title", help="What the page is called.")
@click.pass_obj
def add_source(options: CommonOptions, url: str, area: str | None, doc_type: str, title: str | None) -> None:
    """Watch one more page, or document, from the next update on; it is kept in sources.csv in the data folder."""
    from db.reference.areas import find_area_id
    from scrape.sources import FILE_NAME, SourcePage
    from scrape.sources import add_source as add

    options.data.mkdir(parents=True, exist_ok=True)
    page = SourcePage(url, find_area_id(area) if area else None, doc_type, title)
    is_new = add(options.data, page)
    options.say(f"{'added to' if is_new else 'already in'} {options.data / FILE_NAME}: {url}")


@click.group()
def candidates() -> None:
    """Pages that `sendkb update` found and that may be an area's plan: a person decides."""


@candidates.command("list")
@click.option("--area", help="Only this area's.")
@click.option("--all", "show_all", is_flag=True, help="Those that are accepted or rejected too.")
@click.pass_obj
def list_candidates(options: CommonOptions, area: str | None, show_all: bool) -> None:
    """List candidates, the surest first: how sure, area, address, why."""
    from db.reference.areas import find_area_id
    from scrape.candidates import OPEN, load_candidates

    wanted = find_area_id(area) if area else None
    chosen = [
        each
        for each in load_candidates(options.data)
        if wanted in {None, each.area_id} and (show_all or each.status == OPEN)
    ]
    for each in chosen:
        status = f"{each.status}\t" if show_all else ""
        click.echo(f"{status}{each.score:.1f}\t{each.area_id or 'england'}\t{each.url}\t{each.why}")
    if not chosen:
        options.say("no candidates: sendkb update looks for them where an area's plan is missing")


@candidates.command("accept")
@click.argument("url")
@click.option("--type", "doc_type", default="priority_action_plan", show_default=True, help="What is there.")
@click.pass_obj
def accept_candidate(options: CommonOptions, url: str, doc_type: str) -> None:
    """Watch the page or paper from the next update on."""
    from scrape.candidates import ACCEPTED, judge_candidate
    from scrape.sources import SourcePage
    from scrape.sources import add_source as add

    accepted = judge_candidate(options.data, url, ACCEPTED)
    add(options.data, SourcePage(accepted.url, accepted.area_id, doc_type))
    options.say(f"accepted for {accepted.area_id or 'england'}; the next update fetches it: {accepted.url}")


@candidates.command("reject")
@click.argument("url")
@click.pass_obj
def reject_candidate(options: CommonOptions, url: str) -> None:
    """Do not show it again."""
    from scrape.candidates import REJECTED, judge_candidate

    options.say(f"rejected: {judge_candidate(options.data, url, REJECTED).url}")
