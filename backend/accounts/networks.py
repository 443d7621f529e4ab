"""Which network an address belongs to, as far as counting failures goes."""

from __future__ import annotations

import ipaddress

#: A household or an office: often neighbours in a /24, or a /56 of its own in IPv6 (RIPE-690 section 4.2).
IPV4_PREFIX = 24
IPV6_PREFIX = 56


def network_of(address: str | None) -> str:
    """The network of an IP address, as text: '192.0.2.0/24', '2001:db8::/56'; 'unknown' for what is no address.

    An IPv4 address that is written as IPv6 (::ffff:192.0.2.1, RFC 4291 section 2.5.5.2) counts as IPv4.
    """
    try:
        parsed = ipaddress.ip_address((address or "").split("%", 1)[0])
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped is not None:
        parsed = parsed.ipv4_mapped
    prefix = IPV4_PREFIX if parsed.version == 4 else IPV6_PREFIX
    return str(ipaddress.ip_network((parsed, prefix), strict=False))
