"""What a ZIP is compared with: zipstream-ng in a bare Flask application, as its documentation shows it."""

from __future__ import annotations

import os
from pathlib import Path

from flask import Flask, Response
from zipstream import ZipStream


def create_app() -> Flask:
    """One route that sends all files below FILMJACKET_BENCH_FILES as a ZIP, stored, of a known length."""
    app = Flask(__name__)
    folder = Path(os.environ["FILMJACKET_BENCH_FILES"])

    @app.get("/plain.zip")
    def plain() -> Response:
        archive = ZipStream(sized=True)
        for number, path in enumerate(sorted(path for path in folder.rglob("*") if path.is_file())):
            archive.add_path(str(path), f"patient/study/series/{number:05}.dcm")
        headers = {"Content-Length": str(len(archive)), "X-Accel-Buffering": "no"}
        return Response(archive, mimetype="application/zip", headers=headers)

    return app
