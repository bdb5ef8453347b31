"""Polite HTTP: one request at a time and host, retried when that can help, with an end to every wait and every body."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from http import HTTPStatus
from urllib.parse import quote, urljoin

import requests
import urllib3
from tenacity import RetryCallState, Retrying, retry_if_exception_type, wait_exponential

from scrape.errors import (
    CertificateError,
    ConnectionFailedError,
    FetchError,
    GoneError,
    PrivateAddressError,
    ProxyError,
    RedirectError,
    RefusedError,
    RetryableError,
    RobotsError,
    SlowError,
    TooLargeError,
    WrongContentError,
)
from scrape.http.answers import PROXY_ADVICE, TIMEOUTS, Fetched, check_content, read_answer, reason_of
from scrape.http.connections import make_session
from scrape.http.host_health import HostHealth
from scrape.http.pace import Pace
from scrape.http.recording import LiveTransport, Transport
from scrape.http.robots import Robots
from scrape.settings import Settings
from scrape.urls import SAFE, clean_url, host_of, site_of

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
# A name that is not known and a host that takes no connection are tried twice.
_ATTEMPTS_TO_CONNECT = 2


def live_transport(settings: Settings) -> LiveTransport:
    """The network, asked by the name and with the limits of `settings`."""
    return LiveTransport(make_session(settings.user_agent, allow_private=settings.allow_private))


class Fetcher:
    """Fetches addresses one after another.

    `clock` counts seconds; it and `sleep` are handed in for tests. `transport` is the network unless answers are to be saved
    or come from a folder.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        transport: Transport | None = None,
    ) -> None:
        self.settings = settings
        self.request_count = 0
        self.body_count = 0
        self._clock = clock
        self._sleep = sleep
        self._pace = Pace(settings.seconds_between_requests, clock, sleep)
        self._robots = Robots(self._fetch_robots)
        self.health = HostHealth()
        self.transport = transport or live_transport(settings)

    def fetch(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        hosts: Collection[str] = (),
        expect: frozenset[str] | None = None,
    ) -> Fetched:
        """What is at `url`, only if it changed where validators are given.

        Redirects may lead to hosts of the same owner and to `hosts`; `expect` names the media types that will do. Raises a `FetchError` subclass for everything else that can happen.
        """
        url = clean_url(url)
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {name: value for name, value in conditions.items() if value is not None}
        may_lead_to = _same_site(url, hosts)
        # Here, not within the retries: a robots.txt that cannot be had has been asked for often enough.
        self._robots.check(url)

        def attempt() -> Fetched:
            fetched = self._follow(url, headers, may_lead_to, self._robots.check)
            check_content(fetched, expect)
            return fetched

        fetched = self._with_retries(url, attempt)
        self.body_count += fetched.content is not None
        return fetched

    def check_robots(self, url: str) -> None:
        """Raise `RobotsError` where the site's robots.txt closes `url` to us, a `FetchError` where it cannot be had."""
        self._robots.check(clean_url(url))

    def prepare(self, urls: Iterable[str]) -> None:
        """Ask for the robots.txt of all these addresses' sites at once, while none of them has to wait for its turn.

        One that cannot be had is told when an address of its site is asked for.
        """
        for url in urls:
            with suppress(FetchError):
                self._robots.check(clean_url(url))

    def pause(self, seconds: float) -> None:
        """Wait, since a host may have calmed down by then."""
        self._sleep(seconds)

    def give_another_chance(self, hosts: Collection[str]) -> None:
        """Ask `hosts` again that refused us or failed, robots.txt included; once more refused, they are left alone."""
        self.health.give_another_chance()
        self._robots.forget_failures(hosts)

    def slow_down(self, host: str, seconds: float) -> None:
        """Ask `host` at most once in `seconds` from now on."""
        self._pace.slow_down(host, seconds)

    def _fetch_robots(self, url: str) -> str | None:
        """The text of a robots.txt, None where the site has none (any 4xx). Its redirects may go anywhere public."""
        try:
            fetched = self._with_retries(url, lambda: self._follow(url, {}, lambda host: True, lambda address: None))
        except (GoneError, RefusedError):
            return None
        return (fetched.content or b"").decode("utf-8", "replace")

    def _with_retries(self, url: str, attempt: Callable[[], Fetched]) -> Fetched:
        """`attempt` until it works or retrying is no use; keeps account of hosts that are better left alone."""
        host = host_of(url)
        self.health.check(host, url)
        retrying = Retrying(
            retry=retry_if_exception_type(RetryableError),
            stop=self._is_time_to_stop,
            wait=self._seconds_to_wait,
            sleep=self._sleep,
            reraise=True,
        )
        try:
            fetched = retrying(attempt)
        except (GoneError, WrongContentError, TooLargeError, RobotsError, RedirectError, PrivateAddressError):
            # The host is well; it is the address that is not.
            self.health.note_answer(host)
            raise
        except FetchError as error:
            self.health.note_failure(host, error)
            raise
        self.health.note_answer(host)
        return fetched

    def _seconds_to_wait(self, state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome is not None else None
        said = error.retry_after if isinstance(error, RetryableError) else None
        return said if said is not None else wait_exponential(multiplier=1, max=60)(state)

    def _is_time_to_stop(self, state: RetryCallState) -> bool:
        """After so many attempts, or when the wait would be longer than a run should stand still."""
        error = state.outcome.exception() if state.outcome is not None else None
        limit = error.most_attempts if isinstance(error, RetryableError) else None
        most = min(self.settings.attempts, limit or self.settings.attempts)
        return state.attempt_number >= most or self._seconds_to_wait(state) > self.settings.longest_wait

    def _follow(
        self,
        url: str,
        headers: dict[str, str],
        allowed: Callable[[str], bool],
        check_robots: Callable[[str], float | None],
    ) -> Fetched:
        """The answer after redirects, each of which is checked like the first request."""
        seen = {url}
        at = url
        while True:
            delay = check_robots(at)
            if delay is not None:
                self._pace.slow_down(host_of(at), delay)
            with self._send(at, headers) as response:
                if response.status_code not in _REDIRECTS:
                    return read_answer(url, at, response, self.settings, self._clock)
                target = _redirect_target(at, response)
            if target in seen:
                raise RedirectError(f"{url}: redirected in a loop by way of {target}: look for its new address.")
            if len(seen) > self.settings.max_redirects:
                raise RedirectError(
                    f"{url}: redirected more than {self.settings.max_redirects} times: look for its new address."
                )
            if not allowed(host_of(target)):
                raise RedirectError(
                    f"{url}: redirects to {target}, on a host it may not lead to: add that page as a source."
                )
            seen.add(target)
            at = target

    def _send(self, url: str, headers: dict[str, str]) -> requests.Response:
        self._pace.wait(host_of(url))
        self.request_count += 1
        timeout = (self.settings.connect_timeout, self.settings.read_timeout)
        try:
            return self.transport.get(url, headers, timeout)
        except requests.exceptions.ProxyError as error:
            raise _proxy_error(url, error) from None
        except requests.exceptions.SSLError as error:
            raise CertificateError(
                f"{url}: its certificate does not hold ({reason_of(error)}): open it in a browser; if none holds, name "
                "your network's bundle of certificates in REQUESTS_CA_BUNDLE."
            ) from None
        except requests.exceptions.ConnectTimeout:
            raise SlowError(
                f"{url}: takes no connection: check that the site is up.", most_attempts=_ATTEMPTS_TO_CONNECT
            ) from None
        except TIMEOUTS:
            raise SlowError(f"{url}: no answer in time: run the update again later.") from None
        except requests.RequestException as error:
            raise ConnectionFailedError(
                f"{url}: no connection ({reason_of(error)}): check that the site is up.",
                most_attempts=_ATTEMPTS_TO_CONNECT if _is_unreachable(error) else None,
            ) from None
        except OSError as error:
            # What requests says of a bundle of certificates that is not there.
            raise CertificateError(f"{url}: {error}: name a file that exists in REQUESTS_CA_BUNDLE.") from None


def _same_site(url: str, hosts: Collection[str]) -> Callable[[str], bool]:
    site = site_of(host_of(url))
    return lambda host: site_of(host) == site or host in hosts


def _proxy_error(url: str, error: requests.exceptions.ProxyError) -> FetchError:
    """What a proxy's refusal means: it wants a password, it is not there, or it cannot reach the host."""
    reason = reason_of(error)
    if str(HTTPStatus.PROXY_AUTHENTICATION_REQUIRED.value) in reason:
        return ProxyError(f"{url}: {PROXY_ADVICE}")
    if "Tunnel connection failed" in reason:
        return ConnectionFailedError(
            f"{url}: the proxy has no connection ({reason}): check that the site is up.",
            most_attempts=_ATTEMPTS_TO_CONNECT,
        )
    return ProxyError(f"{url}: the proxy of HTTPS_PROXY cannot be used ({reason}): check its address.")


def _is_unreachable(error: requests.RequestException) -> bool:
    """Whether no connection came about at all, which asking again in a second hardly changes."""
    wrapped = error.args[0] if error.args else None
    return isinstance(getattr(wrapped, "reason", wrapped), urllib3.exceptions.NewConnectionError)


def _redirect_target(at: str, response: requests.Response) -> str:
    # http.client reads headers as Latin-1; these are the bytes that the server sent, whatever it took them for.
    location = quote(response.headers.get("Location", "").encode("latin-1", "replace"), safe=SAFE)
    try:
        return clean_url(urljoin(at, location))
    except ValueError:
        raise RedirectError(
            f"{at}: redirects to {location!r}, which is no web address: look for its new address."
        ) from None
