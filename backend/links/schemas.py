"""What the link operations take and give."""

from __future__ import annotations

import marshmallow as ma

from backend.config import LANGUAGES
from backend.web.api import Schema
from backend.web.fields import Moment

PASSWORD_BY = ["same_mail", "separate_mail", "other_address", "told"]


class NewLinksSchema(Schema):
    """The form "Share an Upload Folder": one link is made for each recipient."""

    folder_id = ma.fields.UUID(required=True)
    recipients = ma.fields.List(
        ma.fields.String(validate=ma.validate.Length(1, 320)), required=True, validate=ma.validate.Length(1, 50)
    )
    two_factor = ma.fields.Boolean(load_default=False)
    password_by = ma.fields.String(load_default="same_mail", validate=ma.validate.OneOf(PASSWORD_BY))
    password_recipient = ma.fields.String(load_default=None, allow_none=True, validate=ma.validate.Length(1, 320))
    language = ma.fields.String(required=True, validate=ma.validate.OneOf(LANGUAGES))
    password = ma.fields.String(required=True, load_only=True, validate=ma.validate.Length(1, 1000))
    title = ma.fields.String(required=True, validate=ma.validate.Length(1, 120))
    description = ma.fields.String(load_default="", validate=ma.validate.Length(0, 1000))
    expire_date = ma.fields.Date(required=True, metadata={"description": "inclusive, in time_zone"})
    time_zone = ma.fields.String(required=True, validate=ma.validate.Length(1, 60))


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
        metadata={"description": "suspended: its folder lies in the trash"},
    )
    expires_at = Moment(required=True)
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


class LinkSchema(LinkSummarySchema):
    """Everything about a link but its password."""

    url = ma.fields.String(required=True)
    description = ma.fields.String(required=True)
    language = ma.fields.String(required=True)
    two_factor = ma.fields.Boolean(required=True)
    password_by = ma.fields.String(required=True, validate=ma.validate.OneOf(PASSWORD_BY))
    password_recipient = ma.fields.String(required=True, allow_none=True)
    expire_date = ma.fields.Date(required=True)
    time_zone = ma.fields.String(required=True)
    timeline = ma.fields.List(ma.fields.Nested(TimelineEventSchema), required=True)
    deliveries = ma.fields.List(ma.fields.Nested(LinkDeliverySchema), required=True)


class LinksSchema(Schema):
    """The links that were made, in the order of the recipients."""

    links = ma.fields.List(ma.fields.Nested(LinkSchema), required=True)


class LinkListArguments(Schema):
    """Which links."""

    folder_id = ma.fields.UUID(load_default=None)


class LinkListSchema(Schema):
    """A clinician's links, newest first."""

    items = ma.fields.List(ma.fields.Nested(LinkSummarySchema), required=True)
