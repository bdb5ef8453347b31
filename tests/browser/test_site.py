"""The site as people see it: it fits narrow and wide screens, its forms lead somewhere, everybody can read it."""

import pytest

pytestmark = pytest.mark.browser
TROUBLE = {"error", "warning"}
# Every type of page, ours and Datasette's own.
PAGES = {
    "home": "/",
    "areas": "/areas",
    "areas by theme": "/areas?theme=coproduction&region=London",
    "area": "/areas/norfolk",
    "area read whole": "/areas/rutland",
    "abolished area": "/areas/cumbria",
    "bodies": "/bodies",
    "body": "/bodies/norfolk-and-suffolk-icb",
    "themes": "/themes",
    "theme": "/themes/ehc-timeliness",
    "search": "/search?words=autism&neighbours_of=Norfolk",
    "search, nothing found": "/search?words=autsim",
    "search, unknown area": "/search?area=Norfok",
    "search, more like this": "/search?like=norfolk-2020-03-w1",
    "search in passages": "/search?words=autism&in=passages",
    "compare": "/compare?area=Norfolk&with=region",
    "compare, nobody chosen": "/compare",
    "compare, unknown area": "/compare?area=Norfok",
    "pack": "/pack/norfolk",
    "timeline": "/timeline",
    "timeline of an area": "/timeline?area=Isles+of+Scilly",
    "quality": "/quality",
    "questions and tables": "/send",
    "query": "/send/search_weaknesses?theme=joint-commissioning&region=East+of+England",
    "query, nothing found": "/send/what_followed_a_weakness?area=Rutland",
    "query, unknown area": "/send/how_does_an_area_stand?area=Norfok",
    "query followed": "/send/what_followed_a_weakness?area=Norfolk",
    "table": "/send/weaknesses?kind=significant_weakness",
    "wide table": "/send/inspections",
    "table, nothing found": "/send/weaknesses?kind=none_such",
    "table of passages": "/send/passages",
    "row": "/send/weaknesses/norfolk-2020-03-w1",
    "own SQL": "/send?sql=select+*+from+areas+limit+5",
    "own SQL, wrong": "/send?sql=select+nothing+from+nowhere",
    "versions": "/-/versions",
    "metadata": "/-/metadata",
    "error: area": "/areas/nowhere",
    "error: page": "/no-such-page",
    "error: row": "/send/weaknesses/none-such",
}
# Narrow pages differ in how tables, fields and drawings are laid out: these show all of that.
NARROW = ["home", "area", "search", "compare", "theme", "timeline", "query", "table", "row", "document"]
ERRORS = {
    "own SQL, wrong": 400,
    "search, unknown area": 404,
    "compare, unknown area": 404,
    "error: area": 404,
    "error: page": 404,
    "error: row": 404,
}
# Levels A and AA of WCAG 2.2, with the rule that axe leaves out unless asked.
AXE = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]},
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}


def find_path(page, address, name):
    """The path of a page; a document's name has its contents' mark in it, so that it is asked for."""
    if name != "document":
        return PAGES[name]
    held = page.request.get(f"{address}/areas/rutland.json").json()["tables"]["documents"]
    return f"/documents/{held[0]['document_id']}"


@pytest.fixture(scope="package")
def axe():
    from tests.browser.conftest import missing

    try:
        from axe_playwright_python.sync_playwright import Axe
    except ImportError:
        missing("axe-playwright-python")
    return Axe()


def find_violations(axe, page):
    """What axe finds, one line each; raises where it did not run."""
    found = axe.run(page, options=AXE).response
    assert found["passes"]
    return [f"{each['id']}: {node['html'][:200]}" for each in found["violations"] for node in each["nodes"]]


@pytest.mark.parametrize(
    ("name", "width"), [*((name, 1280) for name in [*PAGES, "document"]), *((name, 360) for name in NARROW)]
)
def test_a_page_fits_breaks_no_rule_of_accessibility_and_asks_no_other_host(page, address, axe, name, width):
    errors, outside = [], []
    page.on("pageerror", lambda error: errors.append(str(error)))
    # That the page itself was not found is no error of the page.
    page.on("console", lambda told: errors.append(told.text) if told.type in TROUBLE and name not in ERRORS else None)
    page.on("request", lambda request: None if request.url.startswith(address) else outside.append(request.url))
    answer = page.goto(address + find_path(page, address, name))
    assert answer.status == ERRORS.get(name, 200)
    assert len(answer.body()) <= 300_000
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.locator("h1").is_visible()
    assert find_violations(axe, page) == []
    assert (errors, outside) == ([], [])


def test_axe_finds_what_is_wrong(page, axe):
    page.set_content(
        '<html lang="en"><title>t</title><main><a href="/a" style="display:block;height:9px">a</a>'
        '<a href="/b" style="display:block;height:9px">b</a><img src="data:,"></main></html>'
    )
    assert {each.split(":")[0] for each in find_violations(axe, page)} >= {"image-alt", "target-size"}


@pytest.mark.parametrize("width", [360, 1280])
def test_a_question_of_the_home_page_is_answered_through_its_form(page, address, width):
    page.goto(address)
    section = page.locator("section", has=page.get_by_role("heading", name="Who was told the same?"))
    section.get_by_label("Theme").select_option(label="Joint commissioning")
    section.get_by_label("Statistical neighbours of").fill("Norfolk")
    with page.expect_navigation():
        section.get_by_role("button", name="Search").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Search what areas were told, praised for and promised"
    assert page.locator(".finding").count() > 0


def test_an_area_is_a_click_from_home_and_leads_on_to_others_told_the_same(page, address):
    page.goto(address)
    with page.expect_navigation():
        page.get_by_role("link", name="Norfolk", exact=True).click()
    assert page.locator("#norfolk-2020-03-w1 .tag-paraphrase").is_visible()
    with page.expect_navigation():
        page.get_by_role("link", name="Who else was told this").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "More like this"
    assert page.locator(".finding").count() > 1


def test_pages_work_without_scripts(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "/send/how_does_an_area_stand")
    page.get_by_label("Area").fill("Essex")
    with page.expect_navigation():
        page.get_by_role("button", name="Show").click()
    assert page.get_by_role("cell", name="Written statement of action required").first.is_visible()
    context.close()


def test_printed_pages_leave_out_what_paper_cannot_do(page, address):
    page.goto(address + PAGES["query"])
    page.emulate_media(media="print")
    assert not page.locator("form").is_visible()
    assert page.locator("table").is_visible()
