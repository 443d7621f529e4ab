"""Reading studies: what is in them, and their pictures."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast
from uuid import UUID

import peewee

from backend.config import current
from backend.errors import Invalid, NotFound
from backend.folders.access import Viewer
from backend.storage import service as storage
from backend.storage.models import Blob
from backend.studies import rendering
from backend.studies.attributes import Level, at_level
from backend.studies.errors import NoSuchFrame, NotAnImage
from backend.studies.models import Instance, Series, Study
from backend.viewing import opening
from backend.viewing.picture_cache import PictureCache
from backend.viewing.stack import Slice, in_stack_order, middle
from backend.viewing.streaming import Picture

THUMBNAIL_SIDE = 256

#: Part of every tag: raised when the same bytes come out as another picture, so that no browser keeps the old one.
RENDERING = 1


def read(viewer: Viewer, study_id: UUID) -> dict[str, Any]:
    """The study with its series in order: by series number, then by UID. Raises NotFound."""
    study = opening.study(viewer, study_id)
    slices = _slices(Instance.study == study)
    return {
        **_study_attributes(study),
        "id": study.id,
        "ModalitiesInStudy": [word for word in study.modalities_in_study.split("\\") if word],
        "variant": study.marked_variant,
        "conflicts": study.conflict_count,
        "size": study.size,
        "series": [_series(series, slices.get(series.id, [])) for series in _series_in_order(study)],
    }


def instances(viewer: Viewer, study_id: UUID, series_id: UUID) -> list[dict[str, Any]]:
    """The series' instances in stack order, each with how many frames it holds (0: no pixels). Raises NotFound."""
    study = opening.study(viewer, study_id)
    found = {
        instance.id: instance
        for instance in Instance.select().where((Instance.study == study) & (Instance.series == series_id))
    }
    if not found:
        raise NotFound
    return [_instance(found[slice_.instance_id]) for slice_ in in_stack_order(map(_slice, found.values()))]


def thumbnail(viewer: Viewer, study_id: UUID, instance_id: UUID) -> Picture:
    """The instance's middle frame, at most 256 pixels in each direction. Raises NotFound, NotAnImage."""
    instance = _image(viewer, study_id, instance_id)
    return thumbnail_of(instance.blob, instance.number_of_frames)


def picture(viewer: Viewer, study_id: UUID) -> Picture:
    """The thumbnail that stands for the study. Raises NotFound, NotAnImage if it has no pixels."""
    instance_id = picture_of(opening.study(viewer, study_id))
    if instance_id is None:
        raise NotAnImage
    instance = Instance.get_by_id(instance_id)
    return thumbnail_of(instance.blob, instance.number_of_frames)


def thumbnail_of(blob: Blob, frames: int) -> Picture:
    """The middle one of an object's frames (at least one), for whoever has made sure that the caller may see it."""
    tag = f"{blob.sha256}-t{THUMBNAIL_SIDE}-r{RENDERING}"

    def draw() -> bytes:
        with storage.store().open(blob.key) as source:
            return rendering.render_frame(source, frames // 2, longest_side=THUMBNAIL_SIDE, format="JPEG")

    return Picture(tag, "image/jpeg", lambda: _thumbnails().get(tag, draw))


def picture_of(study: Study) -> UUID | None:
    """The instance whose picture stands for the study: the middle one of its first series with pixels."""
    slices = _slices(Instance.study == study)
    pictures = (middle(in_stack_order(slices.get(series.id, []))) for series in _series_in_order(study))
    return next((picture.instance_id for picture in pictures if picture), None)


def frame(
    viewer: Viewer,
    study_id: UUID,
    instance_id: UUID,
    frame_number: int,
    window_center: float | None = None,
    window_width: float | None = None,
) -> Picture:
    """Frame `frame_number` (from 1), in the given window (output units of the modality LUT) or the object's own.

    Raises NotFound, NotAnImage, NoSuchFrame, and Invalid if only one half of the window is given; drawing it may raise
    FrameUndecodable.
    """
    window = _window(window_center, window_width)
    instance = _image(viewer, study_id, instance_id)
    if not 1 <= frame_number <= instance.number_of_frames:
        raise NoSuchFrame
    words = "own" if window is None else f"{window[0]:g},{window[1]:g}"

    def draw() -> bytes:
        with storage.store().open(instance.blob.key) as source:
            return rendering.render_frame(source, frame_number - 1, window=window, format="PNG")

    return Picture(f"{instance.blob.sha256}-f{frame_number}-w{words}-r{RENDERING}", "image/png", draw)


def _image(viewer: Viewer, study_id: UUID, instance_id: UUID) -> Instance:
    study = opening.study(viewer, study_id)
    instance = Instance.get_or_none((Instance.id == instance_id) & (Instance.study == study))
    if instance is None:
        raise NotFound
    if instance.number_of_frames == 0:
        raise NotAnImage
    return instance


def _window(center: float | None, width: float | None) -> tuple[float, float] | None:
    if center is None and width is None:
        return None
    if center is None:
        raise Invalid({"window_center": "Please give both center and width, or neither."})
    if width is None:
        raise Invalid({"window_width": "Please give both center and width, or neither."})
    return center, width


def _thumbnails() -> PictureCache:
    return PictureCache(current().data_dir / "cache" / "thumbnails")


def _study_attributes(study: Study) -> dict[str, Any]:
    attributes = (*at_level(Level.PATIENT), *at_level(Level.STUDY))
    return {attribute.keyword: getattr(study, attribute.column) for attribute in attributes}


def _series_in_order(study: Study) -> list[Series]:
    return list(
        Series.select()
        .where(Series.study == study)
        .order_by(Series.series_number.asc(nulls="LAST"), Series.series_instance_uid)
    )


def _series(series: Series, slices: list[Slice]) -> dict[str, Any]:
    picture = middle(in_stack_order(slices))
    return {
        **{attribute.keyword: getattr(series, attribute.column) for attribute in at_level(Level.SERIES)},
        "id": series.id,
        "instance_count": len(slices),
        "frame_count": sum(slice_.frames for slice_ in slices),
        "thumbnail_instance_id": picture.instance_id if picture else None,
    }


def _slices(where: peewee.Expression) -> dict[UUID, list[Slice]]:
    """The slices of each series, as tuples: a study of 20,000 must open at once."""
    columns = (
        Instance.id,
        Instance.sop_instance_uid,
        Instance.instance_number,
        Instance.position,
        Instance.number_of_frames,
        Instance.series,
    )
    found: dict[UUID, list[Slice]] = {}
    rows = cast(Iterable[tuple[Any, ...]], Instance.select(*columns).where(where).tuples())
    for *values, series_id in rows:
        found.setdefault(series_id, []).append(Slice(*values))
    return found


def _slice(instance: Instance) -> Slice:
    return Slice(
        instance.id,
        instance.sop_instance_uid,
        instance.instance_number,
        instance.position,
        instance.number_of_frames,
    )


def _instance(instance: Instance) -> dict[str, Any]:
    return {
        "id": instance.id,
        "SOPInstanceUID": instance.sop_instance_uid,
        "InstanceNumber": instance.instance_number,
        "NumberOfFrames": instance.number_of_frames,
        "Rows": instance.rows,
        "Columns": instance.columns,
    }
