"""Pictures that somebody sent, drawn anew: what leaves here has our encoding and nothing of the original's metadata."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

import numpy as np
from PIL import Image, ImageOps

from backend.errors import DomainError
from backend.viewing.errors import DocumentTooLarge, DocumentUnreadable, NoSuchPage

#: Media types we decode, and by which of Pillow's decoders; no other decoder is ever tried on a stranger's bytes.
FORMATS = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/tiff": "TIFF",
    "image/gif": "GIF",
    "image/bmp": "BMP",
    "image/webp": "WEBP",
}

#: Faxes and scanners put many pages into one file.
PAGED = frozenset(("image/tiff",))

PIXELS_MOST = 64_000_000
PAGES_MOST = 500
_PAPER = (255, 255, 255)


def redraw(source: BinaryIO, *, page: int, longest_side: int) -> bytes:
    """Page `page` (from 1) as a JPEG, upright, at most `longest_side` pixels in each direction, without metadata.

    Raises NoSuchPage, DocumentTooLarge, DocumentUnreadable.
    """
    with _opened(source) as image:
        _turn_to(image, page)
        image.draft("RGB", (longest_side, longest_side))  # a JPEG is decoded at a fraction of its size
        if image.width * image.height > PIXELS_MOST:
            raise DocumentTooLarge
        upright = ImageOps.exif_transpose(image)
        upright.thumbnail((longest_side, longest_side), Image.Resampling.LANCZOS)
        target = io.BytesIO()
        _opaque(upright).save(target, "JPEG", quality=88)
        return target.getvalue()


def count_pages(source: BinaryIO) -> int | None:
    """How many pages a TIFF holds, at most PAGES_MOST; None if it can't be decoded. Reads its directories alone."""
    try:
        with _opened(source, ("TIFF",)) as image:
            return min(int(getattr(image, "n_frames", 1)), PAGES_MOST)
    except DocumentUnreadable:
        return None


@contextmanager
def _opened(source: BinaryIO, formats: tuple[str, ...] = tuple(FORMATS.values())) -> Iterator[Image.Image]:
    try:
        with Image.open(source, formats=formats) as image:
            yield image
    except (DomainError, MemoryError):
        raise
    except Image.DecompressionBombError as error:
        raise DocumentTooLarge from error
    except Exception as error:  # on a stranger's bytes Pillow raises whatever its decoders trip over
        raise DocumentUnreadable from error


def _turn_to(image: Image.Image, page: int) -> None:
    if page > PAGES_MOST:
        raise NoSuchPage
    try:
        image.seek(page - 1)
    except EOFError as error:
        raise NoSuchPage from error


def _opaque(image: Image.Image) -> Image.Image:
    """RGB: what is transparent lies on white paper, and more than 8 bits of grey are spread over 8."""
    if image.mode in ("I", "F") or image.mode.startswith("I;16"):
        return _eight_bits(image)
    if image.mode not in ("RGBA", "LA", "PA") and "transparency" not in image.info:
        return image.convert("RGB")
    picture = image.convert("RGBA")
    paper = Image.new("RGB", picture.size, _PAPER)
    paper.paste(picture, mask=picture.getchannel("A"))
    return paper


def _eight_bits(image: Image.Image) -> Image.Image:
    values = np.asarray(image, dtype=np.float64)
    low, high = float(values.min()), float(values.max())
    spread = (values - low) * (255.0 / (high - low)) if high > low else np.zeros_like(values)
    return Image.fromarray(spread.round().astype(np.uint8)).convert("RGB")
