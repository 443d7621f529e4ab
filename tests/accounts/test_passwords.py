"""Hashing and judging passwords."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import argon2
import pytest
import zxcvbn_rs_py
from hypothesis import given
from hypothesis import strategies as st

from backend import config
from backend.accounts import passwords, slots
from backend.accounts.errors import Busy
from backend.errors import Invalid

STRONG = "granite-otter-violin-84"


@pytest.fixture(autouse=True)
def _real(quick_hashes: argon2.PasswordHasher, monkeypatch: pytest.MonkeyPatch) -> None:
    """Here hashes are made as the application makes them."""
    monkeypatch.setattr(passwords, "HASHER", quick_hashes)


@pytest.fixture
def running(settings_on_sqlite: config.Settings) -> config.Settings:
    """The process's settings: slots lie in the data folder."""
    config.use(settings_on_sqlite)
    return settings_on_sqlite


@pytest.mark.usefixtures("running")
def test_a_password_verifies_and_another_does_not() -> None:
    """Twice the same password gives two hashes."""
    hashed = passwords.hash_password(STRONG)
    assert hashed.startswith("$argon2id$")
    assert hashed != passwords.hash_password(STRONG)
    assert passwords.verify_password(hashed, STRONG)
    assert not passwords.verify_password(hashed, STRONG + " ")
    assert not passwords.verify_password("no hash at all", STRONG)


@pytest.mark.usefixtures("running")
@pytest.mark.parametrize(("typed", "also"), [("Passwörter", "Passwo\u0308rter"), ("\ud800lone", "\ud800lone")])
def test_devices_that_compose_letters_differently_mean_one_password(typed: str, also: str) -> None:
    """NIST SP 800-63B section 5.1.1.2: normalise before hashing. And nothing that can be typed is an error."""
    assert passwords.verify_password(passwords.hash_password(typed), also)


def test_the_dummy_costs_what_a_real_hash_costs() -> None:
    """Else the time would tell who has an account."""
    dummy = argon2.extract_parameters(passwords.DUMMY_HASH)
    assert dummy == argon2.extract_parameters(passwords.HASHER.hash("any"))
    assert not passwords.is_outdated(passwords.DUMMY_HASH)


def test_parameters_are_at_least_owasp() -> None:
    """OWASP Password Storage Cheat Sheet: argon2id with 19 MiB, 2 iterations, 1 degree of parallelism."""
    hasher = passwords.HASHER
    assert hasher.type is argon2.Type.ID
    assert hasher.memory_cost >= 19 * 1024
    assert hasher.time_cost >= 2


@pytest.mark.parametrize(
    ("password", "context", "advice"),
    [
        ("", [], "empty"),
        ("kb!7Qz$wR", [], "short"),
        ("aaaaaaaaaaaa", [], "repeated"),
        ("abcdefghij", [], "sequence"),
        ("qazwsxedcrfv", [], "common"),
        ("19871212", [], "date"),
        ("michael", [], "name"),
        ("AnaWeber-2", ["ana.weber@clinic.example"], "known"),
        ("\ud800ab", [], "guessable"),
    ],
)
def test_what_is_weak_is_answered_with_one_sentence(password: str, context: list[str], advice: str) -> None:
    """Each says what to do about it."""
    judged = passwords.strength(password, context)
    assert not judged["acceptable"]
    assert judged["advice"] == passwords.ADVICE_SENTENCES[advice]
    with pytest.raises(Invalid) as refused:
        passwords.require_strong(password, context)
    assert refused.value.extra["errors"] == {"password": [judged["advice"]]}


def test_words_from_the_context_count_as_known() -> None:
    """What protects one account is weak for whom it names."""
    password = "otterviolin.clinic"
    assert passwords.strength(password)["acceptable"]
    assert not passwords.strength(password, ["otterviolin@clinic.example"])["acceptable"]


def test_a_strong_one_passes_without_advice() -> None:
    """Also a very long one, quickly: only its beginning is judged."""
    assert passwords.strength(STRONG) == {"score": 4, "acceptable": True, "advice": ""}
    assert passwords.strength(STRONG * 40)["acceptable"]
    passwords.require_strong(STRONG)


def test_every_warning_of_zxcvbn_has_our_own_sentence() -> None:
    """A new version of it may know more."""
    warnings = {name for name in dir(zxcvbn_rs_py.Warning) if not name.startswith("_")}
    assert warnings == passwords.WEAKNESSES.keys()
    assert set(passwords.WEAKNESSES.values()) <= passwords.ADVICE_SENTENCES.keys()


@given(st.text(max_size=60), st.lists(st.text(max_size=20), max_size=3))
def test_any_text_can_be_judged(password: str, context: list[str]) -> None:
    """The rule: at least 10 characters and score 3; advice if and only if it is not acceptable."""
    judged = passwords.strength(password, context)
    assert judged["acceptable"] == (len(password) >= 10 and judged["score"] >= 3)
    assert bool(judged["advice"]) != judged["acceptable"]


def test_no_more_at_once_than_there_are_slots(tmp_path: Path) -> None:
    """Threads: the most that were inside together is the number of slots, and all came through."""
    inside, most, lock = 0, 0, threading.Lock()
    both_in = threading.Barrier(2)

    def work() -> None:
        nonlocal inside, most
        with slots.slot(tmp_path, 2):
            with lock:
                inside += 1
                most = max(most, inside)
            both_in.wait()
            with lock:
                inside -= 1

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 2


def test_a_slot_that_stays_taken_makes_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a short wait, with a Retry-After."""
    monkeypatch.setattr(slots, "PATIENCE_SECONDS", 0.0)
    with slots.slot(tmp_path, 1), pytest.raises(Busy) as busy, slots.slot(tmp_path, 1):
        pass
    assert busy.value.status == 503
    assert busy.value.retry_after == slots.RETRY_AFTER_SECONDS
    with slots.slot(tmp_path, 1):
        pass


def test_a_flood_is_turned_away_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However long one may wait for a slot: when enough wait, the next is told so, and no thread is held."""
    monkeypatch.setattr(slots, "PATIENCE_SECONDS", 3600.0)
    waiting = 1 + slots.WAITING_FOR_EACH
    places = [slots._one_of(tmp_path, "place", waiting, 0) for _ in range(waiting)]
    for place in places:
        place.__enter__()
    with pytest.raises(Busy), slots.slot(tmp_path, 1):
        pass
    for place in places:
        place.__exit__(None, None, None)


def test_processes_exclude_each_other_and_a_dead_one_frees_its_slot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """gunicorn has several workers; the kernel drops a lock with its holder."""
    monkeypatch.setattr(slots, "PATIENCE_SECONDS", 0.0)
    program = (
        "import sys, pathlib\nfrom backend.accounts import slots\n"
        "with slots.slot(pathlib.Path(sys.argv[1]), 1):\n    print('in', flush=True)\n    sys.stdin.read()\n"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    with other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"in\n"
        with pytest.raises(Busy), slots.slot(tmp_path, 1):
            pass
        other.kill()
        other.wait()
        with slots.slot(tmp_path, 1):
            pass
