"""What the link operations take and give."""

from __future__ import annotations

import marshmallow as ma
from flask_babel import gettext

from backend.config import LANGUAGES
from backend.deliveries.schemas import PolicySchema
from backend.links.stages import STAGES
from backend.links.state import CAUSES
from backend.web.api import Schema
from backend.web.fields import Moment
from backend.web.paging import PageArguments

ACCEPTS = ["dicom", "dicom_and_documents", "anything"]
PASSWORD_BY = ["same_mail", "separate_mail", "other_address", "told"]

SEES = "the recipient sees the folder and its subfolders, read-only, until the link expires"
TAKES = "and downloads from them; only together with may_see"


#: Of values that a form need not name.
DEFAULT = "null, as with all that may be null: as the installation has it"


DEIDENTIFIED = "the page takes out who the patient is before it sends; DICOM only, and nobody in particular expected"


class ExpectedPatientSchema(Schema):
    """Whose studies are awaited; what is empty is not compared. No mail and no page of a guest's names them."""

    name = ma.fields.String(validate=ma.validate.Length(max=120))
    patient_id = ma.fields.String(validate=ma.validate.Length(max=64))
    birth_date = ma.fields.String(
        validate=ma.validate.Regexp(r"(\d{4}-?\d\d-?\d\d)?\Z"), metadata={"description": "as DICOM has it: YYYYMMDD"}
    )


class WishesSchema(Schema):
    """What a link asks of its guest and shows them, where nothing is taken from the installation's defaults."""

    ask_name = ma.fields.Boolean(metadata={"description": "the page asks who sends"})
    ask_note = ma.fields.Boolean(metadata={"description": "the page asks for a note"})
    may_see = ma.fields.Boolean(metadata={"description": SEES})
    may_download = ma.fields.Boolean(metadata={"description": TAKES})
    expected_patient = ma.fields.Nested(ExpectedPatientSchema, allow_none=True)
    deidentified = ma.fields.Boolean(metadata={"description": DEIDENTIFIED})


class NewLinksSchema(WishesSchema):
    """The form "Share an Upload Folder": one link is made for each recipient."""

    folder_id = ma.fields.UUID(required=True)
    recipients = ma.fields.List(
        ma.fields.String(validate=ma.validate.Length(1, 320)), required=True, validate=ma.validate.Length(1, 50)
    )
    two_factor = ma.fields.Boolean(load_default=None, allow_none=True, metadata={"description": DEFAULT})
    password_by = ma.fields.String(load_default="same_mail", validate=ma.validate.OneOf(PASSWORD_BY))
    password_recipient = ma.fields.String(load_default=None, allow_none=True, validate=ma.validate.Length(1, 320))
    language = ma.fields.String(required=True, validate=ma.validate.OneOf(LANGUAGES))
    password = ma.fields.String(required=True, load_only=True, validate=ma.validate.Length(1, 1000))
    title = ma.fields.String(required=True, validate=ma.validate.Length(1, 120))
    description = ma.fields.String(load_default="", validate=ma.validate.Length(0, 1000))
    expire_date = ma.fields.Date(required=True, metadata={"description": "inclusive, in time_zone"})
    time_zone = ma.fields.String(required=True, validate=ma.validate.Length(1, 60))
    accepts = ma.fields.String(
        allow_none=True,
        validate=ma.validate.OneOf(ACCEPTS),
        metadata={"description": DEFAULT},
    )
    files_most = ma.fields.Integer(allow_none=True, validate=ma.validate.Range(1, 1 << 31))
    bytes_most = ma.fields.Integer(allow_none=True, validate=ma.validate.Range(1, 1 << 50))
    notify = ma.fields.Boolean(
        allow_none=True, metadata={"description": "a mail to the owner when a delivery is complete"}
    )
    remind = ma.fields.Boolean(
        allow_none=True, metadata={"description": "a reminder to the recipient before expiry if nothing has come"}
    )


class PrintingSchema(Schema):
    """What is printed."""

    with_password = ma.fields.Boolean(required=True, metadata={"description": "whether the password is on the page"})


class ContactArguments(Schema):
    """Which contacts."""

    q = ma.fields.String(
        load_default="", validate=ma.validate.Length(max=100), metadata={"description": "empty: those used last"}
    )


class ContactSchema(Schema):
    """An address to which the clinician has sent an upload link before."""

    id = ma.fields.UUID(required=True)
    address = ma.fields.String(required=True)


