"""Filmjacket's backend, served by gunicorn as ``backend.app:create_app()``.

The API, for whoever writes a client
------------------------------------
*Where.* Everything is below ``/api``; ``openapi.json`` describes each operation and who may call it.

*Who calls.* A clinician logs in with ``POST /api/session``; a guest opens a link with ``POST
/api/guest/visits`` and proves password and code. Each gets a cookie of its own kind, and no operation takes
both. Every write carries the header ``X-Requested-With: Filmjacket``; if a browser sends an Origin it must be
ours.

*Errors* are ``application/problem+json`` (RFC 9457): ``code`` for programs, ``title`` as one sentence for a
person in the caller's language, ``errors`` with a sentence for each wrong field. What is not yours is answered
like what doesn't exist: 404.

*Lists* answer ``items`` and ``next_cursor``; give the cursor back as ``cursor`` for the next page. A folder's
content has an ETag: ask with ``If-None-Match`` and get 304 while nothing has changed.

*Times* are RFC 3339 in UTC. DICOM attributes keep their keywords; dates are DA text (``YYYYMMDD``), names PN.

*Uploads.* Open a delivery, declare its files (``POST …/files``), create tus uploads below it (``POST
…/uploads``): with the metadata ``members`` (positions, e.g. ``0-41,50``) an upload is the concatenation of
those files, without it one file named by ``filename``. ``PUT …/receipt`` closes the delivery; ``GET
…/receipt`` answers once every file has been looked at.
"""
