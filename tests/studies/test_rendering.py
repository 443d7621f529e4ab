"""Frames as pictures: known numbers, every real image, compressed against uncompressed, and what hostile data do."""

from __future__ import annotations

import io
import os
import random
import signal
import threading
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pydicom
import pytest
from PIL import Image
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.multival import MultiValue
from pydicom.pixels.processing import apply_modality_lut, apply_windowing
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRLittleEndian

from backend.studies import rendering
from backend.studies.errors import FrameTooLarge, FrameUndecodable, NoSuchFrame, NotAnImage
from backend.studies.header import read_header
from backend.studies.rendering import render_frame
from tests import datasets
from tests.studies.conftest import FULL
from tests.studies.test_header_real_files import READABLE

Array = npt.NDArray[Any]

IMAGES = [file for file in READABLE if read_header(file).has_pixels]
UNDECODABLE = {
    "JPEG2000-embedded-sequence-delimiter.dcm",  # random bytes in place of its code stream's header
    "SC_rgb_jpeg.dcm",  # its offset table has no end
}


def shown(source: Path | io.BytesIO, frame: int = 0, **options: Any) -> Array:
    """The picture's pixels."""
    picture = Image.open(io.BytesIO(render_frame(source, frame, **options)))
    assert picture.format == options.get("format", "PNG")
    assert picture.mode in ("L", "RGB")
    return np.asarray(picture)


def image(pixels: Array, **attributes: Any) -> io.BytesIO:
    """A DICOM object with these pixels: (rows, columns), (frames, rows, columns) or, unsigned, (rows, columns, 3)."""
    dataset = Dataset()
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset.SOPClassUID, dataset.SOPInstanceUID = "1.2.840.10008.5.1.4.1.1.7", "1.2.3"
    dataset.StudyInstanceUID, dataset.SeriesInstanceUID = "1.2.4", "1.2.5"
    is_color = pixels.shape[-1] == 3
    dataset.SamplesPerPixel = 3 if is_color else 1
    dataset.PhotometricInterpretation = "RGB" if is_color else "MONOCHROME2"
    if is_color:
        dataset.PlanarConfiguration = 0
    shape = pixels.shape[:-1] if is_color else pixels.shape
    dataset.Rows, dataset.Columns = shape[-2:]
    if len(shape) == 3:
        dataset.NumberOfFrames = shape[0]
    dataset.BitsAllocated = dataset.BitsStored = pixels.dtype.itemsize * 8
    dataset.HighBit = dataset.BitsStored - 1
    dataset.PixelRepresentation = int(pixels.dtype.kind == "i")
    for keyword, value in attributes.items():
        setattr(dataset, keyword, value)
    dataset.PixelData = pixels.tobytes() + bytes(pixels.nbytes % 2)
    dataset["PixelData"].VR = "OW"
    file = io.BytesIO()
    dataset.save_as(file, enforce_file_format=True)
    return file


RAMP = np.arange(-1000, 1000, 8, dtype=np.int16).reshape(10, 25)


def test_a_window_maps_as_the_standard_says() -> None:
    # PS3.3 C.11.2.1.2.1, the note's example: center 2048, width 4096 maps 0 to 0 and 4095 to the most
    pixels = np.array([[0, 1, 2047, 2048, 4094, 4095, 5000]], dtype=np.uint16)

    assert shown(image(pixels, WindowCenter=2048, WindowWidth=4096)).tolist() == [[0, 0, 127, 128, 255, 255, 255]]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"WindowCenter": 40, "WindowWidth": 1}, [0, 0, 0, 255, 255]),  # x <= 39.5 is black
        ({"WindowCenter": 40, "WindowWidth": 20, "VOILUTFunction": "LINEAR_EXACT"}, [0, 0, 64, 128, 255]),
        ({"WindowCenter": 40, "WindowWidth": 20, "VOILUTFunction": "SIGMOID"}, [0, 30, 69, 128, 225]),
        ({"WindowCenter": [40, 0], "WindowWidth": [21, 1]}, [0, 6, 70, 134, 255]),
        ({"WindowCenter": 40, "WindowWidth": 21, "PhotometricInterpretation": "MONOCHROME1"}, [255, 249, 185, 121, 0]),
    ],
    ids=str,
)
def test_windows_of_every_kind(options: dict[str, Any], expected: list[int]) -> None:
    pixels = np.array([[-100, 30, 35, 40, 50]], dtype=np.int16)

    assert shown(image(pixels, **options)).tolist() == [expected]


