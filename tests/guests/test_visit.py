"""Opening a link: who asks is told to whoever has it; all else waits for the proof."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from backend.accounts import passwords
from backend.audit.models import AuditEvent
from backend.db import utcnow
from backend.guests import proofs, service
from backend.guests.models import GuestProof, GuestSession
from backend.links.models import Link
from tests.guests.steps import Guest
from tests.links.steps import PASSWORD, share


def expire(link: dict[str, Any], ago: timedelta = timedelta(seconds=1)) -> None:
    """Let a link's last day end."""
    Link.update(expires_at=utcnow() - ago).where(Link.id == link["id"]).execute()


def test_who_asks_is_told_before_the_password(guest: Guest, link: dict[str, Any]) -> None:
    visit = guest.open(link)
    assert visit["stage"] == "password"
    assert visit["institution"] == "St. Example's Hospital"
    assert visit["sharer"] == "Dr. Ana Weber"
    assert visit["title"] == "Upload for St. Example's"
    assert visit["help_line"] == "+49 30 901820"
    assert visit["time_zone"] == "Europe/Berlin"
    assert visit["expires_at"] == link["expires_at"]
    assert visit["description"] is None
    assert visit["code_recipient"] is None
    assert "Referrals" not in str(visit)


def test_after_the_password_the_description_is_shown(guest: Guest, link: dict[str, Any]) -> None:
    guest.open(link)
    answer = guest.enter()
    assert answer.status_code == 200
    assert answer.get_json()["stage"] == "proved"
    assert answer.get_json()["description"] == "All images,\nplease."
    assert guest.stage == "proved"


def test_each_browser_proves_itself(app: Flask, guest: Guest, link: dict[str, Any]) -> None:
    guest.open(link)
    guest.enter()
    other = Guest(app)
    assert other.open(link)["stage"] == "password"
    assert other.begin().status_code == 401
    assert guest.begin().status_code == 201


def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(guest: Guest, link: dict[str, Any]) -> None:
    token = link["url"].rpartition("/u/")[2]
    header = guest.client.post("/api/guest/visits", json={"token": token}).headers["Set-Cookie"]
    for part in ("__Host-filmjacket-guest=", "Secure", "HttpOnly", "Path=/", "SameSite=Lax"):
        assert part in header
    assert "Set-Cookie" not in guest.client.post("/api/guest/visits", json={"token": token}).headers


def test_one_cookie_lists_every_link_that_was_proved(
    guest: Guest, logged_in: FlaskClient, folder: str, link: dict[str, Any]
) -> None:
    second = share(logged_in, folder, recipients=["second@example.org"], password_by="told")
    for each in (link, second):
        guest.open(each)
        assert guest.enter().status_code == 200
    for each in (link, second):
        guest.link_id = each["id"]
        assert guest.begin().status_code == 201
    assert GuestSession.select().count() == 1


def test_an_unknown_link_is_told_at_once(guest: Guest, link: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_: object) -> bool:
        raise AssertionError("an unknown token must cost no password hash")

    monkeypatch.setattr(passwords, "verify_password", slow)
    monkeypatch.setattr(passwords, "hash_password", slow)
    for token in ("x", "A" * 43, link["url"].rpartition("/u/")[2][:-1]):
        answer = guest.client.post("/api/guest/visits", json={"token": token})
        assert answer.status_code == 404
        problem = answer.get_json()
        assert problem["code"] == "link_unknown"
        assert problem["institution"] == "St. Example's Hospital"
        assert "St. Example's Hospital" in problem["title"]
        assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("body", [{}, {"token": ""}, {"token": 7}, {"token": "x" * 201}, {"token": "x", "a": 1}])
def test_a_malformed_opening_is_told(guest: Guest, link: dict[str, Any], body: dict[str, Any]) -> None:
    assert guest.client.post("/api/guest/visits", json=body).status_code == 422


