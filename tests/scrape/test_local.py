"""Local files into the store: what they are is decided by their bytes, and nothing is lost or silently passed over."""

import io
import os
import zipfile
from pathlib import Path

import pytest

from scrape.errors import IngestError
from scrape.local import ingest_paths
from scrape.sniff import DOCX, HTML, PDF, XLSX, sniff_media_type
from scrape.store import Store


def office(member: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(member, "<x/>")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (b"%PDF-1.7 ...", "letter", PDF),
        (b"\r\n%PDF-1.4", "letter.txt", PDF),
        (office("word/document.xml"), "plan.pdf", DOCX),
        (office("xl/workbook.xml"), "data", XLSX),
        (office("other.xml"), "plan.docx", None),
        (b"PK\x03\x04 cut off", "plan.docx", None),
        (b"\xef\xbb\xbf<!DOCTYPE html><p>", "plan.pdf", HTML),
        (b"<!-- saved --><html>", "x", HTML),
        (b"<main><h1>Plan</h1></main>", "provider", HTML),
        (b"<div align=center>Plan</div>", "readme.md", "text/markdown"),
        (b"# Plan", "plan.md", "text/markdown"),
        ("Caf\xe9".encode("latin-1"), "plan.txt", "text/plain"),
        ("Plan".encode("utf-16"), "plan.txt", "text/plain"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "plan.pdf", None),
        (b"", "plan.pdf", None),
        ("<html><p>Plan".encode("utf-16"), "plan", HTML),
        ("<html><p>Plan".encode("utf-16-le"), "plan", HTML),
        (b"{\\rtf1\\ansi Plan}", "plan.rtf", None),
        (b"area,number", "figures.csv", "text/csv"),
    ],
)
def test_media_type_is_what_the_bytes_say(content: bytes, name: str, media_type: str | None) -> None:
    assert sniff_media_type(content, name) == media_type


def test_folder_is_read_to_any_depth_in_order_of_path(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "b").mkdir(parents=True)
    (folder / "b" / "Two.PDF").write_bytes(b"%PDF-2")
    (folder / "a.md").write_bytes(b"# one")
    (folder / "b" / "picture.png").write_bytes(b"\x89PNG")
    (folder / "~$a.docx").write_bytes(b"lock")
    store = Store(tmp_path / "store")
    done = list(ingest_paths(store, [folder], area_id="norfolk", doc_type="action_plan"))
    assert [each.path.name for each in done] == ["a.md", "Two.PDF"]
    assert all(each.problem is None for each in done)
    assert {document.meta.area_id for document in store.documents()} == {"norfolk"}
    assert {document.meta.doc_type for document in store.documents()} == {"action_plan"}


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("page.pdf", b"<!doctype html><title>Not found</title>", "sign-in page"),
        ("denied.pdf", b"Access denied", "plain text under"),
        ("empty.pdf", b"", "empty"),
        ("picture.pdf", b"\x89PNG\r\n\x1a\n\0\0", "an image"),
        ("sheet.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "old or password-protected"),
        ("figures.csv", b"area,number", "neither PDF"),
        ("plan.rtf", b"{\\rtf1\\ansi Plan}", "Rich Text"),
    ],
)
def test_file_that_is_no_such_format_is_kept_and_reported(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    store = Store(tmp_path / "store")
    (done,) = ingest_paths(store, [path])
    assert done.problem is not None
    assert name in done.problem
    assert reason in done.problem
    assert store.read(store.documents()[0]) == content


def test_missing_path_stores_nothing(tmp_path: Path) -> None:
    good = tmp_path / "a.txt"
    good.write_text("text")
    store = Store(tmp_path / "store")
    with pytest.raises(IngestError, match="No such file"):
        ingest_paths(store, [good, tmp_path / "missing.pdf"])
    assert store.documents() == []


def test_url_is_for_one_file_and_a_new_version_replaces_the_old(tmp_path: Path) -> None:
    first, second = tmp_path / "a.txt", tmp_path / "b.txt"
    first.write_text("one")
    second.write_text("two")
    store = Store(tmp_path / "store")
    with pytest.raises(IngestError, match="one by one"):
        ingest_paths(store, [first, second], url="https://council.example/plan")
    list(ingest_paths(store, [first], url="https://council.example/plan"))
    list(ingest_paths(store, [second], url="https://council.example/plan"))
    (document,) = store.documents()
    assert store.read(document) == b"two"
    assert document.meta.source_url == "https://council.example/plan"


def test_local_file_is_not_a_source_url(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("one")
    store = Store(tmp_path / "store")
    list(ingest_paths(store, [path]))
    path.write_text("two")
    list(ingest_paths(store, [path]))
    (document,) = store.documents()
    assert document.meta.source_url is None
    assert store.read(document) == b"two"


@pytest.mark.skipif(os.name != "posix", reason="file names of other bytes and pipes are POSIX's")
def test_names_of_other_bytes_pipes_and_devices_cost_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    os.mkfifo(folder / "pipe.txt")
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xfe.txt")).write_bytes(b"One paper.")
    (folder / "z.txt").write_bytes(b"Another paper.")
    store = Store(tmp_path / "store")
    done = list(ingest_paths(store, [folder, folder / "pipe.txt", Path("/dev/zero")]))
    assert [each.problem and each.problem.split(": ")[1] for each in done] == [
        None, None, "a pipe or device, not a file", "a pipe or device, not a file"
    ]  # fmt: skip
    assert sorted(each.meta.file_name for each in store.documents()) == ["z.txt", "\ufffd\ufffd.txt"]


def test_a_file_too_large_to_be_a_document_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scrape.local.MAX_MEGABYTES", 1)
    (tmp_path / "large.txt").write_bytes(b"word " * 400_000)
    (each,) = ingest_paths(Store(tmp_path / "store"), [tmp_path / "large.txt"])
    assert each.document is None
    assert "no more than 1 MB" in (each.problem or "")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "",
        "https://",
        "https://e/\n",
        "http://e:x/",
        "e.uk",
    ],
)
def test_what_is_no_web_address_is_no_source(tmp_path: Path, url: str) -> None:
    (tmp_path / "a.txt").write_bytes(b"word")
    with pytest.raises(IngestError, match="no web address"):
        ingest_paths(Store(tmp_path / "store"), [tmp_path / "a.txt"], url=url)