class ContactsSchema(Schema):
    """Contacts, the last used first."""

    items = ma.fields.List(ma.fields.Nested(ContactSchema), required=True)


class LastDaySchema(Schema):
    """Until when a link works."""

    expire_date = ma.fields.Date(required=True, metadata={"description": "inclusive, in time_zone"})
    time_zone = ma.fields.String(required=True, validate=ma.validate.Length(1, 60))


class NewPasswordSchema(Schema):
    """A password that replaces the old one, and how it reaches the recipient."""

    password = ma.fields.String(required=True, load_only=True, validate=ma.validate.Length(1, 1000))
    password_by = ma.fields.String(required=True, validate=ma.validate.OneOf(PASSWORD_BY))
    password_recipient = ma.fields.String(load_default=None, allow_none=True, validate=ma.validate.Length(1, 320))


class LinkChangesSchema(WishesSchema):
    """What is to be changed of a link; what is not named stays."""

    title = ma.fields.String(validate=ma.validate.Length(1, 120))
    description = ma.fields.String(validate=ma.validate.Length(0, 1000))
    language = ma.fields.String(validate=ma.validate.OneOf(LANGUAGES))
    two_factor = ma.fields.Boolean()
    expire_date = ma.fields.Date(metadata={"description": "inclusive, in time_zone"})
    time_zone = ma.fields.String(validate=ma.validate.Length(1, 60))
    accepts = ma.fields.String(validate=ma.validate.OneOf(ACCEPTS))
    files_most = ma.fields.Integer(validate=ma.validate.Range(1, 1 << 31))
    bytes_most = ma.fields.Integer(validate=ma.validate.Range(1, 1 << 50))
    remind = ma.fields.Boolean(
        metadata={"description": "a reminder to the recipient before expiry if nothing has come"}
    )
    notify = ma.fields.Boolean(metadata={"description": "a mail to the owner when a delivery is complete"})


class BulkSchema(Schema):
    """One action on many links. `expire_date` and `time_zone` are for `extend`."""

    ids = ma.fields.List(ma.fields.UUID(), required=True, validate=ma.validate.Length(1, 1000))
    action = ma.fields.String(
        required=True, validate=ma.validate.OneOf(["revoke", "resend", "remind", "renew_token", "extend"])
    )
    expire_date = ma.fields.Date(load_default=None, metadata={"description": "inclusive, in time_zone"})
    time_zone = ma.fields.String(load_default=None, validate=ma.validate.Length(1, 60))


class BulkOutcomeSchema(Schema):
    """What became of one link: done, or why not."""

    id = ma.fields.UUID(required=True)
    done = ma.fields.Function(lambda outcome: outcome["error"] is None, required=True, metadata={"type": "boolean"})
    code = ma.fields.Function(
        lambda outcome: outcome["error"].code if outcome["error"] else None,
        required=True,
        metadata={"type": ["string", "null"], "description": "a stable word for programs"},
    )
    sentence = ma.fields.Function(
        lambda outcome: gettext(outcome["error"].title, **outcome["error"].params) if outcome["error"] else None,
        required=True,
        metadata={"type": ["string", "null"], "description": "why it could not be done, in words"},
    )


class BulkOutcomesSchema(Schema):
    """For each link what became of it, in the order in which they were named."""

    items = ma.fields.List(ma.fields.Nested(BulkOutcomeSchema), required=True)


class LinkSummarySchema(Schema):
    """A link in a list."""

    id = ma.fields.UUID(required=True)
    folder_id = ma.fields.UUID(required=True)
    folder_name = ma.fields.String(required=True)
    recipient = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    state = ma.fields.String(
        required=True,
        validate=ma.validate.OneOf(["active", "expired", "revoked", "suspended"]),
        metadata={"description": "suspended: see suspended_by"},
    )
    suspended_by = ma.fields.String(
        required=True,
        allow_none=True,
        validate=ma.validate.OneOf(CAUSES),
        metadata={
            "description": "why it takes nobody in, while suspended: its folder lies in the trash, "
            "or was deleted for good, or its owner's account is not active"
        },
    )
    stage = ma.fields.String(
        required=True,
        validate=ma.validate.OneOf(STAGES),
        metadata={"description": "how far it is; password and code: passed; stalled: nothing has come for 30 minutes"},
    )
    percent = ma.fields.Integer(
        required=True, allow_none=True, metadata={"description": "of the open delivery's bytes, while there is one"}
    )
    is_own = ma.fields.Boolean(required=True)
    owner_name = ma.fields.String(required=True)
    expires_at = Moment(required=True)
    expire_date = ma.fields.Date(required=True)
    time_zone = ma.fields.String(required=True)
    created_at = Moment(required=True)
    delivery_count = ma.fields.Integer(required=True)


