"""Which reader a file gets, and what is said of files that have none."""

import io
import zipfile

import pytest

from extract.model.errors import UnreadableDocumentError, UnsupportedFormatError
from extract.readers.sniff import FileKind, sniff
from extract.reading import read_document


def kind(data: bytes, name: str = "file", media_type: str | None = None) -> FileKind:
    return sniff(data, media_type=media_type, file_name=name)


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


def test_content_decides_not_the_name():
    assert kind(b"\n%PDF-1.7 ...", "page.html", "text/html") is FileKind.PDF
    assert kind(zipped("word/document.xml"), "plan.pdf") is FileKind.DOCX
    assert kind(zipped("xl/workbook.xml")) is FileKind.XLSX
    assert kind(b"\xef\xbb\xbf<!-- saved --><!DOCTYPE html><html><body>x", "page.txt") is FileKind.HTML
    assert kind("<html><p>x".encode("utf-16"), "page") is FileKind.HTML
    assert kind(b"# Report\n", "report.md") is FileKind.MARKDOWN
    assert kind(b"Report <p> of the board\n", "report.txt") is FileKind.TEXT
    assert kind(b"<div>one</div>", "x.htm") is FileKind.HTML


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "a.pdf", "empty"),
        (b" \r\n", "a.txt", "empty"),
        (b"<!doctype html><title>404 Not\n Found</title>", "letter.pdf", "404 Not Found"),
        (b"<html><body>Sign in</body></html>", "plan.docx", "HTML page"),
        (b"Service unavailable", "letter.pdf", "plain text"),
        (b"PK\x03\x04 cut short", "plan.docx", "damaged"),
        (b"\x89PNG\r\n....", "scan.png", "image"),
    ],
)
def test_unreadable_files_say_why(data, name, words):
    with pytest.raises(UnreadableDocumentError, match=words):
        read_document(data, media_type=None, file_name=name)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "password"),
        (zipped("ppt/presentation.xml"), "PowerPoint"),
        (zipped("readme.txt"), "unpack"),
        (b"{\\rtf1\\ansi text}", "Rich Text"),
        (bytes(range(1, 32)) * 10, "no reader"),
    ],
)
def test_unsupported_formats_say_what_to_do(data, words):
    with pytest.raises(UnsupportedFormatError, match=words):
        read_document(data, media_type=None, file_name="file.bin")
