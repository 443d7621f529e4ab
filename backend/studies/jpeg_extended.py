"""12-bit JPEG (process 4) for pydicom, by GDCM.

pydicom's own plugin turns such frames down, though GDCM's libjpeg decodes them, and of the other plugins only one under
the GPL would. The tests compare the result with the lossless copy of the same image.
"""

from __future__ import annotations

import gdcm
from pydicom.pixels.decoders.base import DecodeRunner, JPEGExtended12BitDecoder

LABEL = "gdcm 12 bit"


def is_available(uid: str) -> bool:
    """What pydicom asks of a plugin's module."""
    return bool(uid == JPEGExtended12BitDecoder.UID)


DECODER_DEPENDENCIES = {JPEGExtended12BitDecoder.UID: ("gdcm",)}


def decode_frame(source: bytes, runner: DecodeRunner) -> bytes:
    """Returns the decoded samples of one grey frame, 16 bits each, little endian. Raises ValueError if GDCM can't."""
    if runner.samples_per_pixel != 1 or runner.bits_allocated != 16:
        raise ValueError("only grey images of 16 bits allocated are decoded here")
    fragment = gdcm.Fragment()
    fragment.SetByteStringValue(source)
    fragments = gdcm.SequenceOfFragments.New()
    fragments.AddFragment(fragment)
    element = gdcm.DataElement(gdcm.Tag(0x7FE0, 0x0010))
    element.SetValue(fragments.__ref__())
    image = gdcm.Image()
    image.SetNumberOfDimensions(2)
    image.SetDimensions((runner.columns, runner.rows, 1))
    image.SetDataElement(element)
    grey = gdcm.PhotometricInterpretation.GetPIType(runner.photometric_interpretation)
    image.SetPhotometricInterpretation(gdcm.PhotometricInterpretation(grey))
    syntax = gdcm.TransferSyntax.GetTSType(str.__str__(runner.transfer_syntax))
    image.SetTransferSyntax(gdcm.TransferSyntax(syntax))
    image.SetPixelFormat(
        gdcm.PixelFormat(1, 16, runner.bits_stored, runner.bits_stored - 1, runner.pixel_representation)
    )
    decoded = image.GetBuffer()
    if decoded is None:
        raise ValueError("GDCM could not decode the frame")
    return bytes(decoded.encode("utf-8", "surrogateescape"))


def install() -> None:
    """Adds the plugin to pydicom; once is enough, more does no harm."""
    if LABEL not in JPEGExtended12BitDecoder.available_plugins:
        JPEGExtended12BitDecoder.add_plugin(LABEL, (__name__, "decode_frame"))
