"""Why a file was not filed, or was not sent: stable codes, and for each a sentence that a patient understands.

No sentence may tell that bytes are known from elsewhere than the same delivery.
"""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """What intake says of a file."""

    EMPTY = "empty"
    ARCHIVE = "archive"
    PROGRAM = "program"
    WEB_PAGE = "web_page"
    DOCUMENTS_NOT_ACCEPTED = "documents-not-accepted"
    KIND_NOT_ACCEPTED = "kind-not-accepted"
    DICOMDIR = "dicomdir"
    DICOM_WITHOUT_UID = "dicom-without-uid"
    DICOM_TRUNCATED = "dicom_truncated"
    DICOM_DAMAGED = "dicom_damaged"
    DICOM_TOO_LARGE = "dicom_too_large"
    NOT_DEIDENTIFIED = "not_deidentified"
    UNREADABLE = "unreadable"
    DUPLICATE = "duplicate"
    CONFLICT = "conflict"
    NOT_SENT = "not_sent"


#: Codes without `Reason` are what a sender's page says of files that it leaves out.
REASON_SENTENCES: dict[str, str] = {
    Reason.EMPTY: "The file is empty.",
    Reason.ARCHIVE: "This is an archive, such as a ZIP file. Please unpack it and send the files in it.",
    Reason.PROGRAM: "This is a program. Programs are not accepted, and the images don't need it.",
    Reason.WEB_PAGE: "This is a web page. Please save it as a PDF and send that.",
    Reason.DOCUMENTS_NOT_ACCEPTED: "Only medical images in DICOM format are accepted here.",
    Reason.KIND_NOT_ACCEPTED: "This kind of file is not accepted here.",
    Reason.DICOMDIR: "This is the table of contents of a CD. The images themselves are enough.",
    Reason.DICOM_WITHOUT_UID: "This image lacks the numbers that say which study it belongs to, so it can't be filed.",
    Reason.DICOM_TRUNCATED: "This image is incomplete. Please copy it anew from its source and send it again.",
    Reason.DICOM_DAMAGED: "This image is damaged and can't be read. Please copy it anew from its source.",
    Reason.DICOM_TOO_LARGE: "This compressed image unpacks to more than is accepted.",
    Reason.NOT_DEIDENTIFIED: "This image still says who the patient is. Please send it by the upload page.",
    Reason.UNREADABLE: "The file could not be read. Please check that it opens on your computer, and send it again.",
    Reason.DUPLICATE: "The same file is in this delivery already; it is kept once.",
    Reason.CONFLICT: "Another file of this delivery calls itself the same image but differs. Both are kept.",
    Reason.NOT_SENT: "The file was not sent completely before the delivery was closed.",
    "cannot-deidentify": "Who the patient is could not be taken out of this file.",
    "system-file": "A file of the operating system. It is not needed.",
    "viewer-program": "A part of the CD's viewing program. It is not needed.",
    "viewer-part": "A part of the CD's viewing program. It is not needed.",
    "removed-by-sender": "It was taken out before sending.",
    "replaced-by-sender": "A newer version of this file was sent instead.",
}

#: What is said for a code that no sentence is known for.
LEFT_OUT_SENTENCES: dict[str, str] = {"": "It was left out."}


def sentence(code: str | None) -> str | None:
    """The reason in words: a msgid, translated where it is shown. None if there is no reason."""
    if not code:
        return None
    return REASON_SENTENCES.get(code, LEFT_OUT_SENTENCES[""])
