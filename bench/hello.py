"""The bare route that pages are compared with: Flask, and nothing of ours."""

from __future__ import annotations

from flask import Flask


def create_app() -> Flask:
    """One route that says hello."""
    app = Flask(__name__)

    @app.get("/hello")
    def hello() -> str:
        return "hello"

    return app
