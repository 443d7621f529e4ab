"""Custody (R7): random deliveries of files that can be taken for one another, by several senders into several trees.

Nobody sees, changes or loses what is another's, and no answer tells that bytes are known from elsewhere: each guest's
receipt is compared with that for the same files in a world that knows nothing.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.accounts.models import User
from backend.db import new_id
from backend.deliveries import service
from backend.deliveries.models import Delivery, DeliveryFile
from backend.documents.models import Document, DocumentSource
from backend.errors import NotFound
from backend.folders.models import FolderEntry
from backend.storage import service as storage
from backend.storage.models import Blob
from backend.studies.header import read_header
from backend.studies.models import Instance, InstanceConflict, InstanceSource, Study
from tests import factories
from tests.deliveries import pool
from tests.deliveries.conftest import new_owner
from tests.deliveries.sender import Named, Sender, clinician, guest_of

KEPT = ("filed", "conflict", "duplicate")

#: (which owner, as a guest or as the owner, which files in which order, how many in the first bundle)
DELIVERIES = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.booleans(),
        st.lists(st.integers(0, 16), min_size=1, max_size=6),
        st.integers(0, 6),
    ),
    min_size=1,
    max_size=4,
)

First = dict[tuple[UUID, str], UUID]


FULL = os.environ.get("FILMJACKET_TESTS") == "full"


@settings(max_examples=300 if FULL else 10, deadline=None, suppress_health_check=list(HealthCheck))
@given(deliveries=DELIVERIES)
def test_custody(ground: object, tmp_path: Path, deliveries: list[tuple[int, bool, list[int], int]]) -> None:
    files = pool.make(tmp_path / str(new_id()))
    owners = [new_owner(f"{new_id()}@clinic.example", "Dr. Weber") for _ in range(2)]
    first: First = {}
    for whose, as_guest, chosen, cut in deliveries:
        owner = owners[whose]
        others = belongings(owners[1 - whose])
        sender = guest_of(owner) if as_guest else clinician(owner)
        brought = [files[index] for index in chosen]
        deliver(sender, brought, cut)
        assert belongings(owners[1 - whose]) == others
        nothing_lost(owner, sender, brought)
        first = the_first_stays(owner, first)
        if as_guest:
            tells_nothing(sender, brought, cut)
        strangers_see_nothing(sender, owners[1 - whose])
    patients_stay_apart()
    rows_point_to_their_owner()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_no_answer_tells_what_is_known_from_elsewhere(ground: object, tmp_path: Path) -> None:
    """The cases that once did: each delivery on top of what others had brought, and into an empty world."""
    files = {name: (name, data) for name, data in pool.make(tmp_path)}
    before = (
        ("first.dcm",),
        ("other-bytes.dcm", "first.dcm"),
        ("nobodys.dcm",),
        ("sub/letter.pdf", "letter.pdf"),
    )
    then = (
        ("other-bytes.dcm", "other-bytes-too.dcm"),
        ("other-bytes.dcm", "first.dcm", "renamed.dcm"),
        ("other-bytes-too.dcm", "other-bytes.dcm", "first.dcm"),
        ("nobodys.dcm", "nobodys-second.dcm"),
        ("spoofed.dcm", "spoofed-second.dcm", "second.dcm"),
        ("letter.pdf", "sub/letter.pdf", "copy of letter.pdf"),
    )
    for known in before:
        owner = new_owner(f"{new_id()}@clinic.example", "Dr. Weber")
        guest_of(owner).deliver([files[name] for name in known])
        for names in then:
            sender = guest_of(owner)
            brought = [*(files[name] for name in names), ("letter (2).pdf", files["letter.pdf"][1])]
            deliver(sender, brought, len(brought))
            tells_nothing(sender, brought, len(brought))


def deliver(sender: Sender, files: list[Named], cut: int) -> None:
    """In two bundles, the second in an order of its own."""
    if files[:cut]:
        sender.send(files[:cut])
    if files[cut:]:
        sender.send([(f"2/{path}", data) for path, data in files[cut:]])
    sender.close()


def belongings(owner: User) -> Any:
    """All that is an owner's, as it is."""
    studies = [study.__data__ for study in Study.select().where(Study.owner == owner).order_by(Study.id)]
    mine = Study.select(Study.id).where(Study.owner == owner)
    instances = [row.__data__ for row in Instance.select().where(Instance.study.in_(mine)).order_by(Instance.id)]
    documents = [row.__data__ for row in Document.select().where(Document.owner == owner).order_by(Document.id)]
    entries = FolderEntry.select().where(
        FolderEntry.study.in_(mine)
        | FolderEntry.document.in_(Document.select(Document.id).where(Document.owner == owner))
    )
    return studies, instances, documents, [row.__data__ for row in entries.order_by(FolderEntry.id)]


