"""Which network addresses are public: requests never reach a private network by way of a public name."""

from __future__ import annotations

import ipaddress

_IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
# Ways of writing an IPv4 address as an IPv6 one, by the bits it then stands in: IPv4-compatible (RFC 4291), IPv4-translated
# (RFC 2765), NAT64 (RFC 6052). Mapped addresses, 6to4 and Teredo are known to the standard library.
_EMBEDDING = tuple(ipaddress.IPv6Network(net) for net in ("::/96", "::ffff:0:0:0/96", "64:ff9b::/96"))
# NAT64 within one network (RFC 8215), site-local addresses (RFC 3879): never of the public internet.
_PRIVATE = tuple(ipaddress.IPv6Network(net) for net in ("64:ff9b:1::/48", "fec0::/10"))
# Relays from 6to4 to IPv4, given up (RFC 7526): whoever answers there is not who was asked for.
_RELAYS = ipaddress.IPv4Network("192.88.99.0/24")


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, as is every IPv4 address written within it."""
    ip = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if any(ip in net for net in _PRIVATE):
            return False
        inner = _embedded(ip)
        if inner:
            return all(_is_global(each) for each in inner)
    return _is_global(ip)


def _is_global(ip: _IPAddress) -> bool:
    return ip.is_global and not ip.is_multicast and not (ip.version == 4 and ip in _RELAYS)


def _embedded(ip: ipaddress.IPv6Address) -> list[ipaddress.IPv4Address]:
    """The IPv4 addresses that `ip` is a way of writing, or that its packets go to."""
    last = ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)
    found = [last] if any(ip in net for net in _EMBEDDING) else []
    found += [each for each in (ip.ipv4_mapped, ip.sixtofour) if each is not None]
    return found + list(ip.teredo or ())
