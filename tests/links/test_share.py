"""Share an Upload Folder: what is made, and which mails go where."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from backend import crypto
from backend.accounts.models import User
from backend.accounts.passwords import verify_password
from backend.audit.models import AuditEvent
from backend.links.models import Link
from tests import factories
from tests.conftest import new_client
from tests.links.steps import PASSWORD, new_folder, post, share, token_of
from tests.mail_server import MailServer, run_jobs


@pytest.fixture
def folder(logged_in: FlaskClient) -> str:
    """A folder to share."""
    return new_folder(logged_in)


def test_a_link_is_made_and_told_in_one_mail(logged_in: FlaskClient, folder: str, mail_server: MailServer) -> None:
    link = share(logged_in, folder, description="Please send\nall images.  ")
    assert link["state"] == "active"
    assert link["recipient"] == "guest@example.org"
    assert link["description"] == "Please send\nall images."
    assert link["folder_name"] == "Referrals"
    assert link["url"].startswith("https://localhost/u/")
    assert [event["kind"] for event in link["timeline"]] == ["created", "mail_queued"]
    run_jobs()
    [mail] = mail_server.to("guest@example.org")
    for part in (" ".join(mail.text.split()), mail.html):
        assert link["url"] in part
        assert PASSWORD in part
        assert "Dr. Ana Weber" in part
        assert "St. Example" in part
        assert "+49 30 901820" in part
        assert "Central European Time" in part
        assert "Referrals" not in part
    assert [event["kind"] for event in details(logged_in, link)["timeline"]] == ["created", "mail_queued", "mail_sent"]


def details(client: FlaskClient, link: dict[str, Any]) -> dict[str, Any]:
    """A link as its owner sees it now."""
    return client.get(f"/api/links/{link['id']}").get_json()  # type: ignore[no-any-return]


def test_only_hashes_are_kept(logged_in: FlaskClient, folder: str) -> None:
    link = share(logged_in, folder)
    row = Link.get_by_id(link["id"])
    token = token_of(link)
    assert len(token) >= 43  # 256 bits in base64url
    assert row.token_hash == crypto.token_hash(token)
    assert row.password_hash.startswith("$argon2id$")
    assert verify_password(row.password_hash, PASSWORD)
    assert "password" not in link
    assert details(logged_in, link)["url"] == link["url"]


def test_the_password_goes_in_a_mail_of_its_own(logged_in: FlaskClient, folder: str, mail_server: MailServer) -> None:
    link = share(logged_in, folder, password_by="separate_mail")
    run_jobs()
    mails = {PASSWORD in mail.text: mail for mail in mail_server.to("guest@example.org")}
    assert link["url"] in mails[False].text
    assert "a mail of its own" in mails[False].text
    assert token_of(link) not in mails[True].text + mails[True].html
    assert len(mail_server.mails) == 2


def test_the_password_goes_to_another_address(logged_in: FlaskClient, folder: str, mail_server: MailServer) -> None:
    link = share(
        logged_in, folder, two_factor=True, password_by="other_address", password_recipient="Practice@Other.example"
    )
    run_jobs()
    [invitation] = mail_server.to("guest@example.org")
    [password] = mail_server.to("Practice@other.example")
    assert PASSWORD not in invitation.text + invitation.html
    assert "six-digit code" in invitation.text
    assert PASSWORD in password.text
    assert "guest@example.org" in password.text
    assert token_of(link) not in password.text + password.html
    assert link["password_recipient"] == "Practice@other.example"


def test_a_password_that_is_told_is_in_no_mail(logged_in: FlaskClient, folder: str, mail_server: MailServer) -> None:
    share(logged_in, folder, password_by="told")
    run_jobs()
    [mail] = mail_server.mails
    assert PASSWORD.encode() not in mail.raw
    assert "Dr. Ana Weber will tell it to you" in mail.text


def test_each_recipient_gets_a_link_of_their_own(logged_in: FlaskClient, folder: str, mail_server: MailServer) -> None:
    answer = post(
        logged_in, folder, recipients=["ann@example.org", "praxis@müller.example", "ANN@example.org ", "c@d.example"]
    )
    links = answer.get_json()["links"]
    assert [link["recipient"] for link in links] == ["ann@example.org", "praxis@müller.example", "c@d.example"]
    assert len({link["url"] for link in links}) == 3
    run_jobs()
    for link, wire in zip(links, ["ann@example.org", "praxis@xn--mller-kva.example", "c@d.example"], strict=True):
        [mail] = mail_server.to(wire)
        assert link["url"] in mail.text
    logged_in.delete(f"/api/links/{links[0]['id']}")
    states = {link["recipient"]: link["state"] for link in logged_in.get("/api/links").get_json()["items"]}
    assert states == {"ann@example.org": "revoked", "praxis@müller.example": "active", "c@d.example": "active"}


@pytest.mark.parametrize(("language", "words"), [("de", "bittet Sie"), ("ar", "كلمة مرور"), ("en", "asks you to send")])
def test_the_mail_is_in_the_links_language(
    logged_in: FlaskClient, folder: str, mail_server: MailServer, language: str, words: str
) -> None:
    share(logged_in, folder, language=language)
    run_jobs()
    [mail] = mail_server.mails
    assert words in mail.text


def test_a_refused_mail_is_told_in_the_servers_words(
    logged_in: FlaskClient, folder: str, mail_server: MailServer
) -> None:
    mail_server.answers_to["guest@example.org"] = "550 5.1.1 No such user here"
    link = share(logged_in, folder)
    run_jobs()
    [last] = [event for event in details(logged_in, link)["timeline"] if event["kind"] == "mail_refused"]
    assert last["detail"] == {
        "mail": "upload_link", "recipient": "guest@example.org", "answer": "550 5.1.1 No such user here",
    }  # fmt: skip


def test_a_link_that_fails_leaves_nothing_behind(
    logged_in: FlaskClient, folder: str, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("in the middle")

    monkeypatch.setattr("backend.links.service.folders.bump", broken)
    logged_in.application.testing = False
    assert post(logged_in, folder).status_code == 500
    run_jobs()
    assert Link.select().count() == 0
    assert mail_server.mails == []
    assert AuditEvent.select().where(AuditEvent.action == "link:created").count() == 0


def test_the_folder_of_another_does_not_exist(logged_in: FlaskClient, folder: str, other_user: User) -> None:
    other = factories.log_in(new_client(logged_in.application), other_user)
    assert post(other, folder).status_code == 404
    link = share(logged_in, folder)
    assert other.get(f"/api/links/{link['id']}").status_code == 404
    assert other.delete(f"/api/links/{link['id']}").status_code == 404
    assert other.get("/api/links").get_json() == {"items": [], "next_cursor": None}
    assert other.get(f"/api/links?folder_id={folder}").status_code == 404
    assert details(logged_in, link)["state"] == "active"


def test_the_top_folder_is_not_shared(logged_in: FlaskClient) -> None:
    answer = post(logged_in, logged_in.get("/api/me").get_json()["root_folder_id"])
    assert answer.status_code == 403


def test_nobody_shares_without_logging_in(client: FlaskClient) -> None:
    assert post(client, "00000000-0000-7000-8000-000000000000").status_code == 401


def test_links_are_listed_newest_first(logged_in: FlaskClient, folder: str) -> None:
    other = new_folder(logged_in, "Other")
    first, second = share(logged_in, folder), share(logged_in, other)
    items = logged_in.get("/api/links").get_json()["items"]
    assert [item["id"] for item in items] == [second["id"], first["id"]]
    assert [item["delivery_count"] for item in items] == [0, 0]
    only = logged_in.get(f"/api/links?folder_id={folder}").get_json()["items"]
    assert [item["id"] for item in only] == [first["id"]]


def test_looking_again_is_one_reading(logged_in: FlaskClient, folder: str) -> None:
    link = share(logged_in, folder)
    for _ in range(3):
        details(logged_in, link)
    assert AuditEvent.select().where(AuditEvent.action == "link:read").count() == 1


def test_revoking_is_at_once_and_repeatable(logged_in: FlaskClient, folder: str) -> None:
    link = share(logged_in, folder)
    assert logged_in.delete(f"/api/links/{link['id']}").status_code == 204
    assert logged_in.delete(f"/api/links/{link['id']}").status_code == 204
    now = details(logged_in, link)
    assert now["state"] == "revoked"
    assert [event["kind"] for event in now["timeline"]].count("revoked") == 1
