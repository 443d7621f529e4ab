"""Why a delivery can't go on as asked."""

from __future__ import annotations

from backend.errors import DomainError


class DeliveryClosed(DomainError):
    """It has a receipt, or is about to get it: nothing more comes in."""

    status = 410
    code = "delivery_closed"
    title = "This delivery is closed. To send more, please begin a new one."


class NoReceiptYet(DomainError):
    """The delivery is open, or not all of its files have been looked at."""

    status = 404
    code = "no_receipt_yet"
    title = "The receipt is not there yet: the delivery is still open, or its files are still being checked."


class TooManyOpen(DomainError):
    """More deliveries begun than anybody completes: together they could fill tables and disk."""

    status = 409
    code = "too_many_open_deliveries"
    title = "%(open)d deliveries are begun and not completed yet. Please complete one of them first."


class TooManyFiles(DomainError):
    """More files than the policy lets in."""

    status = 422
    code = "too_many_files"
    title = "This delivery may hold at most %(most)d files. Please begin another one for the rest."


class TooManyBytes(DomainError):
    """More bytes than the policy lets in."""

    status = 422
    code = "too_many_bytes"
    title = "These files are larger than this delivery may be (at most %(gigabytes)s GB)."


class BadMembers(DomainError):
    """The upload's metadata names files that are not in the manifest, or not as they are there."""

    status = 422
    code = "bad_members"
    title = "The upload doesn't match the list of files. Please reload the page and choose the files again."


class MembersTaken(DomainError):
    """Another upload brings one of these files already."""

    status = 409
    code = "members_taken"
    title = "Some of these files are being sent already, perhaps in another window."
