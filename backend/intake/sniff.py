"""What a file is, told by its bytes; its name is asked only where bytes can't tell (a script is a text).

The order matters: what could run comes first, then what is recognised, then text, then the unknown.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from backend.intake import packages
from backend.intake.packages import Window
from backend.intake.reasons import Reason

HEAD = 64 << 10

Family = Literal["dicom", "document", "unknown", "refused"]


@dataclass(frozen=True)
class Kind:
    """A kind of file. `reason` says why one of the family `refused` is refused whatever the policy."""

    family: Family
    media_type: str = ""
    reason: Reason | None = None


DICOM = Kind("dicom", "application/dicom")
UNKNOWN = Kind("unknown", "application/octet-stream")

PROGRAM_STARTS = (
    b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf", b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe", b"L\x00\x00\x00\x01\x14\x02\x00", b"dex\n", b"\x00asm", b"!<arch>\n",
)  # fmt: skip

#: Scripts, installers and shortcuts that are text or share their bytes' form with harmless files.
PROGRAM_EXTENSIONS = frozenset({
    "app", "appref-ms", "bash", "bat", "cmd", "com", "command", "cpl", "dll", "exe", "gadget", "hta", "inf", "jar",
    "js", "jse", "lnk", "msc", "msh", "msi", "msp", "ps1", "psm1", "py", "pyw", "rb", "reg", "scf", "scr", "sh", "sys",
    "url", "vb", "vbe", "vbs", "wsf", "wsh", "xll",
})  # fmt: skip

ARCHIVE_STARTS = (
    b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd", b"MSCF",
    b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08",
)  # fmt: skip

DOCUMENT_STARTS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"II+\x00", "image/tiff"),
    (b"MM\x00+", "image/tiff"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"{\\rtf", "application/rtf"),
)

#: ISO base media files (ISO/IEC 14496-12 section 4.3): the major brand behind 'ftyp'.
BRANDS = {
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"), "image/heic"),
    **dict.fromkeys((b"mif1", b"msf1"), "image/heif"),
    b"avif": "image/avif",
    b"qt  ": "video/quicktime",
}

MARKUP = re.compile(rb"<(!doctype\s+html|html|head|body|script|iframe|svg|[a-z]+:html|[a-z]+:svg)[\s>/]", re.IGNORECASE)
XML_START = re.compile(rb"<\?xml[\s?]|<[A-Za-z_][\w:.-]*[\s>/]")
TEXT_CONTROLS = frozenset("\t\n\v\f\r\x1a\x1b\x1c\x1d")  # HL7 v2 frames with VT and FS; old DOS texts end with SUB


def sniff(window: Window, name: str) -> Kind:
    """What the bytes of `window` are; `name` is the file's name as its sender says.

    `DICM` at byte 128 (PS3.10 section 7.1) comes before all signatures, since a preamble may imitate another kind of
    file; but one that imitates a program is refused.
    """
    head = window.read(0, HEAD)
    if not head:
        return Kind("refused", reason=Reason.EMPTY)
    if head.startswith(PROGRAM_STARTS):
        return Kind("refused", reason=Reason.PROGRAM)
    if head[128:132] == b"DICM" or _may_be_bare_dicom(head):
        return DICOM
    return by_signature(window, head) or by_text(head, name) or _unknown(name)


def sniff_no_dicom(window: Window, name: str) -> Kind:
    """The same for a file that turned out to be no DICOM although it began like one."""
    head = window.read(0, HEAD)
    return by_signature(window, head) or by_text(head, name) or _unknown(name)


def by_signature(window: Window, head: bytes) -> Kind | None:
    """What the first bytes say."""
    for start, media_type in DOCUMENT_STARTS:
        if head.startswith(start):
            return Kind("document", media_type)
    if b"%PDF-" in head[:1024]:
        return Kind("document", "application/pdf")
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Kind("document", "image/webp")
    if head[4:8] == b"ftyp":
        return Kind("document", BRANDS.get(head[8:12], "video/mp4"))
    if head.startswith(b"PK\x03\x04"):
        office = packages.office_type(window)
        if office is not None:
            return Kind("document", office)
    if head.startswith(ARCHIVE_STARTS) or head[257:262] == b"ustar":
        return Kind("refused", reason=Reason.ARCHIVE)
    return None


def by_text(head: bytes, name: str) -> Kind | None:
    """What a text is; None if it is none."""
    text = _text(head)
    if text is None:
        return None
    plain = text.lstrip("\ufeff \t\r\n\v").encode()
    if extension(name) in PROGRAM_EXTENSIONS:
        return Kind("refused", reason=Reason.PROGRAM)
    if MARKUP.search(plain[:4096]):
        return Kind("refused", reason=Reason.WEB_PAGE)
    if XML_START.match(plain):
        return Kind("document", "application/xml")
    if extension(name) in ("csv", "tsv"):
        return Kind("document", "text/csv")
    return Kind("document", "text/plain")


def extension(name: str) -> str:
    """What stands behind the last dot, in lower case."""
    return PurePosixPath(name.rstrip(". ")).suffix.removeprefix(".").lower()


def _unknown(name: str) -> Kind:
    return Kind("refused", reason=Reason.PROGRAM) if extension(name) in PROGRAM_EXTENSIONS else UNKNOWN


def _may_be_bare_dicom(head: bytes) -> bool:
    """Files from before PS3.10 begin with an element of group 0002 or 0008, in either byte order; the header's reader
    decides."""
    return len(head) >= 8 and head[:2] in (b"\x02\x00", b"\x08\x00", b"\x00\x08")


def _text(head: bytes) -> str | None:
    """The bytes as text: UTF-8, UTF-16 with its mark, or one byte a letter; None if they hold what no text holds."""
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if head.startswith(mark):
            text = head[: len(head) // 2 * 2].decode(encoding, "replace")
            break
    else:
        try:
            text = codecs.getincrementaldecoder("utf-8")().decode(head)
        except UnicodeDecodeError:
            if sum(byte < 0x80 for byte in head) * 10 < len(head):
                return None  # a text in any alphabet has spaces, digits, ends of lines
            text = head.decode("cp1252", "replace")
    if any(char < " " and char not in TEXT_CONTROLS for char in text) or text.count("\ufffd") * 20 > len(text):
        return None
    return text
