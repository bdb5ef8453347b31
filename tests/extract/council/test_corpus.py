"""The real council documents of the corpus against their gold files."""

import json

import pytest

from extract.model.context import Context
from extract.pipeline import extract_findings
from extract.reading import read_document

NAMES = (
    "essex-scrutiny-wsoa-update-2020",
    "norfolk-local-offer-review-2020",
    "norfolk-news-wsoa-published-2020-10-09",
    "norfolk-select-committee-agenda-2020-07-17",
    "norfolk-select-committee-slides-2020-07-17",
)


@pytest.mark.corpus
@pytest.mark.parametrize("name", NAMES)
def test_seed(corpus, name):
    gold = json.loads((corpus / "gold" / f"{name}.json").read_text(encoding="utf-8"))
    path = corpus / "seeds" / gold["document"]
    found = extract_findings(read_document(path.read_bytes(), media_type=None, file_name=path.name), Context())
    assert found.doc_type == gold["doc_type"]
    texts = [item.quote.text for item in found.weaknesses]
    assert len(texts) == len(gold["weaknesses"])
    for text, item in zip(texts, gold["weaknesses"], strict=True):
        assert text.startswith(item["begins"])
        assert text.endswith(item.get("ends", ""))
    actions = [item.quote.text for item in found.actions]
    assert len(actions) >= gold.get("actions_min", 0)
    assert all(any(wanted in text for text in actions) for wanted in gold.get("actions_include", []))
    if "actions" in gold:
        assert [text.startswith(item["begins"]) for text, item in zip(actions, gold["actions"], strict=True)] == [
            True
        ] * len(gold["actions"])
    # The day printed on the letter stands among the gold's facts of the inspection.
    events = {(event.date, event.event) for event in found.events if event.event != "letter_dated"}
    assert events == {tuple(pair) for pair in gold["events"]}
    assert [target.target for target in found.targets] == [item["target"] for item in gold.get("targets", [])]
    assert len(found.feedback) == gold.get("inspectorate_requests", 0)
    everything = " ".join(
        item.quote.text
        for group in (found.weaknesses, found.strengths, found.actions, found.targets, found.events)
        for item in group
    )
    assert not [text for text in gold.get("forbidden", []) if text in everything]
    dates = gold["inspection"]
    assert (found.inspection is None) == (dates is None)
    if found.inspection is not None:
        assert (str(found.inspection.start_date), str(found.inspection.end_date)) == (dates["start"], dates["end"])
        assert found.inspection.plan_required is dates["wsoa_required"]
