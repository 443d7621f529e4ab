"""The tree, and what lies in it by reference."""

from __future__ import annotations

from uuid import UUID

import peewee

from backend.accounts.models import User
from backend.db import BaseModel, utcnow
from backend.documents.models import Document
from backend.studies.models import Study


class Folder(BaseModel):
    """A named node of one owner's tree. Each owner has one root: no parent, no name, never renamed, shared or trashed.

    `sibling_key` is the name's key while the folder is live and null in the trash, so that the unique index holds among
    live siblings only. `change_seq` rises with whatever shows in this folder's listing.
    """

    owner_id: UUID
    parent_id: UUID | None

    owner = peewee.ForeignKeyField(User, backref="folders")
    parent = peewee.ForeignKeyField("self", null=True, backref="children")
    name = peewee.CharField(max_length=120)
    sort_name = peewee.CharField(max_length=240, default="")  # names.sort_key(name)
    filter_text = peewee.TextField(default="")  # what a filter's words are looked for in; see names.columns
    sibling_key = peewee.CharField(max_length=240, null=True)
    created_by = peewee.CharField(max_length=120)
    created_at = peewee.DateTimeField(default=utcnow)
    trashed_at = peewee.DateTimeField(null=True)  # set on the folder that was deleted, not on those below it
    trashed_by = peewee.CharField(max_length=120, null=True)
    purged_at = peewee.DateTimeField(null=True)  # deleted for good, with all that is in it: see folders.purge
    change_seq = peewee.BigIntegerField(default=0)

    class Meta:
        indexes = ((("parent", "sibling_key"), True), (("owner", "trashed_at"), False))


# What a listing reads page by page, in each order that it offers: a middle page is as fast as the first.
_live_folder = Folder.trashed_at.is_null()
Folder.add_index(Folder.index(Folder.parent, Folder.sort_name, Folder.id, where=_live_folder, name="folder_by_name"))
Folder.add_index(Folder.index(Folder.parent, Folder.created_at, Folder.id, where=_live_folder, name="folder_by_time"))


class FolderEntry(BaseModel):
    """A study or a document in a folder. The same study can lie in many folders of its owner's tree.

    `sort_...` and `filter_text` repeat what the study or document says, because no index reaches over a join: see
    folders.listed. folders.entries keeps them.
    """

    folder_id: UUID
    study_id: UUID | None
    document_id: UUID | None

    folder = peewee.ForeignKeyField(Folder, backref="entries", index=False)  # the indexes below begin with it
    kind = peewee.CharField(max_length=10)  # study, document
    study = peewee.ForeignKeyField(Study, null=True, backref="entries")
    document = peewee.ForeignKeyField(Document, null=True, backref="entries")
    sort_name = peewee.CharField(max_length=240, default="")  # names.sort_key(PatientName or file name)
    sort_study_date = peewee.CharField(max_length=8, default="")
    sort_patient_id = peewee.CharField(max_length=64, default="")
    sort_birth_date = peewee.CharField(max_length=8, default="")
    sort_modality = peewee.CharField(max_length=64, default="")
    sort_description = peewee.CharField(max_length=240, default="")
    sort_accession_number = peewee.CharField(max_length=240, default="")
    sort_instances = peewee.IntegerField(default=0)
    sort_size = peewee.BigIntegerField(default=0)
    filter_text = peewee.TextField(default="")
    added_at = peewee.DateTimeField(default=utcnow)
    added_by = peewee.CharField(max_length=120)
    added_by_name = peewee.CharField(max_length=320, default="")
    added_via = peewee.CharField(max_length=12)  # upload, link, search
    delivery_id = peewee.UUIDField(null=True, index=True)
    seen_at = peewee.DateTimeField(null=True)  # when the owner last looked after it arrived
    trashed_at = peewee.DateTimeField(null=True)
    trashed_by = peewee.CharField(max_length=120, null=True)
    purged_at = peewee.DateTimeField(null=True)  # deleted for good: see folders.purge

    class Meta:
        indexes = ((("folder", "study"), True), (("folder", "document"), True))


_live_entry = FolderEntry.trashed_at.is_null()
for _order in (
    "sort_name",
    "sort_study_date",
    "sort_patient_id",
    "sort_birth_date",
    "sort_modality",
    "sort_description",
    "sort_accession_number",
    "sort_instances",
    "sort_size",
    "added_at",
):
    FolderEntry.add_index(
        FolderEntry.index(
            FolderEntry.folder,
            FolderEntry.kind,
            getattr(FolderEntry, _order),
            FolderEntry.id,
            where=_live_entry,
            name=f"folder_entry_by_{_order.removeprefix('sort_')}",
        )
    )
# A filter reads all of a folder's texts from this index alone. The last condition keeps other queries from choosing it.
FolderEntry.add_index(
    FolderEntry.index(
        FolderEntry.folder,
        FolderEntry.kind,
        FolderEntry.filter_text,
        FolderEntry.trashed_at,  # else SQLite would look into the table to see that it is null
        FolderEntry.id,
        where=_live_entry & (FolderEntry.filter_text != ""),
        name="folder_entry_by_filter",
    )
)
FolderEntry.add_index(
    FolderEntry.index(
        FolderEntry.folder, where=_live_entry & FolderEntry.seen_at.is_null(), name="folder_entry_not_seen"
    )
)
FolderEntry.add_index(
    FolderEntry.index(FolderEntry.folder, where=FolderEntry.trashed_at.is_null(False), name="folder_entry_in_trash")
)


class FolderGrant(BaseModel):
    """A colleague may see, or see and edit, a folder and all live folders below it: until a moment, or without end.

    Only folders.access says what follows. A grant on a folder in the trash sleeps; an expired one counts as none.
    """

    folder_id: UUID
    grantee_id: UUID

    folder = peewee.ForeignKeyField(Folder, backref="grants", on_delete="CASCADE", index=False)
    grantee = peewee.ForeignKeyField(User, backref="grants", on_delete="CASCADE")
    may = peewee.CharField(max_length=4)  # view, edit
    until_date = peewee.DateField(null=True)  # the last day, in the time zone
    time_zone = peewee.CharField(max_length=60)
    until = peewee.DateTimeField(null=True)  # the first moment (UTC) at which it no longer holds
    granted_by = peewee.CharField(max_length=120)
    granted_at = peewee.DateTimeField(default=utcnow)

    class Meta:
        indexes = ((("folder", "grantee"), True),)


# What the sweep looks for: it finds nothing nearly always, and without these it would read every row for that.
Folder.add_index(Folder.index(Folder.purged_at, where=Folder.purged_at.is_null(False), name="folder_purged"))
Folder.add_index(Folder.index(Folder.trashed_at, where=Folder.trashed_at.is_null(False), name="folder_in_trash"))
FolderEntry.add_index(
    FolderEntry.index(FolderEntry.purged_at, where=FolderEntry.purged_at.is_null(False), name="folder_entry_purged")
)
FolderEntry.add_index(
    FolderEntry.index(
        FolderEntry.trashed_at, where=FolderEntry.trashed_at.is_null(False), name="folder_entry_trashed_at"
    )
)