def test_an_expired_link_says_so(guest: Guest, link: dict[str, Any]) -> None:
    expire(link)
    answer = guest.client.post("/api/guest/visits", json={"token": link["url"].rpartition("/u/")[2]})
    assert (answer.status_code, answer.get_json()["code"]) == (410, "link_expired")
    assert "ask St. Example's Hospital for a new link" in answer.get_json()["title"]


def test_a_revoked_link_ends_every_session(guest: Guest, logged_in: FlaskClient, link: dict[str, Any]) -> None:
    guest.open(link)
    guest.enter()
    delivery = guest.begin().get_json()
    logged_in.delete(f"/api/links/{link['id']}")
    for answer in (
        guest.visit(),
        guest.enter(),
        guest.begin(),
        guest.deliveries(),
        guest.client.get(f"/api/guest/links/{link['id']}/deliveries/{delivery['id']}"),
    ):
        assert (answer.status_code, answer.get_json()["code"]) == (410, "link_revoked")


def test_a_link_whose_folder_is_in_the_trash_rests_until_undo(
    guest: Guest, logged_in: FlaskClient, folder: str, link: dict[str, Any]
) -> None:
    guest.open(link)
    guest.enter()
    consequences = logged_in.post("/api/trash", json={"folder_ids": [folder]}).get_json()
    assert consequences["active_links"] == 1
    assert (guest.visit().status_code, guest.visit().get_json()["code"]) == (410, "link_revoked")
    assert logged_in.get(f"/api/links/{link['id']}").get_json()["state"] == "suspended"
    logged_in.post("/api/trash/restorations", json={"folder_ids": [folder]})
    assert guest.stage == "proved"
    assert logged_in.get(f"/api/links/{link['id']}").get_json()["state"] == "active"


def test_the_page_itself_counts_for_nothing(guest: Guest, logged_in: FlaskClient, link: dict[str, Any]) -> None:
    guest.client.get(link["url"].removeprefix("https://localhost"))
    assert "opened" not in kinds(logged_in, link)
    guest.open(link)
    guest.open(link)
    assert kinds(logged_in, link).count("opened") == 1
    guest.enter()
    assert kinds(logged_in, link)[-1] == "password_passed"


def kinds(owner: FlaskClient, link: dict[str, Any]) -> list[str]:
    """The steps of a link's timeline."""
    return [event["kind"] for event in owner.get(f"/api/links/{link['id']}").get_json()["timeline"]]


def test_leaving_forgets_the_proof(guest: Guest, link: dict[str, Any]) -> None:
    guest.open(link)
    guest.enter()
    assert guest.client.delete(f"/api/guest/links/{link['id']}/proof").status_code == 204
    assert guest.begin().status_code == 401
    assert guest.visit().get_json()["code"] == "link_not_opened"
    assert guest.open(link)["stage"] == "password"


def test_a_new_password_or_token_voids_what_was_proved(guest: Guest, link: dict[str, Any]) -> None:
    guest.open(link)
    guest.enter()
    Link.update(password_hash=passwords.hash_password("meadow-trumpet-19-cinder")).execute()
    assert guest.stage == "password"
    assert guest.begin().get_json()["code"] == "proof_needed"
    assert guest.enter().status_code == 422
    assert guest.enter("meadow-trumpet-19-cinder").status_code == 200
    Link.update(token_version=2).execute()
    assert guest.begin().get_json()["code"] == "link_not_opened"


def test_an_idle_session_ends(guest: Guest, link: dict[str, Any]) -> None:
    guest.open(link)
    guest.enter()
    GuestSession.update(expires_at=utcnow() - timedelta(seconds=1)).execute()
    assert guest.visit().status_code == 401
    assert guest.open(link)["stage"] == "password"


def test_what_is_over_is_swept_away(guest: Guest, link: dict[str, Any]) -> None:
    guest.open(link)
    assert service.sweep() == 0
    GuestSession.update(expires_at=utcnow() - timedelta(seconds=1)).execute()
    assert service.sweep() == 1
    assert GuestProof.select().count() == 0


