"""The first tables, frozen as they were: later changes of the models are migrations of their own."""

import peewee
from peewee import (
    BigIntegerField,
    BlobField,
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    FloatField,
    ForeignKeyField,
    IntegerField,
    TextField,
    UUIDField,
)

PARTIAL_INDEXES = (
    'CREATE INDEX "folder_by_name" ON "folder" ("parent_id", "sort_name", "id") WHERE ("trashed_at" IS NULL)',
    'CREATE INDEX "folder_by_time" ON "folder" ("parent_id", "created_at", "id") WHERE ("trashed_at" IS NULL)',
    'CREATE INDEX "folder_entry_by_name" ON "folder_entry" ("folder_id", "kind", "sort_name", "id") WHERE ("trashed_at" IS NULL)',
    'CREATE INDEX "folder_entry_by_study_date" ON "folder_entry" ("folder_id", "kind", "sort_study_date", "id") WHERE ("trashed_at" IS NULL)',
    'CREATE INDEX "folder_entry_by_patient_id" ON "folder_entry" ("folder_id", "kind", "sort_patient_id", "id") WHERE ("trashed_at" IS NULL)',
    'CREATE INDEX "folder_entry_by_added_at" ON "folder_entry" ("folder_id", "kind", "added_at", "id") WHERE ("trashed_at" IS NULL)',
    'CREATE INDEX "folder_entry_not_seen" ON "folder_entry" ("folder_id") WHERE (("trashed_at" IS NULL) AND ("seen_at" IS NULL))',
    'CREATE INDEX "folder_entry_in_trash" ON "folder_entry" ("folder_id") WHERE ("trashed_at" IS NOT NULL)',
)


