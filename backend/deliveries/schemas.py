"""What the delivery operations take and give; alike for clinicians and guests."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from flask_babel import gettext

from backend.intake import reasons
from backend.studies.schemas import StudyIdentitySchema
from backend.web.api import Schema
from backend.web.fields import Moment
from backend.web.paging import PageArguments

FILE_STATES = [
    "declared", "uploading", "received", "filed", "conflict", "duplicate", "refused", "left_out", "unsent",
]  # fmt: skip


class NewDeliverySchema(Schema):
    """Where a clinician's delivery goes."""

    folder_id = ma.fields.UUID(required=True)


class PolicySchema(Schema):
    """What the delivery may bring; fixed when it begins."""

    accepts = ma.fields.String(required=True, validate=ma.validate.OneOf(["dicom", "dicom_and_documents", "anything"]))
    files_most = ma.fields.Integer(required=True)
    bytes_most = ma.fields.Integer(required=True)
    deidentified = ma.fields.Boolean(
        dump_default=False, metadata={"description": "the page takes out who the patient is before it sends"}
    )


class CountsSchema(Schema):
    """How many files are in which state, and the bytes of the whole manifest."""

    total = ma.fields.Integer(required=True)
    bytes = ma.fields.Integer(required=True)
    declared = ma.fields.Integer(required=True)
    uploading = ma.fields.Integer(required=True)
    received = ma.fields.Integer(required=True)
    filed = ma.fields.Integer(required=True)
    conflict = ma.fields.Integer(required=True)
    duplicate = ma.fields.Integer(required=True)
    refused = ma.fields.Integer(required=True)
    left_out = ma.fields.Integer(required=True)
    unsent = ma.fields.Integer(required=True)


class AnswerSchema(Schema):
    """A question that the page asked before sending, and what the person answered."""

    question = ma.fields.String(
        required=True,
        validate=ma.validate.OneOf(
            ["gaps", "missing_files", "several_patients", "other_patient", "drawn_names", "damaged_files"]
        ),
    )
    subject = ma.fields.String(
        load_default="", validate=ma.validate.Length(max=200), metadata={"description": "which study or series, say"}
    )
    answer = ma.fields.String(required=True, validate=ma.validate.OneOf(["send_anyway", "left_out", "choose_again"]))


class StatementSchema(Schema):
    """What whoever sends says of their delivery; replaces what was said before."""

    name = ma.fields.String(load_default="", validate=ma.validate.Length(max=120))
    note = ma.fields.String(load_default="", validate=ma.validate.Length(max=1000))
    answers = ma.fields.List(ma.fields.Nested(AnswerSchema), load_default=list, validate=ma.validate.Length(max=200))


class DeliverySchema(Schema):
    """A delivery's state."""

    id = ma.fields.UUID(required=True)
    number = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    sender_name = ma.fields.String(required=True)
    state = ma.fields.String(required=True, validate=ma.validate.OneOf(["open", "closing", "closed"]))
    opened_at = Moment(required=True)
    active_at = Moment(required=True)
    closed_at = Moment(required=True, allow_none=True)
    policy = ma.fields.Nested(PolicySchema, required=True)
    statement = ma.fields.Nested(StatementSchema, required=True, allow_none=True)
    files = ma.fields.Nested(CountsSchema, required=True)


class DeliveryListSchema(Schema):
    """Deliveries, newest first."""

    items = ma.fields.List(ma.fields.Nested(DeliverySchema), required=True)


class DeclaredFileSchema(Schema):
    """A file that is to be sent. `path` is relative, with '/' between its parts."""

    @ma.pre_load
    def _refuse_unstorable_text(self, data: Any, **_: Any) -> Any:
        """A strange name is no reason to refuse a file: deliveries.paths makes it safe."""
        return data

    path = ma.fields.String(required=True, validate=ma.validate.Length(1, 1024))
    size = ma.fields.Integer(required=True, validate=ma.validate.Range(0, 1 << 44))
    last_modified = ma.fields.Integer(load_default=0, validate=ma.validate.Range(0, 1 << 53))
    left_out = ma.fields.String(
        load_default=None,
        allow_none=True,
        validate=ma.validate.Regexp(r"[a-z0-9_-]{1,40}\Z"),
        metadata={"description": "why the sender leaves it out (a reason's code); it is in the receipt, not sent"},
    )