def test_a_session_is_renewed_at_most_every_five_minutes(guest: Guest, link: dict[str, Any]) -> None:
    guest.open(link)
    before = GuestSession.get().seen_at
    guest.visit()
    assert GuestSession.get().seen_at == before
    GuestSession.update(seen_at=before - proofs.RENEWED_EVERY - timedelta(seconds=1)).execute()
    guest.visit()
    assert GuestSession.get().seen_at >= before


def test_a_guest_without_a_session_is_sent_back_to_the_mail(guest: Guest, link: dict[str, Any]) -> None:
    guest.link_id = link["id"]
    for answer in (guest.visit(), guest.enter(), guest.ask_for_code(), guest.enter_code("1"), guest.begin()):
        assert (answer.status_code, answer.get_json()["code"]) == (401, "link_not_opened")


class TestGrace:
    """After expiry an upload that was begun before it may finish, and nothing else."""

    def test_what_was_begun_may_finish(self, guest: Guest, link: dict[str, Any]) -> None:
        guest.open(link)
        guest.enter()
        delivery = guest.begin().get_json()
        expire(link)
        GuestProof.update(password_at=utcnow() - timedelta(minutes=5)).execute()
        one = f"/api/guest/links/{link['id']}/deliveries/{delivery['id']}"
        assert guest.client.get(one).status_code == 200
        assert guest.deliveries().status_code == 200
        assert guest.stage == "proved"
        assert guest.open(link)["stage"] == "proved"
        assert guest.client.put(f"{one}/receipt").status_code == 202
        assert (guest.begin().status_code, guest.begin().get_json()["code"]) == (410, "link_expired")

    def test_it_ends_after_a_day(self, guest: Guest, link: dict[str, Any]) -> None:
        guest.open(link)
        guest.enter()
        delivery = guest.begin().get_json()
        expire(link, timedelta(hours=24, seconds=1))
        GuestProof.update(password_at=utcnow() - timedelta(days=2)).execute()
        one = f"/api/guest/links/{link['id']}/deliveries/{delivery['id']}"
        assert guest.client.get(one).get_json()["code"] == "link_expired"
        assert guest.visit().status_code == 410

    def test_a_browser_that_proved_nothing_before_gets_nothing(
        self, app: Flask, guest: Guest, link: dict[str, Any]
    ) -> None:
        guest.open(link)
        expire(link)
        assert guest.enter(PASSWORD).get_json()["code"] == "link_expired"
        assert guest.visit().get_json()["code"] == "link_expired"


@pytest.mark.parametrize(
    ("language", "words"),
    [("de", "abgelaufen"), ("ar", "انتهت"), ("en", "has expired"), ("fr, de;q=0.5", "abgelaufen")],
)
def test_errors_come_in_the_language_of_the_page(guest: Guest, link: dict[str, Any], language: str, words: str) -> None:
    expire(link)
    answer = guest.client.post(
        "/api/guest/visits",
        json={"token": link["url"].rpartition("/u/")[2]},
        headers={"Accept-Language": language},
    )
    assert words in answer.get_json()["title"]


def test_without_a_wish_errors_come_in_the_links_language(guest: Guest, logged_in: FlaskClient, folder: str) -> None:
    german = share(logged_in, folder, language="de", password_by="told")
    guest.open(german)
    assert "nicht das Ordner-Passwort" in guest.enter("wrong-password").get_json()["title"]


def test_every_step_is_in_the_audit_log(guest: Guest, link: dict[str, Any]) -> None:
    guest.open(link)
    guest.enter("wrong-password")
    guest.enter()
    guest.begin()
    subject = AuditEvent.subject == f"link:{link['id']}"
    rows = AuditEvent.select().where(subject & AuditEvent.actor.startswith("guest:")).order_by(AuditEvent.id)
    assert [row.action for row in rows] == ["link:opened", "guest:password:refused", "guest:password:passed"]
    assert {row.network for row in rows} == {"203.0.113.7"}
    assert AuditEvent.select().where(AuditEvent.action == "delivery:opened").count() == 1
