"""A visitor of the site who may click twice or search once, and no more, before the answer is there."""

from __future__ import annotations

from contextlib import contextmanager


class Visitor:
    """Starts at the home page; every step is counted."""

    def __init__(self, page, address):
        self.page, self.clicks, self.searches = page, 0, 0
        page.goto(address)

    def click(self, name, *, within=None, exact=True):
        """Follow the first link of this name, on the page or `within` the element that this selector finds."""
        self.clicks += 1
        place = self.page.locator(within) if within else self.page
        with self._arriving():
            place.get_by_role("link", name=name, exact=exact).first.click()
        return self

    def ask(self, question, button, **fields):
        """Fill in the form under a question of the home page and send it; `fields` are by label, `_` for a space."""
        self.searches += 1
        section = self.page.locator("section", has=self.page.get_by_role("heading", name=question, exact=True))
        form = section.locator("form", has=self.page.get_by_role("button", name=button, exact=True))
        for label, value in fields.items():
            field = form.get_by_label(label.replace("_", " "), exact=True)
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(label=value)
            else:
                field.fill(value)
        with self._arriving():
            form.get_by_role("button", name=button, exact=True).click()
        return self

    @contextmanager
    def _arriving(self):
        with self.page.expect_navigation() as arrival:
            yield
        assert arrival.value.status == 200, self.page.url
        assert (self.clicks <= 2 and not self.searches) or (self.searches == 1 and not self.clicks), "too many steps"

    def words(self, selector="main"):
        """What people read in an element, with single spaces."""
        return " ".join(self.page.locator(selector).first.inner_text().split())

    def texts(self, selector):
        """What people read in each of the elements."""
        return [" ".join(text.split()) for text in self.page.locator(selector).all_inner_texts()]
