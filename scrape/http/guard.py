"""Requests never reach a private network by way of a public name.

The address is checked on the connection itself, after the name was looked up and before a byte is sent: a name that
changes its address between a check and the connection gets nothing by it. Where the environment names a proxy, the proxy
looks names up, and the check is its owner's.
"""

from __future__ import annotations

import ipaddress
import socket
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from scrape.errors import PrivateAddressError


class GuardedAdapter(HTTPAdapter):
    """A transport for `requests` that closes connections to addresses that are not public."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """As the base class does, with guarded connections."""
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _HTTPPool, "https": _HTTPSPool}


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet."""
    ip = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped is not None:
        ip = ip.ipv4_mapped
    return ip.is_global and not ip.is_multicast


def _checked(connected: socket.socket, host: str) -> socket.socket:
    address = str(connected.getpeername()[0])
    if not is_public(address):
        connected.close()
        raise PrivateAddressError(f"{host} leads to {address}, which is not a public address: left alone.")
    return connected


class _HTTPConnection(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return _checked(super()._new_conn(), self.host)


class _HTTPSConnection(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return _checked(super()._new_conn(), self.host)


class _HTTPPool(HTTPConnectionPool):
    ConnectionCls = _HTTPConnection


class _HTTPSPool(HTTPSConnectionPool):
    ConnectionCls = _HTTPSConnection
