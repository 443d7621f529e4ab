"""Which network an address counts for."""

from __future__ import annotations

import pytest

from backend.accounts.networks import network_of


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2ff:3::4", "2001:db8:1:200::/56"),
        ("fe80::1%eth0", "fe80::/56"),
        ("", "unknown"),
        (None, "unknown"),
        ("gateway", "unknown"),
    ],
)
def test_network(address: str | None, network: str) -> None:
    """/24 and /56; what is no address is one network together."""
    assert network_of(address) == network
