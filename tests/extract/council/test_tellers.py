"""A third party's own promises and wishes are no actions of the area; what it passes on of the council's stays."""

from __future__ import annotations

import pytest

from tests.extract.council.test_invented_pages import FORMS, read, told

_PAGE = """<html><body><main><h1>SEND inspection of Wiltshire</h1>
<p>Ofsted and the CQC published their report on the SEND inspection of Wiltshire.</p>
<p>{lead_in}</p><ul><li>open a new phone line for parents</li><li>train every school nurse in autism</li></ul></main></body></html>"""
_ITEMS = {"open a new phone line for parents", "train every school nurse in autism"}
_NEWSPAPER = "https://www.gazetteandherald.co.uk/news/1.send/"
_COUNCIL = "https://www.wiltshire.gov.uk/news/send"


def actions(lead_in: str, url: str, form: str) -> set[str]:
    return told(item.quote for item in read(_PAGE.format(lead_in=lead_in), form, url=url).actions)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("lead_in", ["We will:", "Over the coming year our group will:", "Work must be done to:"])
def test_what_the_teller_says_for_itself_is_no_action(lead_in: str, form: str) -> None:
    assert actions(lead_in, _NEWSPAPER, form) == set()


@pytest.mark.parametrize("form", FORMS)
def test_what_the_council_is_told_to_do_and_says_itself_stays(form: str) -> None:
    assert actions("The council will:", _NEWSPAPER, form) == _ITEMS
    assert actions("We will:", _COUNCIL, "text/html") == _ITEMS


@pytest.mark.parametrize("lead_in", ["We work closely with:", "We are looking for someone who will:"])
def test_partners_and_posts_are_no_promise(lead_in: str) -> None:
    assert actions(lead_in, _COUNCIL, "text/html") == set()
