"""What the guest's page takes and gives."""

from __future__ import annotations

import marshmallow as ma

from backend.deliveries.schemas import PolicySchema
from backend.web.api import Schema
from backend.web.fields import Moment


class TokenSchema(Schema):
    """The secret part of the link's address; always in a body, never in a path that is logged."""

    token = ma.fields.String(required=True, load_only=True, validate=ma.validate.Length(1, 200))


class GuestPasswordSchema(Schema):
    """The folder password."""

    password = ma.fields.String(required=True, load_only=True, validate=ma.validate.Length(1, 1000))


class GuestCodeSchema(Schema):
    """The six digits from the mail; spaces are allowed."""

    code = ma.fields.String(required=True, load_only=True, validate=ma.validate.Length(1, 20))


class PatientSchema(Schema):
    """A patient as the files name them."""

    PatientName = ma.fields.String(load_default="", validate=ma.validate.Length(max=324))
    PatientID = ma.fields.String(load_default="", validate=ma.validate.Length(max=64))
    PatientBirthDate = ma.fields.String(load_default="", validate=ma.validate.Length(max=8))


class PatientChecksSchema(Schema):
    """The patients of what is to be sent."""

    patients = ma.fields.List(ma.fields.Nested(PatientSchema), required=True, validate=ma.validate.Length(1, 50))


class PatientAnswersSchema(Schema):
    """For each patient, in their order, whether it is the one who is expected."""

    items = ma.fields.List(ma.fields.Boolean(), required=True)


class VisitSchema(Schema):
    """Who asks for what, and how far this browser has proved itself.

    `description` and `policy` are null before the proof is whole. Stage `code_first`: others have guessed at this link
    today, so that a browser that is new begins with a mailed code (POST code-mails, then code), and enters the password
    after it.
    """

    link_id = ma.fields.UUID(required=True)
    institution = ma.fields.String(required=True)
    sharer = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    description = ma.fields.String(required=True, allow_none=True)
    policy = ma.fields.Nested(PolicySchema, required=True, allow_none=True)
    ask_name = ma.fields.Boolean(metadata={"description": "ask who sends (statement)"})
    ask_note = ma.fields.Boolean(metadata={"description": "ask for a note (statement)"})
    expects_patient = ma.fields.Boolean(
        metadata={"description": "ask patient-checks about each patient before sending; false before the proof"}
    )
    deidentification_key = ma.fields.String(
        required=True,
        allow_none=True,
        metadata={
            "description": "HMAC key of this link's new UIDs and pseudonyms; null unless the policy asks for them"
        },
    )
    may_see = ma.fields.Boolean(
        required=True, metadata={"description": "the password opens what is in the folder, too, until the link expires"}
    )
    may_download = ma.fields.Boolean(required=True)
    folder_id = ma.fields.UUID(
        required=True, allow_none=True, metadata={"description": "what may_see lets see; null before the proof"}
    )
    language = ma.fields.String(required=True)
    expires_at = Moment(required=True)
    expire_date = ma.fields.Date(required=True)
    time_zone = ma.fields.String(required=True)
    help_line = ma.fields.String(required=True)
    privacy_url = ma.fields.String(required=True, allow_none=True)
    imprint_url = ma.fields.String(required=True, allow_none=True)
    logo_url = ma.fields.String(required=True, allow_none=True)
    two_factor = ma.fields.Boolean(required=True)
    stage = ma.fields.String(required=True, validate=ma.validate.OneOf(["password", "code_first", "code", "proved"]))
    code_recipient = ma.fields.String(
        required=True, allow_none=True, metadata={"description": "where the code went, masked: j•••@example.org"}
    )
    code_resend_at = Moment(required=True, allow_none=True)
