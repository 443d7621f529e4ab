"""Whatever colour an institution has that carries white letters, its shades can be read on the guest's page."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from backend import config
from backend.config import CONTRAST_LEAST, contrast_with_white
from backend.web import brand
from tests.conftest import new_client

TOKENS = Path(__file__).parents[2] / "frontend" / "src" / "styles" / "tokens.css"

colors = (
    st.integers(0, 0xFFFFFF)
    .map(lambda number: f"#{number:06x}")
    .filter(lambda c: contrast_with_white(c) >= CONTRAST_LEAST)
)


def token(name: str, *, is_dark: bool = False) -> str:
    """A colour of the design, as styles/tokens.css has it."""
    parts = TOKENS.read_text().split('[data-theme="dark"]', 1)
    found = re.search(rf"--color-{name}: (#[0-9a-f]{{6}});", parts[1] if is_dark else parts[0])
    assert found, name
    return found[1]


@given(colors)
@pytest.mark.parametrize("is_dark", [False, True])
def test_every_pair_can_be_read(is_dark: bool, color: str) -> None:
    shades = brand.dark(color) if is_dark else brand.light(color)
    grounds = [token(name, is_dark=is_dark) for name in ("canvas", "surface", "surface-sunken")]
    text = token("text", is_dark=is_dark)
    assert all(brand.contrast("#ffffff", shades[name]) >= CONTRAST_LEAST for name in ("primary", "bar", "bar-hover"))
    assert all(brand.contrast("#ffffff", shades[f"primary-{name}"]) >= CONTRAST_LEAST for name in ("hover", "pressed"))
    assert all(brand.contrast(shades["primary"], ground) >= brand.SHAPE_LEAST for ground in grounds)
    assert all(brand.contrast(shades["link"], on) >= CONTRAST_LEAST for on in (*grounds, shades["primary-soft"]))
    assert brand.contrast(text, shades["primary-soft"]) >= CONTRAST_LEAST
    assert brand.contrast(shades["on-bar-muted"], shades["bar"]) >= CONTRAST_LEAST


def test_the_grounds_are_the_designs() -> None:
    assert token("canvas") == brand.LIGHT_CANVAS
    assert token("surface", is_dark=True) == brand.DARK_SURFACE


def test_the_sheet_comes_to_anyone(app: Flask) -> None:
    client = new_client(app)
    assert client.get("/api/installation/brand.css").get_data(as_text=True) == ""  # the house's own colours
    config.use(replace(config.current(), brand_color="#7a1f5c"))
    answer = client.get("/api/installation/brand.css")
    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, max-age=3600"
    sheet = answer.get_data(as_text=True)
    assert sheet.startswith("body { --color-primary: #7a1f5c;")
    assert sheet.count("{") == sheet.count("}")
    assert "prefers-color-scheme: dark" in sheet
