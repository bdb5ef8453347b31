"""Sixty invented pages of councils and forums, and twelve of other kinds: no false row, and what is stated is found."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from db.reference.areas import load_area_names
from extract.model.context import Context
from extract.model.document import Quote
from extract.model.findings import Findings
from extract.pipeline import extract_findings
from extract.reading import read_document
from tests.support.council_pages import Page, as_text, pages
from tests.support.other_pages import OTHER_PAGES

FORMS = ("text/html", "text/plain")
LEAST_RECALL = 0.95


def read(html: str, form: str, *, url: str | None = None, area_id: str | None = None) -> Findings:
    content = html if form == "text/html" else as_text(html)
    document = read_document(content.encode(), media_type=form, file_name="page")
    return extract_findings(document, Context(load_area_names(), source_url=url, area_id=area_id))


def told(quotes: Iterable[Quote]) -> set[str]:
    return {quote.text.strip(" .;") for quote in quotes}


def stated(page: Page) -> set[tuple[str, ...]]:
    return {
        *page.events,
        *(("weakness", text) for text in page.weaknesses),
        *(("action", text) for text in page.actions),
    }


def found(findings: Findings) -> set[tuple[str, ...]]:
    return {
        *((event.event, event.date) for event in findings.events),
        *(("weakness", text) for text in told(item.quote for item in findings.weaknesses)),
        *(("action", text) for text in told(action.quote for action in findings.actions)),
        *(("strength", item.quote.text) for item in findings.strengths),
        *(("target", target.measure) for target in findings.targets),
        *(("request", item.request.text) for item in findings.feedback),
    }


@pytest.mark.parametrize("form", FORMS)
def test_sixty_pages_give_no_false_row_and_nearly_all_that_they_state(form: str) -> None:
    made = list(pages())
    assert len(made) == 60
    assert len({page.area_id for page in made}) == 12
    wanted = right = 0
    for page in made:
        findings = read(page.html, form, url=page.url)
        assert found(findings) - stated(page) == set(), page.name
        assert (findings.area_id, findings.is_third_party) == (page.area_id, page.is_third_party), page.name
        assert not (findings.inspection and findings.inspection.is_report), page.name
        wanted += len(stated(page))
        right += len(found(findings) & stated(page))
    assert wanted > 300
    assert right >= LEAST_RECALL * wanted


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("area_id", [None, "norfolk"])
@pytest.mark.parametrize("html", OTHER_PAGES.values(), ids=OTHER_PAGES)
def test_a_page_of_another_kind_yields_nothing_at_all(html: str, area_id: str | None, form: str) -> None:
    findings = read(html, form, area_id=area_id)
    assert found(findings) == set()
    assert findings.inspection is None
