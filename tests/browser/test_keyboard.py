"""The site without a mouse: everything is reached in the order in which it is read, and where one is can be seen."""

import re

import pytest

pytestmark = pytest.mark.browser
# Where the focus is: its words, whether it stands after what had it before, is in view, and looks different for having it.
FOCUSED = """() => {
  const now = document.activeElement, before = window.before;
  if (now === document.body) return null;
  const box = now.getBoundingClientRect(), shown = now.matches('.tile') ? now.querySelector('rect') : now;
  const style = getComputedStyle(shown);
  window.before = now;
  return {
    name: now.getAttribute('aria-label') || now.textContent.trim() || now.id,
    tag: now.tagName.toLowerCase(),
    after: !before || Boolean(before.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_FOLLOWING),
    in_view: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth && box.width > 0,
    marked: shown === now ? style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
                          : style.fill === 'rgb(255, 221, 0)',
  };
}"""


def tab_through(page, most=600):
    """Press Tab until it leaves the page; gives where it came."""
    stops = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None:
            return stops
        stops.append(stop)
    pytest.fail(f"still on the page after {most} presses, at {stops[-1]}")


def tab_to(page, name, most=120):
    """Press Tab until the focus is on what has this name."""
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop and stop["name"] == name:
            return
    pytest.fail(f"no way by Tab to {name!r}")


def follow(page):
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.parametrize("path", ["/", "/areas/norfolk", "/compare?area=norfolk", "/search?theme=waiting-times"])
def test_the_focus_goes_where_reading_goes_and_is_seen(page, address, path):
    page.goto(address + path)
    stops = tab_through(page)
    assert len(stops) > 40
    assert [stop for stop in stops if not stop["after"]] == []
    assert [stop for stop in stops if not stop["in_view"]] == []
    assert [stop for stop in stops if not stop["marked"]] == []
    assert page.locator("[tabindex]:not([tabindex='0'])").count() == 0


def test_the_first_stop_leaps_over_the_head_of_the_page(page, address):
    page.goto(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    assert page.locator(".skip-link").bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_from_home_to_those_who_were_told_the_same(page, address):
    page.goto(address)
    # The first field of the page asks for an area.
    tab_to(page, "stand-area")
    page.keyboard.type("Norfolk")
    follow(page)
    assert page.get_by_role("heading", level=1).inner_text() == "Norfolk"
    tab_to(page, "Who else was told this")
    follow(page)
    assert page.locator(".results .finding").count() > 1


def test_every_area_on_the_map_is_a_stop_that_says_its_outcome(page, address):
    page.goto(address + "/areas")
    tiles = [stop for stop in tab_through(page) if stop["tag"] == "a" and re.search(r": .* \(?", stop["name"])]
    assert len([stop for stop in tiles if "inspected" in stop["name"] or "outcomes" in stop["name"]]) > 90
    page.locator(".tile").first.focus()
    follow(page)
    assert "/areas/" in page.url


def test_a_cell_of_the_comparison_opens_as_many_findings_as_it_says(page, address):
    page.goto(address + "/compare?area=norfolk")
    cell = page.locator(".heat-map tbody .heat a").first
    count = int(cell.inner_text())
    name = cell.get_attribute("aria-label") or cell.inner_text()
    tab_to(page, name)
    follow(page)
    assert page.locator(".results .finding").count() == count


def test_what_is_folded_unfolds(page, address):
    page.goto(address + "/areas/norfolk")
    tab_to(page, page.get_by_text("events as a table").inner_text())
    page.keyboard.press("Enter")
    assert page.get_by_role("table").filter(has_text="Inspection began").is_visible()