def test_a_window_is_in_units_of_the_modality_lut() -> None:
    ct = image(
        (RAMP + 1024).astype(np.uint16), RescaleSlope=1, RescaleIntercept=-1024, WindowCenter=0, WindowWidth=9999
    )

    hounsfield = shown(ct, window=(40, 401))

    expected = np.floor(np.clip((RAMP - 39.5) / 400 + 0.5, 0, 1) * 255 + 0.5)
    assert np.array_equal(hounsfield, expected)


def test_without_a_window_nearly_the_whole_range_is_shown_and_padding_is_not_counted() -> None:
    pixels = np.tile(np.arange(0, 200, dtype=np.int16), (20, 1))
    pixels[:, :5] = -2000

    grey = shown(image(pixels, PixelPaddingValue=-2000))

    assert (grey[0, 0], grey[0, 5], grey[0, 199]) == (0, 0, 255)
    assert abs(int(grey[0, 102]) - 127) <= 2


@pytest.mark.parametrize("dtype", ["uint8", "int8", "uint16", "int16", "uint32", "int32"])
def test_integers_of_every_size(dtype: str) -> None:
    information = np.iinfo(dtype)
    pixels = np.linspace(information.min, information.max, 256).astype(dtype).reshape(16, 16)

    grey = shown(image(pixels, WindowCenter=float(information.max) / 2 + 1, WindowWidth=1))

    assert np.array_equal(grey == 255, pixels > information.max / 2 + 0.5)


def test_one_value_everywhere_is_a_picture_too() -> None:
    assert shown(image(np.full((4, 4), 7, dtype=np.uint16))).tolist() == [[0] * 4] * 4


def test_frames_are_told_apart_and_have_windows_of_their_own() -> None:
    pixels = np.stack([np.full((2, 2), value, dtype=np.int16) for value in (0, 100, 200)])
    frames = []
    for center in (-10, 100, 500):
        voi = Dataset()
        voi.WindowCenter, voi.WindowWidth = center, 101
        frame = Dataset()
        frame.FrameVOILUTSequence = Sequence([voi])
        frames.append(frame)
    rescale = Dataset()
    rescale.RescaleSlope, rescale.RescaleIntercept = 2, -100
    shared = Dataset()
    shared.PixelValueTransformationSequence = Sequence([rescale])
    file = image(
        pixels,
        PerFrameFunctionalGroupsSequence=Sequence(frames),
        SharedFunctionalGroupsSequence=Sequence([shared]),
    )

    assert [int(shown(file, frame)[0, 0]) for frame in range(3)] == [0, 129, 0]
    for wrong in (-1, 3):
        with pytest.raises(NoSuchFrame):
            render_frame(file, wrong)


def test_the_frames_that_are_there_are_shown_though_more_are_announced(tmp_path: Path) -> None:
    whole = datasets.real_file("liver.dcm")
    boastful = datasets.edited(whole, tmp_path / "boastful", NumberOfFrames=1_000_000)

    assert np.array_equal(shown(boastful, 2), shown(whole, 2))
    with pytest.raises(NoSuchFrame):
        render_frame(boastful, 3)


def test_pixels_are_made_square() -> None:
    assert shown(image(RAMP, PixelSpacing=[2, 1])).shape == (20, 25)
    assert shown(image(RAMP, PixelSpacing=[1, 2])).shape == (10, 50)
    assert shown(image(RAMP, PixelAspectRatio=[1, 2])).shape == (10, 50)
    assert shown(image(RAMP, PixelSpacing=[0.5, 0.5], PixelAspectRatio=[1, 2])).shape == (10, 25)
    assert shown(image(RAMP, PixelSpacing=[1000, 1])).shape == (10, 25)


def test_color_passes_as_it_is() -> None:
    pixels = np.array([[[255, 0, 0], [1, 2, 3]]], dtype=np.uint8)

    assert np.array_equal(shown(image(pixels)), pixels)
    assert np.array_equal(shown(image(pixels.astype(np.uint16) << 8)), pixels)


@pytest.mark.parametrize("file", IMAGES, ids=datasets.label)
def test_every_real_image_is_shown(file: Path) -> None:
    header = read_header(file)
    if file.name in UNDECODABLE:
        with pytest.raises(FrameUndecodable):
            render_frame(file, 0)
        return
    for frame in {0, header.frame_count - 1}:
        thumbnail = shown(file, frame, longest_side=64, format="JPEG")
        assert max(thumbnail.shape[:2]) <= 64
    is_color = header.photometric_interpretation not in ("MONOCHROME1", "MONOCHROME2")
    assert (thumbnail.ndim == 3) == is_color


