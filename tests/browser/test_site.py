"""The site as people see it: it fits narrow and wide screens, its forms lead somewhere, everybody can read it."""

import pytest

pytestmark = pytest.mark.browser
PAGES = {
    "home": "/",
    "questions": "/send",
    "query": "/send/search_weaknesses?theme=joint-commissioning&region=East+of+England",
    "followed": "/send/what_followed_a_weakness?area=Norfolk",
    "unknown area": "/send/how_does_an_area_stand?area=Norfok",
    "table": "/send/weaknesses?kind=significant_weakness",
    "inspections": "/send/inspections",
    "row": "/send/weaknesses/norfolk-2020-03-w1",
    "areas": "/areas",
    "bodies": "/bodies",
    "body": "/bodies/norfolk-and-suffolk-icb",
    "timeline": "/timeline",
    "versions": "/-/versions",
    "area": "/areas/norfolk",
    "compare": "/compare?area=Norfolk&with=region",
    "passages": "/send/passages",
    "quality": "/quality",
    "sql": "/send?sql=select+*+from+areas+limit+5",
    "error": "/areas/nowhere",
}


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_pages_fit_the_screen_without_errors_or_outside_requests(page, address, name, width):
    errors, outside = [], []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(address) else outside.append(request.url))
    page.goto(address + PAGES[name])
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.locator("h1").is_visible()
    assert (errors, outside) == ([], [])


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


def test_everything_can_be_reached_by_keyboard_starting_with_the_main_content(page, address):
    page.goto(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    assert page.locator(".skip-link").bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"


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


# Narrow pages differ in how tables and fields are laid out: four show all of that.
@pytest.mark.parametrize(
    ("name", "width"),
    [*((name, 1280) for name in PAGES), ("home", 360), ("query", 360), ("area", 360), ("compare", 360)],
)
def test_axe_finds_nothing_serious(page, address, name, width):
    from tests.browser.conftest import missing

    try:
        from axe_playwright_python.sync_playwright import Axe
    except ImportError:
        missing("axe-playwright-python")
    page.goto(address + PAGES[name])
    found = Axe().run(page).response
    assert found["passes"]
    serious = [
        f"{each['id']}: {node['html'][:200]}"
        for each in found["violations"]
        for node in each["nodes"]
        if each["impact"] in {"serious", "critical"}
    ]
    assert serious == []