class ManifestSchema(Schema):
    """Files to add to the manifest. A file that is in it already (same path, size and time) is not added again."""

    files = ma.fields.List(ma.fields.Nested(DeclaredFileSchema), required=True, validate=ma.validate.Length(1, 5000))


class Sentence(ma.fields.String):
    """The reason in the reader's language; made where it is shown, from the field `reason`."""

    def __init__(self) -> None:
        super().__init__(
            required=True, allow_none=True, dump_only=True, metadata={"description": "the reason in words"}
        )

    def get_value(self, obj: Any, attr: str, accessor: Any = None, default: Any = ma.missing) -> Any:
        """The sentence for `obj`'s reason."""
        text = reasons.sentence(ma.utils.get_value(obj, "reason", None))
        return gettext(text) if text else None


class DeliveryFileSchema(Schema):
    """A line of the manifest."""

    position = ma.fields.Integer(required=True)
    path = ma.fields.String(required=True)
    size = ma.fields.Integer(required=True)
    last_modified = ma.fields.Integer(required=True)
    state = ma.fields.String(required=True, validate=ma.validate.OneOf(FILE_STATES))
    reason = ma.fields.String(required=True, allow_none=True, metadata={"description": "a stable code"})
    sentence = Sentence()
    sha256 = ma.fields.String(required=True, allow_none=True)


class DeliveryFilesSchema(Schema):
    """Lines of the manifest; from a POST, exactly those that were sent, in their order."""

    items = ma.fields.List(ma.fields.Nested(DeliveryFileSchema), required=True)
    next_cursor = ma.fields.String(required=True, allow_none=True)


class FileListArguments(PageArguments):
    """Which lines."""

    state = ma.fields.String(load_default=None, validate=ma.validate.OneOf(FILE_STATES))


class PlannedUploadSchema(Schema):
    """One upload of the delivery: which members it brings, and how far it is."""

    id = ma.fields.UUID(required=True)
    url = ma.fields.String(required=True)
    members = ma.fields.String(required=True, metadata={"description": "positions, e.g. '0-41,50'"})
    length = ma.fields.Integer(required=True)
    offset = ma.fields.Integer(required=True)
    finished = ma.fields.Boolean(required=True)


class PlanSchema(Schema):
    """What is sent how: enough to go on from any browser."""

    uploads = ma.fields.List(ma.fields.Nested(PlannedUploadSchema), required=True)


class ReceiptStudySchema(StudyIdentitySchema):
    """A study as this delivery brought it."""

    is_expected_patient = ma.fields.Boolean(
        allow_none=True, metadata={"description": "null: nobody in particular is expected"}
    )
    series_count = ma.fields.Integer(required=True)
    instance_count = ma.fields.Integer(required=True)


class ReceiptFileSchema(Schema):
    """A file in the receipt."""

    path = ma.fields.String(required=True)
    size = ma.fields.Integer(required=True)
    sha256 = ma.fields.String(required=True, allow_none=True)
    reason = ma.fields.String(required=True, allow_none=True)
    sentence = Sentence()


class ReceiptSchema(Schema):
    """What both sides keep. The full list of files is at .../files."""

    number = ma.fields.String(required=True)
    institution = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    sender_name = ma.fields.String(required=True)
    opened_at = Moment(required=True)
    closed_at = Moment(required=True)
    closed_by = ma.fields.String(required=True, validate=ma.validate.OneOf(["sender", "idle", "revoked"]))
    manifest_digest = ma.fields.String(
        required=True, metadata={"description": "SHA-256 of the lines '<sha256>  <path>\\n' of what was received"}
    )
    received_count = ma.fields.Integer(required=True)
    received_bytes = ma.fields.Integer(required=True)
    statement = ma.fields.Nested(StatementSchema, allow_none=True)
    studies = ma.fields.List(ma.fields.Nested(ReceiptStudySchema), required=True)
    documents = ma.fields.List(ma.fields.Nested(ReceiptFileSchema), required=True)
    refused = ma.fields.List(ma.fields.Nested(ReceiptFileSchema), required=True)
    left_out = ma.fields.List(ma.fields.Nested(ReceiptFileSchema), required=True)
    unsent = ma.fields.List(ma.fields.Nested(ReceiptFileSchema), required=True)
