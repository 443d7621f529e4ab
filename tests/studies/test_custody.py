"""Custody as a property: whatever is delivered by whomever in whatever order, nobody's images join another's, nothing
is lost or replaced, and no owner's outcome depends on what others have."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product
from uuid import UUID, uuid5

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend import config
from backend.db import new_id
from backend.storage.models import Blob
from backend.studies.header import Header, read_header
from backend.studies.identity import PatientIdentity
from backend.studies.models import Instance, InstanceConflict, InstanceSource, Series, Study
from backend.studies.service import IndexOutcome, identity_of, index_instance
from tests import datasets
from tests.studies.conftest import FULL, new_owner
from tests.studies.test_service import assert_counts_are_right

BASE = read_header(datasets.real_file("CT_small.dcm"))
IDENTITIES = [
    {"patient_id": "1", "patient_name": "Doe^Jane", "patient_birth_date": "19700101", "issuer_of_patient_id": ""},
    {"patient_id": "1", "patient_name": "DOE^Jane^^", "patient_birth_date": "19700101", "issuer_of_patient_id": ""},
    {"patient_id": "1", "patient_name": "Doe^Jane", "patient_birth_date": "19700101", "issuer_of_patient_id": "X"},
    {"patient_id": "2", "patient_name": "Doe^Jane", "patient_birth_date": "19700101", "issuer_of_patient_id": ""},
    {"patient_id": "1", "patient_name": "Doe^Jane", "patient_birth_date": "", "issuer_of_patient_id": ""},
    {"patient_id": "", "patient_name": "", "patient_birth_date": "", "issuer_of_patient_id": ""},
]


@dataclass(frozen=True)
class Sent:
    """One object as an outsider may send it: any UIDs, any patient, in two versions of its bytes."""

    owner: int
    delivery: int
    study: str
    series: str
    instance: str
    identity: int
    version: int

    @property
    def header(self) -> Header:
        uids = {f"{name}_instance_uid": uid for name, uid in (("study", self.study), ("series", self.series))}
        return replace(BASE, sop_instance_uid=self.instance, **uids, **IDENTITIES[self.identity])  # type: ignore[arg-type]

    @property
    def bytes_digest(self) -> str:
        content = (self.study, self.series, self.instance, self.identity, self.version)
        return hashlib.sha256(repr(content).encode()).hexdigest()

    def blob(self) -> Blob:
        digest = self.bytes_digest
        known = Blob.get_or_none(sha256=digest)
        return known or Blob.create(key=digest[:32], sha256=digest, size=1 + int(digest[:2], 16))


SENT = st.builds(
    Sent,
    owner=st.integers(0, 1),
    delivery=st.integers(0, 2),
    study=st.sampled_from(["1.1", "1.2"]),
    series=st.sampled_from(["2.1", "2.2"]),
    instance=st.sampled_from(["3.1", "3.2", "3.3"]),
    identity=st.integers(0, len(IDENTITIES) - 1),
    version=st.integers(0, 1),
)


class World:
    """Owners of their own for each example, so that examples need not clean up after each other."""

    def __init__(self) -> None:
        self.owners = [new_owner(), new_owner()]
        self._namespace = new_id()

    def delivery_id(self, sent: Sent) -> UUID:
        """A delivery goes to one owner."""
        return uuid5(self._namespace, f"{sent.owner}/{sent.delivery}")

    def deliver(self, sent: Sent) -> IndexOutcome:
        owner = self.owners[sent.owner]
        return index_instance(owner.id, sent.header, sent.blob(), self.delivery_id(sent))

    def forget(self) -> None:
        """Keeps the next example fast."""
        Study.delete().where(Study.owner.in_(self.owners)).execute()


@settings(
    max_examples=400 if FULL else 40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(history=st.lists(SENT, max_size=14))
def test_custody_holds_for_any_deliveries(ground: config.Settings, history: list[Sent]) -> None:
    world = World()

    outcomes = [world.deliver(sent) for sent in history]

    assert_each_is_with_its_owner(world, history, outcomes)
    assert_only_agreeing_patients_share_a_study(world, history, outcomes)
    assert_nothing_is_lost_or_replaced(history, outcomes)
    assert_sources_are_exact(world, history, outcomes)
    assert_counts_are_right()
    assert_repeating_changes_nothing(world, history, outcomes)
    assert_the_other_owner_made_no_difference(history, outcomes)
    world.forget()


def assert_each_is_with_its_owner(world: World, history: Sequence[Sent], outcomes: Sequence[IndexOutcome]) -> None:
    for sent, outcome in zip(history, outcomes, strict=True):
        study = Study.get_by_id(outcome.study_id)
        assert study.owner == world.owners[sent.owner]
        assert study.study_instance_uid == sent.study
        assert Instance.get_by_id(outcome.instance_id).study == study


def assert_only_agreeing_patients_share_a_study(
    world: World, history: Sequence[Sent], outcomes: Sequence[IndexOutcome]
) -> None:
    first: dict[UUID, Sent] = {}
    kept: set[tuple[UUID, str]] = set()
    for sent, outcome in zip(history, outcomes, strict=True):
        opener = first.setdefault(outcome.study_id, sent)
        assert same_patient(opener.header.identity, sent.header.identity)
        these_bytes = (outcome.instance_id, sent.bytes_digest)
        if these_bytes not in kept and not sent.header.identity.is_complete:
            assert world.delivery_id(opener) == world.delivery_id(sent)
        kept.add(these_bytes)
    for study_id, opener in first.items():
        assert identity_of(Study.get_by_id(study_id)) == opener.header.identity


def same_patient(one: PatientIdentity, other: PatientIdentity) -> bool:
    """The rule said once more, in other words than the code's."""
    names = {name.casefold().rstrip("^") for name in (one.patient_name, other.patient_name)}
    rest = {(i.patient_id, i.issuer_of_patient_id, i.patient_birth_date) for i in (one, other)}
    return len(names) == len(rest) == 1


