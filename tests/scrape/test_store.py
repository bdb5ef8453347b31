"""The store: one copy of the bytes, every version kept, nothing in it but what was handed in."""

from dataclasses import replace
from pathlib import Path

import pytest

from scrape.errors import StoreBusyError, StoreError
from scrape.store import DocumentMeta, Gone, Store, describe, slug

LETTER = DocumentMeta(
    "Letter to the area.txt", source_url="https://council.example/letter", retrieved_at="2024-01-01T00:00:00+00:00"
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def snapshot(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def test_added_document_can_be_read_back(store: Store) -> None:
    stored = store.add(b"first text", LETTER)
    assert store.documents() == [stored]
    assert store.read(stored) == b"first text"
    assert stored.document_id == f"letter-to-the-area-{stored.sha256[:8]}"
    assert stored.meta.media_type == "text/plain"


def test_same_bytes_at_two_addresses_are_one_document(store: Store) -> None:
    first = store.add(b"text", LETTER)
    second = store.add(b"text", DocumentMeta("copy.txt", source_url="https://other.example/copy", title="The letter"))
    assert second.document_id == first.document_id
    assert [document.meta.title for document in store.documents()] == ["The letter"]
    assert len(list(store.root.glob("raw/*/*"))) == 1
    assert len(list(store.addresses())) == 2


def test_changed_document_replaces_the_current_one_and_keeps_the_old(store: Store) -> None:
    old = store.add(b"first text", LETTER)
    new = store.add(b"second text", LETTER)
    assert store.documents() == [new]
    assert store.read(old) == b"first text"
    address = store.find_address("https://council.example/letter")
    assert address is not None
    assert [version.sha256 for version in address.versions] == [old.sha256, new.sha256]


def test_old_version_stays_current_where_another_address_still_has_it(store: Store) -> None:
    old = store.add(b"first text", LETTER)
    store.add(b"first text", DocumentMeta("copy.txt", source_url="https://other.example/copy"))
    new = store.add(b"second text", LETTER)
    assert {document.sha256 for document in store.documents()} == {old.sha256, new.sha256}


def test_two_local_files_of_one_name_do_not_replace_each_other(store: Store) -> None:
    store.add(b"of Norfolk", DocumentMeta("report.txt"))
    store.add(b"of Essex", DocumentMeta("report.txt"))
    assert len(store.documents()) == 2


def test_first_address_speaks_for_the_document_newest_word_first(store: Store) -> None:
    copy = DocumentMeta("copy.txt", source_url="https://other.example/copy", title="Copy", area_id="essex")
    store.add(b"text", replace(LETTER, title="Letter", area_id="norfolk"))
    assert store.add(b"text", copy).meta.area_id == "norfolk"
    # However often the copy is met: the two do not take turns.
    assert store.add(b"text", copy).meta.title == "Letter"
    again = store.add(b"text", replace(LETTER, title="Letter, 2nd title", retrieved_at="2025-01-01T00:00:00+00:00"))
    assert again.meta.title == "Letter, 2nd title"
    assert again.meta.area_id == "norfolk"
    assert again.meta.retrieved_at == LETTER.retrieved_at


def test_what_a_person_says_stands(store: Store) -> None:
    store.add(b"text", replace(LETTER, area_id="norfolk"))
    said = DocumentMeta("letter.txt", area_id="suffolk")
    assert store.add(b"text", said, by_person=True).meta.area_id == "suffolk"
    assert store.add(b"text", replace(LETTER, area_id="norfolk")).meta.area_id == "suffolk"
    assert store.add(b"text", replace(said, area_id="essex"), by_person=True).meta.area_id == "essex"


def test_adding_the_same_again_writes_nothing(store: Store) -> None:
    store.add(b"text", LETTER)
    times = {path: path.stat().st_mtime_ns for path in store.root.rglob("*") if path.is_file()}
    store.add(b"text", LETTER)
    assert {path: path.stat().st_mtime_ns for path in store.root.rglob("*") if path.is_file()} == times


def test_pages_are_kept_but_are_no_documents(store: Store) -> None:
    store.add_page(b"<html>links", "https://council.example/list", etag='"1"')
    assert store.documents() == []
    address = store.find_address("https://council.example/list")
    assert address is not None
    assert address.etag == '"1"'
    assert store.read_raw(address.current) == b"<html>links"


def test_gone_document_stays(store: Store) -> None:
    stored = store.add(b"text", LETTER)
    assert store.mark_gone("https://council.example/letter", Gone("404", "2025-01-01T00:00:00+00:00"))
    assert not store.mark_gone("https://council.example/letter", Gone("404", "2025-02-01T00:00:00+00:00"))
    assert store.documents() == [stored]
    address = store.find_address("https://council.example/letter")
    assert address is not None
    assert address.gone == Gone("404", "2025-01-01T00:00:00+00:00")
    store.add(b"text", LETTER)
    address = store.find_address("https://council.example/letter")
    assert address is not None
    assert address.gone is None


def test_store_interrupted_between_any_two_writes_ends_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run is cut off after each of its file writes in turn, then run again."""
    import scrape.store as module

    real = module.write_whole

    def run(store: Store) -> None:
        store.add(b"one", LETTER)
        store.add(b"one", DocumentMeta("copy.txt", source_url="https://other.example/copy"))
        store.add_page(b"<html>", "https://council.example/list")
        store.add(b"two", DocumentMeta("two.txt", source_url="https://other.example/two"))

    whole = Store(tmp_path / "whole")
    run(whole)
    for allowed in range(8):
        store = Store(tmp_path / f"cut-{allowed}")
        left = allowed

        def cut(path: Path, content: bytes) -> None:
            nonlocal left
            if left == 0:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.with_name(f".new-1-{path.name}").write_bytes(content[: len(content) // 2])
                raise KeyboardInterrupt
            left -= 1
            real(path, content)

        monkeypatch.setattr(module, "write_whole", cut)
        with pytest.raises(KeyboardInterrupt):
            run(store)
        monkeypatch.setattr(module, "write_whole", real)
        with store.writing():
            run(store)
        assert snapshot(store.root) == snapshot(whole.root), f"after {allowed} writes"


def test_damaged_bytes_are_an_error_that_names_the_file(store: Store) -> None:
    stored = store.add(b"text", LETTER)
    path = next(store.root.glob("raw/*/*"))
    path.write_bytes(b"other")
    with pytest.raises(StoreError, match=path.name):
        store.read(stored)


def test_only_one_program_writes_at_a_time(store: Store) -> None:
    with store.writing(), pytest.raises(StoreBusyError, match="Another program"), Store(store.root).writing():
        pass
    with store.writing():
        store.add(b"text", LETTER)


def test_slug_is_plain_and_short() -> None:
    assert slug("Área — SEND Plan (v2)") == "area-send-plan-v2"
    assert len(slug("word " * 40)) <= 60
    assert describe(b"x", DocumentMeta(".pdf")).document_id.startswith("pdf-")


@pytest.mark.parametrize(
    "content", [b'{"versions": 3}', b"{", b"\xff\xfe", b"[]", b'{"address": "x", "versions": [{}]}']
)
def test_damaged_record_is_one_line_that_says_what_to_do(store: Store, content: bytes) -> None:
    store.add(b"text", LETTER)
    (address,) = store.root.glob("addresses/*/*.json")
    address.write_bytes(content)
    with pytest.raises(StoreError, match=rf"{address.name} is damaged \(.+\): remove it") as caught:
        list(store.addresses())
    assert "\n" not in str(caught.value)
