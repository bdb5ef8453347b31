"""The five questions of the design, asked by four kinds of user, each answered in two clicks or one search from home.

They are asked of the site as it is on the first day and of one with a report in words of ours. An answer is what the person
came for, or the reason in plain words why it is not there.
"""

import re

import pytest

from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser
STAND, TOLD, COMPARE = "How does my area stand?", "Who was told the same?", "How do we compare?"
OTHERS, DUE = "What did others do about it, and did it work?", "What is new, what is due?"
BODY = "What is a body responsible for?"
ICB = "NHS Norfolk and Suffolk Integrated Care Board"


@pytest.fixture(params=["address", "starter_address"])
def visitor(request, page):
    return Visitor(page, request.getfixturevalue(request.param))


class TestImprovementLeadOfACouncil:
    """Norfolk: told of three weaknesses in 2020, revisited in 2022, not inspected since."""

    def test_how_do_we_stand(self, visitor):
        visitor.click("Norfolk")
        latest, plan, due, beside = visitor.texts(".summary dd")
        assert "Written statement of action required (2 Mar 2020, published 9 Jun 2020)" in latest
        assert "all known here: 3 significant weaknesses" in latest
        assert "sufficient progress in all areas" in latest
        assert "by 7 Sep 2020" in plan
        assert "passed with the outcome not known" in due
        assert "Of the 10 areas most like it" in beside

    def test_who_was_told_the_same(self, visitor):
        visitor.click("Norfolk").click("Who else was told this", within="#norfolk-2020-03-w1")
        areas = visitor.texts(".results .finding-area")
        assert len(areas) > 1
        assert "Norfolk" not in areas
        assert "Norfolk" in visitor.words(".liked")

    def test_how_do_we_compare(self, visitor):
        visitor.ask(COMPARE, "Compare", Area="Norfolk", Beside="the ten areas most like it")
        rows = visitor.page.locator(".heat-map tbody tr")
        assert rows.count() == 11
        assert visitor.words(".heat-map tr.own th").startswith("Norfolk 2 Mar 2020")
        assert rows.filter(has_text="not read here").count() > 0
        assert re.search(r"\d of its \d+ known peers", visitor.words())

    def test_what_did_others_do_and_did_it_work(self, visitor):
        visitor.click("Norfolk").click("What did others do about it", within="#norfolk-2020-03-w1")
        assert set(visitor.texts(".results .finding-kind")) == {"Action promised"}
        assert "Norfolk" not in visitor.texts(".results .finding-area")
        came_of = re.compile("nspectors have|inspectors came back|No revisit is known|Whether it worked is not known")
        assert all(came_of.search(each) for each in visitor.texts(".results .finding"))

    def test_what_is_new_and_due(self, visitor):
        visitor.click("Norfolk").click("What is new and due")
        words = visitor.words()
        assert "6 Feb 2023" in words
        assert "That is not the same as overdue" in words
        assert set(visitor.texts("td[data-label=Area]")) == {"Norfolk"}


class TestLeadOfAnAreaWithHardlyAnyData:
    """Isles of Scilly: one inspection, told of nothing, no document held."""

    def test_how_do_we_stand(self, visitor):
        visitor.ask(STAND, "Show the area", Area="Scilly")
        latest, plan, due, _ = visitor.texts(".summary dd")
        assert "It was told of no significant weakness." in latest
        assert "Not yet inspected under the framework of 2023, as far as is known." in latest
        assert plan == "No written statement of action was required."
        assert due.startswith("No date ahead is known.")
        assert "Inspection letter of the inspection of 21 Mar 2022" in visitor.words()

    def test_who_was_told_the_same(self, visitor):
        visitor.click("Isles of Scilly").click("Search what they were told")
        assert visitor.page.locator(".results .finding").count() > 0
        assert "Isles of Scilly" not in visitor.texts(".results .finding-area")

    def test_how_do_we_compare(self, visitor):
        visitor.ask(COMPARE, "Compare", Area="Isles of Scilly", Beside="the ten areas most like it")
        assert "Told no significant weakness" in visitor.words(".heat-map tr.own")
        assert visitor.page.locator(".heat-map .heat a").count() > 0

    def test_what_did_others_do_and_did_it_work(self, visitor):
        visitor.ask(OTHERS, "Show what was promised", Theme="Waiting times for health services")
        assert visitor.page.locator(".results .finding").count() > 0
        assert "When inspectors came back" in visitor.words(".filters-of-search")

    def test_what_is_new_and_due(self, visitor):
        visitor.click("Isles of Scilly").click("What is new and due")
        words = visitor.words()
        assert "16 May 2022" in words
        assert "No date ahead is known" in words


