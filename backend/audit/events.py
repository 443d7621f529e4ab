"""The vocabulary of the audit log: 'subject:action'."""

from __future__ import annotations

from enum import StrEnum


class Event(StrEnum):
    """Everything that is recorded."""

    SESSION_OPENED = "session:opened"
    SESSION_REFUSED = "session:refused"
    SESSION_ENDED = "session:ended"
    FOLDER_CREATED = "folder:created"
    FOLDER_RENAMED = "folder:renamed"
    FOLDER_MOVED = "folder:moved"
    FOLDER_COPIED = "folder:copied"
    FOLDER_TRASHED = "folder:trashed"
    FOLDER_RESTORED = "folder:restored"
    FOLDER_PURGED = "folder:purged"
    FOLDER_READ = "folder:read"
    GRANT_GIVEN = "grant:given"
    GRANT_ENDED = "grant:ended"
    ENTRY_ADDED = "entry:added"
    ENTRY_MOVED = "entry:moved"
    ENTRY_COPIED = "entry:copied"
    ENTRY_TRASHED = "entry:trashed"
    ENTRY_RESTORED = "entry:restored"
    ENTRY_PURGED = "entry:purged"
    LINK_CREATED = "link:created"
    LINK_READ = "link:read"
    LINK_PRINTED = "link:printed"
    LINK_RESENT = "link:resent"
    LINK_REMINDED = "link:reminded"
    LINK_PASSWORD_CHANGED = "link:password:changed"  # noqa: S105 - an event's name
    LINK_TOKEN_RENEWED = "link:token:renewed"  # noqa: S105 - an event's name
    LINK_CHANGED = "link:changed"
    LINK_EXTENDED = "link:extended"
    LINK_REACTIVATED = "link:reactivated"
    LINK_REVOKED = "link:revoked"
    LINK_OPENED = "link:opened"
    GUEST_PASSWORD_PASSED = "guest:password:passed"  # noqa: S105 - an event's name
    GUEST_PASSWORD_REFUSED = "guest:password:refused"  # noqa: S105 - an event's name
    GUEST_CODE_SENT = "guest:code:sent"
    GUEST_CODE_PASSED = "guest:code:passed"
    GUEST_CODE_REFUSED = "guest:code:refused"
    GUEST_FOLDER_SEEN = "guest:folder:seen"
    DELIVERY_OPENED = "delivery:opened"
    DELIVERY_CLOSED = "delivery:closed"
    FILE_RECEIVED = "file:received"
    FILE_REFUSED = "file:refused"
    STUDY_FILED = "study:filed"
    STUDY_READ = "study:read"
    STUDY_CONFLICTS_SETTLED = "study:conflicts:settled"
    STUDY_IDENTITY_SETTLED = "study:identity:settled"
    STUDY_MERGED = "study:merged"
    DOCUMENT_FILED = "document:filed"
    DOCUMENT_READ = "document:read"
    STUDY_DOWNLOADED = "study:downloaded"
    DOCUMENT_DOWNLOADED = "document:downloaded"
    DOWNLOAD_SENT = "download:sent"
    SEARCH_RUN = "search:run"
    MAIL_SENT = "mail:sent"
    MAIL_REFUSED = "mail:refused"
