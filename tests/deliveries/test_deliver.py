"""A delivery from its beginning to its receipt."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest

from backend.accounts.models import User
from backend.audit.models import AuditEvent
from backend.db import db, utcnow
from backend.deliveries import listeners, numbers, service
from backend.deliveries.errors import DeliveryClosed, NoReceiptYet, TooManyOpen
from backend.deliveries.models import Delivery
from backend.documents.models import Document
from backend.errors import NotFound
from backend.folders import service as folders
from backend.folders import trash
from backend.folders.models import Folder, FolderEntry
from backend.jobs import service as jobs
from backend.storage import service as storage
from backend.storage.models import Blob
from backend.studies.models import Instance, Study
from backend.uploads import service as uploads
from tests import datasets, factories
from tests.deliveries.sender import Named, clinician, guest_of


def test_files_studies_and_documents(owner: User, study: list[Named], pdf: Named) -> None:
    guest = guest_of(owner)
    receipt = guest.deliver([*study, pdf])
    assert guest.states() == ["filed"] * 4
    assert Instance.select().count() == 3
    assert Study.get().owner_id == owner.id
    assert Document.get().name == "letter.pdf"
    entries = list(FolderEntry.select())
    assert {entry.folder_id for entry in entries} == {folders.root_id(owner.id)}
    assert {(entry.kind, entry.added_via, entry.added_by_name, entry.seen_at) for entry in entries} == {
        ("study", "link", "Practice Dr. Lindqvist", None),
        ("document", "link", "Practice Dr. Lindqvist", None),
    }
    assert receipt["received_count"] == 4
    assert receipt["received_bytes"] == sum(len(data) for _, data in [*study, pdf])
    assert [entry["instance_count"] for entry in receipt["studies"]] == [3]
    assert [line["path"] for line in receipt["documents"]] == ["letter.pdf"]


def test_the_digest_is_what_sha256sum_prints_hashed(owner: User, study: list[Named], pdf: Named) -> None:
    guest = guest_of(owner)
    receipt = guest.deliver([*study, ("empty.txt", b""), pdf])
    printed = "".join(f"{hashlib.sha256(data).hexdigest()}  {path}\n" for path, data in [*study, pdf])
    assert receipt["manifest_digest"] == hashlib.sha256(printed.encode()).hexdigest()
    assert [line["reason"] for line in receipt["refused"]] == ["empty"]


def test_the_spool_is_empty_when_all_is_filed(owner: User, study: list[Named]) -> None:
    guest = guest_of(owner)
    upload = guest.send(study)
    assert uploads.spool_path(upload.id).exists()
    jobs.run_due()
    assert not uploads.spool_path(upload.id).exists()


def test_what_is_complete_is_filed_before_the_delivery_closes(owner: User, study: list[Named]) -> None:
    guest = guest_of(owner)
    guest.send(study[:1])
    guest.begin(study[1:])
    jobs.run_due()
    assert guest.states() == ["filed", "uploading", "uploading"]
    with pytest.raises(NoReceiptYet):
        service.receipt(guest.principal, guest.id)


def test_no_receipt_before_every_received_file_was_looked_at(owner: User, study: list[Named]) -> None:
    guest = guest_of(owner)
    guest.send(study)
    closing = service.close(guest.principal, guest.id)
    assert closing["state"] == "closing"
    with pytest.raises(NoReceiptYet):
        service.receipt(guest.principal, guest.id)
    jobs.run_due()
    assert service.read(guest.principal, guest.id)["state"] == "closed"


def test_what_has_not_arrived_whole_is_unsent(owner: User, study: list[Named], pdf: Named) -> None:
    guest = guest_of(owner)
    guest.send(study[:1])
    half = guest.begin(study[1:])
    uploads.spool_path(half.id).write_bytes(b"half")
    guest.declare([pdf])
    receipt = guest.close()
    assert guest.states() == ["filed", "unsent", "unsent", "unsent"]
    assert {line["reason"] for line in receipt["unsent"]} == {"not_sent"}
    assert receipt["received_count"] == 1


def test_a_complete_upload_that_a_dead_process_did_not_finish_counts(owner: User, pdf: Named) -> None:
    guest = guest_of(owner)
    upload = guest.begin([pdf])
    uploads.spool_path(upload.id).write_bytes(pdf[1])
    guest.close()
    assert guest.states() == ["filed"]


def test_closing_twice_changes_nothing(owner: User, pdf: Named) -> None:
    guest = guest_of(owner)
    first = guest.deliver([pdf])
    service.close(guest.principal, guest.id)
    jobs.run_due()
    assert service.receipt(guest.principal, guest.id) == first
    assert AuditEvent.select().where(AuditEvent.action == "delivery:closed").count() == 1


def test_nothing_comes_into_a_closed_delivery(owner: User, pdf: Named) -> None:
    guest = guest_of(owner)
    begun = guest.begin([pdf])
    guest.close()
    with pytest.raises(DeliveryClosed):
        guest.declare([("more.pdf", pdf[1])])
    with pytest.raises(DeliveryClosed):
        uploads.create(guest.principal, str(guest.id), 1, {})
    with pytest.raises(DeliveryClosed):
        guest_bytes(begun.id, pdf[1])
    assert Document.select().count() == 0


def guest_bytes(upload_id: object, data: bytes) -> None:
    import io

    from backend.uploads.models import Upload

    uploads.write(Upload.get_by_id(upload_id), io.BytesIO(data))


def test_an_empty_delivery_has_a_receipt(owner: User) -> None:
    receipt = guest_of(owner).close()
    assert (receipt["received_count"], receipt["studies"], receipt["closed_by"]) == (0, [], "sender")


def test_idle_deliveries_are_closed_by_the_sweeper(owner: User, study: list[Named], pdf: Named) -> None:
    guest = guest_of(owner)
    guest.send(study)
    guest.declare([pdf])
    jobs.run_due()
    assert service.sweep() == 0
    Delivery.update(active_at=utcnow() - timedelta(hours=25)).execute()
    assert service.sweep() == 1
    receipt = service.receipt(guest.principal, guest.id)
    assert receipt["closed_by"] == "idle"
    assert [line["path"] for line in receipt["unsent"]] == ["letter.pdf"]


def test_bytes_that_come_keep_a_delivery_open(owner: User, pdf: Named) -> None:
    """They write no row."""
    guest = guest_of(owner)
    upload = guest.begin([pdf])
    Delivery.update(active_at=utcnow() - timedelta(hours=25)).execute()
    uploads.spool_path(upload.id).write_bytes(b"x")
    assert service.sweep() == 0


def test_a_receipt_that_a_dead_process_left_is_issued_by_the_sweeper(owner: User) -> None:
    guest = guest_of(owner)
    Delivery.update(state="closing", closing_at=utcnow() - timedelta(minutes=2), closed_by="sender").execute()
    assert service.sweep() == 1
    assert service.read(guest.principal, guest.id)["state"] == "closed"


def test_a_revoked_links_deliveries_end(owner: User, pdf: Named) -> None:
    guest, other = guest_of(owner), guest_of(owner)
    guest.send([pdf])
    guest.begin([("second.pdf", pdf[1] + b"\n")])
    with db.atomic():
        assert service.end_for(guest.delivery.origin_ref, closed_by="revoked") == 1
        assert service.end_for(guest.delivery.origin_ref, closed_by="revoked") == 0
    jobs.run_due()
    receipt = service.receipt(guest.principal, guest.id)
    assert receipt["closed_by"] == "revoked"
    assert guest.states() == ["filed", "unsent"]
    assert service.read(other.principal, other.id)["state"] == "open"


def test_listeners_are_told_inside_the_transaction(owner: User, pdf: Named) -> None:
    told: list[str] = []
    listeners.use(
        delivery_opened=lambda delivery: told.append(f"opened {delivery.state}"),
        file_landed=lambda delivery: told.append("landed"),
        delivery_closed=lambda delivery: told.append(f"closed {delivery.receipt['received_count']}"),
    )
    guest_of(owner).deliver([pdf])
    assert told == ["opened open", "landed", "closed 1"]


def test_a_listeners_mail_and_the_receipt_are_one_commit(owner: User, pdf: Named) -> None:
    guest = guest_of(owner)
    guest.send([pdf])
    jobs.run_due()

    def fail(_: Delivery) -> None:
        raise RuntimeError("the mail can't be written")

    listeners.use(delivery_closed=fail)
    with pytest.raises(RuntimeError):
        service.close(guest.principal, guest.id)
    assert service.read(guest.principal, guest.id)["state"] == "closing"
    listeners.use()
    jobs.run_due()
    assert service.read(guest.principal, guest.id)["state"] == "closed"


def test_numbers_are_read_out_on_the_phone() -> None:
    made = {numbers.new_number() for _ in range(2000)}
    assert len(made) == 2000
    assert {len(number) for number in made} == {9}
    assert set("".join(made)) - {"-"} == set(numbers.ALPHABET)
    assert not set("ILOU") & set(numbers.ALPHABET)


def test_whose_delivery_it_is(owner: User, neighbour: User, pdf: Named) -> None:
    guest, stranger = guest_of(owner), guest_of(owner)
    guest.deliver([pdf])
    for principal in (stranger.principal, factories.principal(neighbour)):
        with pytest.raises(NotFound):
            service.read(principal, guest.id)
        with pytest.raises(NotFound):
            service.receipt(principal, guest.id)
    assert service.receipt(factories.principal(owner), guest.id)["received_count"] == 1
    assert [entry["id"] for entry in service.listing(guest.principal)] == [guest.id]
    assert service.listing(factories.principal(owner)) == []


def test_an_owner_sends_nothing_in_a_guests_name(owner: User, pdf: Named) -> None:
    guest = guest_of(owner)
    with pytest.raises(NotFound):
        service.declare(factories.principal(owner), guest.id, [{"path": "a", "size": 1}])
    with pytest.raises(NotFound):
        service.close(factories.principal(owner), guest.id)


def test_a_clinicians_own_upload(owner: User, study: list[Named]) -> None:
    sender = clinician(owner)
    sender.deliver(study)
    entry = FolderEntry.get()
    assert (entry.added_via, entry.added_by_name) == ("upload", "Dr. Ana Weber")
    assert entry.seen_at is not None
    assert [row["id"] for row in service.listing(factories.principal(owner))] == [sender.id]


def test_what_a_link_brought(owner: User, study: list[Named], pdf: Named) -> None:
    guest = guest_of(owner)
    guest.deliver([*study, pdf, ("empty.txt", b"")])
    (row,) = service.count_for(guest.delivery.origin_ref)
    assert (row["id"], row["state"], row["file_count"]) == (guest.id, "closed", 4)
    assert row["bytes"] == sum(len(data) for _, data in [*study, pdf])


def test_each_step_is_in_the_audit_log(owner: User, study: list[Named], pdf: Named) -> None:
    guest_of(owner).deliver([*study, pdf, ("empty.txt", b"")])
    actions = [row.action for row in AuditEvent.select().order_by(AuditEvent.id) if row.action != "session:opened"]
    assert actions == [
        "delivery:opened",
        "file:received",
        "delivery:closed",
        "study:filed",
        "document:filed",
        "file:refused",
    ]


@pytest.mark.parametrize(
    ("accepts", "states"),
    [
        ("dicom", ["filed", "refused", "refused"]),
        ("dicom_and_documents", ["filed", "filed", "refused"]),
        ("anything", ["filed", "filed", "filed"]),
    ],
)
def test_the_policy_decides(owner: User, study: list[Named], pdf: Named, accepts: str, states: list[str]) -> None:
    guest = guest_of(owner, accepts=accepts)  # type: ignore[arg-type]  # one of the three, see above
    guest.deliver([study[0], pdf, ("data.bin", b"\x00\x01\x02\x03" * 50)])
    assert guest.states() == states


def test_the_same_file_twice_is_kept_once(owner: User, study: list[Named], pdf: Named) -> None:
    guest = guest_of(owner)
    guest.deliver([study[0], ("again.dcm", study[0][1]), pdf, ("folder/letter.pdf", pdf[1])])
    assert guest.states() == ["filed", "duplicate", "filed", "duplicate"]
    assert Instance.select().count() == 1
    assert Document.select().count() == 1


def test_two_files_with_one_name_are_both_kept(owner: User, pdf: Named, tmp_path: Path) -> None:
    other = datasets.write_pdf(tmp_path / "other.pdf", text="Another letter").read_bytes()
    guest = guest_of(owner)
    guest.deliver([pdf, ("sub/letter.pdf", other), ("sub/sub/LETTER.PDF", pdf[1] + b"\n")])
    assert guest.states() == ["filed"] * 3
    assert sorted(document.name for document in Document.select()) == ["LETTER (3).PDF", "letter (2).pdf", "letter.pdf"]
    again = guest_of(owner)
    again.deliver([("letter.pdf", other)])
    assert again.states() == ["filed"]
    assert Document.select().count() == 3


def test_a_folder_that_was_trashed_meanwhile_still_receives(owner: User, study: list[Named]) -> None:
    """Nothing is lost: Undo brings the folder back with what came."""
    principal = factories.principal(owner)
    folder_id = folders.create(principal, folders.root_id(owner.id), "Outside studies")["id"]
    guest = guest_of(owner, Folder.get_by_id(folder_id))
    guest.send(study)
    trash.trash(principal, [folder_id], [])
    guest.close()
    assert guest.states() == ["filed"] * 3
    trash.restore(principal, [folder_id], [])
    assert [entry.folder_id for entry in FolderEntry.select()] == [folder_id]


def test_one_delivery_that_cant_be_closed_keeps_no_other_open(owner: User, study: list[Named]) -> None:
    stuck, idle = guest_of(owner), guest_of(owner)
    stuck.send(study)
    jobs.run_due()
    for blob in Blob.select():
        storage.store().delete(blob.key)
    Delivery.update(active_at=utcnow() - timedelta(hours=25)).execute()
    assert service.sweep() == 1
    assert service.read(idle.principal, idle.id)["state"] == "closed"
    assert service.read(stuck.principal, stuck.id)["state"] == "closing"


def test_deliveries_that_nobody_completes_are_few(owner: User, pdf: Named, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever opens one after another is stopped, until one is completed; another link is not concerned."""
    monkeypatch.setattr(service, "OPEN_MOST", 3)
    principal, folder_id = factories.principal(owner), folders.root_id(owner.id)
    begun = [service.open_by_user(principal, folder_id)["id"] for _ in range(3)]
    with pytest.raises(TooManyOpen):
        service.open_by_user(principal, folder_id)
    assert Delivery.select().count() == 3
    assert guest_of(owner).deliver([pdf])["received_count"] == 1
    service.close(principal, begun[0])
    jobs.run_due()
    assert service.open_by_user(principal, folder_id)["state"] == "open"
