"""What a download's operations give."""

from __future__ import annotations

import marshmallow as ma

from backend.web.api import Schema


class DownloadSchema(Schema):
    """A ZIP that waits to be fetched, for an hour, by the one who asked for it.

    Size and number are those of this moment: what is fetched is what the folders hold by then, and says its own length.
    """

    id = ma.fields.UUID(required=True)
    name = ma.fields.String(required=True, metadata={"description": "the file name, ending in .zip"})
    size = ma.fields.Integer(required=True, metadata={"description": "bytes"})
    files = ma.fields.Integer(required=True, metadata={"description": "without folders and the DICOMDIR"})
    url = ma.fields.String(required=True, metadata={"description": "where it is fetched"})
