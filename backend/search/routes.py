"""Patient Studies: the search."""

from __future__ import annotations

from typing import Any

from backend.search import service
from backend.search.schemas import FoundStudiesSchema, SearchArguments
from backend.web import auth
from backend.web.api import Blueprint

blp = Blueprint("search", __name__, description="Search for studies")


@blp.route("/studies", methods=["GET"])
@auth.user
@blp.arguments(SearchArguments, location="query")
@blp.response(200, FoundStudiesSchema)
def search_studies(arguments: dict[str, Any]) -> Any:
    """Studies that the caller may see and that meet every given condition."""
    return service.search(auth.current_user(), **arguments)
