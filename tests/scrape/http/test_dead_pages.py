"""Pages that say with status 200 that they are gone, in the words that sites use; and pages that only sound like it."""

from __future__ import annotations

import pytest

from scrape.http.dead_pages import find_death, find_error_words

URL = "https://www.made-up.gov.uk/send/plan"


def page(title: str, heading: str = "") -> bytes:
    return f"<html><head><title>{title}</title></head><body><h1>{heading or title}</h1></body></html>".encode()


@pytest.mark.parametrize(
    "words",
    [
        "Oops! That page can’t be found. – Made Up Council",
        "Sorry, page not found",
        "Sorry - page not found",
        "We're sorry, but that page could not be found",
        "Sorry, we can't find that page",
        "We couldn’t find the page you’re looking for",
        "Unfortunately the page you requested is not available",
        "The page you were looking for doesn't exist",
        "The page that you requested cannot be found",
        "This page isn't available",
        "This content is no longer available",
        "Page no longer exists",
        "Page has been removed",
        "The resource you are looking for has been removed",
        "Page unavailable",
        "Document not found",
        "Made Up Council | Page not found",
        "Made Up Council - Error - 404",
        "404 - Not Found",
        "HTTP 404",
        "410 Gone",
        "Nothing found",
    ],
)
def test_words_of_a_page_that_is_gone(words: str) -> None:
    assert find_death(URL, URL, page(words)) is not None


@pytest.mark.parametrize(
    "words",
    [
        "SEND inspection and what we did",
        "Children not found a school place",
        "Page 404 of the report",
        "This document explains our plan",
        "This document is no longer a draft",
        "We cannot do this alone: our SEND strategy",
        "We could not find enough educational psychologists",
        "Sorry is not enough: our response to the inspection",
        "Error in our letter of May",
        "404 children waited longer than 20 weeks",
        "Missing education: policy",
        "The page of our SEND team",
    ],
)
def test_words_of_a_page_that_is_there(words: str) -> None:
    assert find_death(URL, URL, page(words)) is None
    assert find_error_words(page(words)) is None


@pytest.mark.parametrize(
    ("target", "is_gone"),
    [
        ("https://www.made-up.gov.uk/", True),
        ("https://www.made-up.gov.uk/en/", True),
        ("https://www.made-up.gov.uk/index.html", True),
        ("https://www.made-up.gov.uk/?from=old-site", True),
        ("https://www.made-up.gov.uk/404", True),
        ("https://www.made-up.gov.uk/errors/not-found", True),
        ("https://www.made-up.gov.uk/page-not-found?item=%2fsend", True),
        ("https://www.made-up.gov.uk/?page_id=404", False),
        ("https://www.made-up.gov.uk/send/plan-2026", False),
        ("https://www.made-up.gov.uk/files/404-places", False),
    ],
)
def test_where_a_redirect_leads(target: str, is_gone: bool) -> None:
    assert (find_death(URL, target, page("Made Up Council", "Welcome")) is not None) is is_gone


@pytest.mark.parametrize(
    "words", ["Access denied", "Something went wrong", "Service unavailable", "Error", "Runtime Error"]
)
def test_error_in_place_of_the_content(words: str) -> None:
    assert find_error_words(page(words)) == words
    assert find_error_words(page(words, "Our SEND plan")) is None
    assert find_error_words(page(f"{words} | Made Up Council", words)) == words
