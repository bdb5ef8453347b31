"""From an HTTP response to an answer or a named error: its status, its body within limits, its headers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import requests
import urllib3

from scrape.errors import (
    ChallengeError,
    GoneError,
    ProxyError,
    RateLimitedError,
    RefusedError,
    ServerError,
    SlowError,
    TooLargeError,
    TruncatedError,
    WrongContentError,
)
from scrape.http.challenge import find_challenge
from scrape.http.dead_pages import find_death, find_error_words
from scrape.settings import Settings
from scrape.sniff import HTML, TEXT, sniff_media_type
from scrape.urls import file_name_of, plain_name

_CHUNK = 65_536
PROXY_ADVICE = "the proxy asks for a password: put user:password@ into the address in HTTPS_PROXY."
TIMEOUTS = (requests.Timeout, urllib3.exceptions.TimeoutError)


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer. `content` is None where the server says that what the caller has is still current (304).

    `retrieved_at` is the server's Date header (ours where it sends none), in ISO 8601 UTC; `media_type` is told from the
    bytes, `file_name` from the headers or the address.
    """

    url: str
    final_url: str
    content: bytes | None
    media_type: str | None
    file_name: str
    retrieved_at: str
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None


def read_answer(
    url: str, final_url: str, response: requests.Response, settings: Settings, clock: Callable[[], float]
) -> Fetched:
    """The answer to a request for `url`. Raises the `FetchError` that says what is wrong with it."""
    _check_status(url, response)
    # 304 has no body, and everything else that is not 200 was an error.
    content = _read_body(url, response, settings, clock) if response.status_code == HTTPStatus.OK else None
    file_name = _file_name(response) or file_name_of(final_url)
    return Fetched(
        url=url,
        final_url=final_url,
        content=content,
        media_type=sniff_media_type(content, file_name) if content is not None else None,
        file_name=file_name,
        retrieved_at=_answer_time(response),
        content_type=response.headers.get("Content-Type"),
        etag=response.headers.get("ETag"),
        last_modified=response.headers.get("Last-Modified"),
    )


def _read_body(url: str, response: requests.Response, settings: Settings, clock: Callable[[], float]) -> bytes:
    """The whole body. Raises where it is too large, too slow, or breaks off."""
    limit = int(settings.max_megabytes * 1_000_000)
    deadline = clock() + settings.download_timeout
    announced = response.headers.get("Content-Length", "")
    if announced.isdigit() and int(announced) > limit:
        raise TooLargeError(f"{url}: {int(announced):,} bytes, over the limit of {limit:,}: raise max_megabytes.")
    body = bytearray()
    try:
        # read1 returns what has come so far, so that a body that drips cannot hold us past the deadline.
        while chunk := response.raw.read1(_CHUNK, decode_content=True):
            body += chunk
            if len(body) > limit:
                raise TooLargeError(f"{url}: still coming after {limit:,} bytes: raise max_megabytes if it is right.")
            if clock() > deadline:
                raise SlowError(f"{url}: not done after {settings.download_timeout:g} seconds: try again later.")
    except TIMEOUTS:
        raise SlowError(f"{url}: broke off waiting for more of the body: run the update again later.") from None
    except urllib3.exceptions.HTTPError as error:
        raise TruncatedError(
            f"{url}: broke off in the middle ({reason_of(error)}): run the update again later."
        ) from None
    return bytes(body)


def _peek(response: requests.Response) -> bytes:
    """The beginning of an error's body, as far as it comes without trouble."""
    try:
        return bytes(response.raw.read1(_CHUNK, decode_content=True))
    except (urllib3.exceptions.HTTPError, OSError):
        return b""


def _check_status(url: str, response: requests.Response) -> None:
    status = response.status_code
    if status in {HTTPStatus.OK, HTTPStatus.NOT_MODIFIED}:
        return
    who = find_challenge(_peek(response), response.headers)
    if who is not None:
        raise ChallengeError(_challenge_message(url, who))
    if status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
        raise GoneError(
            f"{url}: no longer there ({status}): look for its new address and add it as a source.",
            str(status),
            _answer_time(response),
        )
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        raise RateLimitedError(f"{url}: too many requests (429): run the update again later.", _retry_after(response))
    if status >= 500:
        message = f"{url}: the server failed ({status}): run the update again later."
        raise ServerError(message, status, _retry_after(response))
    if status == HTTPStatus.PROXY_AUTHENTICATION_REQUIRED:
        raise ProxyError(f"{url}: {PROXY_ADVICE}")
    raise RefusedError(f"{url}: refused ({status}): open it in a browser and ingest the file.", status)


def check_content(fetched: Fetched, expect: frozenset[str] | None) -> None:
    """Raise where the body is a challenge page, or of no kind that is expected."""
    if fetched.content is None:
        return
    content = fetched.content
    # A page in UTF-16 passes for text.
    if fetched.media_type in {HTML, TEXT}:
        who = find_challenge(content)
        if who is not None:
            raise ChallengeError(_challenge_message(fetched.url, who))
    if fetched.media_type == HTML:
        death = find_death(fetched.url, fetched.final_url, content)
        if death is not None:
            raise GoneError(
                f"{fetched.url}: no longer there ({death}): look for its new address and add it as a source.",
                death,
                fetched.retrieved_at,
            )
    if expect is not None and fetched.media_type not in expect:
        kind = "an empty file" if not content else fetched.media_type or "a file of unknown kind"
        raise WrongContentError(
            f"{fetched.url}: {kind} where {' or '.join(sorted(expect))} was expected: open it in a browser."
        )
    error = find_error_words(content) if fetched.media_type == HTML else None
    if error is not None:
        raise WrongContentError(
            f"{fetched.url}: an error page ({error[:60]!r}) in place of the content: run the update again later."
        )


def _challenge_message(url: str, who: str) -> str:
    return f"{url}: {who} asks for proof of being a person: open it in a browser and ingest the file."


def _retry_after(response: requests.Response) -> float | None:
    value = response.headers.get("Retry-After")
    if value is None:
        return None
    try:
        return max(0.0, urllib3.Retry().parse_retry_after(value))
    except urllib3.exceptions.InvalidHeader:
        return None


def _answer_time(response: requests.Response) -> str:
    value = response.headers.get("Date")
    try:
        at = parsedate_to_datetime(value).astimezone(UTC) if value else datetime.now(UTC)
    except (ValueError, OverflowError):
        at = datetime.now(UTC)
    return at.replace(microsecond=0).isoformat()


def _file_name(response: requests.Response) -> str | None:
    """The file name of the Content-Disposition header, its last part only."""
    message = Message()
    message["Content-Disposition"] = response.headers.get("Content-Disposition", "")
    name = message.get_filename()
    return plain_name(name.replace("\\", "/").rsplit("/", 1)[-1]) or None if name else None


def reason_of(error: Exception) -> str:
    """The innermost reason of an error that libraries wrapped, in its own few words."""
    inner: object = error
    while isinstance(inner, Exception):
        next_inner = getattr(inner, "reason", None) or (inner.args[0] if inner.args else None)
        if not isinstance(next_inner, Exception):
            break
        inner = next_inner
    return str(inner).rsplit(">: ", 1)[-1][:120]
