"""Documents from the user's own disk into the store."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from extract.model.errors import ExtractError
from extract.readers.sniff import sniff
from scrape.errors import IngestError
from scrape.sniff import READABLE, sniff_media_type
from scrape.store import DocumentMeta, Store, StoredDocument
from scrape.urls import is_web_address

# A larger file is no document: the largest packs of council papers have 60 MB.
MAX_MEGABYTES = 500
SUFFIXES = frozenset({".pdf", ".html", ".htm", ".docx", ".xlsx", ".md", ".markdown", ".txt"})


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of one local file: `document` where it was stored, `problem` where something is wrong with it.

    A file with a readable document's name and other content has both: it is kept, and the build lists why it is unread.
    """

    path: Path
    document: StoredDocument | None = None
    problem: str | None = None


def ingest_paths(
    store: Store,
    paths: Sequence[Path],
    *,
    area_id: str | None = None,
    doc_type: str | None = None,
    url: str | None = None,
    text_origin: str = "official",
) -> Iterator[Ingested]:
    """Store files, and the documents in folders at any depth, yielding each as it is done, in order of path.

    A folder's other files (by name) are passed over, a file named outright is not. `area_id`, `doc_type` and `url` are
    what the person says of all of them. What is no file (a pipe, a device) or too large to keep is a problem. Raises
    `IngestError` before storing anything where a path does not exist, or `url` is no web address or given for more than one
    file; `StoreBusyError` at the first of them while another program writes.
    """
    files = list(_find_files(paths))
    if url is not None and len(files) != 1:
        raise IngestError(
            f"--url gives the address of one document, and there are {len(files)} files: ingest them one by one."
        )
    if url is not None and not is_web_address(url):
        raise IngestError(f"--url {url[:80]!r} is no web address: give one that begins with https:// or http://.")
    said = DocumentMeta(
        file_name="",
        source_url=url,
        area_id=area_id,
        doc_type=doc_type,
        text_origin=text_origin,
        how_found="local file",
    )
    return _ingest_all(store, files, said)


def _ingest_all(store: Store, files: Sequence[Path], said: DocumentMeta) -> Iterator[Ingested]:
    with store.writing():
        for path in files:
            yield _ingest(store, path, said)


def _ingest(store: Store, path: Path, said: DocumentMeta) -> Ingested:
    shown = _shown(path)
    try:
        if not path.is_file():
            return Ingested(path, problem=f"{shown}: a pipe or device, not a file: save what it gives as a file.")
        about = path.stat()
        if about.st_size > MAX_MEGABYTES * 1_000_000:
            size = f"{about.st_size // 1_000_000:,} MB"
            return Ingested(path, problem=f"{shown}: {size}, and no more than {MAX_MEGABYTES} MB are kept: split it.")
        content, changed = path.read_bytes(), about.st_mtime
    except OSError as error:
        return Ingested(path, problem=f"{shown}: cannot be read ({error.strerror}): check its permissions.")
    meta = replace(
        said,
        file_name=_shown(Path(path.name)),
        # The nearest thing a file knows to when it was saved from wherever it came.
        retrieved_at=datetime.fromtimestamp(int(changed), UTC).isoformat(),
    )
    problem = find_problem(content, meta.file_name)
    document = store.add(content, meta, address=said.source_url or path.resolve().as_uri(), by_person=True)
    return Ingested(path, document, problem and f"{shown}: {problem}")


def _shown(path: Path) -> str:
    """The path in characters that can be written; a name may hold bytes that are none in UTF-8."""
    return os.fsencode(path).decode("utf-8", errors="replace")


def find_problem(content: bytes, file_name: str) -> str | None:
    """Why a file of this content and name can be no document the project reads, and what to do; None for one that can."""
    try:
        sniff(content, media_type=None, file_name=file_name)
    except ExtractError as error:
        return f"{error}."
    if sniff_media_type(content, file_name) not in READABLE:
        return "neither PDF, HTML, DOCX, XLSX, Markdown nor plain text: save it as one of these and ingest it again."
    return None


def _find_files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(
                each
                for each in path.rglob("*")
                if each.suffix.lower() in SUFFIXES and each.is_file() and not each.name.startswith((".", "~$"))
            )
        elif path.exists():
            yield path
        else:
            raise IngestError(f"No such file or folder: {path}. Check the path.")
