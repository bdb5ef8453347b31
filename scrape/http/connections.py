"""Connections for `requests` that are checked before a byte is sent, and that wait for headers no longer than allowed.

The address is checked on the connection itself, after the name was looked up: a name that changes its address between a
check and the connection gets nothing by it. Where the environment names a proxy, the proxy looks names up, and the check
is its owner's.
"""

from __future__ import annotations

import os
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import requests
import truststore
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.response import HTTPResponse

from scrape.errors import PrivateAddressError
from scrape.http.guard import is_public

# Files of certificates that a person named; without them the system's own store counts, as for a browser.
BUNDLE_VARIABLES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")


def make_session(user_agent: str, *, allow_private: bool) -> requests.Session:
    """A session that takes proxy and certificates from the environment, but no passwords, and never looks at redirects."""
    session = _Session()
    session.headers["User-Agent"] = user_agent
    # Truthy, so that requests does not look for the host's password in ~/.netrc.
    session.auth = _send_no_password
    adapter = _Adapter(allow_private=allow_private)
    session.mount("https://", adapter)
    session.mount("http://", adapter)
    return session


def _send_no_password(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


class _Session(requests.Session):
    def get_redirect_target(self, resp: requests.Response) -> str | None:
        """None: redirects are the fetcher's business. requests would read their whole body and parse what they say."""
        return None


class _Adapter(HTTPAdapter):
    def __init__(self, *, allow_private: bool) -> None:
        self._pools = _OPEN_POOLS if allow_private else _GUARDED_POOLS
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """As the base class does, with our connections."""
        super().init_poolmanager(*args, **{**kwargs, **_tls()})
        self.poolmanager.pool_classes_by_scheme = self._pools

    def proxy_manager_for(self, proxy: str, **proxy_kwargs: Any) -> Any:
        """As the base class does, trusting what the system trusts: proxies that look into TLS sign with their own."""
        return super().proxy_manager_for(proxy, **{**proxy_kwargs, **_tls()})


def _tls() -> dict[str, ssl.SSLContext]:
    if any(os.environ.get(name) for name in BUNDLE_VARIABLES):
        return {}
    return {"ssl_context": truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)}


@contextmanager
def _cut_off(connection: HTTPConnection) -> Iterator[None]:
    """Shut the connection down when headers are not whole within its timeout, however steadily they drip."""
    sock, seconds = connection.sock, connection.timeout
    if sock is None or not isinstance(seconds, int | float):
        yield
        return
    is_late = threading.Event()

    def shut() -> None:
        is_late.set()
        # The TCP connection below TLS: what waits for its bytes wakes up.
        with _ignoring_closed():
            socket.socket.shutdown(sock, socket.SHUT_RDWR)

    timer = threading.Timer(seconds, shut)
    timer.daemon = True
    timer.start()
    try:
        yield
    except Exception:
        if is_late.is_set():
            raise TimeoutError("headers not whole in time") from None
        raise
    finally:
        timer.cancel()
    # The standard library takes headers that break off for whole.
    if is_late.is_set():
        raise TimeoutError("headers not whole in time")


@contextmanager
def _ignoring_closed() -> Iterator[None]:
    try:
        yield
    except OSError:
        return


def _check(connected: socket.socket, host: str) -> socket.socket:
    address = str(connected.getpeername()[0])
    if not is_public(address):
        connected.close()
        raise PrivateAddressError(f"{host} leads to {address}, which is not a public address: left alone.")
    return connected


class _HTTPConnection(HTTPConnection):
    # The type is urllib3's own, which differs from that of the standard library.
    def getresponse(self) -> HTTPResponse:  # type: ignore[override]
        with _cut_off(self):
            return super().getresponse()


class _HTTPSConnection(HTTPSConnection):
    # The type is urllib3's own, which differs from that of the standard library.
    def getresponse(self) -> HTTPResponse:  # type: ignore[override]
        with _cut_off(self):
            return super().getresponse()


class _GuardedHTTPConnection(_HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return _check(super()._new_conn(), self.host)


class _GuardedHTTPSConnection(_HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return _check(super()._new_conn(), self.host)


class _HTTPPool(HTTPConnectionPool):
    ConnectionCls = _HTTPConnection


class _HTTPSPool(HTTPSConnectionPool):
    ConnectionCls = _HTTPSConnection


class _GuardedHTTPPool(HTTPConnectionPool):
    ConnectionCls = _GuardedHTTPConnection


class _GuardedHTTPSPool(HTTPSConnectionPool):
    ConnectionCls = _GuardedHTTPSConnection


_OPEN_POOLS = {"http": _HTTPPool, "https": _HTTPSPool}
_GUARDED_POOLS = {"http": _GuardedHTTPPool, "https": _GuardedHTTPSPool}