def up(migrator, db):
    class Table(peewee.Model):
        class Meta:
            database = db

    class AuditEvent(Table):
        id = UUIDField(primary_key=True)
        at = DateTimeField()
        actor = CharField(max_length=120)
        action = CharField(index=True, max_length=60)
        subject = CharField(index=True, max_length=120)
        detail = TextField()
        network = CharField(null=True, max_length=45)
        request_id = CharField(null=True, max_length=40)
        sequence = BigIntegerField(unique=True, null=True)
        chain_hash = CharField(null=True, max_length=64)

        class Meta:
            table_name = "audit_event"

    class Blob(Table):
        id = UUIDField(primary_key=True)
        key = CharField(unique=True, max_length=64)
        sha256 = CharField(unique=True, max_length=64)
        size = BigIntegerField()
        created_at = DateTimeField()

        class Meta:
            table_name = "blob"

    class GuestSession(Table):
        id = UUIDField(primary_key=True)
        token_hash = CharField(unique=True, max_length=64)
        created_at = DateTimeField()
        seen_at = DateTimeField()
        expires_at = DateTimeField()

        class Meta:
            table_name = "guest_session"

    class User(Table):
        id = UUIDField(primary_key=True)
        email = CharField(max_length=320)
        email_key = CharField(unique=True, max_length=320)
        name = CharField(max_length=120)
        password_hash = CharField()
        role = CharField(max_length=20)
        language = CharField(max_length=8)
        time_zone = CharField(max_length=60)
        active = BooleanField()
        created_at = DateTimeField()

        class Meta:
            table_name = "user"

    class Folder(Table):
        id = UUIDField(primary_key=True)
        owner = ForeignKeyField(User)
        parent = ForeignKeyField("self", null=True)
        name = CharField(max_length=120)
        sort_name = CharField(max_length=240)
        sibling_key = CharField(null=True, max_length=240)
        created_by = CharField(max_length=120)
        created_at = DateTimeField()
        trashed_at = DateTimeField(null=True)
        trashed_by = CharField(null=True, max_length=120)
        change_seq = BigIntegerField()

        class Meta:
            table_name = "folder"
            indexes = ((("parent", "sibling_key"), True), (("owner", "trashed_at"), False))

    class Link(Table):
        id = UUIDField(primary_key=True)
        owner = ForeignKeyField(User)
        folder = ForeignKeyField(Folder)
        recipient = CharField(max_length=320)
        title = CharField(max_length=120)
        description = CharField(max_length=1000)
        language = CharField(max_length=8)
        token_version = IntegerField()
        token_hash = CharField(unique=True, max_length=64)
        password_hash = CharField()
        two_factor = BooleanField()
        password_by = CharField(max_length=16)
        password_recipient = CharField(null=True, max_length=320)
        expire_date = DateField()
        time_zone = CharField(max_length=60)
        expires_at = DateTimeField()
        policy = TextField()
        notify = BooleanField()
        created_at = DateTimeField()
        revoked_at = DateTimeField(null=True)

        class Meta:
            table_name = "link"
            indexes = ((("folder", "expires_at"), False), (("owner", "created_at"), False))

    class GuestProof(Table):
        id = UUIDField(primary_key=True)
        session = ForeignKeyField(GuestSession, on_delete="CASCADE")
        link = ForeignKeyField(Link, on_delete="CASCADE")
        token_version = IntegerField()
        password_mark = CharField(null=True, max_length=64)
        opened_at = DateTimeField()
        password_at = DateTimeField(null=True)
        code_at = DateTimeField(null=True)

        class Meta:
            table_name = "guest_proof"
            indexes = ((("session", "link"), True),)

    class CodeChallenge(Table):
        id = UUIDField(primary_key=True)
        proof = ForeignKeyField(GuestProof, on_delete="CASCADE")
        sealed_secret = BlobField()
        tries = IntegerField()
        created_at = DateTimeField()
        expires_at = DateTimeField()
        used_at = DateTimeField(null=True)

        class Meta:
            table_name = "code_challenge"

    class Delivery(Table):
        id = UUIDField(primary_key=True)
        number = CharField(unique=True, max_length=12)
        owner = ForeignKeyField(User)
        folder = ForeignKeyField(Folder)
        via = CharField(max_length=12)
        origin_ref = CharField(index=True, max_length=60)
        opened_by = CharField(max_length=120)
        sender_name = CharField(max_length=320)
        title = CharField(max_length=120)
        policy = TextField()
        state = CharField(max_length=10)
        opened_at = DateTimeField()
        active_at = DateTimeField()
        closing_at = DateTimeField(null=True)
        closed_at = DateTimeField(null=True)
        closed_by = CharField(null=True, max_length=10)
        receipt = TextField(null=True)

        class Meta:
            table_name = "delivery"
            indexes = ((("owner", "opened_at"), False), (("state", "active_at"), False))

    class Upload(Table):
        id = UUIDField(primary_key=True)
        claim = CharField(index=True, max_length=60)
        length = BigIntegerField()
        metadata = TextField()
        created_at = DateTimeField()
        expires_at = DateTimeField()
        finished_at = DateTimeField(null=True)
        purged_at = DateTimeField(null=True)

        class Meta:
            table_name = "upload"

    class DeliveryFile(Table):
        id = UUIDField(primary_key=True)
        delivery = ForeignKeyField(Delivery, on_delete="CASCADE")
        position = IntegerField()
        path = CharField(max_length=1024)
        size = BigIntegerField()
        last_modified = BigIntegerField()
        upload = ForeignKeyField(Upload, null=True)
        upload_offset = BigIntegerField()
        state = CharField(max_length=10)
        reason = CharField(null=True, max_length=40)
        sha256 = CharField(null=True, max_length=64)
        outcome_ref = CharField(null=True, max_length=60)
        object_key = CharField(null=True, max_length=64)
        series_key = CharField(null=True, max_length=64)
        finished_at = DateTimeField(null=True)

        class Meta:
            table_name = "delivery_file"
            indexes = (
                (("delivery", "position"), True),
                (("delivery", "state"), False),
                (("delivery", "object_key"), False),
                (("delivery", "outcome_ref"), False),
            )

    class Document(Table):
        id = UUIDField(primary_key=True)
        owner = ForeignKeyField(User)
        name = CharField()
        media_type = CharField(max_length=120)
        size = BigIntegerField()
        blob = ForeignKeyField(Blob)
        created_at = DateTimeField()

        class Meta:
            table_name = "document"

    class DocumentSource(Table):
        id = UUIDField(primary_key=True)
        document = ForeignKeyField(Document, on_delete="CASCADE")
        delivery_id = UUIDField(index=True)

        class Meta:
            table_name = "document_source"
            indexes = ((("document", "delivery_id"), True),)

    class Study(Table):
        id = UUIDField(primary_key=True)
        owner = ForeignKeyField(User)
        study_instance_uid = CharField(max_length=64)
        variant = IntegerField()
        opened_by_delivery = UUIDField(null=True)
        patient_id = CharField(max_length=64)
        issuer_of_patient_id = CharField(max_length=64)
        patient_name = CharField(max_length=324)
        patient_birth_date = CharField(max_length=8)
        patient_sex = CharField(max_length=16)
        study_date = CharField(max_length=8)
        study_time = CharField(max_length=16)
        study_description = CharField(max_length=64)
        accession_number = CharField(max_length=16)
        referring_physician_name = CharField(max_length=324)
        modalities_in_study = CharField(max_length=64)
        name_search = TextField()
        series_count = IntegerField()
        instance_count = IntegerField()
        conflict_count = IntegerField()
        size = BigIntegerField()
        created_at = DateTimeField()
        updated_at = DateTimeField()

        class Meta:
            table_name = "study"
            indexes = (
                (("owner", "study_instance_uid", "variant"), True),
                (("owner", "study_date", "id"), False),
                (("owner", "patient_id"), False),
            )

    class FolderEntry(Table):
        id = UUIDField(primary_key=True)
        folder = ForeignKeyField(Folder)
        kind = CharField(max_length=10)
        study = ForeignKeyField(Study, null=True)
        document = ForeignKeyField(Document, null=True)
        sort_name = CharField(max_length=240)
        sort_study_date = CharField(max_length=8)
        sort_patient_id = CharField(max_length=64)
        added_at = DateTimeField()
        added_by = CharField(max_length=120)
        added_by_name = CharField(max_length=320)
        added_via = CharField(max_length=12)
        delivery_id = UUIDField(index=True, null=True)
        seen_at = DateTimeField(null=True)
        trashed_at = DateTimeField(null=True)
        trashed_by = CharField(null=True, max_length=120)

        class Meta:
            table_name = "folder_entry"
            indexes = ((("folder", "study"), True), (("folder", "document"), True))

    class GuessBudget(Table):
        id = UUIDField(primary_key=True)
        link = ForeignKeyField(Link, on_delete="CASCADE")
        bucket = CharField(max_length=80)
        failures = IntegerField()
        last_at = DateTimeField()

        class Meta:
            table_name = "guess_budget"
            indexes = ((("link", "bucket"), True),)

    class Series(Table):
        id = UUIDField(primary_key=True)
        study = ForeignKeyField(Study, on_delete="CASCADE")
        series_instance_uid = CharField(max_length=64)
        modality = CharField(max_length=16)
        series_number = IntegerField(null=True)
        series_description = CharField(max_length=64)
        body_part_examined = CharField(max_length=16)
        instance_count = IntegerField()

        class Meta:
            table_name = "series"
            indexes = ((("study", "series_instance_uid"), True),)

    class Instance(Table):
        id = UUIDField(primary_key=True)
        study = ForeignKeyField(Study, on_delete="CASCADE")
        series = ForeignKeyField(Series, on_delete="CASCADE")
        sop_instance_uid = CharField(max_length=64)
        sop_class_uid = CharField(max_length=64)
        transfer_syntax_uid = CharField(max_length=64)
        instance_number = IntegerField(null=True)
        position = FloatField(null=True)
        number_of_frames = IntegerField()
        rows = IntegerField(null=True)
        columns = IntegerField(null=True)
        blob = ForeignKeyField(Blob)
        size = BigIntegerField()
        created_at = DateTimeField()

        class Meta:
            table_name = "instance"
            indexes = ((("study", "sop_instance_uid"), True), (("series", "position", "instance_number"), False))

    class InstanceConflict(Table):
        id = UUIDField(primary_key=True)
        instance = ForeignKeyField(Instance, on_delete="CASCADE")
        blob = ForeignKeyField(Blob)
        delivery_id = UUIDField()
        created_at = DateTimeField()
        settled_at = DateTimeField(null=True)

        class Meta:
            table_name = "instance_conflict"
            indexes = ((("instance", "blob", "delivery_id"), True),)

    class InstanceSource(Table):
        id = UUIDField(primary_key=True)
        instance = ForeignKeyField(Instance, on_delete="CASCADE")
        delivery_id = UUIDField(index=True)

        class Meta:
            table_name = "instance_source"
            indexes = ((("instance", "delivery_id"), True),)

    class Job(Table):
        id = UUIDField(primary_key=True)
        task = CharField(max_length=60)
        payload = TextField()
        state = CharField(max_length=10)
        attempts = IntegerField()
        run_at = DateTimeField()
        pushed_at = DateTimeField(null=True)
        lease_until = DateTimeField(null=True)
        error = TextField(null=True)
        created_at = DateTimeField()
        finished_at = DateTimeField(null=True)

        class Meta:
            table_name = "job"
            indexes = ((("state", "run_at"), False),)

    class LinkEvent(Table):
        id = UUIDField(primary_key=True)
        link = ForeignKeyField(Link, on_delete="CASCADE")
        kind = CharField(max_length=30)
        at = DateTimeField()
        detail = TextField()

        class Meta:
            table_name = "link_event"
            indexes = ((("link", "at"), False),)

    class LogInFailure(Table):
        id = UUIDField(primary_key=True)
        bucket = CharField(unique=True, max_length=80)
        failures = IntegerField()
        last_at = DateTimeField(index=True)

        class Meta:
            table_name = "log_in_failure"

    class OutboxMail(Table):
        id = UUIDField(primary_key=True)
        message_id = CharField(unique=True, max_length=120)
        recipient = CharField(max_length=320)
        kind = CharField(max_length=40)
        reference = CharField(index=True, max_length=60)
        language = CharField(max_length=8)
        sealed = BlobField(null=True)
        has_password = BooleanField()
        state = CharField(max_length=10)
        attempts = IntegerField()
        last_answer = TextField(null=True)
        created_at = DateTimeField()
        sent_at = DateTimeField(null=True)

        class Meta:
            table_name = "outbox_mail"

    class UserSession(Table):
        id = UUIDField(primary_key=True)
        user = ForeignKeyField(User, on_delete="CASCADE")
        token_hash = CharField(unique=True, max_length=64)
        user_agent = CharField(max_length=200)
        network = CharField(null=True, max_length=45)
        created_at = DateTimeField()
        seen_at = DateTimeField()
        expires_at = DateTimeField()
        ended_at = DateTimeField(null=True)

        class Meta:
            table_name = "user_session"
            indexes = ((("user", "network"), False),)

    db.create_tables(peewee.sort_models(Table.__subclasses__()))
    for index in PARTIAL_INDEXES:
        db.execute_sql(index)
