"""Study, Series, Instance as in DICOM, each owned through its study."""

from __future__ import annotations

from uuid import UUID

import peewee

from backend.accounts.models import User
from backend.db import BaseModel, utcnow
from backend.storage.models import Blob


class Study(BaseModel):
    """(owner, StudyInstanceUID, variant). A variant above 0 means "same UID, other patient".

    Dates are DICOM DA text (YYYYMMDD), times DICOM TM text, "" where empty: real values are too often no dates.
    """

    owner_id: UUID

    owner = peewee.ForeignKeyField(User, backref="studies")
    study_instance_uid = peewee.CharField(max_length=64)
    variant = peewee.IntegerField(default=0)
    opened_by_delivery = peewee.UUIDField(null=True)  # whose empty identity fields may agree
    patient_id = peewee.CharField(max_length=64, default="")
    issuer_of_patient_id = peewee.CharField(max_length=64, default="")
    patient_name = peewee.CharField(max_length=324, default="")  # PN: up to 5 components and 3 groups
    patient_birth_date = peewee.CharField(max_length=8, default="")
    patient_sex = peewee.CharField(max_length=16, default="")
    study_date = peewee.CharField(max_length=8, default="")
    study_time = peewee.CharField(max_length=16, default="")
    study_description = peewee.CharField(max_length=64, default="")
    accession_number = peewee.CharField(max_length=16, default="")
    referring_physician_name = peewee.CharField(max_length=324, default="")
    modalities_in_study = peewee.CharField(max_length=64, default="")  # sorted, joined by a backslash
    name_search = peewee.TextField(default="")  # db.search_key(patient_name)
    series_count = peewee.IntegerField(default=0)
    instance_count = peewee.IntegerField(default=0)
    conflict_count = peewee.IntegerField(default=0)  # instances with other bytes that wait to be settled
    size = peewee.BigIntegerField(default=0)
    created_at = peewee.DateTimeField(default=utcnow)
    updated_at = peewee.DateTimeField(default=utcnow)
    identity_settled_at = peewee.DateTimeField(null=True)  # when the owner said whose it is: the mark is gone

    class Meta:
        indexes = (
            (("owner", "study_instance_uid", "variant"), True),
            (("owner", "study_date", "id"), False),
            (("owner", "patient_id"), False),
        )

    @property
    def marked_variant(self) -> int:
        """`variant` as long as the owner has not said whose study this is, then 0: the mark "other patient" is gone."""
        return self.variant if self.identity_settled_at is None else 0


class StudyAlias(BaseModel):
    """Under whom a study that was merged into this one was filed: the owner has said that it is the same patient, so
    what comes for that identity joins here (ADR 22)."""

    study_id: UUID

    study = peewee.ForeignKeyField(Study, backref="aliases", on_delete="CASCADE")
    opened_by_delivery = peewee.UUIDField(null=True)  # as Study.opened_by_delivery
    patient_id = peewee.CharField(max_length=64, default="")
    issuer_of_patient_id = peewee.CharField(max_length=64, default="")
    patient_name = peewee.CharField(max_length=324, default="")
    patient_birth_date = peewee.CharField(max_length=8, default="")
    created_at = peewee.DateTimeField(default=utcnow)


class Series(BaseModel):
    """A series of one study row."""

    study_id: UUID

    study = peewee.ForeignKeyField(Study, backref="series", on_delete="CASCADE")
    series_instance_uid = peewee.CharField(max_length=64)
    modality = peewee.CharField(max_length=16, default="")
    series_number = peewee.IntegerField(null=True)
    series_description = peewee.CharField(max_length=64, default="")
    body_part_examined = peewee.CharField(max_length=16, default="")
    instance_count = peewee.IntegerField(default=0)

    class Meta:
        indexes = ((("study", "series_instance_uid"), True),)


class Instance(BaseModel):
    """One SOP instance of one study row. `position` orders a stack (mm along the slice normal) where it is known.

    `created_at` is when the bytes in use first came: settling a conflict may put others in use.
    """

    study_id: UUID
    series_id: UUID
    blob_id: UUID

    study = peewee.ForeignKeyField(Study, backref="instances", on_delete="CASCADE")
    series = peewee.ForeignKeyField(Series, backref="instances", on_delete="CASCADE")
    sop_instance_uid = peewee.CharField(max_length=64)
    sop_class_uid = peewee.CharField(max_length=64, default="")
    transfer_syntax_uid = peewee.CharField(max_length=64, default="")
    instance_number = peewee.IntegerField(null=True)
    position = peewee.FloatField(null=True)
    number_of_frames = peewee.IntegerField(default=0)  # 0: no pixels
    rows = peewee.IntegerField(null=True)
    columns = peewee.IntegerField(null=True)
    blob = peewee.ForeignKeyField(Blob)
    size = peewee.BigIntegerField()
    created_at = peewee.DateTimeField(default=utcnow)

    class Meta:
        indexes = ((("study", "sop_instance_uid"), True), (("series", "position", "instance_number"), False))


class InstanceSource(BaseModel):
    """Which delivery brought an instance: withdrawing removes only what no other delivery brought."""

    instance = peewee.ForeignKeyField(Instance, backref="sources", on_delete="CASCADE")
    delivery_id = peewee.UUIDField(index=True)

    class Meta:
        indexes = ((("instance", "delivery_id"), True),)


class InstanceConflict(BaseModel):
    """Same SOPInstanceUID, other bytes than those in use: the first stays, these wait for the owner to settle it. A row
    for each delivery that brought them, so that each delivery's receipt says what it would say to a stranger.

    Settled bytes stay, `settled_at` set, and can be put in use again. All rows of one blob at one instance are settled
    alike.
    """

    instance_id: UUID
    blob_id: UUID

    instance = peewee.ForeignKeyField(Instance, backref="conflicts", on_delete="CASCADE")
    blob = peewee.ForeignKeyField(Blob)
    delivery_id = peewee.UUIDField()
    created_at = peewee.DateTimeField(default=utcnow)
    settled_at = peewee.DateTimeField(null=True)

    class Meta:
        indexes = ((("instance", "blob", "delivery_id"), True),)
