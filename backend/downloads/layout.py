"""Which path each file has in the ZIP.

A directory on the way to an image is named in Latin letters, for a DICOMDIR names that way and its values have no
character set (PS3.10 section 8.2 asks for even less); every other name stays in its own script. See ADR 21.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from backend.downloads.names import Siblings
from backend.downloads.selection import Bytes, ChosenFolder, ChosenInstance, ChosenSeries, ChosenStudy
from backend.studies.models import Series, Study

DICOMDIR = "DICOMDIR"
#: Windows takes 259 characters for a whole path; this leaves 60 for where the ZIP is unpacked.
PATH_MOST = 199
#: How long a part may be: the first with which the longest path fits. The last fits at the tree's greatest depth.
PART_MOST = (80, 64, 48, 40, 32, 26, 20, 16, 12, 10, 8, 7)
_INSTANCE_NAME = "00001.dcm"


@dataclass(frozen=True)
class PlacedInstance:
    """An instance and the parts of its path."""

    instance: ChosenInstance
    parts: tuple[str, ...]


@dataclass(frozen=True)
class PlacedSeries:
    """A series where it stands first."""

    row: Series
    instances: list[PlacedInstance]


@dataclass(frozen=True)
class PlacedStudy:
    """A study where it stands first."""

    row: Study
    series: list[PlacedSeries]


@dataclass
class Layout:
    """Files by path, directories that hold nothing, and every study once."""

    files: list[tuple[str, Bytes]] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)
    studies: list[PlacedStudy] = field(default_factory=list)
    longest: int = 0


def lay_out(top: ChosenFolder, studies: dict[UUID, ChosenStudy]) -> Layout:
    """Paths for all that was chosen, no two alike and none longer than PATH_MOST, in the folder view's order."""
    for most in PART_MOST:
        layout = _Laying(studies, most).lay(top)
        if layout.longest <= PATH_MOST:
            break
    return layout


class _Laying:
    """One try, with parts of at most `most` bytes."""

    def __init__(self, studies: dict[UUID, ChosenStudy], most: int) -> None:
        self._studies = studies
        self._most = most
        self._placed: set[UUID] = set()
        self._layout = Layout()

    def lay(self, top: ChosenFolder) -> Layout:
        self._folder(top, (), Siblings(DICOMDIR))
        return self._layout

    def _folder(self, folder: ChosenFolder, parts: tuple[str, ...], names: Siblings) -> None:
        for child in folder.folders:
            name = names.directory(child.name, self._most, ascii_only=_holds_study(child), otherwise="Folder")
            self._folder(child, (*parts, name), Siblings())
        patients: dict[tuple[str, str, str], tuple[str, Siblings]] = {}
        for study in folder.studies:
            who = (study.patient_name, study.patient_id, study.patient_birth_date)
            if who not in patients:
                name = names.directory(_patient_name(study), self._most, ascii_only=True, otherwise="Patient")
                patients[who] = name, Siblings()
            patient, siblings = patients[who]
            name = siblings.directory(_study_name(study), self._most, ascii_only=True, otherwise="Study")
            self._study(self._studies[study.id], (*parts, patient, name))
        for document in folder.documents:
            self._file((*parts, names.file(document.name, self._most, otherwise="Document")), document.bytes)
        if parts and not (folder.folders or folder.studies or folder.documents):
            self._layout.empty.append("/".join(parts))
            self._measure(parts)

    def _study(self, study: ChosenStudy, parts: tuple[str, ...]) -> None:
        names = Siblings()
        placed = PlacedStudy(study.row, [self._series(series, parts, names) for series in study.series])
        if not study.series:
            self._layout.empty.append("/".join(parts))
            self._measure(parts)
        if study.row.id not in self._placed:
            self._placed.add(study.row.id)
            self._layout.studies.append(placed)

    def _series(self, series: ChosenSeries, parts: tuple[str, ...], names: Siblings) -> PlacedSeries:
        name = names.directory(_series_name(series.row), self._most, ascii_only=True, otherwise="Series")
        placed = [
            PlacedInstance(instance, (*parts, name, f"{number:05}.dcm"))
            for number, instance in enumerate(series.instances, start=1)
        ]
        for each in placed:
            self._file(each.parts, each.instance.bytes)
        return PlacedSeries(series.row, placed)

    def _file(self, parts: tuple[str, ...], where: Bytes) -> None:
        self._layout.files.append(("/".join(parts), where))
        self._measure(parts)

    def _measure(self, parts: tuple[str, ...]) -> None:
        self._layout.longest = max(self._layout.longest, len("/".join(parts).encode()))


def person(name: str) -> str:
    """A PN value as people write it: the first of its groups that says something, the family name first."""
    return next(filter(None, (" ".join(group.replace("^", " ").split()) for group in name.split("="))), "")


def _holds_study(folder: ChosenFolder) -> bool:
    return bool(folder.studies) or any(_holds_study(child) for child in folder.folders)


def _patient_name(study: Study) -> str:
    return " ".join(filter(None, (person(study.patient_name), study.patient_id)))


def _study_name(study: Study) -> str:
    modalities = study.modalities_in_study.replace("\\", "+")
    return " ".join(filter(None, (study.study_date, modalities, study.study_description)))


def _series_name(series: Series) -> str:
    number = "" if series.series_number is None else f"{series.series_number:03}"
    return " ".join(filter(None, (number, series.modality, series.series_description)))


def walk_studies(top: ChosenFolder) -> Iterator[Study]:
    """Every study of the selection, at each of its places."""
    yield from top.studies
    for folder in top.folders:
        yield from walk_studies(folder)