def assert_nothing_is_lost_or_replaced(history: Sequence[Sent], outcomes: Sequence[IndexOutcome]) -> None:
    filed: dict[UUID, str] = {}
    for sent, outcome in zip(history, outcomes, strict=True):
        if outcome.kind == "new":
            assert outcome.instance_id not in filed
            filed[outcome.instance_id] = sent.bytes_digest
        assert (filed[outcome.instance_id] == sent.bytes_digest) == (outcome.kind != "conflict")
        if outcome.kind == "conflict":
            kept = InstanceConflict.select().join(Blob)
            assert kept.where(
                (InstanceConflict.instance == outcome.instance_id) & (Blob.sha256 == sent.bytes_digest)
            ).exists()
    for instance_id, digest in filed.items():
        assert Instance.get_by_id(instance_id).blob.sha256 == digest


def assert_sources_are_exact(world: World, history: Sequence[Sent], outcomes: Sequence[IndexOutcome]) -> None:
    sources = InstanceSource.select().join(Instance).join(Study).where(Study.owner.in_(world.owners))
    conflicts = InstanceConflict.select().join(Instance).join(Study).where(Study.owner.in_(world.owners))
    brought = {
        (outcome.instance_id, world.delivery_id(sent), sent.bytes_digest if outcome.kind == "conflict" else "")
        for sent, outcome in zip(history, outcomes, strict=True)
    }
    assert brought == {
        *((source.instance.id, source.delivery_id, "") for source in sources),
        *((kept.instance.id, kept.delivery_id, kept.blob.sha256) for kept in conflicts),
    }
    seen: set[tuple[UUID, UUID, str]] = set()
    for sent, outcome in zip(history, outcomes, strict=True):
        this = (outcome.instance_id, world.delivery_id(sent), sent.bytes_digest)
        assert outcome.seen_in_delivery == (this in seen)
        seen.add(this)


def assert_repeating_changes_nothing(world: World, history: Sequence[Sent], outcomes: Sequence[IndexOutcome]) -> None:
    def rows() -> list[int]:
        return [model.select().count() for model in (Study, Series, Instance, InstanceSource, InstanceConflict)]

    before = rows()
    for sent, outcome in zip(history, outcomes, strict=True):
        again = world.deliver(sent)
        assert again.kind == ("conflict" if outcome.kind == "conflict" else "same")
        assert (again.study_id, again.instance_id) == (outcome.study_id, outcome.instance_id)
    assert rows() == before


def assert_the_other_owner_made_no_difference(history: Sequence[Sent], outcomes: Sequence[IndexOutcome]) -> None:
    for owner in (0, 1):
        alone = World()
        own = [(sent, outcome) for sent, outcome in zip(history, outcomes, strict=True) if sent.owner == owner]
        for sent, outcome in own:
            repeated = alone.deliver(sent)
            assert (repeated.kind, repeated.seen_in_delivery) == (outcome.kind, outcome.seen_in_delivery)
        alone.forget()


def test_agreement_is_symmetric() -> None:
    identities = [PatientIdentity(**identity) for identity in IDENTITIES]
    for one, other, together in product(identities, identities, (False, True)):
        agrees = one.agrees_with(other, same_delivery=together)
        assert agrees == other.agrees_with(one, same_delivery=together)
        assert agrees == (same_patient(one, other) and (together or one.is_complete))
