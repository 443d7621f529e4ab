"""What a file is, told by its bytes."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from backend.intake.packages import Window
from backend.intake.reasons import Reason
from backend.intake.sniff import Kind, sniff
from tests import datasets


def kind_of(data: bytes, name: str, folder: Path) -> Kind:
    """Sniffed in the middle of a larger file, as a bundle's member is."""
    path = folder / "bundle"
    path.write_bytes(b"before" + data + b"behind")
    handle = os.open(path, os.O_RDONLY)
    try:
        return sniff(Window(handle, 6, len(data)), name)
    finally:
        os.close(handle)


def image(kind: str) -> bytes:
    sink = io.BytesIO()
    Image.linear_gradient("L").convert("RGB").save(sink, kind)
    return sink.getvalue()


def archive(members: dict[str, bytes], *, stored: bool = False) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return sink.getvalue()


OFFICE = {"[Content_Types].xml": b"<Types/>", "_rels/.rels": b"<Relationships/>"}

DOCUMENTS = {
    "a.pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "application/pdf"),
    "behind-rubbish.pdf": (b"\r\n\r\n%PDF-1.4\n", "application/pdf"),
    "misnamed.docx": (b"%PDF-1.7\n", "application/pdf"),
    "a.jpg": (image("JPEG"), "image/jpeg"),
    "a.png": (image("PNG"), "image/png"),
    "a.tif": (image("TIFF"), "image/tiff"),
    "a.gif": (image("GIF"), "image/gif"),
    "a.webp": (image("WEBP"), "image/webp"),
    "a.heic": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "image/heic"),
    "a.mp4": (b"\0\0\0\x18ftypmp42\0\0\0\0isommp42", "video/mp4"),
    "a.mov": (b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", "video/quicktime"),
    "a.rtf": (rb"{\rtf1\ansi Befund}", "application/rtf"),
    "a.txt": ("Befund: o. B. Größe 3 µm\r\n".encode(), "text/plain"),
    "latin.txt": ("Größe\n".encode("latin-1"), "text/plain"),
    "utf16.txt": ("Größe\n".encode("utf-16"), "text/plain"),
    "a.csv": (b"name;value\r\na;1\r\n", "text/csv"),
    "a.hl7": (b"\x0bMSH|^~\\&|LAB|HOSP|||20260101||ORU^R01|1|P|2.5\rPID|1\r\x1c\r", "text/plain"),
    "cda.xml": (b'\xef\xbb\xbf<?xml version="1.0"?><ClinicalDocument xmlns="urn:hl7-org:v3"/>', "application/xml"),
    "a.json": (b'{"resourceType": "Patient"}', "text/plain"),
    "a.docx": (archive({**OFFICE, "word/document.xml": b"<w/>"}), "wordprocessingml.document"),
    "a.xlsx": (archive({**OFFICE, "xl/workbook.xml": b"<w/>"}), "spreadsheetml.sheet"),
    "a.odt": (
        archive({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}, stored=True),
        "application/vnd.oasis.opendocument.text",
    ),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents(name: str, tmp_path: Path) -> None:
    data, media_type = DOCUMENTS[name]
    kind = kind_of(data, name, tmp_path)
    assert kind.family == "document"
    assert kind.media_type.endswith(media_type)


MACROS = {**OFFICE, "word/document.xml": b"<w/>", "word/vbaProject.bin": b"\0"}

REFUSED = {
    "empty.pdf": (b"", Reason.EMPTY),
    "setup.exe": (b"MZ\x90\0", Reason.PROGRAM),
    "image.dcm": (b"MZ" + bytes(126) + b"DICM" + bytes(100), Reason.PROGRAM),
    "tool": (b"\x7fELF\x02\x01\x01", Reason.PROGRAM),
    "run": (b"#!/bin/sh\necho\n", Reason.PROGRAM),
    "AUTORUN.INF": (b"[autorun]\r\nopen=x\r\n", Reason.PROGRAM),
    "start.bat": (b"@echo off\r\n", Reason.PROGRAM),
    "x.js": (b"alert(1)", Reason.PROGRAM),
    "x.ps1 ": ("Get-Item\n".encode("utf-16"), Reason.PROGRAM),
    "installer.msi": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), Reason.PROGRAM),
    "shortcut": (b"L\0\0\0\x01\x14\x02\0" + bytes(50), Reason.PROGRAM),
    "page.html": (b"<!DOCTYPE html><html></html>", Reason.WEB_PAGE),
    "page.txt": (b"  \n<HTML><body>", Reason.WEB_PAGE),
    "late.txt": (b"some words first <script>alert(1)</script>", Reason.WEB_PAGE),
    "drawing.svg": (b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg">', Reason.WEB_PAGE),
    "xhtml.xml": (b'<?xml version="1.0"?><x:html xmlns:x="http://www.w3.org/1999/xhtml">', Reason.WEB_PAGE),
    "utf16.html": ("<html>".encode("utf-16"), Reason.WEB_PAGE),
    "a.zip": (archive({"IM1": b"x"}), Reason.ARCHIVE),
    "empty.zip": (archive({}), Reason.ARCHIVE),
    "macros.docm": (archive(MACROS), Reason.ARCHIVE),
    "a.jar": (archive({"META-INF/MANIFEST.MF": b"x"}), Reason.ARCHIVE),
    "a.7z": (b"7z\xbc\xaf\x27\x1c\0\x04", Reason.ARCHIVE),
    "a.rar": (b"Rar!\x1a\x07\x01\0", Reason.ARCHIVE),
    "a.tar": (bytes(257) + b"ustar\0" + bytes(249), Reason.ARCHIVE),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_whatever_the_policy(name: str, tmp_path: Path) -> None:
    data, reason = REFUSED[name]
    kind = kind_of(data, name, tmp_path)
    assert (kind.family, kind.reason) == ("refused", reason)


def test_dicom_with_the_preamble_of_another_kind(tmp_path: Path) -> None:
    """PS3.10 section 7.1: the preamble may make the file a TIFF as well."""
    data = datasets.real_file("CT_small.dcm").read_bytes()
    assert kind_of(b"II*\0" + data[4:], "a.tif", tmp_path).family == "dicom"


@pytest.mark.parametrize(
    "data", [bytes(range(256)), b"\xff" * 20, bytes(131), b"\x1a\x45\xdf\xa3\x01\0\0", b"\xd0\xcf\x11\xe0" * 9]
)
def test_unknown(data: bytes, tmp_path: Path) -> None:
    assert kind_of(data, "data.bin", tmp_path).family == "unknown"


@pytest.mark.parametrize("cut", range(0, 120, 7))
def test_a_damaged_office_document_is_no_office_document(cut: int, tmp_path: Path) -> None:
    whole = archive({**OFFICE, "word/document.xml": b"<w/>"})
    kind = kind_of(whole[: len(whole) - 1 - cut], "a.docx", tmp_path)
    assert (kind.family, kind.reason) == ("refused", Reason.ARCHIVE)
