"""However a paper is laid out, its items are the same."""

import html
import re
import textwrap

from hypothesis import given, settings
from hypothesis import strategies as st

from extract.council.findings import council_findings
from extract.reading import read_document

WEAKNESSES = (
    "Too many education, health and care plans are late, and the views of children, young people and families are not in "
    "them when they come",
    "There is no shared plan for speech and language therapy across the three hospitals and the schools that need it most",
    "Few young people over 18 find work or training",
)
ACTIONS = ("a tracker for every plan was bought and is in use in all teams", "two therapists were hired for the north")
INTRO = "Ofsted and the Care Quality Commission inspected Marland from 4 to 8 March 2019."
LEAD_IN = "They named three areas of significant weakness:"
DONE = "As a direct result of this, the following actions have been taken:"
END = "The council thanks all families who took part in the work."

layouts = st.fixed_dictionaries(
    {
        "mark": st.sampled_from(["- ", "* ", "• ", "▪ ", "◼ ", "➢ ", "– ", "{n}. ", "{n}) ", "({n}) ", "- {n}) ", "a"]),
        "width": st.sampled_from([45, 60, 72, 10_000]),
        "gap": st.sampled_from(["\n", "\n\n", "\n \n\n"]),
        "indent": st.sampled_from(["", "  ", "    "]),
        "ending": st.sampled_from(["", ";", "."]),
        "break_after": st.integers(min_value=-1, max_value=3),
        "line_end": st.sampled_from(["\n", "\r\n"]),
    }
)


def as_text(layout) -> str:
    def item(number: int, text: str) -> str:
        mark = layout["mark"].format(n=number) if layout["mark"] != "a" else f"{'abc'[number - 1]}) "
        first = layout["indent"] + mark
        return textwrap.fill(
            text + layout["ending"],
            layout["width"],
            initial_indent=first,
            subsequent_indent=" " * len(first),
            break_long_words=False,
            break_on_hyphens=False,
        )

    def items(texts):
        return layout["gap"].join(item(number, text) for number, text in enumerate(texts, 1))

    parts = [
        textwrap.fill(INTRO, layout["width"]),
        textwrap.fill(LEAD_IN, layout["width"]),
        items(WEAKNESSES),
        textwrap.fill(DONE, layout["width"]),
        items(ACTIONS),
        textwrap.fill(END, layout["width"]),
    ]
    text = ""
    for number, part in enumerate(parts):
        text += part + ("\n\f\n" if number == layout["break_after"] else "\n\n")
    return text.replace("\n", layout["line_end"])


def as_html(layout) -> str:
    tag = "ol" if "{n}" in layout["mark"] else "ul"

    def items(texts):
        inner = "".join(f"<li><p>{html.escape(text)}</p></li>" if len(texts) > 2 else f"<li>{text}" for text in texts)
        return f"<{tag}>{inner}</{tag}>"

    return (
        f"<html><body><nav><ul><li>Areas of weakness</ul></nav><main><p>{INTRO}<p>{LEAD_IN}{items(WEAKNESSES)}"
        f"<p>{DONE}{items(ACTIONS)}<p>{END}</main></body></html>"
    )


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(" ;.")


def read(data: str, name: str):
    document = read_document(data.encode(), media_type=None, file_name=name)
    found = council_findings(document, document.blocks)
    return (
        tuple(plain(item.quote.text) for item in found.weaknesses),
        tuple(plain(item.quote.text) for item in found.actions),
        [event.date for event in found.events],
    )


@settings(max_examples=150, deadline=None)
@given(layouts)
def test_layout_changes_nothing(layout):
    expected = (WEAKNESSES, ACTIONS, ["2019-03-04", "2019-03-08"])
    assert read(as_text(layout), "paper.txt") == expected
    assert read(as_html(layout), "page.html") == expected
