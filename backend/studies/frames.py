"""Draws one frame of a DICOM image as a PNG or JPEG that a browser shows.

The decoders are native code and damaged data can crash them, so `rendering` lets this run in a process apart.

Grey images pass modality LUT, VOI LUT or window, and MONOCHROME1's inversion (PS3.3 C.7.6.3, C.11.1, C.11.2, and for
enhanced objects the functional groups of C.7.6.16); palettes and YBR become RGB. Only the frame that is asked for is
decoded, and only if it is of bearable size.
"""

from __future__ import annotations

import io
from typing import Any, BinaryIO, Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pydicom
from PIL import Image
from pydicom.dataset import Dataset
from pydicom.encaps import get_frame
from pydicom.pixels.decoders.base import (
    JPEG2000Decoder,
    JPEG2000LosslessDecoder,
    JPEGLSLosslessDecoder,
    JPEGLSNearLosslessDecoder,
)
from pydicom.pixels.processing import apply_color_lut, apply_modality_lut, apply_voi
from pydicom.pixels.utils import pixel_array
from pydicom.uid import (
    UID,
    AllTransferSyntaxes,
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
)

from backend.studies import jpeg_extended
from backend.studies.codestream import announced_samples
from backend.studies.errors import DicomRefused, FrameTooLarge, FrameUndecodable, NoSuchFrame, NotAnImage
from backend.studies.frame_protocol import ImageFormat
from backend.studies.header import Header, read_header

MAX_FRAME_SAMPLES: Final = 100_000_000
"""Pixels times colours of a frame. The largest radiographs have some 25 million; a bomb has thousands of millions."""

MAX_WHOLE_FILE: Final = 512 * 1024 * 1024
"""Bytes of a file that has to be read whole to get at a frame: one that is deflated or is not written as it says."""

_MOST_STRETCH: Final = 10.0
_LARGEST_TABLE: Final = 1 << 17
_PIXELS_AT_ONCE: Final = 1 << 22

Array = npt.NDArray[Any]

jpeg_extended.install()
for decoder in (JPEG2000Decoder, JPEG2000LosslessDecoder, JPEGLSLosslessDecoder, JPEGLSNearLosslessDecoder):
    if "gdcm" in decoder.available_plugins:
        decoder.remove_plugin("gdcm")  # it aborts the process on some damaged frames; others do these syntaxes as well


class Window(NamedTuple):
    """A VOI window in output units of the modality LUT, Hounsfield units for CT."""

    center: float
    width: float


def draw_frame(
    file: BinaryIO, frame_index: int, window: Window | None, longest_side: int | None, image_format: ImageFormat
) -> bytes:
    """Draws one frame of the one DICOM object in `file` in this very process; see `rendering.render_frame`."""
    picture = _picture(file, frame_index, window)
    if longest_side is not None:
        picture.thumbnail((longest_side, longest_side), Image.Resampling.LANCZOS, reducing_gap=3.0)
    encoded = io.BytesIO()
    if image_format == "PNG":
        picture.save(encoded, "PNG", compress_level=3)
    else:
        picture.save(encoded, "JPEG", quality=88)
    return encoded.getvalue()


def _picture(file: BinaryIO, frame_index: int, window: Window | None) -> Image.Image:
    header = _header_of_image(file, frame_index)
    try:
        dataset, pixels = _decoded(file, header, frame_index)
        shown = _color(pixels, dataset) if _is_color(pixels, dataset) else _grey(pixels, dataset, frame_index, window)
        return _with_square_pixels(Image.fromarray(shown), dataset, frame_index)
    except BaseException as error:
        if _is_about_the_image(error):
            raise FrameUndecodable from error
        raise


def _is_about_the_image(error: BaseException) -> bool:
    """Decoders raise whatever they like on damaged data; the one in Rust panics with a BaseException of its own."""
    if isinstance(error, OSError):
        return error.errno is None  # else it is the disk's
    if isinstance(error, FrameUndecodable | MemoryError):
        return False
    return isinstance(error, Exception) or type(error).__name__ == "PanicException"


