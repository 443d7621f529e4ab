"""The rows: one for each operation."""

from __future__ import annotations

from backend.db import new_id
from tests.factories import PASSWORD
from tests.rights.matrix import (
    Row,
    any_clinician,
    anyone,
    owner_only,
    owner_only_of_what_is_seen,
    proved_guest,
    visitor,
    who_may_edit,
    who_may_see,
)

TUS = {"Tus-Resumable": "1.0.0"}
APPEND = {**TUS, "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
CREATE = {**TUS, "Upload-Length": "4"}
DELIVERY = "/api/deliveries/{delivery_id}"
GUEST = "/api/guest/links/{link_id}"
GUEST_DELIVERY = GUEST + "/deliveries/{delivery_id}"

FILES = {"files": [{"path": "letter.txt", "size": 4}]}

ROWS: dict[str, Row] = {
    "POST /api/session": Row(anyone(201), body=lambda w: {"email": "owner@clinic.example", "password": PASSWORD}),
    "DELETE /api/session": Row(any_clinician(204)),
    "GET /api/me": Row(any_clinician(200)),
    "PATCH /api/me": Row(any_clinician(200), body=lambda w: {"language": "de"}),
    "POST /api/password-strengths": Row(any_clinician(200), body=lambda w: {"password": "tree"}),
    "GET /api/installation": Row(anyone(200)),
    "GET /api/installation/logo": Row(anyone(404)),
    "GET /api/installation/brand.css": Row(anyone(200)),
    "POST /api/folders": Row(who_may_edit(201), body=lambda w: {"parent_id": w.folder_id, "name": new_id().hex}),
    "GET /api/folders/{folder_id}": Row(who_may_see(200)),
    "PATCH /api/folders/{folder_id}": Row(owner_only_of_what_is_seen(200), body=lambda w: {"name": "Renamed"}),
    "POST /api/folders/{folder_id}/moves": Row(who_may_edit(200), body=lambda w: {}),
    "POST /api/folders/{folder_id}/copies": Row(who_may_edit(200), body=lambda w: {}),
    "POST /api/folders/{folder_id}/entries": Row(who_may_edit(200), body=lambda w: {"study_ids": [w.study_id]}),
    "GET /api/folders/{folder_id}/content": Row(who_may_see(200)),
    "GET /api/folders/{folder_id}/figures": Row(who_may_see(200)),
    "GET /api/folders/{folder_id}/position": Row(who_may_see(200)),
    "PUT /api/folders/{folder_id}/seen": Row(who_may_see(204)),
    "GET /api/folders/{folder_id}/grants": Row(owner_only_of_what_is_seen(200)),
    "PUT /api/folders/{folder_id}/grants": Row(
        owner_only_of_what_is_seen(200),
        body=lambda w: {"email": "other@clinic.example", "may": "view", "time_zone": "Europe/Berlin"},
    ),
    "DELETE /api/folders/{folder_id}/grants/{grant_id}": Row(owner_only_of_what_is_seen(204)),
    "GET /api/colleagues": Row(any_clinician(200), query="?q=olu"),
    "GET /api/shared-folders": Row(any_clinician(200)),
    "GET /api/trash": Row(any_clinician(200)),
    "POST /api/trash": Row(owner_only_of_what_is_seen(200), body=lambda w: {"folder_ids": [w.folder_id]}),
    "POST /api/trash/consequences": Row(owner_only_of_what_is_seen(200), body=lambda w: {"folder_ids": [w.folder_id]}),
    "POST /api/trash/restorations": Row(owner_only(204), body=lambda w: {"folder_ids": [w.trashed_folder_id]}),
    "POST /api/trash/purges": Row(owner_only(204), body=lambda w: {"folder_ids": [w.trashed_folder_id]}),
    "POST /api/links": Row(owner_only_of_what_is_seen(201), body=lambda w: w.link_form()),
    "GET /api/links": Row(who_may_see(200), query="?folder_id={folder_id}"),
    "POST /api/links/bulk": Row(any_clinician(200), body=lambda w: {"ids": [w.names["link_id"]], "action": "remind"}),
    "GET /api/links/{link_id}": Row(owner_only(200) | {"administrator": 200}),
    "PATCH /api/links/{link_id}": Row(owner_only(200), body=lambda w: {"title": "Another title"}),
    "DELETE /api/links/{link_id}": Row(owner_only(204) | {"administrator": 204}),
    "POST /api/links/{link_id}/mails": Row(owner_only(202)),
    "POST /api/links/{link_id}/reminders": Row(owner_only(202)),
    "PUT /api/links/{link_id}/password": Row(
        owner_only(200), body=lambda w: {"password": "meadow-tin-orchid-64", "password_by": "told"}
    ),
    "POST /api/links/{link_id}/tokens": Row(owner_only(201)),
    "POST /api/links/{link_id}/reactivations": Row(
        owner_only(409), body=lambda w: {"expire_date": w.link_form()["expire_date"], "time_zone": "Europe/Berlin"}
    ),
    "GET /api/links/{link_id}/qr": Row(owner_only(200)),
    "POST /api/links/{link_id}/printings": Row(owner_only(204), body=lambda w: {"with_password": False}),
    "GET /api/contacts": Row(any_clinician(200), query="?q=guest"),
    "DELETE /api/contacts/{contact_id}": Row(owner_only(204)),
    "POST /api/deliveries": Row(who_may_edit(201), body=lambda w: {"folder_id": w.folder_id}),
    "GET /api/deliveries": Row(any_clinician(200)),
    f"GET {DELIVERY}": Row(owner_only(200)),
    f"POST {DELIVERY}/files": Row(owner_only(200), body=lambda w: FILES),
    f"GET {DELIVERY}/files": Row(owner_only(200)),
    f"GET {DELIVERY}/plan": Row(owner_only(200)),
    f"PUT {DELIVERY}/receipt": Row(owner_only(202)),
    f"GET {DELIVERY}/receipt": Row(owner_only(404)),
    f"OPTIONS {DELIVERY}/uploads": Row(any_clinician(204)),
    f"POST {DELIVERY}/uploads": Row(owner_only(201), headers=lambda w: CREATE),
    f"HEAD {DELIVERY}/uploads/{{upload_id}}": Row(owner_only(200), headers=lambda w: TUS),
    f"POST {DELIVERY}/uploads/{{upload_id}}": Row(
        owner_only(204), headers=lambda w: {**APPEND, "X-HTTP-Method-Override": "PATCH"}, raw=b"text"
    ),
    f"PATCH {DELIVERY}/uploads/{{upload_id}}": Row(owner_only(204), headers=lambda w: APPEND, raw=b"text"),
    f"DELETE {DELIVERY}/uploads/{{upload_id}}": Row(owner_only(204), headers=lambda w: TUS),
    "POST /api/guest/visits": Row(anyone(201), body=lambda w: {"token": w.token}),
    f"GET {GUEST}": Row(visitor(200)),
    f"POST {GUEST}/password": Row(visitor(200), body=lambda w: {"password": w.link_password}),
    f"POST {GUEST}/code-mails": Row(visitor(409, before_code=429, guest=409)),
    f"POST {GUEST}/code": Row(visitor(409, before_code=422, guest=409), body=lambda w: {"code": "000000"}),
    f"DELETE {GUEST}/proof": Row(anyone(204)),
    f"POST {GUEST}/patient-checks": Row(proved_guest(200), body=lambda w: {"patients": [{"PatientID": "1"}]}),
    f"PUT {GUEST_DELIVERY}/statement": Row(proved_guest(204), body=lambda w: {"name": "Practice Dr. Else"}),
    f"POST {GUEST}/deliveries": Row(proved_guest(201)),
    f"GET {GUEST}/deliveries": Row(proved_guest(200)),
    f"GET {GUEST_DELIVERY}": Row(proved_guest(200)),
    f"POST {GUEST_DELIVERY}/files": Row(proved_guest(200), body=lambda w: FILES),
    f"GET {GUEST_DELIVERY}/files": Row(proved_guest(200)),
    f"GET {GUEST_DELIVERY}/plan": Row(proved_guest(200)),
    f"PUT {GUEST_DELIVERY}/receipt": Row(proved_guest(202)),
    f"GET {GUEST_DELIVERY}/receipt": Row(proved_guest(404)),
    f"OPTIONS {GUEST_DELIVERY}/uploads": Row(proved_guest(204)),
    f"POST {GUEST_DELIVERY}/uploads": Row(proved_guest(201), headers=lambda w: CREATE),
    f"HEAD {GUEST_DELIVERY}/uploads/{{upload_id}}": Row(proved_guest(200), headers=lambda w: TUS),
    f"POST {GUEST_DELIVERY}/uploads/{{upload_id}}": Row(
        proved_guest(204), headers=lambda w: {**APPEND, "X-HTTP-Method-Override": "PATCH"}, raw=b"text"
    ),
    f"PATCH {GUEST_DELIVERY}/uploads/{{upload_id}}": Row(proved_guest(204), headers=lambda w: APPEND, raw=b"text"),
    f"DELETE {GUEST_DELIVERY}/uploads/{{upload_id}}": Row(proved_guest(204), headers=lambda w: TUS),
    f"GET {GUEST}/folders/{{folder_id}}/content": Row(proved_guest(200)),
    f"GET {GUEST}/archive": Row(proved_guest(200), query="?folder_id={folder_id}"),
    f"GET {GUEST}/studies/{{study_id}}": Row(proved_guest(200)),
    f"GET {GUEST}/studies/{{study_id}}/thumbnail": Row(proved_guest(200)),
    f"GET {GUEST}/studies/{{study_id}}/series/{{series_id}}/instances": Row(proved_guest(200)),
    f"GET {GUEST}/studies/{{study_id}}/instances/{{instance_id}}/thumbnail": Row(proved_guest(200)),
    f"GET {GUEST}/studies/{{study_id}}/instances/{{instance_id}}/frames/{{frame_number}}": Row(proved_guest(200)),
    f"GET {GUEST}/documents/{{document_id}}": Row(proved_guest(200)),
    f"GET {GUEST}/documents/{{document_id}}/content": Row(proved_guest(200)),
    f"GET {GUEST}/documents/{{document_id}}/preview": Row(proved_guest(200)),
    f"GET {GUEST}/documents/{{document_id}}/text": Row(proved_guest(422)),
    "GET /api/studies": Row(any_clinician(200)),
    "GET /api/studies/{study_id}": Row(who_may_see(200)),
    "GET /api/studies/{study_id}/series/{series_id}/instances": Row(who_may_see(200)),
    "GET /api/studies/{study_id}/instances/{instance_id}/thumbnail": Row(who_may_see(200)),
    "GET /api/studies/{study_id}/instances/{instance_id}/frames/{frame_number}": Row(who_may_see(200)),
    "GET /api/studies/{study_id}/conflicts": Row(owner_only_of_what_is_seen(200)),
    "GET /api/studies/{study_id}/conflicts/{conflict_id}": Row(owner_only_of_what_is_seen(200)),
    "GET /api/studies/{study_id}/conflicts/{conflict_id}/versions/{sha256}/thumbnail": Row(
        owner_only_of_what_is_seen(200)
    ),
    "POST /api/studies/{study_id}/settlements": Row(owner_only_of_what_is_seen(200), body=lambda w: {"keep": "first"}),
    "GET /api/studies/{study_id}/variants": Row(owner_only_of_what_is_seen(200)),
    "POST /api/studies/{study_id}/identity": Row(
        owner_only_of_what_is_seen(200), body=lambda w: {"same_patient": False}
    ),
    "GET /api/documents/{document_id}": Row(who_may_see(200)),
    "GET /api/documents/{document_id}/text": Row(who_may_see(422)),
    "GET /api/documents/{document_id}/content": Row(who_may_see(200)),
    "GET /api/documents/{document_id}/preview": Row(who_may_see(200)),
    "POST /api/downloads": Row(who_may_see(201), body=lambda w: {"folder_ids": [w.folder_id]}),
    "GET /api/downloads/{download_id}": Row(owner_only(200)),
}