class TestManagerOfAnIcb:
    """NHS Norfolk and Suffolk Integrated Care Board, which a merger made: findings name those before it."""

    def test_how_do_our_areas_stand(self, visitor):
        visitor.ask(BODY, "Show the body", Integrated_care_board=ICB)
        rows = visitor.texts('[aria-label="Its areas"] tbody tr')
        assert any(row.startswith("Norfolk 2 Mar 2020") and "all 3 known" in row for row in rows)
        assert any(row.startswith("Suffolk") and "Widespread and/or systemic failings" in row for row in rows)
        assert "NHS Norfolk and Waveney" in visitor.words("#told ~ article, #told ~ h3 ~ article") or (
            "as NHS" in visitor.words()
        )

    def test_who_was_told_the_same(self, visitor):
        visitor.ask(TOLD, "Search", Theme="Joint commissioning")
        assert visitor.page.locator(".results .finding").count() > 0
        assert "Body named as responsible" in visitor.words(".filters-of-search")

    def test_how_do_our_areas_compare(self, visitor):
        visitor.ask(COMPARE, "Compare", Area="Norfolk", Beside="areas of its integrated care board")
        areas = visitor.texts(".heat-map tbody th a")
        assert areas[0] == "Norfolk"
        assert "Suffolk" in areas
        assert f"same ICB: {ICB}" in visitor.words(".heat-map")

    def test_what_did_others_do_and_did_it_work(self, visitor):
        visitor.click("Themes").click("Waiting times for health services")
        assert visitor.page.locator("#who_is_praised, [id*=promised]").count() > 0
        assert "Followed by progress" in visitor.words(".figures")

    def test_what_is_new_and_due(self, visitor):
        visitor.ask(DUE, "Show what is new and due", Areas_of_an_integrated_care_board=ICB)
        shown = set(visitor.texts("td[data-label=Area]"))
        assert "Norfolk" in shown
        assert shown <= {"Norfolk", "Suffolk", "Essex"}
        assert ICB in visitor.words("h1")


class TestAdviserOfTheDepartment:
    """All of England: how many, out of how many, and of how many nothing is known."""

    def test_how_does_england_stand(self, visitor):
        visitor.click("All areas, by outcome or theme")
        legend = visitor.texts(".tile-legend li")
        assert sum(int(re.search(r"(\d+)$", each)[1]) for each in legend) == 153
        assert visitor.page.locator(".tiles a").count() == 153
        assert visitor.page.locator("table tbody tr").count() == 153

    def test_who_was_told_the_same(self, visitor):
        visitor.ask(TOLD, "Search", Words="autism assessment", Theme="any")
        assert re.match(r"\d+ findings in \d+ areas", visitor.words(".result-line h2"))
        assert {"Region", "Outcome of the inspection", "Year of the inspection"} <= set(
            visitor.texts(".filters-of-search h3")
        )

    def test_how_do_areas_compare(self, visitor):
        visitor.ask(COMPARE, "Map a theme", Theme="Co-production and voice")
        assert visitor.page.locator(".tiles a").count() == 153
        assert "does not mean that it was not raised" in visitor.words(".lead")

    def test_what_did_areas_do_and_did_it_work(self, visitor):
        visitor.click("Themes").click("EHC needs assessment timeliness")
        figures = visitor.words(".figures")
        assert re.search(r"Followed by progress \d+ of \d+ items followed up", figures)
        assert re.search(r"since 2023 \d+ of \d+ inspections known", figures)

    def test_what_is_new_and_due(self, visitor):
        visitor.click("In all of England")
        assert len(visitor.texts('[aria-label="Published"] tbody tr')) == 30
        assert re.search(r"Due \([\d,]+\)", visitor.words(".on-this-page"))
