"""Answers kept as they came, and given again: a live run becomes a fixture, with its refusals and redirects.

DIR/answers.json    one entry an answer: address, status, headers, the file with its body, or what failed
DIR/001-host-path   its body, as sent (a page that was sent compressed is kept compressed)
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import requests
from urllib3.response import HTTPResponse

from scrape.checked import read_checked
from scrape.errors import StoreError
from scrape.files import write_whole
from scrape.records import slug
from scrape.urls import host_of

INDEX_NAME = "answers.json"
# Kept of one body; what is longer is cut off, and then reads as cut off.
_MOST_BYTES = 80_000_000
_FAILURES = {
    each.__name__: each
    for each in (
        requests.exceptions.ProxyError,
        requests.exceptions.SSLError,
        requests.exceptions.ConnectTimeout,
        requests.exceptions.ReadTimeout,
        requests.exceptions.ConnectionError,
    )
}


class Transport(Protocol):
    """Sends one request and gives its answer, a redirect too; raises what `requests` raises."""

    def get(self, url: str, headers: Mapping[str, str], timeout: tuple[float, float]) -> requests.Response:
        """The answer, its body not read yet."""


@dataclass(frozen=True, slots=True)
class LiveTransport:
    """The network."""

    session: requests.Session

    def get(self, url: str, headers: Mapping[str, str], timeout: tuple[float, float]) -> requests.Response:
        """The answer, its body not read yet."""
        return self.session.get(url, headers=dict(headers), timeout=timeout, stream=True, allow_redirects=False)


@dataclass(frozen=True, slots=True)
class SavedAnswer:
    """One answer, or what failed: `failure` names the exception, `text` its words."""

    url: str
    status: int = 0
    headers: tuple[tuple[str, str], ...] = ()
    file: str | None = None
    failure: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class _Index:
    saved_at: str
    answers: tuple[SavedAnswer, ...]


class SavingTransport:
    """Keeps every answer of another transport in a folder."""

    def __init__(self, inner: Transport, folder: Path) -> None:
        self._inner = inner
        self._folder = folder
        self._answers: list[SavedAnswer] = []
        self._saved_at = datetime.now(UTC).isoformat()

    def get(self, url: str, headers: Mapping[str, str], timeout: tuple[float, float]) -> requests.Response:
        """The answer, its body kept and given from there."""
        try:
            response = self._inner.get(url, headers, timeout)
        except requests.RequestException as error:
            kind = next((name for name, each in _FAILURES.items() if isinstance(error, each)), "ConnectionError")
            self._note(SavedAnswer(url, failure=kind, text=str(error)))
            raise
        with response:
            body = response.raw.read(_MOST_BYTES, decode_content=False)
        name = f"{len(self._answers) + 1:03}-{slug(f'{host_of(url)} {url.partition(host_of(url))[2]}')}"
        write_whole(self._folder / name, body)
        saved = SavedAnswer(url, response.status_code, tuple(response.headers.items()), name)
        self._note(saved)
        return _make_response(saved, body)

    def _note(self, answer: SavedAnswer) -> None:
        self._answers.append(answer)
        index = asdict(_Index(self._saved_at, tuple(self._answers)))
        write_whole(self._folder / INDEX_NAME, (json.dumps(index, ensure_ascii=False, indent=1) + "\n").encode())


class SavedTransport:
    """Gives the answers of a folder again. Raises `StoreError` where it holds none."""

    def __init__(self, folder: Path) -> None:
        path = folder / INDEX_NAME
        if not path.exists():
            raise StoreError(f"{path} is not there: name a folder that sendkb doctor --save has written.")
        index = read_checked(path, _Index, "save the answers anew with sendkb doctor --save")
        self._folder = folder
        # The last answer of an address is the one it ended with.
        self._answers = {each.url: each for each in index.answers}
        self.saved_at = datetime.fromisoformat(index.saved_at)

    def get(self, url: str, headers: Mapping[str, str], timeout: tuple[float, float]) -> requests.Response:
        """The saved answer. Raises as it did then, and a `ConnectionError` where nothing was saved."""
        saved = self._answers.get(url)
        if saved is None:
            raise requests.exceptions.ConnectionError(f"not among the answers saved in {self._folder}")
        if saved.failure is not None:
            raise _FAILURES.get(saved.failure, requests.exceptions.ConnectionError)(saved.text)
        return _make_response(saved, (self._folder / (saved.file or "")).read_bytes())


def _make_response(saved: SavedAnswer, body: bytes) -> requests.Response:
    response = requests.Response()
    response.status_code = saved.status
    response.url = saved.url
    response.headers.update(saved.headers)
    response.raw = HTTPResponse(
        body=io.BytesIO(body), headers=dict(saved.headers), status=saved.status, preload_content=False
    )
    return response
