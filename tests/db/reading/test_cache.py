from dataclasses import replace

import pytest

from db.reading import cache as cache_module
from db.reading.basis import Own, Shared, areas_digest
from db.reading.cache import ExtractionCache
from db.reading.messages import extracted_json
from db.reading.records import Extracted, Failure
from extract.model.context import AreaName
from tests.support.made import make_record

EMPTY = extracted_json().dump_json(Extracted(failure=Failure("read", "unreadable", "empty")))
OWN = Own("ab12", "letter.pdf", "application/pdf", None, None, None)
SHARED = Shared("v1", "areas", reads_pictures=False, limits="limits")


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
    key = cache.key(OWN, SHARED)
    others = [cache.key(replace(OWN, **{name: "other"}), SHARED) for name in Own.__slots__]
    others += [cache.key(OWN, replace(SHARED, areas="other")), cache.key(OWN, replace(SHARED, reads_pictures=True))]
    assert len({key, *others}) == 1 + len(others)


def test_limits_decide_for_what_went_over_them_alone(cache):
    other = replace(SHARED, limits="other")
    assert cache.key(OWN, SHARED) == cache.key(OWN, other)
    assert len({cache.key(OWN, each, is_limited=True) for each in (SHARED, other)} | {cache.key(OWN, SHARED)}) == 3


def test_a_name_of_an_area_that_changes_changes_the_digest():
    assert areas_digest([AreaName("hull", "Hull")]) != areas_digest([AreaName("hull", "Hull", ("Kingston upon Hull",))])


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
