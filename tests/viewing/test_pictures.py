"""Strangers' pictures, drawn anew."""

from __future__ import annotations

import io
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from backend.viewing import pictures
from backend.viewing.errors import DocumentTooLarge, DocumentUnreadable, NoSuchPage
from tests import datasets


def redrawn(content: bytes, *, page: int = 1, longest_side: int = 2560) -> Image.Image:
    result = pictures.redraw(io.BytesIO(content), page=page, longest_side=longest_side)
    image = Image.open(io.BytesIO(result), formats=["JPEG"])
    image.load()
    return image


def encoded(image: Image.Image, format: str, **options: object) -> bytes:
    target = io.BytesIO()
    image.save(target, format, **options)
    return target.getvalue()


def test_a_photo_stands_upright_and_tells_nothing(tmp_path: Path) -> None:
    photo = datasets.write_photo(tmp_path / "photo.jpg").read_bytes()
    image = redrawn(photo)
    assert image.size == (240, 320)  # it lay on its side
    assert dict(image.getexif()) == {}
    assert b"Example Phone" in photo
    assert b"Example Phone" not in pictures.redraw(io.BytesIO(photo), page=1, longest_side=2560)


@pytest.mark.parametrize("format", sorted(pictures.FORMATS.values()))
def test_every_format_is_drawn_no_larger_than_asked(format: str) -> None:
    image = redrawn(encoded(Image.new("RGB", (400, 100), (200, 30, 30)), format), longest_side=200)
    assert image.size == (200, 50)
    assert image.getpixel((100, 25)) == pytest.approx((200, 30, 30), abs=6)


def test_what_is_transparent_lies_on_white_paper() -> None:
    image = redrawn(encoded(Image.new("RGBA", (8, 8), (0, 0, 0, 0)), "PNG"))
    assert image.getpixel((4, 4)) == (255, 255, 255)


def test_sixteen_bits_of_grey_are_spread_over_eight() -> None:
    ramp = Image.fromarray(np.linspace(1000, 5000, 256, dtype=np.uint16).reshape(16, 16))
    grey = np.asarray(redrawn(encoded(ramp, "PNG")).convert("L"))
    assert grey.min() == pytest.approx(0, abs=4)
    assert grey.max() == pytest.approx(255, abs=4)


def test_a_fax_has_pages() -> None:
    pages = [Image.new("L", (40, 20), shade) for shade in (10, 120, 240)]
    fax = encoded(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    assert pictures.count_pages(io.BytesIO(fax)) == 3
    assert redrawn(fax, page=3).convert("L").getpixel((20, 10)) == pytest.approx(240, abs=3)
    with pytest.raises(NoSuchPage):
        redrawn(fax, page=4)


def test_a_picture_of_too_many_pixels_is_not_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "PIXELS_MOST", 1000)
    with pytest.raises(DocumentTooLarge):
        redrawn(encoded(Image.new("L", (200, 100)), "PNG"))


def test_a_bomb_is_not_decoded() -> None:
    header = encoded(Image.new("1", (1, 1)), "BMP")
    bomb = header[:18] + (60_000).to_bytes(4, "little") + (60_000).to_bytes(4, "little") + header[26:]
    with pytest.raises(DocumentTooLarge):
        redrawn(bomb)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "TIFF"])
def test_a_picture_that_ends_too_early_is_refused_in_words(format: str) -> None:
    noise = Image.effect_noise((300, 300), 80)
    with pytest.raises(DocumentUnreadable):
        redrawn(encoded(noise, format)[:3000])


def test_what_is_no_picture_is_refused() -> None:
    with pytest.raises(DocumentUnreadable):
        redrawn(b"%!PS-Adobe-3.0 EPSF-3.0\n")
    assert pictures.count_pages(io.BytesIO(b"no picture")) is None


PNG = encoded(Image.effect_noise((24, 24), 80), "PNG")
JPEG = encoded(Image.effect_noise((24, 24), 80), "JPEG")
TIFF = encoded(Image.effect_noise((24, 24), 80), "TIFF")


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from([PNG, JPEG, TIFF]),
    st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=30),
)
def test_damage_ends_in_a_picture_or_in_words(original: bytes, changes: list[tuple[int, int]]) -> None:
    damaged = bytearray(original)
    for place, value in changes:
        damaged[place % len(damaged)] = value
    with suppress(DocumentUnreadable, DocumentTooLarge):
        redrawn(bytes(damaged))
