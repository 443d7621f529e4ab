"""OPTIONS: what the server speaks."""

from __future__ import annotations

import pytest

from tests.tus import Tus

#: How rows are written is the same for each verb: test_patch.py and test_machine.py run on both databases.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_says_what_it_speaks(tus: Tus) -> None:
    answer = tus.options()
    assert answer.status == 204
    assert answer.headers["tus-resumable"] == answer.headers["tus-version"] == "1.0.0"
    assert answer.headers["tus-extension"].split(",") == [
        "creation",
        "creation-with-upload",
        "termination",
        "expiration",
        "checksum",
    ]
    assert answer.headers["tus-checksum-algorithm"] == "sha256,sha1,md5"
    assert int(answer.headers["tus-max-size"]) > 0


def test_offers_compression_of_requests(tus: Tus) -> None:
    """RFC 7694 section 3."""
    assert tus.options().headers["accept-encoding"] == "gzip"