def nothing_lost(owner: User, sender: Sender, files: list[Named]) -> None:
    """Whatever is said to be kept can be read, under the owner, byte by byte."""
    lines = sender.lines()
    assert {line.state for line in lines} <= {*KEPT, "refused"}
    by_hash = {hash_of(data): data for _, data in files}
    for line in lines:
        if line.state not in KEPT:
            continue
        blob = Blob.get(Blob.sha256 == line.sha256)
        with storage.store().open(blob.key) as reader:
            assert reader.read() == by_hash[str(line.sha256)]
        kind, _, row_id = str(line.outcome_ref).partition(":")
        if kind == "document":
            assert Document.get_by_id(row_id).blob_id == blob.id
            assert Document.get_by_id(row_id).owner_id == owner.id
        else:
            study = Study.get_by_id(row_id)
            assert study.owner_id == owner.id
            held = Instance.select().where((Instance.study == study) & (Instance.blob == blob)).exists()
            kept = (
                InstanceConflict.select()
                .join(Instance)
                .where((Instance.study == study) & (InstanceConflict.blob == blob))
                .exists()
            )
            assert held or kept


def the_first_stays(owner: User, before: First) -> First:
    """Nothing overwrites: what a study held under a UID it holds for good."""
    query: Any = Instance.select(Instance.study, Instance.sop_instance_uid, Instance.blob)
    now = {(study, uid): blob for study, uid, blob in query.tuples()}
    assert before.items() <= now.items()
    return now


def tells_nothing(sender: Sender, files: list[Named], cut: int) -> None:
    """The same files, brought to somebody who has nothing, give the same answers."""
    control = guest_of(new_owner(f"{new_id()}@clinic.example", "Dr. Weber"))
    deliver(control, files, cut)
    assert told(sender) == told(control)


def told(sender: Sender) -> Any:
    """All that a sender gets to know, without what differs for every delivery."""
    receipt = service.receipt(sender.principal, sender.id)
    lines = service.files(sender.principal, sender.id, 500)["items"]
    own = ("number", "opened_at", "closed_at")
    return (
        {name: value for name, value in receipt.items() if name not in own},
        [(line.position, line.path, line.state, line.reason, line.sha256) for line in lines],
        service.read(sender.principal, sender.id)["files"],
    )


def strangers_see_nothing(sender: Sender, other: User) -> None:
    for principal in (factories.principal(other), guest_of(other).principal):
        with pytest.raises(NotFound):
            service.read(principal, sender.id)
        with pytest.raises(NotFound):
            service.files(principal, sender.id, 10)


def patients_stay_apart() -> None:
    """All instances of one study row say that they are of one patient."""
    for study in Study.select():
        identities = set()
        for instance in Instance.select().where(Instance.study == study):
            with storage.store().open(instance.blob.key) as reader:
                identities.add(read_header(reader).identity)
        assert len(identities) == 1


def rows_point_to_their_owner() -> None:
    """What brought something, and where it lies, is its owner's."""
    owner_of = {row.id: row.owner_id for row in Delivery.select()}
    for source in InstanceSource.select():
        assert owner_of[source.delivery_id] == source.instance.study.owner_id
    for document_source in DocumentSource.select():
        assert owner_of[document_source.delivery_id] == document_source.document.owner_id
    for entry in FolderEntry.select():
        thing = entry.study or entry.document
        assert thing is not None
        assert entry.folder.owner_id == thing.owner_id
    assert not DeliveryFile.select().where(DeliveryFile.state == "received").exists()


def hash_of(data: bytes) -> str:
    import hashlib

    return hashlib.sha256(data).hexdigest()