class TimelineEventSchema(Schema):
    """A step of a link's life."""

    kind = ma.fields.String(required=True)
    at = Moment(required=True)
    detail = ma.fields.Dict(required=True)


class LinkDeliverySchema(Schema):
    """What came by a link."""

    id = ma.fields.UUID(required=True)
    number = ma.fields.String(required=True)
    state = ma.fields.String(required=True)
    opened_at = Moment(required=True)
    closed_at = Moment(required=True, allow_none=True)
    file_count = ma.fields.Integer(required=True)
    bytes = ma.fields.Integer(required=True)
    percent = ma.fields.Integer(
        required=True, allow_none=True, metadata={"description": "of the bytes that were announced; null once closed"}
    )
    stalled = ma.fields.Boolean(required=True, metadata={"description": "open, but nothing has come for 30 minutes"})


class LinkMailSchema(Schema):
    """A mail that was written for a link, and what became of it."""

    kind = ma.fields.String(required=True)
    recipient = ma.fields.String(required=True)
    state = ma.fields.String(
        required=True,
        validate=ma.validate.OneOf(["queued", "sent", "refused", "expired", "returned"]),
        metadata={
            "description": "expired: a password that could not be sent within a day, and was wiped; "
            "returned: a mail server took it, and another sent it back"
        },
    )
    attempts = ma.fields.Integer(required=True)
    answer = ma.fields.String(
        required=True, allow_none=True, attribute="last_answer", metadata={"description": "the mail server's words"}
    )
    created_at = Moment(required=True)
    sent_at = Moment(required=True, allow_none=True)
    returned_at = Moment(required=True, allow_none=True)


class LinkSchema(LinkSummarySchema):
    """Everything about a link but its password."""

    url = ma.fields.String(required=True, metadata={"description": "empty for an administrator: the owner's alone"})
    description = ma.fields.String(required=True)
    language = ma.fields.String(required=True)
    two_factor = ma.fields.Boolean(required=True)
    password_by = ma.fields.String(required=True, validate=ma.validate.OneOf(PASSWORD_BY))
    password_recipient = ma.fields.String(required=True, allow_none=True)
    policy = ma.fields.Nested(PolicySchema, required=True)
    notify = ma.fields.Boolean(required=True)
    remind = ma.fields.Boolean(required=True)
    reminders_declined_at = Moment(
        required=True, allow_none=True, metadata={"description": "when the recipient asked for no more reminders"}
    )
    ask_name = ma.fields.Boolean(required=True)
    ask_note = ma.fields.Boolean(required=True)
    may_see = ma.fields.Boolean(required=True, metadata={"description": SEES})
    may_download = ma.fields.Boolean(required=True, metadata={"description": TAKES})
    expected_patient = ma.fields.Nested(ExpectedPatientSchema, required=True, allow_none=True)
    timeline = ma.fields.List(ma.fields.Nested(TimelineEventSchema), required=True)
    mails = ma.fields.List(ma.fields.Nested(LinkMailSchema), required=True)
    deliveries = ma.fields.List(ma.fields.Nested(LinkDeliverySchema), required=True)


class LinksSchema(Schema):
    """The links that were made, in the order of the recipients."""

    links = ma.fields.List(ma.fields.Nested(LinkSchema), required=True)


class LinkListArguments(PageArguments):
    """Which links."""

    folder_id = ma.fields.UUID(load_default=None)
    state = ma.fields.String(
        load_default=None,
        validate=ma.validate.OneOf(["active", "expiring", "expired", "revoked", "suspended"]),
        metadata={"description": "expiring: active, and the last day is at most three days away"},
    )
    with_deliveries = ma.fields.Boolean(load_default=None)
    filter = ma.fields.String(
        load_default="",
        validate=ma.validate.Length(max=200),
        metadata={"description": "every word must occur in recipient, title or folder's name"},
    )
    everyone = ma.fields.Boolean(load_default=False, metadata={"description": "all clinicians': for administrators"})


class LinkListSchema(Schema):
    """Links, newest first."""

    items = ma.fields.List(ma.fields.Nested(LinkSummarySchema), required=True)
    next_cursor = ma.fields.String(required=True, allow_none=True)