def _header_of_image(file: BinaryIO, frame_index: int) -> Header:
    try:
        header = read_header(file)
    except DicomRefused as refused:
        raise FrameUndecodable from refused
    if not header.has_pixels:
        raise NotAnImage
    if not 0 <= frame_index < header.frame_count:
        raise NoSuchFrame
    if header.rows is None or header.columns is None:
        raise FrameUndecodable
    if header.rows * header.columns > MAX_FRAME_SAMPLES:
        raise FrameTooLarge
    return header


def _decoded(file: BinaryIO, header: Header, frame_index: int) -> tuple[Dataset, Array]:
    """Returns the data set without its pixels, and the frame: (rows, columns) or (rows, columns, 3)."""
    syntax = UID(header.transfer_syntax_uid)
    if syntax not in AllTransferSyntaxes or syntax == DeflatedExplicitVRLittleEndian:
        return _decoded_whole(file, header, frame_index)
    file.seek(0)
    dataset = pydicom.dcmread(file, stop_before_pixels=True, force=True)
    is_as_it_says = dataset.original_encoding == (syntax.is_implicit_VR, syntax.is_little_endian)
    if not is_as_it_says or _announced_frames(dataset) != header.frame_count:
        return _decoded_whole(file, header, frame_index)
    if syntax.is_encapsulated:
        _refuse_bombs(file, header, frame_index)
    return dataset, pixel_array(file, index=frame_index)


def _announced_frames(dataset: Dataset) -> int | None:
    try:
        return int(dataset.get("NumberOfFrames") or 1)
    except ValueError:
        return None


def _refuse_bombs(file: BinaryIO, header: Header, frame_index: int) -> None:
    """`file` stands before the pixel data's element header, which in encapsulated syntaxes has 12 bytes."""
    file.seek(12, io.SEEK_CUR)
    frame = get_frame(file, frame_index, number_of_frames=header.frame_count)
    samples = announced_samples(frame)
    if samples is not None and samples > MAX_FRAME_SAMPLES:
        raise FrameTooLarge


def _decoded_whole(file: BinaryIO, header: Header, frame_index: int) -> tuple[Dataset, Array]:
    """For objects that pydicom can't seek in. `read_header` has shown that a deflated one unpacks to a bounded size."""
    if file.seek(0, io.SEEK_END) > MAX_WHOLE_FILE:
        raise FrameTooLarge
    file.seek(0)
    dataset = pydicom.dcmread(file, force=True)
    if dataset.file_meta.get("TransferSyntaxUID") not in AllTransferSyntaxes:
        dataset.file_meta.TransferSyntaxUID = _plain_syntax(dataset)
    dataset.NumberOfFrames = header.frame_count
    if dataset.file_meta.TransferSyntaxUID.is_encapsulated:
        samples = announced_samples(get_frame(dataset.PixelData, frame_index, number_of_frames=header.frame_count))
        if samples is not None and samples > MAX_FRAME_SAMPLES:
            raise FrameTooLarge
    return dataset, pixel_array(dataset, index=frame_index)


def _plain_syntax(dataset: Dataset) -> UID:
    is_implicit, is_little = dataset.original_encoding
    if is_implicit:
        return ImplicitVRLittleEndian
    return ExplicitVRLittleEndian if is_little else ExplicitVRBigEndian


def _is_color(pixels: Array, dataset: Dataset) -> bool:
    return pixels.ndim == 3 or dataset.get("PhotometricInterpretation") == "PALETTE COLOR"


