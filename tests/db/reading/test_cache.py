from dataclasses import replace

import pytest

from db.reading import cache as cache_module
from db.reading.cache import ExtractionCache
from db.reading.messages import extracted_json
from db.reading.records import Extracted, Failure
from extract.model.context import AreaName, Context
from scrape.store import DocumentMeta
from tests.support.made import make_record

EMPTY = extracted_json().dump_json(Extracted(failure=Failure("read", "unreadable", "empty")))
META = DocumentMeta("letter.pdf", media_type="application/pdf")


@pytest.fixture
def cache(tmp_path):
    return ExtractionCache(tmp_path)


def test_what_was_put_comes_back_equal(cache):
    extracted = make_record("Plans are late", strengths=["Schools help"], actions=["Hire"]).extracted
    cache.put("key", extracted_json().dump_json(extracted))
    assert cache.get("key") == extracted
    failure = Extracted(failure=Failure("read", "unreadable", "empty"))
    cache.put("other", extracted_json().dump_json(failure))
    assert cache.get("other") == failure


def test_what_decides_extraction_decides_the_key(cache):
    context = Context((AreaName("norfolk", "Norfolk"),))
    key = cache.key("ab12", META, context)
    assert key == cache.key("ab12", replace(META, retrieved_at="2026-01-01"), context)
    others = {
        cache.key("ab13", META, context),
        cache.key("ab12", replace(META, media_type="text/html"), context),
        cache.key("ab12", META, replace(context, area_id="norfolk")),
        cache.key("ab12", META, replace(context, areas=())),
    }
    assert len(others | {key}) == 5


@pytest.mark.parametrize("damage", [b"", b"{", b'{"document": 3}', b"\xff\xfe"])
def test_a_damaged_entry_is_a_miss(cache, damage):
    cache.put("key", EMPTY)
    next(cache.folder.iterdir()).write_bytes(damage)
    assert cache.get("key") is None


def test_another_extractor_version_starts_afresh_and_the_old_is_removed(cache, monkeypatch):
    cache.put("key", EMPTY)
    monkeypatch.setattr(cache_module, "extractor_version", lambda: "next")
    later = ExtractionCache(cache.root)
    assert later.get("key") is None
    later.put("key", EMPTY)
    later.prune()
    assert [folder.name for folder in cache.root.iterdir()] == ["next"]
