"""A page and its files hold the same numbers, a counted number opens as many rows, a finding has a passage and a source."""

import json
import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import pytest

PAGES = [
    "/", "/areas", "/areas?theme=coproduction&region=London", "/areas/norfolk", "/areas/essex", "/areas/rutland", "/bodies",
    "/bodies/norfolk-and-suffolk-icb", "/themes", "/themes/coproduction", "/compare?area=Norfolk",
    "/compare?area=Rutland&with=region&show=strengths", "/pack/norfolk", "/search?theme=coproduction&region=London",
    "/timeline?area=Essex", "/timeline?region=London", "/quality", "/about",
]  # fmt: skip
# Words that hold a number and are no figure: names of the frameworks, rules of the field, words on the page itself.
FIXED = re.compile(
    r"2016 ?(?:–|-|to) ?22|since 2023|framework of 20\d\d|within 20 weeks|2019 to 2024|v3\.0|1,280|\b360 pixels|4\.5 to 1|0 to 1|0 to 25"
)
NUMBER = re.compile(r"(?<![\w.,–-])\d[\d,]*(?:\.\d+)?(?![\w-])")


def file_of(page, ending):
    parts = urlsplit(page)
    return f"{parts.path if parts.path != '/' else '/home'}{ending}" + (f"?{parts.query}" if parts.query else "")


def figures_of(page):
    """The numbers that a page tells people, outside quotations, forms, drawings and what paper alone shows."""
    for each in page.select(
        "q, blockquote, .prose, .quote, form, svg, datalist, script, style, .print-only, .marked, mark, code, .visually-hidden"
    ):
        each.decompose()
    text = FIXED.sub(" ", page.main.get_text(" "))
    return {number.replace(",", "") for number in NUMBER.findall(text)}


def figures_in(answer):
    """Every number in an answer: those it states, also as per cent, those in its words, and how many rows it has of a sort."""
    told = set()
    text = json.dumps(answer, ensure_ascii=False)
    for number in re.findall(r"\d[\d,]*(?:\.\d+)?", text):
        plain = number.replace(",", "")
        told |= {
            plain,
            plain.lstrip("0") or "0",
            f"{float(plain):g}",
            f"{float(plain) * 100:.1f}",
            f"{float(plain):.1f}",
        }
    for rows in answer["tables"].values():
        told.add(str(len(rows)))
        for column in rows[0] if rows else ():
            values = [json.dumps(row.get(column)) for row in rows]
            told |= {str(values.count(value)) for value in set(values)}
    return told


@pytest.mark.parametrize("address", PAGES)
def test_every_number_of_a_page_is_in_its_json(pages, address):
    answer = pages.json(file_of(address, ".json"))
    assert figures_of(pages.read(address)) - figures_in(answer) == set()


def counted_links(page, address):
    """Links that are a number, or that stand before one, and lead to a list of findings or rows on this site."""
    for link in page.select("main a[href]"):
        target = urlsplit(urljoin(address, link["href"]))
        words = link.get_text(" ", strip=True)
        beside = link.find_next_sibling(class_="count")
        number = re.match(r"(\d[\d,]*)(?: items?)?$", words) or re.match(
            r"(\d[\d,]*)", beside.get_text() if beside else ""
        )
        if number and target.path == "/search" and not target.netloc:
            yield int(number[1].replace(",", "")), target


@pytest.mark.parametrize(
    "address",
    ["/areas?theme=coproduction", "/bodies/norfolk-and-suffolk-icb", "/themes", "/compare?area=Norfolk",
     "/compare?area=Essex&with=region&show=actions", "/areas/norfolk", "/search"],
)  # fmt: skip
def test_a_number_that_leads_on_opens_as_many_findings(pages, address):
    wrong, followed = [], 0
    for number, target in dict.fromkeys(counted_links(pages.read(address), address)):
        asked = urlencode([each for each in parse_qsl(target.query) if each[0] != "page"])
        found = pages.json(f"/search.json?{asked}")["facts"]["findings"]
        followed += 1
        if found != number:
            wrong.append((number, found, asked))
        if followed == 40:
            break
    assert wrong == []
    assert followed > 0


def test_every_finding_can_be_read_in_a_passage_and_at_a_source(pages):
    rows = pages.rows("SELECT item_id, item, text_origin, document_id, page, source_url FROM search_items")
    assert len(rows) > 500
    assert [
        row["item_id"] for row in rows if row["text_origin"] == "official" and not (row["document_id"] and row["page"])
    ] == []
    known_without = pages.rows("SELECT action_id FROM actions WHERE source_url IS NULL AND document_id IS NULL")
    without = {row["item_id"] for row in rows if not row["source_url"]}
    # Our own report was given without its address, as anybody's may be; a page says so.
    assert {item for item in without if not item.startswith("rutland-2024-11")} == {
        row["action_id"] for row in known_without
    }
    assert len(known_without) < 20


@pytest.mark.parametrize(
    "address", ["/areas/rutland", "/search?area=Rutland", "/themes/neurodevelopmental", "/pack/rutland"]
)
def test_a_finding_on_a_page_leads_to_its_passage_and_to_its_source(pages, address):
    page = pages.read(address)
    findings = page.select("article, .cited, .finding")
    assert findings
    for each in findings:
        links = [link["href"] for link in each.select("a[href]")]
        assert any(link.startswith("http") for link in links) or "address of its source not known" in each.get_text()
        if not each.select(".tag-paraphrase"):
            passage = next(link for link in links if link.startswith("/documents/"))
            assert pages.read(passage.partition("#")[0]).select_one("#quote mark, mark#quote, #quote")
