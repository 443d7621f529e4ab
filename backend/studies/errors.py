"""Why a file is not filed as an instance, or an instance not shown; each title is what a person reads."""

from __future__ import annotations

from backend.errors import DomainError


class DicomRefused(DomainError):
    """What came is no DICOM object that can be filed; its subclasses say why."""

    status = 422
    code = "dicom_refused"
    title = "This file can't be filed as a medical image."


class NotDicom(DicomRefused):
    """It does not begin as DICOM does: the sniffer goes on to other kinds of file."""

    code = "not_dicom"
    title = "This is not a DICOM file."


class DicomDirectory(DicomRefused):
    """A DICOMDIR (PS3.3 F.2): a CD's table of contents, no image of its own."""

    code = "dicom_directory"
    title = "This is the table of contents of a CD (DICOMDIR), not an image."


class DicomTruncated(DicomRefused):
    """Bytes are missing at its end."""

    code = "dicom_truncated"
    title = "This file is incomplete: it ends too early. Please copy it anew from its source and send it again."


class DicomHeaderTruncated(DicomTruncated):
    """It ends in the middle of a data element before the image data."""

    code = "dicom_header_truncated"
    title = "The file ends in the middle of its header. Please copy it anew from its source and send it again."


class DicomPixelsTruncated(DicomTruncated):
    """Its header promises more image data than it holds."""

    code = "dicom_pixels_truncated"
    title = "The file ends before its image data does. Please copy it anew from its source and send it again."


class DicomDamaged(DicomRefused):
    """Its data elements cannot be followed."""

    code = "dicom_damaged"
    title = "This DICOM file is damaged: its contents can't be read."


class DicomTooLarge(DicomRefused):
    """It would unpack to more than we hold in memory: a decompression bomb, or as good as one."""

    code = "dicom_too_large"
    title = "This compressed DICOM file unpacks to more than %(megabytes)d MB, which is more than is accepted."


class DicomMissingUids(DicomRefused):
    """Without its three UIDs an object belongs to no study (PS3.3 C.7.2.1, C.7.3.1, C.12.1: all type 1)."""

    code = "dicom_missing_uids"
    title = "This DICOM file lacks %(keyword)s, so it can't be told which study it belongs to."


class DicomInvalidUid(DicomMissingUids):
    """A UID that breaks PS3.5 9.1 beyond repair."""

    code = "dicom_invalid_uid"
    title = "This DICOM file's %(keyword)s is not valid, so it can't be told which study it belongs to."


class NotAnImage(DomainError):
    """The object has no pixels: a report, a plan, an encapsulated document, a waveform."""

    status = 422
    code = "not_an_image"
    title = "This object holds no image."


class NoSuchFrame(DomainError):
    """The frame's index is outside the image."""

    status = 404
    code = "no_such_frame"
    title = "This image has no such frame."


class FrameUndecodable(DomainError):
    """The pixels are there but cannot be turned into a picture."""

    status = 422
    code = "frame_undecodable"
    title = "This image can't be shown: its data are damaged or in a form that can't be decoded here."


class FrameTooLarge(FrameUndecodable):
    """A frame larger than what is decoded at all: a bomb, or a slide that wants tiles."""

    code = "frame_too_large"
    title = "This image is too large to be shown here."


class NoSuchVersion(DomainError):
    """Bytes that are no version of the instance, or an instance that is no longer there."""

    status = 409
    code = "no_such_version"
    title = "This conflict has changed in the meantime. Please look at it again before you decide."
