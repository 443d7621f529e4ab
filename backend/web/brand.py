"""The institution's colour for the guest's page: a stylesheet of shades that can be read, in light and in dark.

The pages' content policy allows no style that stands in the page itself, so the shades come as a sheet of their own.
Only what carries the house (its bar, buttons, links and soft grounds) is laid over styles/tokens.css; meanings such as
"warning" keep their colours.
"""

from __future__ import annotations

import functools

from backend.config import CONTRAST_LEAST, HOUSE_COLOR, luminance

WHITE = "#ffffff"
BLACK = "#000000"

#: The grounds of styles/tokens.css that the shades must stand out from: the darkest light one, the lightest dark one.
LIGHT_CANVAS = "#f2f4f8"
DARK_SURFACE = "#121a25"

#: WCAG 2.2, success criterion 1.4.11: a button stands out from its ground.
SHAPE_LEAST = 3.0
#: Small muted words in the dark are read with more than the least.
DARK_LINK_LEAST = 7.0

#: Forced colours are the reader's own: they come before any institution's.
FORCED = "@media (forced-colors: active) { body { --color-primary: ButtonText; --color-on-primary: ButtonFace; } }\n"


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours (#rrggbb), from 1 to 21: WCAG 2.2, "contrast ratio"."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def mixed(one: str, other: str, share: float) -> str:
    """`one` with so much (0 to 1) of `other` in it."""
    parts = [(int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in parts)


def readable(color: str, on: str, least: float, towards: str) -> str:
    """`color` with as little of `towards` (black or white) in it as gives it that contrast `on` a ground."""
    steps = (mixed(color, towards, step / 100) for step in range(101))
    return next((shade for shade in steps if contrast(shade, on) >= least), towards)


def light(color: str) -> dict[str, str]:
    """The shades on light grounds of a colour that carries white letters."""
    soft = mixed(WHITE, color, 0.09)
    darkest = min((soft, LIGHT_CANVAS), key=luminance)
    return {
        "primary": color,
        "primary-hover": mixed(color, BLACK, 0.14),
        "primary-pressed": mixed(color, BLACK, 0.28),
        "primary-soft": soft,
        "primary-line": mixed(WHITE, color, 0.38),
        "link": readable(color, darkest, CONTRAST_LEAST, BLACK),
        **_bar(color),
    }


def dark(color: str) -> dict[str, str]:
    """The shades on dark grounds: lighter as far as white letters and the ground need it, never paler."""
    primary = readable(color, DARK_SURFACE, SHAPE_LEAST, WHITE)
    soft = mixed(DARK_SURFACE, primary, 0.25)
    return {
        "primary": primary,
        "primary-hover": mixed(primary, BLACK, 0.08),
        "primary-pressed": mixed(primary, BLACK, 0.16),
        "primary-soft": soft,
        "primary-line": mixed(DARK_SURFACE, primary, 0.6),
        "link": readable(primary, soft, DARK_LINK_LEAST, WHITE),
        **_bar(mixed(color, BLACK, 0.4)),
    }


def _bar(color: str) -> dict[str, str]:
    """The bar at the top, with white letters on it and muted ones."""
    hover = mixed(color, BLACK, 0.16)
    return {
        "bar": color,
        "bar-hover": hover,
        "on-bar-muted": readable(mixed(WHITE, color, 0.3), color, CONTRAST_LEAST, WHITE),
        "mark-film": mixed(WHITE, color, 0.45),
    }


@functools.cache
def stylesheet(color: str) -> str:
    """The sheet for a colour (#rrggbb, dark enough for white letters).

    Empty for the house's own: styles/tokens.css has shades that were chosen by hand.
    """
    if color == HOUSE_COLOR:
        return ""
    paper = f"body {{ --brand: {color}; }}"
    night = f"@media (prefers-color-scheme: dark) {{ {_rule(dark(color))} }}"
    return f"{_rule(light(color))}\n{night}\n{paper}\n{FORCED}"


def _rule(shades: dict[str, str]) -> str:
    """On the body: nearer to what it colours than the tokens, which stand on the root, whatever comes first."""
    named = {f"--color-{name}" if name != "mark-film" else "--mark-film": shade for name, shade in shades.items()}
    return f"body {{ {' '.join(f'{name}: {shade};' for name, shade in named.items())} }}"
