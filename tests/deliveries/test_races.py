"""Two at once (R8): whatever the order, one defined outcome. Each race is run by real threads on real connections."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable
from functools import partial
from typing import Any

from backend.accounts.models import User
from backend.db import db
from backend.deliveries import service, tasks
from backend.deliveries.errors import DeliveryClosed, MembersTaken
from backend.deliveries.models import Delivery
from backend.documents.models import Document
from backend.errors import DomainError
from backend.jobs import service as jobs
from backend.studies.models import Instance
from backend.uploads import service as uploads
from backend.uploads.errors import UploadGone, UploadLocked
from backend.uploads.models import Upload
from tests.deliveries.sender import Named, guest_of

ROUNDS = 5


def race(*runners: Callable[[], Any]) -> list[Any]:
    """Run all at once, each on a database connection of its own; returns what each gave or raised."""
    start = threading.Barrier(len(runners))
    results: list[Any] = [None] * len(runners)

    def run(index: int, runner: Callable[[], Any]) -> None:
        with db.connection_context():
            start.wait()
            try:
                results[index] = runner()
            except DomainError as error:
                results[index] = error

    threads = [threading.Thread(target=run, args=(index, runner)) for index, runner in enumerate(runners)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_finishing_while_the_link_is_revoked(owner: User, pdf: Named) -> None:
    """Either the file is received, and in the receipt, or its sender is told that the delivery is closed."""
    for _ in range(ROUNDS):
        guest = guest_of(owner)
        upload = guest.begin([pdf])

        def revoke(origin: str = guest.delivery.origin_ref) -> None:
            with db.atomic():
                service.end_for(origin, closed_by="revoked")

        def send(upload: Upload = upload) -> None:
            uploads.write(upload, io.BytesIO(pdf[1]))

        sent, _ = race(send, revoke)
        jobs.run_due()
        receipt = service.receipt(guest.principal, guest.id)
        if isinstance(sent, DomainError):
            assert isinstance(sent, DeliveryClosed)
            assert (guest.states(), receipt["received_count"]) == (["unsent"], 0)
        else:
            assert (guest.states(), receipt["received_count"]) == (["filed"], 1)


def test_closing_while_intake_runs(owner: User, study: list[Named], pdf: Named) -> None:
    for _ in range(ROUNDS):
        guest = guest_of(owner)
        upload = guest.send([*study, pdf])
        race(
            partial(tasks.take_in, str(upload.id)),
            partial(service.close, guest.principal, guest.id),
        )
        jobs.run_due()
        assert service.receipt(guest.principal, guest.id)["received_count"] == 4


def test_the_same_job_by_two_workers(owner: User, study: list[Named], pdf: Named) -> None:
    guest = guest_of(owner)
    upload = guest.send([*study, study[0], pdf, pdf])
    race(*[lambda: tasks.take_in(str(upload.id))] * 2)
    jobs.run_due()
    assert guest.states() == ["filed", "filed", "filed", "duplicate", "filed", "duplicate"]
    assert Instance.select().count() == 3
    assert Document.select().count() == 1


def test_the_same_study_by_two_links_at_once(owner: User, study: list[Named]) -> None:
    first, second = guest_of(owner), guest_of(owner)
    both = [first.send(study), second.send(study)]
    race(*[lambda upload=upload: tasks.take_in(str(upload.id)) for upload in both])
    jobs.run_due()
    assert first.states() == second.states() == ["filed"] * 3
    assert Instance.select().count() == 3


def test_two_documents_of_one_name_at_once(owner: User, pdf: Named) -> None:
    guest = guest_of(owner)
    both = [guest.send([("letter.pdf", pdf[1] + b"\n" * number)]) for number in (1, 2)]
    race(*[lambda upload=upload: tasks.take_in(str(upload.id)) for upload in both])
    jobs.run_due()
    assert sorted(document.name for document in Document.select()) == ["letter (2).pdf", "letter.pdf"]


def test_one_file_claimed_by_two_uploads(owner: User, pdf: Named) -> None:
    for _ in range(ROUNDS):
        guest = guest_of(owner)
        guest.declare([pdf])
        results = race(
            *[lambda guest=guest: uploads.create(guest.principal, str(guest.id), len(pdf[1]), {"members": "0"})] * 2
        )
        assert sorted(type(result).__name__ for result in results) == ["MembersTaken", "Upload"]
        assert MembersTaken.status == 409


def test_terminated_while_it_is_finished(owner: User, pdf: Named) -> None:
    for _ in range(ROUNDS):
        guest = guest_of(owner)
        upload = guest.begin([pdf])
        sent, ended = race(
            partial(uploads.write, upload, io.BytesIO(pdf[1])),
            partial(uploads.terminate, guest.principal, str(guest.id), upload.id),
        )
        jobs.run_due()
        if isinstance(ended, DomainError):
            assert guest.states() == ["filed"]
        else:
            assert isinstance(sent, (UploadGone, UploadLocked))
            assert guest.states() == ["declared"]


def test_declaring_twice_at_once(owner: User) -> None:
    guest = guest_of(owner)
    files = [(f"IM{number}", b"x") for number in range(50)]
    race(*[lambda: guest.declare(files)] * 2)
    assert [line.position for line in guest.lines()] == list(range(50))


def test_closing_by_two(owner: User, pdf: Named) -> None:
    guest = guest_of(owner)
    guest.send([pdf])
    race(
        lambda: service.close(guest.principal, guest.id),
        lambda: service.close(guest.principal, guest.id),
        lambda: end(guest.delivery.origin_ref),
    )
    jobs.run_due()
    assert Delivery.select().where(Delivery.state == "closed").count() == 1


def end(origin_ref: str) -> None:
    with db.atomic():
        service.end_for(origin_ref, closed_by="revoked")