def _color(pixels: Array, dataset: Dataset) -> Array:
    """8 bits RGB; pydicom has turned YBR into RGB already. More bits lose their lower ones."""
    if pixels.ndim == 2:
        _turn_palettes_around(dataset)
        pixels = apply_color_lut(pixels, dataset)
        bits = pixels.dtype.itemsize * 8
    else:
        bits = int(dataset.BitsStored)
    if pixels.shape[2] != 3:
        raise FrameUndecodable
    return np.asarray(np.clip(pixels >> max(0, bits - 8), 0, 255), dtype=np.uint8)


def _turn_palettes_around(dataset: Dataset) -> None:
    """pydicom takes a palette's words for little endian, also in a big endian object, if it is not segmented."""
    if dataset.original_encoding[1]:
        return
    for color in ("Red", "Green", "Blue"):
        keyword = f"{color}PaletteColorLookupTableData"
        words = dataset.get(keyword)
        if isinstance(words, bytes):
            dataset[keyword].value = np.frombuffer(words, ">u2").astype("<u2").tobytes()


def _grey(pixels: Array, dataset: Dataset, frame_index: int, window: Window | None) -> Array:
    """8 bits grey. Integers of few bits are mapped by a table, so that a frame is never held in floating point."""
    low, high = pixels.min(), pixels.max()
    if pixels.dtype.kind == "b":
        pixels = pixels.astype(np.uint8)
    if pixels.dtype.kind not in "iu" or int(high) - int(low) >= _LARGEST_TABLE:
        return _shown(pixels, pixels, dataset, frame_index, window)
    domain = np.arange(int(low), int(high) + 1, dtype=np.int64)
    table = _shown(domain, pixels, dataset, frame_index, window)
    grey = np.empty(pixels.shape, dtype=np.uint8)
    for rows in np.array_split(np.arange(pixels.shape[0]), max(1, pixels.size // _PIXELS_AT_ONCE)):
        band = slice(rows[0], rows[-1] + 1)
        grey[band] = table[pixels[band].astype(np.int64) - int(low)]
    return grey


def _shown(stored: Array, pixels: Array, dataset: Dataset, frame_index: int, window: Window | None) -> Array:
    """Maps stored values to 0..255. `pixels` is the whole frame, for when its range decides."""
    values = _modality_values(stored, dataset, frame_index)
    voi = _functional_group(dataset, frame_index, "FrameVOILUTSequence")
    function = str(voi.get("VOILUTFunction") or "LINEAR").upper()
    own = _own_window(voi, function)
    if window is not None:
        share = _windowed(values, window, function)
    elif dataset.get("VOILUTSequence"):
        share = _by_voi_lut(values, dataset)
    elif own is not None:
        share = _windowed(values, own, function)
    else:
        usual = _modality_values(_usual_range(pixels, dataset), dataset, frame_index)
        low, high = float(usual.min()), float(usual.max())
        share = (values - low) / ((high - low) or 1.0)
    if dataset.get("PhotometricInterpretation") == "MONOCHROME1":
        share = 1.0 - share
    return np.asarray(np.floor(np.clip(np.nan_to_num(share), 0.0, 1.0) * 255 + 0.5), dtype=np.uint8)


def _modality_values(stored: Array, dataset: Dataset, frame_index: int) -> Array:
    """PS3.3 C.11.1: a modality LUT, else slope and intercept."""
    if dataset.get("ModalityLUTSequence"):
        return np.asarray(apply_modality_lut(stored, dataset), dtype=np.float32)
    transformation = _functional_group(dataset, frame_index, "PixelValueTransformationSequence")
    slope = float(transformation.get("RescaleSlope") or 1.0)
    intercept = float(transformation.get("RescaleIntercept") or 0.0)
    return np.asarray(stored * slope + intercept, dtype=np.float32)


def _functional_group(dataset: Dataset, frame_index: int, keyword: str) -> Dataset:
    """Where a frame's macro is: in the frame's own group, the shared one, or, outside of enhanced objects, the root."""
    frames = dataset.get("PerFrameFunctionalGroupsSequence") or []
    shared = dataset.get("SharedFunctionalGroupsSequence") or []
    for groups in (*frames[frame_index : frame_index + 1], *shared[:1]):
        if groups.get(keyword):
            group: Dataset = groups[keyword].value[0]
            return group
    return dataset


def _own_window(voi: Dataset, function: str) -> Window | None:
    """The object's first window, if it is one that PS3.3 C.11.2.1.2 allows."""
    center, width = _first(voi.get("WindowCenter")), _first(voi.get("WindowWidth"))
    if center is None or width is None or width < (1 if function == "LINEAR" else 1e-9):
        return None
    return Window(center, width)


def _first(value: Any) -> float | None:
    if value is None or value == "":
        return None
    if isinstance(value, str | int | float):
        return float(value)
    return float(value[0]) if len(value) else None


def _windowed(values: Array, window: Window, function: str) -> Array:
    """PS3.3 C.11.2.1.2.1 (LINEAR), C.11.2.1.3.2 (LINEAR_EXACT), C.11.2.1.3.1 (SIGMOID): shares of the output range."""
    center, width = window.center, window.width
    if function == "SIGMOID":
        return 1.0 / (1.0 + np.exp(np.clip(-4.0 * (values - center) / width, -700.0, 700.0)))
    if function == "LINEAR_EXACT":
        return (values - center) / width + 0.5
    if width <= 1:
        return (values > center - 0.5).astype(np.float32)
    return (values - (center - 0.5)) / (width - 1.0) + 0.5


def _by_voi_lut(values: Array, dataset: Dataset) -> Array:
    bits = int(dataset.VOILUTSequence[0].LUTDescriptor[2])
    return np.asarray(apply_voi(values.astype(np.int32), dataset), dtype=np.float32) / float(2**bits - 1)


def _usual_range(pixels: Array, dataset: Dataset) -> Array:
    """The stored values between which nearly all pixels lie, without padding (PS3.3 C.7.5.1.1.2)."""
    sample = pixels.reshape(-1)[:: max(1, pixels.size // 1_000_000)]
    padding = _first(dataset.get("PixelPaddingValue"))
    if padding is not None and (sample != padding).any():
        limit = _first(dataset.get("PixelPaddingRangeLimit"))
        low, high = sorted((padding, padding if limit is None else limit))
        inside = sample[(sample < low) | (sample > high)]
        sample = inside if inside.size else sample
    most = np.percentile(sample, (0.5, 99.5) if sample.size > 1000 else (0, 100))
    return np.asarray(most, dtype=sample.dtype)


def _with_square_pixels(picture: Image.Image, dataset: Dataset, frame_index: int) -> Image.Image:
    """Stretches what was sampled more coarsely in one direction (PS3.3 C.7.6.3.1.7, 10.7.1.3)."""
    stretch = _pixel_height(dataset, frame_index)
    if not 1 / _MOST_STRETCH <= stretch <= _MOST_STRETCH or 0.99 < stretch < 1.01:
        return picture
    if stretch > 1:
        target = picture.width, round(picture.height * stretch)
    else:
        target = round(picture.width / stretch), picture.height
    if target[0] * target[1] > MAX_FRAME_SAMPLES:
        return picture
    return picture.resize(target, Image.Resampling.BICUBIC)


def _pixel_height(dataset: Dataset, frame_index: int) -> float:
    """A pixel's height in units of its width; 1 if nothing usable is said of it."""
    measures = _functional_group(dataset, frame_index, "PixelMeasuresSequence")
    for module, keyword in (
        (measures, "PixelSpacing"),
        (dataset, "ImagerPixelSpacing"),
        (dataset, "NominalScannedPixelSpacing"),
        (dataset, "PixelAspectRatio"),
    ):
        pair = module.get(keyword)
        if pair is not None and len(pair) == 2 and float(pair[0]) > 0 and float(pair[1]) > 0:
            return float(pair[0]) / float(pair[1])
    return 1.0