@pytest.mark.parametrize(
    "file",
    [file for file in IMAGES if file.name not in UNDECODABLE and file.parent.parent.name != "dicomdirtests"],
    ids=datasets.label,
)
def test_own_windows_are_applied_as_pydicom_applies_them(file: Path) -> None:
    dataset = pydicom.dcmread(file, force=True)
    first = dataset.get("WindowWidth") or 0
    if (first[0] if isinstance(first, MultiValue) else first) < 1 or "VOILUTSequence" in dataset:
        return  # no window of its own
    dataset.NumberOfFrames = 1 if file.name == "badVR.dcm" else dataset.get("NumberOfFrames", 1) or 1
    pixels = dataset.pixel_array
    values = apply_windowing(apply_modality_lut(pixels[0] if pixels.ndim == 3 else pixels, dataset), dataset)
    low, high = values.min(), values.max()

    grey = shown(file).astype(np.float64)

    if grey.shape == values.shape and high > low and {grey.min(), grey.max()} == {0.0, 255.0}:
        expected = (values - low) / (high - low) * 255
        if dataset.PhotometricInterpretation == "MONOCHROME1":
            expected = 255 - expected
        assert np.abs(grey - expected).max() <= 1


@pytest.mark.parametrize(
    ("compressed", "plain"),
    [
        ("MR_small_RLE.dcm", "MR_small.dcm"),
        ("MR_small_jp2klossless.dcm", "MR_small.dcm"),
        ("MR_small_jpeg_ls_lossless.dcm", "MR_small.dcm"),
        ("MR_small_implicit.dcm", "MR_small.dcm"),
        ("MR_small_bigendian.dcm", "MR_small.dcm"),
        ("MR_small_padded.dcm", "MR_small.dcm"),
        ("emri_small_RLE.dcm", "emri_small.dcm"),
        ("emri_small_big_endian.dcm", "emri_small.dcm"),
        ("emri_small_jpeg_2k_lossless.dcm", "emri_small.dcm"),
        ("emri_small_jpeg_ls_lossless.dcm", "emri_small.dcm"),
        ("SC_rgb_rle_2frame.dcm", "SC_rgb_2frame.dcm"),
        ("SC_rgb_rle_16bit_2frame.dcm", "SC_rgb_16bit_2frame.dcm"),
        ("SC_rgb_rle_32bit_2frame.dcm", "SC_rgb_32bit_2frame.dcm"),
        ("SC_rgb_expb_16bit_2frame.dcm", "SC_rgb_16bit_2frame.dcm"),
        ("OBXXXX1A_rle_2frame.dcm", "OBXXXX1A_2frame.dcm"),
        ("OBXXXX1A_expb_2frame.dcm", "OBXXXX1A_2frame.dcm"),
        ("gdcm-US-ALOKA-16_big.dcm", "gdcm-US-ALOKA-16.dcm"),
        ("liver_expb.dcm", "liver.dcm"),
        ("rtdose_rle.dcm", "rtdose.dcm"),
        ("MR2_J2KR.dcm", "MR2_UNCR.dcm"),
        ("RG3_J2KR.dcm", "RG3_UNCR.dcm"),
        ("US1_J2KR.dcm", "US1_UNCR.dcm"),
        ("SC_rgb_gdcm2k_uncompressed.dcm", "SC_rgb_gdcm_KY.dcm"),
        ("color-px.dcm", "color-pl.dcm"),
    ],
)
def test_compression_without_loss_shows_the_same_picture(compressed: str, plain: str) -> None:
    one, other = datasets.real_file(compressed), datasets.real_file(plain)
    for frame in range(read_header(other).frame_count):
        assert np.array_equal(shown(one, frame), shown(other, frame))


@pytest.mark.parametrize(
    ("lossy", "plain", "most"),
    [
        ("JPGExtended.dcm", "JPEG-LL.dcm", 4.0),  # 12 bit
        ("SC_rgb_dcmtk_+eb+cr.dcm", "SC_rgb.dcm", 2.0),
        ("SC_rgb_dcmtk_+eb+cy+np.dcm", "SC_rgb.dcm", 5.0),
        ("SC_rgb_dcmtk_+eb+cy+n1.dcm", "SC_rgb.dcm", 5.0),
        ("SC_ybr_full_uncompressed.dcm", "SC_rgb.dcm", 2.0),
        ("SC_ybr_full_422_uncompressed.dcm", "SC_rgb.dcm", 2.0),
        ("US1_J2KI.dcm", "US1_UNCI.dcm", 2.0),
        ("MR2_J2KI.dcm", "MR2_UNCI.dcm", 2.0),
        ("RG3_J2KI.dcm", "RG3_UNCI.dcm", 2.0),
    ],
)
def test_compression_with_loss_shows_nearly_the_same_picture(lossy: str, plain: str, most: float) -> None:
    options: dict[str, Any] = {"window": (128, 256)} if "JPGE" in lossy else {}
    one, other = (shown(datasets.real_file(name), **options).astype(float) for name in (lossy, plain))

    assert np.abs(one - other).mean() <= most


