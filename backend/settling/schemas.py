"""What settling takes and gives."""

from __future__ import annotations

import marshmallow as ma

from backend.settling.conflicts import AT_ONCE
from backend.studies.schemas import StudyIdentitySchema
from backend.web.api import Schema
from backend.web.fields import Moment
from backend.web.paging import PageArguments

SHA256 = ma.validate.Regexp(r"[0-9a-f]{64}\Z")


class ConflictsArguments(PageArguments):
    """Which conflicts: those that wait, or those that are settled."""

    state = ma.fields.String(load_default="open", validate=ma.validate.OneOf(["open", "settled"]))


class SenderSchema(Schema):
    """Who sent something in which delivery; `number` is that of its receipt."""

    name = ma.fields.String(required=True)
    via = ma.fields.String(required=True, validate=ma.validate.OneOf(["upload", "link"]))
    number = ma.fields.String(required=True)
    sent_at = Moment(required=True)


class VersionSchema(Schema):
    """Bytes that came as this instance. What came otherwise than by a delivery has no senders."""

    sha256 = ma.fields.String(required=True)
    size = ma.fields.Integer(required=True, metadata={"description": "bytes"})
    arrived_at = Moment(required=True)
    in_use = ma.fields.Boolean(required=True)
    is_open = ma.fields.Boolean(required=True, metadata={"description": "waits for the owner to settle it"})
    senders = ma.fields.List(ma.fields.Nested(SenderSchema), required=True)


class ConflictSchema(Schema):
    """An instance as which different bytes came; `versions` in the order of their arrival."""

    id = ma.fields.UUID(required=True, metadata={"description": "the instance's id"})
    SOPInstanceUID = ma.fields.String(required=True)
    InstanceNumber = ma.fields.Integer(required=True, allow_none=True)
    SeriesNumber = ma.fields.Integer(required=True, allow_none=True)
    SeriesDescription = ma.fields.String(required=True)
    Modality = ma.fields.String(required=True)
    is_open = ma.fields.Boolean(required=True)
    versions = ma.fields.List(ma.fields.Nested(VersionSchema), required=True)


class ConflictsSchema(Schema):
    """A page of a study's conflicts; `total` counts all of them in that state."""

    items = ma.fields.List(ma.fields.Nested(ConflictSchema), required=True)
    total = ma.fields.Integer(required=True)
    next_cursor = ma.fields.String(required=True, allow_none=True)


class DetailedVersionSchema(VersionSchema):
    """A version that has been read."""

    frame_count = ma.fields.Integer(required=True, metadata={"description": "0: no pixels"})


class ValueSchema(Schema):
    """A data element's value; `text` is null for a sequence or plain bytes."""

    text = ma.fields.String(required=True, allow_none=True)
    length = ma.fields.Integer(required=True, metadata={"description": "bytes"})


class DifferenceSchema(Schema):
    """A data element whose value is not the same in all versions; a value is null where the element is absent."""

    tag = ma.fields.String(required=True, metadata={"description": "gggg,eeee"})
    keyword = ma.fields.String(required=True, metadata={"description": "'' for a private element"})
    name = ma.fields.String(required=True)
    VR = ma.fields.String(required=True)
    values = ma.fields.List(
        ma.fields.Nested(ValueSchema, allow_none=True),
        required=True,
        metadata={"description": "in the versions' order"},
    )


class ConflictDetailSchema(ConflictSchema):
    """A conflict, and what differs."""

    versions = ma.fields.List(ma.fields.Nested(DetailedVersionSchema), required=True)
    differences = ma.fields.List(ma.fields.Nested(DifferenceSchema), required=True)
    same_pixels = ma.fields.Boolean(required=True)


class ChoiceSchema(Schema):
    """Use these bytes. Those in `open` still wait to be settled; all others are settled, and stay kept."""

    conflict_id = ma.fields.UUID(required=True)
    use = ma.fields.String(required=True, validate=SHA256, metadata={"description": "a version's sha256"})
    open = ma.fields.List(ma.fields.String(validate=SHA256), load_default=list, validate=ma.validate.Length(max=100))


class SettleSchema(Schema):
    """Choices one by one, or `keep` for all conflicts that wait, up to the thousand that a request settles."""

    choices = ma.fields.List(
        ma.fields.Nested(ChoiceSchema), load_default=list, validate=ma.validate.Length(max=AT_ONCE)
    )
    keep = ma.fields.String(
        load_default=None,
        allow_none=True,
        validate=ma.validate.OneOf(["first", "latest"]),
        metadata={"description": "of each instance, the bytes that came first, or last"},
    )


class SettledSchema(Schema):
    """What is left to settle; `previous` are the choices that turn it all back."""

    previous = ma.fields.List(ma.fields.Nested(ChoiceSchema), required=True)
    waiting = ma.fields.Integer(required=True)


class VariantSchema(StudyIdentitySchema):
    """A study with this UID; beside the one that was asked for it says how they overlap."""

    id = ma.fields.UUID(required=True)
    IssuerOfPatientID = ma.fields.String(required=True)
    PatientSex = ma.fields.String(required=True)
    AccessionNumber = ma.fields.String(required=True)
    is_marked = ma.fields.Boolean(required=True, metadata={"description": "waits for the owner to say whose it is"})
    series_count = ma.fields.Integer(required=True)
    instance_count = ma.fields.Integer(required=True)
    size = ma.fields.Integer(required=True, metadata={"description": "bytes"})
    arrived_at = Moment(required=True)
    sender = ma.fields.Nested(SenderSchema, required=True, allow_none=True)
    places = ma.fields.List(
        ma.fields.String(), required=True, metadata={"description": "names from the root, joined by ' / '"}
    )
    thumbnail_instance_id = ma.fields.UUID(required=True, allow_none=True)
    same_instances = ma.fields.Integer(required=True)
    other_instances = ma.fields.Integer(
        required=True, metadata={"description": "held by both with other bytes: conflicts after a merge"}
    )


class VariantsSchema(Schema):
    """The owner's studies with one UID; the one that was asked for comes first."""

    items = ma.fields.List(ma.fields.Nested(VariantSchema), required=True)


class IdentitySchema(Schema):
    """The owner's word. True: the same patient, merge `into` that study. False: different patients. Null: undecided."""

    same_patient = ma.fields.Boolean(required=True, allow_none=True)
    into = ma.fields.UUID(load_default=None, allow_none=True)


class IdentitySettledSchema(Schema):
    """The study that is left, and its conflicts that wait."""

    study_id = ma.fields.UUID(required=True)
    conflicts = ma.fields.Integer(required=True)
