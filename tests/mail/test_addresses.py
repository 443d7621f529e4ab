"""Which addresses are taken, and what goes over the wire."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.mail import addresses
from backend.mail.errors import AddressNotAscii, BadAddress


@pytest.mark.parametrize(
    ("typed", "text", "wire"),
    [
        ("ann@example.org", "ann@example.org", "ann@example.org"),
        ("  ann@example.org ", "ann@example.org", "ann@example.org"),
        ("Ann.O'Neil+mr@Example.ORG", "Ann.O'Neil+mr@example.org", "Ann.O'Neil+mr@example.org"),
        ("praxis@müller.example", "praxis@müller.example", "praxis@xn--mller-kva.example"),
        ("praxis@xn--mller-kva.example", "praxis@müller.example", "praxis@xn--mller-kva.example"),
        ("post@straße.example", "post@straße.example", "post@xn--strae-oqa.example"),
        ("a@مثال.example", "a@مثال.example", "a@xn--mgbh0fb.example"),
        ("a@例え。jp", "a@例え.jp", "a@xn--r8jz45g.jp"),
        ("a@sub.department.hospital.example", "a@sub.department.hospital.example", "a@sub.department.hospital.example"),
    ],
)
def test_an_address_is_taken(typed: str, text: str, wire: str) -> None:
    assert addresses.parse(typed) == addresses.Address(text, wire)


@pytest.mark.parametrize(
    "typed",
    [
        "", "ann", "@example.org", "ann@", "ann@example", "ann@.example", "ann@example..org", "ann@-a.example",
        "ann example@example.org", "ann@exa mple.org", "a@b@example.org", ".ann@example.org", "ann.@example.org",
        "an..n@example.org", '"ann"@example.org', "Ann <ann@example.org>", "ann@[192.0.2.1]", "ann@192.0.2.1",
        "ann@example.org\nBcc: eve@example.org", "ann@example.org\r\nBcc: eve@example.org", "ann\n@example.org",
        "ann@example.org,eve@example.org", "ann@exa_mple.org", "a" * 65 + "@example.org",
        "a@" + "b" * 64 + ".example", "a@" + ".".join(["b" * 60] * 5) + ".example", "ann@example.org\0",
        "ann@\u202eexample.org",
    ],
)  # fmt: skip
def test_an_address_is_refused(typed: str) -> None:
    with pytest.raises(BadAddress):
        addresses.parse(typed)


def test_letters_that_mail_servers_refuse_get_a_reason_of_their_own() -> None:
    with pytest.raises(AddressNotAscii):
        addresses.parse("jörg@example.org")


def test_two_ways_of_writing_one_mailbox_have_one_key() -> None:
    assert addresses.parse("Ann@MÜLLER.example").key == addresses.parse("ann@xn--mller-kva.example").key


@given(st.text())
def test_nothing_that_is_taken_can_begin_another_header(typed: str) -> None:
    for text in (typed, f"{typed}@example.org", f"a@{typed}", f"a@{typed}.org"):
        try:
            wire = addresses.parse(text).wire
        except BadAddress:
            continue
        assert wire.isascii()
        assert wire.isprintable()
        assert not set(wire) & set(' <>,;:"()[]\\')
        assert wire.count("@") == 1


def test_a_masked_address_shows_its_first_letter_and_its_domain() -> None:
    assert addresses.masked("johanna@example.org") == "j•••@example.org"
