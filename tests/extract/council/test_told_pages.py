"""Pages of councils, forums, papers and charities worded one by one: no false row, and nearly all that they state.

They were written before the patterns were read, to hold what the composed pages of `council_pages` cannot: other words.
"""

from __future__ import annotations

import pytest

from tests.extract.council.test_invented_pages import FORMS, LEAST_RECALL, found, read
from tests.support.told_pages import ToldPage, told_pages


def stated(page: ToldPage) -> set[tuple[str, ...]]:
    return {
        *page.events,
        *(("weakness", text.strip(" .;")) for text in page.weaknesses),
        *(("action", text) for text in page.actions),
        *(("strength", text) for text in page.strengths),
    }


@pytest.mark.parametrize("form", FORMS)
def test_told_pages_give_no_false_row_and_nearly_all_that_they_state(form: str) -> None:
    pages = [*told_pages("told"), *told_pages("third"), *told_pages("everyday")]
    assert len(pages) > 120
    wanted = right = 0
    for page in pages:
        findings = read(page.html, form, url=page.url)
        assert found(findings) - stated(page) - page.open_events == set(), page.name
        assert (findings.area_id, findings.is_third_party) == (page.area_id, page.is_third_party), page.name
        assert not (findings.inspection and findings.inspection.is_report), page.name
        wanted += len(stated(page))
        right += len(found(findings) & stated(page))
    assert wanted > 100
    assert right >= LEAST_RECALL * wanted


OTHER = {page.name: page for page in told_pages("other")}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("area_id", [None, "norfolk"])
@pytest.mark.parametrize("has_address", [False, True])
@pytest.mark.parametrize("name", OTHER)
def test_a_page_on_something_else_yields_nothing(name: str, has_address: bool, area_id: str | None, form: str) -> None:
    page = OTHER[name]
    findings = read(page.html, form, url=page.url if has_address else None, area_id=area_id)
    assert found(findings) == set()
    assert findings.inspection is None
