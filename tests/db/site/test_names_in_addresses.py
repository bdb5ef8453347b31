"""An area goes by any of its names and codes in every address and form; one that there is not is 404 everywhere."""

import pytest

NAMES = ["Norfolk", "norfolk", "926", "E10000020", "NORFOLK county council"]
OF_AN_AREA = [
    "/compare?area={}",
    "/search?area={}",
    "/timeline?area={}",
    "/search?neighbours_of={}",
    "/search?words=plans&area={}",
]
FORMS = ["", ".json", ".csv", ".xlsx"]


def with_form(address, form):
    path, _, question = address.partition("?")
    return f"{path}{form}?{question}"


@pytest.mark.parametrize("name", NAMES)
def test_an_area_is_found_by_any_of_its_names_and_codes(pages, name):
    for ending in FORMS:
        assert (
            pages.get(f"/areas/{name}{ending}").headers.get("location", f"/areas/norfolk{ending}")
            == f"/areas/norfolk{ending}"
        )
    assert pages.get(f"/areas?area={name}").headers["location"] == "/areas/norfolk"
    assert pages.json(f"/pack/{name}.json")["criteria"]["Area"] == "Norfolk"
    assert pages.json(f"/compare.json?area={name}")["criteria"]["Areas"] == "Norfolk"
    assert pages.json(f"/timeline.json?area={name}")["criteria"]["Area"] == "Norfolk"
    assert {row["area"] for row in pages.json(f"/search.json?area={name}")["tables"]["findings"]} == {"Norfolk"}
    assert "Norfolk" in pages.get(f"/feed.atom?area={name}").text


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "address", [*OF_AN_AREA, "/areas/{}", "/pack/{}", "/feed.atom?area={}", "/pack/norfolk?peer={}"]
)
def test_an_area_that_there_is_not_is_told_and_404(pages, address, form):
    if "feed" in address and form:
        return
    answer = pages.get(with_form(address.format("Norfok"), form))
    assert answer.status_code == 404
    assert "No area is called “Norfok”" in answer.text or "Norfok" in answer.text
    if form:
        assert set(answer.json()) == {"error", "status"}
    elif address.startswith("/") and "feed" not in address:
        assert "Did you mean Norfolk" in answer.text


@pytest.mark.parametrize(
    "address",
    ["/areas?theme=nothing", "/areas?region=nowhere", "/timeline?region=nowhere", "/timeline?body=nobody", "/themes/nothing",
     "/bodies/nobody", "/documents/nothing"],
)  # fmt: skip
def test_whatever_else_is_not_there_is_404_in_every_form(pages, address):
    for form in FORMS:
        answer = pages.get(with_form(address, form).rstrip("?"))
        assert answer.status_code == 404, form
        if form:
            assert answer.json()["error"].startswith("No ")
