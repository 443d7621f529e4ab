"""Settling as a property: whatever is delivered, settled, turned back and merged in whatever order, nothing is lost,
what a row counts is what there is, and who brought what stays known. Both databases."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend import config
from backend.db import db
from backend.storage.models import Blob
from backend.studies import merging, settling
from backend.studies.header import Header
from backend.studies.models import Instance, InstanceConflict, InstanceSource, Series, Study
from backend.studies.service import locked_variants
from backend.studies.settling import Choice
from tests.studies.conftest import FULL, ground
from tests.studies.test_custody import SENT, Sent, World

__all__ = ["ground"]

#: (what, a number that chooses among what is there at that moment)
STEP = st.one_of(
    SENT,
    st.tuples(st.sampled_from(["first", "latest", "any", "undo", "merge", "apart"]), st.integers(0, 1_000)),
)
Brought = set[tuple[str, UUID]]


class Settled:
    """One world, and what was brought into it: for each owner, study UID and SOP instance the bytes, and by whom."""

    def __init__(self) -> None:
        self.world = World()
        self.headers: dict[str, Header] = {}
        self.brought: dict[tuple[UUID, str, str], Brought] = {}
        self.before: dict[UUID, list[Choice]] = {}

    def deliver(self, sent: Sent) -> None:
        self.world.deliver(sent)
        self.headers[sent.bytes_digest] = sent.header
        key = (self.world.owners[sent.owner].id, sent.study, sent.instance)
        self.brought.setdefault(key, set()).add((sent.bytes_digest, self.world.delivery_id(sent)))

    def act(self, what: str, number: int) -> None:
        studies = list(Study.select().where(Study.owner.in_(self.world.owners)).order_by(Study.id))
        if not studies:
            return
        study = studies[number % len(studies)]
        if what == "merge":
            others = [one for one in studies if is_variant(one, study)]
            if others:
                self.merge(study, others[number % len(others)])
        elif what == "apart":
            merging.settle_identity(study.id)
        else:
            self.settle(study, what, number)

    def settle(self, study: Study, what: str, number: int) -> None:
        ids = [instance.id for instance in of_study(study)]
        contests = settling.contested(study.id, ids)
        if what == "undo":
            known = {contest.instance.id for contest in contests}
            choices = [choice for choice in self.before.get(study.id, []) if choice.instance_id in known]
        elif what == "any":
            choices = [
                Choice(contest.instance.id, contest.versions[number % len(contest.versions)].blob.sha256)
                for contest in contests
            ]
        else:
            choices = settling.keeping(contests, "first" if what == "first" else "latest")
        if choices:
            with db.atomic():
                self.before[study.id] = settling.settle_read(study.id, choices, self.headers)

    def merge(self, source: Study, target: Study) -> None:
        with db.atomic():
            known = {one.id: one for one in locked_variants(source.owner_id, source.study_instance_uid)}
            merging.merge(known[source.id], known[target.id])


def is_variant(one: Study, other: Study) -> bool:
    alike = (one.owner_id, one.study_instance_uid) == (other.owner_id, other.study_instance_uid)
    return alike and one.id != other.id


@settings(
    max_examples=300 if FULL else 40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(history=st.lists(STEP, max_size=24))
def test_nothing_is_lost_by_settling(ground: config.Settings, history: list[Sent | tuple[str, int]]) -> None:
    settled = Settled()
    for step in history:
        if isinstance(step, Sent):
            settled.deliver(step)
        else:
            settled.act(*step)
        assert_all_that_was_brought_is_there(settled)
        assert_each_instance_has_its_bytes(settled)
        assert_counts_are_right(settled.world)
    settled.world.forget()


def assert_all_that_was_brought_is_there(settled: Settled) -> None:
    """Every version of every instance is in use or beside, brought by just those who brought it."""
    found: dict[tuple[UUID, str, str], Brought] = {}
    for instance in instances(settled.world):
        key = (instance.study.owner_id, instance.study.study_instance_uid, instance.sop_instance_uid)
        versions = found.setdefault(key, set())
        sources = InstanceSource.select().where(InstanceSource.instance == instance)
        versions |= {(instance.blob.sha256, source.delivery_id) for source in sources}
        beside = InstanceConflict.select(InstanceConflict, Blob).join(Blob)
        for kept in beside.where(InstanceConflict.instance == instance):
            assert kept.blob != instance.blob
            versions.add((kept.blob.sha256, kept.delivery_id))
    assert found == settled.brought


def assert_each_instance_has_its_bytes(settled: Settled) -> None:
    for instance in instances(settled.world):
        header = settled.headers[instance.blob.sha256]
        assert instance.size == instance.blob.size
        assert instance.series.series_instance_uid == header.series_instance_uid
        assert instance.series.study == instance.study
        states = {
            (row.blob_id, row.settled_at is None)
            for row in InstanceConflict.select().where(InstanceConflict.instance == instance)
        }
        assert len(states) == len({blob_id for blob_id, _ in states}), "one blob, settled and not"


def assert_counts_are_right(world: World) -> None:
    """What the rows of study and series say is what there is; what is settled does not count as a conflict."""
    for study in Study.select().where(Study.owner.in_(world.owners)):
        own = of_study(study)
        series = list(Series.select().where(Series.study == study))
        assert (study.instance_count, study.size) == (len(own), sum(instance.size for instance in own))
        assert study.series_count == len(series)
        assert study.modalities_in_study == "\\".join(sorted({one.modality for one in series} - {""}))
        assert study.conflict_count == len(open_conflicts(own))
        for one in series:
            assert one.instance_count == sum(instance.series_id == one.id for instance in own) > 0


def open_conflicts(own: Iterable[Instance]) -> set[tuple[UUID, UUID]]:
    query = InstanceConflict.select().where(
        InstanceConflict.instance.in_(list(own)), InstanceConflict.settled_at.is_null()
    )
    return {(kept.instance_id, kept.blob_id) for kept in query}


def of_study(study: Study) -> list[Instance]:
    return list(Instance.select().where(Instance.study == study).order_by(Instance.id))


def instances(world: World) -> list[Instance]:
    query = (
        Instance.select(Instance, Study, Series, Blob)
        .join(Study)
        .switch(Instance)
        .join(Series, on=(Instance.series == Series.id))
        .switch(Instance)
        .join(Blob)
    )
    return list(query.where(Study.owner.in_(world.owners)))


@pytest.mark.usefixtures("ground")
def test_undo_turns_back_exactly_what_was_settled() -> None:
    settled = Settled()
    for version in (0, 1):
        for instance in ("3.1", "3.2", "3.3"):
            settled.deliver(Sent(0, version, "1.1", f"2.{1 + version}", instance, 0, version))
    study = Study.get(Study.owner == settled.world.owners[0])
    before = state(study)

    settled.settle(study, "latest", 0)
    assert state(study) != before
    assert Study.get_by_id(study.id).conflict_count == 0
    settled.settle(study, "undo", 0)

    assert state(study) == before
    assert Study.get_by_id(study.id).conflict_count == 3


def state(study: Study) -> set[object]:
    ids = [instance.id for instance in of_study(study)]
    return {
        (
            contest.state,
            tuple(contest.versions),
            contest.instance.series_id and contest.instance.series.series_instance_uid,
        )
        for contest in settling.contested(study.id, ids)
    }
