"""The tus server's verbs, one function each; each opens with the sentences of the protocol that it keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from uuid import UUID

from flask import Response, request

from backend import config
from backend.principal import Principal
from backend.uploads import protocol, receive, service
from backend.uploads.errors import BadUploadRequest


def options() -> Response:
    """ "A successful response indicated by the 204 No Content […] status MUST contain the Tus-Version header. It MAY
    include the Tus-Extension and Tus-Max-Size headers." Content codings are offered as RFC 7694 section 3 says.

    "The Client SHOULD NOT include the Tus-Resumable header in the request and the Server MUST ignore the header."
    """
    response = _answer(204)
    response.headers["Tus-Version"] = protocol.VERSION
    response.headers["Tus-Extension"] = protocol.EXTENSIONS
    response.headers["Tus-Max-Size"] = str(config.current().delivery_bytes_most)
    response.headers["Tus-Checksum-Algorithm"] = ",".join(protocol.CHECKSUM_ALGORITHMS)
    response.headers["Accept-Encoding"] = "gzip"
    return response


def post(principal: Principal, claim: str) -> Response:
    """ "The Client MUST send a POST request against a known upload creation URL […]. The request MUST include […]
    Upload-Length. […] The Server MUST acknowledge a successful upload creation with the 201 Created status. The Server
    MUST set the Location header to the URL of the created resource."

    Creation-with-upload: "The Client MAY include parts of the upload in the initial Creation request […]. If the Server
    supports this extension […] the Server MUST include the Upload-Offset header in the response." If the first bytes
    can't be taken the upload exists all the same, and HEAD says how far it is.

    Expiration: "If the expiration is known at the creation, the Upload-Expires header MUST be included in the
    response."
    """
    protocol.require_version(request.headers)
    length = protocol.upload_length(request.headers)
    header = request.headers.get("Upload-Metadata", "")
    body = protocol.body(request.headers) if protocol.has_body(request.headers) else None
    if body is not None:
        service.require_acceptable(body)
    metadata = protocol.metadata(header)
    upload = service.create(principal, claim, length, metadata, header)
    if body is not None and length > 0:
        progress = service.append(principal, claim, upload.id, 0, body, _pieces(body))
    else:
        progress = service.read(principal, claim, upload.id)
    response = _moved(201, progress)
    if body is None:
        del response.headers["Upload-Offset"]
    response.headers["Location"] = f"{request.script_root}{request.path.rstrip('/')}/{upload.id}"
    return response


def head(principal: Principal, claim: str, upload_id: UUID) -> Response:
    """ "The Server MUST always include the Upload-Offset header in the response for a HEAD request, even if the offset
    is 0 […]. If the size of the upload is known, the Server MUST include the Upload-Length header […]. The Server MUST
    prevent the client and/or proxies from caching the response by adding the Cache-Control: no-store header."

    Creation: "If an upload contains additional metadata, responses to HEAD requests MUST include the Upload-Metadata
    header and its value as specified by the Client during the creation."
    """
    protocol.require_version(request.headers)
    progress = service.read(principal, claim, upload_id)
    response = _moved(200, progress)
    response.headers["Upload-Length"] = str(progress.upload.length)
    response.headers["Cache-Control"] = "no-store"
    if progress.upload.metadata:
        response.headers["Upload-Metadata"] = progress.upload.metadata
    return response


def patch(principal: Principal, claim: str, upload_id: UUID) -> Response:
    """ "The Server SHOULD accept PATCH requests against any upload URL and apply the bytes contained in the message at
    the given offset specified by the Upload-Offset header. […] The Upload-Offset header's value MUST be equal to the
    current offset of the resource. […] If the offsets do not match, the Server MUST respond with the 409 Conflict
    status without modifying the upload resource. […] The Server MUST acknowledge successful PATCH requests with the
    204 No Content status. It MUST include the Upload-Offset header containing the new offset."

    "If the Server receives a PATCH request against a non-existent resource it SHOULD return a 404 Not Found status."
    """
    protocol.require_version(request.headers)
    body = protocol.body(request.headers)
    offset = protocol.upload_offset(request.headers)
    return _moved(204, service.append(principal, claim, upload_id, offset, body, _pieces(body)))


def delete(principal: Principal, claim: str, upload_id: UUID) -> Response:
    """ "When receiving a DELETE request for an existing upload the Server SHOULD free associated resources and MUST
    respond with the 204 No Content status […]. For all future requests to this URL, the Server SHOULD respond with the
    404 Not Found or 410 Gone status." """
    protocol.require_version(request.headers)
    service.terminate(principal, claim, upload_id)
    return _answer(204)


def override(principal: Principal, claim: str, upload_id: UUID) -> Response:
    """ "The X-HTTP-Method-Override request header MUST be a string which MUST be interpreted as the request's method by
    the Server, if the header is presented. The actual method of the request MUST be ignored." For networks that let no
    PATCH or DELETE through; only on POST, which is no safe method, so that no check of what writes is evaded."""
    verbs: dict[str, Callable[[Principal, str, UUID], Response]] = {"PATCH": patch, "DELETE": delete, "HEAD": head}
    verb = verbs.get(request.headers.get("X-HTTP-Method-Override", "").upper())
    if verb is None:
        raise BadUploadRequest(header="X-HTTP-Method-Override")
    return verb(principal, claim, upload_id)


def complete(response: Response) -> Response:
    """ "The Tus-Resumable header MUST be included in every request and response, except for OPTIONS requests."

    Also: 412 names our version, 415 names the codings that are understood (RFC 7694 section 3), and what is left of a
    refused body is read first, so that its sender gets to read the answer.
    """
    response.headers["Tus-Resumable"] = protocol.VERSION
    if response.status_code == 412:
        response.headers["Tus-Version"] = protocol.VERSION
    if response.status_code == 415:
        response.headers["Accept-Encoding"] = "gzip"
    if response.status_code >= 400 and response.status_code != 408 and request.method in ("POST", "PATCH"):
        receive.discard(request.environ, request.content_length)
    return response


def _pieces(body: protocol.Body) -> Callable[[Callable[[], bool]], Iterator[memoryview]]:
    return lambda is_awaited: receive.pieces(request.environ, body.length, is_awaited)


def _moved(status: int, progress: service.Progress) -> Response:
    response = _answer(status)
    response.headers["Upload-Offset"] = str(progress.offset)
    if progress.expires_at is not None:
        response.headers["Upload-Expires"] = _http_date(progress.expires_at)
    return response


def _answer(status: int) -> Response:
    response = Response(status=status)
    del response.headers["Content-Type"]  # there is no content
    return response


def _http_date(moment: datetime) -> str:
    return format_datetime(moment.replace(tzinfo=UTC), usegmt=True)
