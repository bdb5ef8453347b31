"""The page of a document: its stored text, the quoted words marked, the source at its page."""

import pytest
from markupsafe import Markup

from db.site.documents.text import MOST_AT_ONCE, Span, choose_pages, mark_pages


def passage(page, text, kind="paragraph"):
    return {"page": page, "kind": kind, "text": text}


def words(page):
    return [str(each.html) for each in page.passages]


def test_a_quotation_is_marked_over_passages_and_pages():
    rows = [passage(1, "zero"), passage(2, "one two"), passage(2, "three"), passage(3, "four <five>")]
    # On page 2 "two", "three", and of page 3 "four <".
    pages = mark_pages(rows, Span(2, 4, 20))
    assert [words(page) for page in pages] == [
        ["zero"],
        ['one <mark id="quote">two</mark>', "<mark>three</mark>"],
        ["<mark>four &lt;</mark>five&gt;"],
    ]


def test_without_a_quotation_nothing_is_marked_and_all_is_escaped():
    (page,) = mark_pages([passage(1, "a < b", "heading")], None)
    assert (page.passages[0].kind, page.passages[0].html) == ("heading", Markup("a &lt; b"))
    assert mark_pages([], None) == []


def test_long_documents_come_in_the_same_parts_whichever_page_is_wanted():
    third = MOST_AT_ONCE // 3
    lengths = dict.fromkeys(range(1, 8), third)
    assert choose_pages(lengths, None) == ([1, 2, 3], None, 4)
    assert choose_pages(lengths, 5) == ([4, 5, 6], 1, 7)
    assert choose_pages(lengths, 7) == ([7], 4, None)
    assert choose_pages(lengths, 99) == ([7], 4, None)
    assert choose_pages({}, 3) == ([], None, None)
    # A page that is longer than a part is a part of its own.
    assert choose_pages({1: 5, 2: MOST_AT_ONCE * 2, 3: 5}, 2) == ([2], 1, 3)


def test_every_finding_with_a_passage_is_marked_word_for_word(pages):
    rows = pages.rows(
        "SELECT item_id, document_id, text FROM search_items WHERE document_id IS NOT NULL AND text_origin <> 'paraphrase'"
    )
    assert rows
    for row in rows:
        page = pages.read(f"/documents/{row['document_id']}?quote={row['item_id']}")
        marked = " ".join(mark.get_text() for mark in page.select(".passages mark"))
        assert " ".join(marked.split()) == " ".join(row["text"].split())
        assert len(page.select("#quote")) == 1


def test_findings_of_an_area_lead_to_their_marked_words(pages):
    links = pages.read("/areas/rutland").select(".told-from a")
    (link,) = {link["href"] for link in links if "rutland-2024-11-i1" in link["href"]}
    assert pages.read(link).select_one("#quote")


def test_the_page_and_its_json_say_the_same(pages):
    (row,) = pages.rows("SELECT document_id FROM documents")
    address = f"/documents/{row['document_id']}"
    page, data = pages.read(address), pages.json(f"{address}.json")
    assert [each["text"] for each in data["tables"]["passages"]] == [
        each.get_text() for each in page.select(".passages section p")
    ]
    facts = {each.dt.get_text(): each.dd.get_text() for each in page.select(".row-values > div")}
    assert (
        int(facts["Findings read from it"]) == data["facts"]["Findings read from it"] == len(data["tables"]["findings"])
    )
    assert facts["Area"] == data["facts"]["Area"] == "Rutland"
    assert facts["Kind"] == "Inspection report"


@pytest.mark.parametrize("question", ["?quote=nothing", "?page=99999999999", "?page=x", "?quote=norfolk-2020-03-w1"])
def test_odd_questions_show_the_document_all_the_same(pages, question):
    (row,) = pages.rows("SELECT document_id FROM documents")
    page = pages.read(f"/documents/{row['document_id']}{question}")
    assert page.select(".passages p")
    assert not page.select("mark")


def test_a_document_that_is_not_held_is_404(pages):
    assert pages.get("/documents/nothing").status_code == 404
    assert pages.get("/documents/nothing.json").json()["status"] == 404