@pytest.mark.parametrize("name", ["test-SR.dcm", "rtplan.dcm", "rtstruct.dcm", "waveform_ecg.dcm", "reportsi.dcm"])
def test_what_has_no_pixels_is_no_image(name: str) -> None:
    with pytest.raises(NotAnImage):
        render_frame(datasets.real_file(name), 0)


def test_what_is_no_dicom_cannot_be_shown(tmp_path: Path) -> None:
    with pytest.raises(FrameUndecodable):
        render_frame(datasets.write_pdf(tmp_path / "letter.pdf"), 0)


def test_a_frame_of_unbearable_size_is_not_decoded(tmp_path: Path) -> None:
    source = datasets.real_file("JPEG2000.dcm")
    header_lies = datasets.edited(source, tmp_path / "header", Rows=60_000, Columns=60_000)
    codestream_lies = bytearray(datasets.real_file("MR_small_jp2klossless.dcm").read_bytes())
    size = codestream_lies.index(b"\xff\x4f\xff\x51") + 8
    codestream_lies[size : size + 8] = b"\0\1\0\0" * 2  # 65,536 x 65,536
    jpeg_lies = bytearray(datasets.real_file("SC_rgb_jpeg_dcmtk.dcm").read_bytes())
    size = jpeg_lies.index(b"\xff\xc0") + 5
    jpeg_lies[size : size + 4] = b"\xff\xff" * 2

    for lie in (header_lies, io.BytesIO(codestream_lies), io.BytesIO(jpeg_lies)):
        with pytest.raises(FrameTooLarge):
            render_frame(lie, 0)


@pytest.mark.parametrize(
    "name",
    [
        "MR_small_RLE.dcm",
        "MR_small_jp2klossless.dcm",
        "MR_small_jpeg_ls_lossless.dcm",
        "SC_rgb_jpeg_dcmtk.dcm",
        "SC_rgb_jpeg_gdcm.dcm",
        "SC_rgb_gdcm_KY.dcm",
    ],
)
def test_damaged_pixels_give_a_picture_or_a_refusal(name: str) -> None:
    data = datasets.real_file(name).read_bytes()
    pixels = data.rindex(b"\xe0\x7f\x10\x00") + 12
    for seed in range(500 if FULL else 40):
        chance = random.Random(seed)
        damaged = bytearray(data)
        for _ in range(chance.choice((1, 3, 10))):
            damaged[chance.randrange(pixels, len(data))] = chance.randrange(256)
        try:
            assert shown(io.BytesIO(damaged)).size
        except FrameUndecodable as refused:
            assert str(refused)  # noqa: PT017 (both ends are right; only another exception or a crash is not)


def test_a_decoder_that_dies_is_replaced() -> None:
    source = datasets.real_file("CT_small.dcm")
    before = shown(source)
    for child in Path(f"/proc/{os.getpid()}/task/{threading.get_native_id()}/children").read_text().split():
        if b"backend.studies.decoder" in Path(f"/proc/{child}/cmdline").read_bytes():
            os.kill(int(child), signal.SIGKILL)

    assert np.array_equal(shown(source), before)


def test_many_frames_at_once() -> None:
    source = datasets.real_file("emri_small.dcm")
    expected = [render_frame(source, frame) for frame in range(10)]
    drawn: dict[int, bytes] = {}

    def draw(frame: int) -> None:
        drawn[frame] = render_frame(source, frame)

    threads = [threading.Thread(target=draw, args=(frame,)) for frame in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [drawn[frame] for frame in range(10)] == expected


def test_a_failing_disk_is_not_taken_for_a_bad_image(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        render_frame(tmp_path / "missing", 0)
    with pytest.raises(IsADirectoryError):
        render_frame(tmp_path, 0)


def test_a_decoder_that_was_started_ahead_draws_the_first_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    """No second one is started for it."""
    pool = rendering._Pool()
    monkeypatch.setattr(rendering, "_pool", pool)
    rendering.warm_up()
    (started,) = pool._idle
    assert render_frame(datasets.real_file("CT_small.dcm"), 0)
    assert pool._idle == [started]
    started.end()
