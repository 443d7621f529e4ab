"""Several owners' trees as a state machine: making, renaming, delivering, moving, copying, sharing, deleting, restoring
and purging, in any order, by an owner or a colleague, within a tree and between trees, beside a plain model.

Invariants: no cycle, no orphan, nothing lost, live siblings differ, a deletion announces what it does, everything that
lies in a tree is its owner's and no row is shared, rights are exactly those that follow from the grants, and nobody
sees what the model denies.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from backend import config
from backend.accounts.models import User
from backend.db import new_id, utcnow
from backend.documents.models import Document
from backend.errors import Forbidden, NotFound
from backend.folders import access, copying, grants, moving, names, purge, service, trash, tree
from backend.folders.errors import FolderInTrash, NameTaken, NotInTrash
from backend.folders.models import Folder, FolderEntry, FolderGrant
from backend.intake import service as intake
from backend.intake.policy import Policy
from backend.storage.models import Blob
from backend.storage.service import PutAway
from backend.studies.header import read_header
from backend.studies.models import Instance, InstanceConflict, Series, Study
from tests import datasets, factories
from tests.folders.tree_model import Identity, Node, Person, Reason, Spot, Thing, Trees

FULL = os.environ.get("FILMJACKET_TESTS") == "full"
BASE = read_header(datasets.real_file("CT_small.dcm"))
PATIENTS = ("1", "2")
ANYTHING = Policy(accepts="anything", files_most=10, bytes_most=10)

NAMES = st.sampled_from(["CT", "ct", "CT (2)", "Knie", "KNIE", "Straße", "STRASSE", "Mu\u0308ller", "Müller"])
WHO = st.integers(0, 2)
PLACES = st.integers(0, 10**6)  # an index into what there is, taken modulo its number
SOME = st.lists(PLACES, max_size=3)
AT_RANDOM = st.sampled_from([False, False, False, True])  # else among what whoever acts can see


class Owners(RuleBasedStateMachine):
    """Three clinicians, each of whom owns a tree."""

    @initialize()
    def begin(self) -> None:
        """Accounts of their own for each run, on the same database; what a short run can choose from."""
        self.trees = Trees()
        self.nodes = self.trees.nodes
        self.steps = 0
        self.users: list[User] = []
        trash.use(len)
        purge.use(receiving=lambda ids: set(), recorded=lambda ids: set())
        for person in range(3):
            key = f"{new_id()}@clinic.example"
            self.users.append(
                User.create(email=key, email_key=key, name=f"Dr. {person}", password_hash="", active=True)
            )
            service.create_root(self.users[-1])
            parent = service.root_id(self.users[-1].id)
            self.nodes[parent] = Node("", None, person)
            for name in ("CT", "Knie"):
                parent = self._made(person, parent, name)
                self._receive(person, parent, person, 0, person, is_document=name == "Knie")
        self.me = [factories.principal(user) for user in self.users]
        shared = [next(key for key, node in self.nodes.items() if (node.owner, node.name) == (0, "CT"))]
        self.share(0, self._at(shared[0]), 1, "edit", False)
        self.share(0, self._at(shared[0]), 2, "view", False)

    @rule(who=WHO, place=PLACES, name=NAMES, at_random=AT_RANDOM)
    def create(self, who: Person, place: int, name: str, at_random: bool) -> None:
        """Under a folder that may lie in the trash, or be hidden, with a name that may be taken."""
        parent = self._folder(who, place, at_random)
        reasons = self.trees.refusal(who, parent, "add")
        if not reasons and self.trees.taken(parent, name):
            with pytest.raises(NameTaken) as taken:
                service.create(self.me[who], parent, name)
            name = taken.value.extra["suggestion"]
        if self._allowed(reasons, service.create, self.me[who], parent, name):
            self._made(who, parent, name)

    @rule(who=WHO, place=PLACES, name=NAMES, at_random=AT_RANDOM)
    def rename(self, who: Person, place: int, name: str, at_random: bool) -> None:
        """Any folder, also a top one."""
        key = self._folder(who, place, at_random)
        parent = self.nodes[key].parent
        reasons = self.trees.refusal(who, key, "edit")
        if not reasons and parent is not None and self.trees.taken(parent, name, besides=[key]):
            reasons = {NameTaken}
        if self._allowed(reasons, service.rename, self.me[who], key, name):
            self.nodes[key].name = service.rename(self.me[who], key, name)["name"]

    @rule(who=WHO, by_guest=st.booleans(), place=PLACES, uid=st.integers(0, 1), patient=st.integers(0, 1), more=WHO)
    def deliver_study(self, who: Person, by_guest: bool, place: int, uid: int, patient: int, more: int) -> None:
        """By a link into any folder, or by somebody who may add to it: new, there already, or other bytes."""
        key = self._folder(who, place, by_guest)
        if by_guest or not self.trees.refusal(who, key, "add"):
            self._receive(None if by_guest else who, key, uid, patient, more)

    @rule(who=WHO, by_guest=st.booleans(), place=PLACES, which=st.integers(0, 1))
    def deliver_document(self, who: Person, by_guest: bool, place: int, which: int) -> None:
        """The same."""
        key = self._folder(who, place, by_guest)
        if by_guest or not self.trees.refusal(who, key, "add"):
            self._receive(None if by_guest else who, key, 0, 0, which, is_document=True)

    @rule(who=WHO, place=PLACES, entry_place=PLACES, at_random=AT_RANDOM)
    def add_study(self, who: Person, place: int, entry_place: int, at_random: bool) -> None:
        """By reference, as the search does: only where its owner's tree is."""
        key = self._folder(who, place, at_random)
        studies = [spot for spot in self.trees.spots() if self.trees.things[spot[1]].identity is not None]
        spots = self._spots(who, [entry_place], at_random, studies)
        if not spots:
            return
        thing = spots[0][1]
        seen = any(found == thing and not self.trees.spot_refusal(who, (at, found), "see") for at, found in studies)
        reasons = self.trees.refusal(who, key, "add") | (set() if seen else {NotFound})
        if not reasons and self.trees.things[thing].owner != self.nodes[key].owner:
            reasons = {Forbidden}
        if self._allowed(reasons, service.add_studies, self.me[who], key, [thing]):
            service.add_studies(self.me[who], key, [thing])
            self.nodes[key].entries[thing] = None

    @rule(who=WHO, places=SOME, entry_places=SOME, at_random=AT_RANDOM)
    def delete(self, who: Person, places: list[int], entry_places: list[int], at_random: bool) -> None:
        """Some folders and entries, also one in another; all or none, and what it takes along is what it said."""
        chosen, spots = self._folders(who, places, at_random), self._spots(who, entry_places, at_random)
        reasons: set[Reason] = set().union(
            *(self.trees.refusal(who, key, "delete") for key in chosen),
            *(self.trees.spot_refusal(who, spot, "delete") for spot in spots),
        )
        ids = self._entry_ids(spots)
        if self._allowed(reasons, trash.trash, self.me[who], chosen, ids):
            told = trash.consequences(self.me[who], chosen, ids)
            expected = self.trees.consequences(who, chosen, spots)
            colleagues: Any = expected["colleagues"]
            assert told == {**expected, "colleagues": [self.users[person].name for person in colleagues]}
            assert trash.trash(self.me[who], chosen, ids) == told
            self.trees.delete(who, chosen, spots)

    @rule(who=WHO, places=SOME, entry_places=SOME, at_random=AT_RANDOM)
    def restore(self, who: Person, places: list[int], entry_places: list[int], at_random: bool) -> None:
        """By the owner, or by whoever deleted it and still may add to that place."""
        marked = [key for key, node in self.nodes.items() if at_random or node.deleted_by is not None]
        lone = [
            (key, thing) for key, thing in self.trees.spots() if at_random or self._deleted_by(key, thing) is not None
        ]
        chosen, spots = self._pick(marked, places), self._pick(lone, entry_places)
        folders = {key: self.nodes[key].deleted_by for key in chosen if self.nodes[key].deleted_by is not None}
        entries = {spot: self._deleted_by(*spot) for spot in spots if self._deleted_by(*spot) is not None}
        by = [(self.nodes[key].owner, self.nodes[key].deleted_by) for key in chosen]
        by += [(self.nodes[spot[0]].owner, self._deleted_by(*spot)) for spot in spots]
        reasons: set[Reason] = {NotFound} if any(who not in pair for pair in by) else set()
        self._set_deleted(dict.fromkeys(folders), dict.fromkeys(entries))
        reasons = reasons or self._refused_restoration(who, folders, entries)
        if not self._allowed(reasons, trash.restore, self.me[who], chosen, self._entry_ids(spots)):
            self._set_deleted(folders, entries)
            return
        trash.restore(self.me[who], chosen, self._entry_ids(spots))
        for key in folders:
            name = Folder.get_by_id(key).name
            assert name == self.nodes[key].name or name.startswith(self.nodes[key].name.split(" (")[0])
            self.nodes[key].name = name

    @rule(who=WHO, places=SOME, entry_places=SOME, at_random=AT_RANDOM, late=st.booleans())
    def purge(self, who: Person, places: list[int], entry_places: list[int], at_random: bool, late: bool) -> None:
        """Only one's own, only what lies in the trash; what arrives between marking and removing is not lost."""
        marked = [
            key for key, node in self.nodes.items() if at_random or (node.deleted_by is not None and node.owner == who)
        ]
        lone = [
            (key, thing)
            for key, thing in self.trees.spots()
            if at_random or (self._deleted_by(key, thing) is not None and self.nodes[key].owner == who)
        ]
        chosen, spots = self._pick(marked, places), self._pick(lone, entry_places)
        found = [(self.nodes[key].owner, self.nodes[key].deleted_by) for key in chosen]
        found += [(self.nodes[spot[0]].owner, self._deleted_by(*spot)) for spot in spots]
        reasons: set[Reason] = {NotInTrash} if any(deleted_by is None for _, deleted_by in found) else set()
        reasons = {NotFound} if any(owner != who for owner, _ in found) else reasons
        if not self._allowed(reasons, purge.purge, self.me[who], chosen, self._entry_ids(spots)):
            return
        purge.purge(self.me[who], chosen, self._entry_ids(spots))
        going = set(spots)
        for key, thing in spots[:1] if late else []:
            going -= {self._receive_again(key, thing, set(chosen))}
        for key, thing in (
            self._pick([spot for spot in self.trees.spots() if set(chosen).intersection(self.trees.way(spot[0]))], [0])
            if late
            else []
        ):
            self._receive_again(key, thing, set(chosen))
        purge.sweep()
        self.trees.forget(chosen, going)

    @rule(who=WHO, place=PLACES, places=SOME, entry_places=SOME, both=st.booleans(), at_random=AT_RANDOM)
    def move(
        self, who: Person, place: int, places: list[int], entry_places: list[int], both: bool, at_random: bool
    ) -> None:
        """From wherever to wherever; between trees it is a copy, after which the originals lie in the trash."""
        target = self._folder(who, place, at_random)
        chosen, spots = self._folders(who, places, at_random), self._spots(who, entry_places, at_random)
        reasons = self.trees.transfer_refusal(who, target, chosen, spots, copying=False, keep_both=both)
        ids = self._entry_ids(spots)
        if not self._allowed(reasons, moving.move, self.me[who], target, chosen, ids, both):
            return
        told = moving.move(self.me[who], target, chosen, ids, both)
        owner = self.nodes[target].owner
        tops = self.trees.outermost(chosen)
        lone = self.trees.lone(tops, spots)
        there = [key for key in tops if self.nodes[key].owner == owner]
        lone_there = [spot for spot in lone if self.nodes[spot[0]].owner == owner]
        away, lone_away = [key for key in tops if key not in there], [spot for spot in lone if spot not in lone_there]
        for key in there:
            if self.nodes[key].parent != target:
                self.nodes[key].parent = target
                self.nodes[key].name = self._name(key, told)
        for key, thing in lone_there:
            del self.nodes[key].entries[thing]
            self.nodes[target].entries[thing] = None
        self._check_copies(target, away, lone_away, told)
        self.trees.delete(who, away, lone_away)

    @rule(who=WHO, place=PLACES, places=SOME, entry_places=SOME, both=st.booleans(), at_random=AT_RANDOM)
    def copy(
        self, who: Person, place: int, places: list[int], entry_places: list[int], both: bool, at_random: bool
    ) -> None:
        """The same, and the originals stay."""
        if len(self.nodes) > 70:
            return
        target = self._folder(who, place, at_random)
        chosen, spots = self._folders(who, places, at_random), self._spots(who, entry_places, at_random)
        reasons = self.trees.transfer_refusal(who, target, chosen, spots, copying=True, keep_both=both)
        ids = self._entry_ids(spots)
        if self._allowed(reasons, copying.copy, self.me[who], target, chosen, ids, both):
            told = copying.copy(self.me[who], target, chosen, ids, both)
            tops = self.trees.outermost(chosen)
            self._check_copies(target, tops, self.trees.lone(tops, spots), told)

    @rule(who=WHO, place=PLACES, other=WHO, may=st.sampled_from(["view", "edit"]), at_random=AT_RANDOM)
    def share(self, who: Person, place: int, other: Person, may: str, at_random: bool) -> None:
        """By the owner only; what was shared with the same colleague before is replaced."""
        key = self._folder(who, place, at_random)
        if other == who:
            return
        reasons = self.trees.refusal(who, key, "grant")
        if self._allowed(reasons, grants.put, self.me[who], key, self.users[other].email, may, None, "UTC"):
            grants.put(self.me[who], key, self.users[other].email, may, None, "UTC")
            self.nodes[key].grants[other] = may

    @rule(who=WHO, place=PLACES, by_itself=st.booleans())
    def end_grant(self, who: Person, place: int, by_itself: bool) -> None:
        """Taken back by the owner, from whom else it is hidden; or its last day is over."""
        shared = [(key, other) for key, node in self.nodes.items() for other in node.grants]
        for key, other in self._pick(shared, [place]):
            held = (FolderGrant.folder == key) & (FolderGrant.grantee == self.users[other].id)
            if by_itself:
                FolderGrant.update(until=utcnow() - timedelta(seconds=1)).where(held).execute()
            else:
                grant_id = FolderGrant.get(held).id
                if not self._allowed(self.trees.refusal(who, key, "grant"), grants.end, self.me[who], key, grant_id):
                    return
                grants.end(self.me[who], key, grant_id)
            del self.nodes[key].grants[other]

    @invariant()
    def nothing_is_lost_or_orphaned(self) -> None:
        """Every folder and place that was ever made is there, where it was put, marked as the model says."""
        rows = list(Folder.select().where(Folder.owner.in_(self.users)))
        assert {row.id: (row.name, row.parent_id, row.owner_id, row.trashed_by) for row in rows} == {
            key: (node.name, node.parent, self.users[node.owner].id, self._by(node.deleted_by))
            for key, node in self.nodes.items()
        }
        held = FolderEntry.select().where(FolderEntry.folder.in_(list(self.nodes)))
        assert {(row.folder_id, row.study_id or row.document_id): row.trashed_by for row in held} == {
            (key, thing): self._by(by) for key, node in self.nodes.items() for thing, by in node.entries.items()
        }
        for key, node in self.nodes.items():
            assert list(self.trees.way(key))[-1] == self.trees.top(node.owner)
        siblings = Counter((row.parent_id, row.sibling_key) for row in rows if row.sibling_key is not None)
        assert set(siblings.values()) <= {1}
        for row in rows:
            live = row.trashed_at is None and row.parent_id is not None
            assert row.sibling_key == (names.sibling_key(row.name) if live else None)
            assert row.sort_name == names.sort_key(row.name)

    @invariant()
    def custody_is_kept(self) -> None:
        """What lies in a tree is its owner's, nothing lies nowhere, no row is shared, no byte is lost or strayed."""
        own = Study.owner.in_(self.users)
        studies: Any = Study.select(Study.id, Study.owner, Study.study_instance_uid, Study.patient_id).where(own)
        documents: Any = (
            Document.select(Document.id, Document.owner, Blob.sha256).join(Blob).where(Document.owner.in_(self.users))
        )
        found = {key: (owner, (uid, PATIENTS.index(patient))) for key, owner, uid, patient in studies.tuples()}
        found |= {key: (owner, None) for key, owner, _ in documents.tuples()}
        assert found == {key: (self.users[thing.owner].id, thing.identity) for key, thing in self.trees.things.items()}
        for key, thing in self.trees.spots():
            assert self.trees.things[thing].owner == self.nodes[key].owner
        digests: dict[UUID, set[str]] = {key: {digest} for key, _, digest in documents.tuples()}
        used: Any = Instance.select(Instance.study, Series.study, Blob.sha256).join(Series).switch(Instance).join(Blob)
        beside: Any = InstanceConflict.select(Instance.study, Instance.study, Blob.sha256).join(Instance)
        beside = beside.switch(InstanceConflict).join(Blob)
        ids = Instance.study.in_([key for key, thing in self.trees.things.items() if thing.identity is not None])
        for study_id, series_of, digest in [*used.where(ids).tuples(), *beside.where(ids).tuples()]:
            assert series_of == study_id
            digests.setdefault(study_id, set()).add(digest)
        assert digests == {key: thing.digests for key, thing in self.trees.things.items()}

    @invariant()
    def rights_follow_from_the_grants(self) -> None:
        """What each sees, may do and finds in their trash; in the short form one of them after each step."""
        self.steps += 1
        for who in range(3) if FULL else [self.steps % 3]:
            me, seen = self.me[who], self.trees.seen_by(who)
            assert set(access.shared_tops(me)) == self.trees.topmost(who)
            assert tree.below([self.trees.top(who), *self.trees.topmost(who)]) == seen
            rights = access.rights_of(me, list(Folder.select().where(Folder.id.in_(list(self.nodes)))))
            for key in self.nodes:
                may = self.trees.rights(who, key)
                owned = self.nodes[key].owner == who
                told = {name.removeprefix("may_") for name, value in rights[key].items() if value}
                expected = {"rename": "edit", "add": "add", "delete": "delete", "share": "share", "grant": "grant"}
                if not owned or self.trees.is_live(key):  # nobody asks what may be done in one's own trash
                    assert told == {name for name, right in expected.items() if right in may}
            spots = {spot for spot in self.trees.spots() if spot[0] in seen and self.trees.is_live_spot(spot)}
            entries = FolderEntry.select().where(access.live_entry(me))
            assert {(row.folder_id, row.study_id or row.document_id) for row in entries} == spots
            things = {thing for _, thing in spots if self.trees.things[thing].identity is not None}
            assert {row.id for row in Study.select().where(access.visible_studies(me))} == things
            marked = [key for key, node in self.nodes.items() if node.owner == who and node.deleted_by is not None]
            lone = [
                spot
                for spot in self.trees.spots()
                if self.nodes[spot[0]].owner == who and self._deleted_by(*spot) is not None
            ]
            assert {row["id"] for row in trash.listing(me, limit=1000)} == {*marked, *self._entry_ids(lone)}

    # Choosing, and trying what must be refused

    def _pick(self, among: list[Any], places: Collection[int]) -> list[Any]:
        return list(dict.fromkeys(among[place % len(among)] for place in places if among))

    def _folder(self, who: Person, place: int, at_random: bool) -> UUID:
        return self._folders(who, [place], at_random)[0]

    def _folders(self, who: Person, places: Collection[int], at_random: bool) -> list[UUID]:
        seen = self.trees.seen_by(who)
        return self._pick([key for key in self.nodes if at_random or key in seen], places)

    def _spots(
        self, who: Person, places: Collection[int], at_random: bool, among: list[Spot] | None = None
    ) -> list[Spot]:
        every = self.trees.spots() if among is None else among
        return self._pick(
            [spot for spot in every if at_random or not self.trees.spot_refusal(who, spot, "see")], places
        )

    def _at(self, key: UUID) -> int:
        """The number with which its owner chooses this folder."""
        seen = self.trees.seen_by(self.nodes[key].owner)
        return [other for other in self.nodes if other in seen].index(key)

    def _allowed(self, reasons: set[Reason], act: Callable[..., Any], *arguments: Any) -> bool:
        """Whether it can be; else it is tried, and refused for one of these reasons."""
        if reasons:
            with pytest.raises(tuple(reasons)):
                act(*arguments)
        return not reasons

    def _entry_ids(self, spots: Collection[Spot]) -> list[UUID]:
        rows = FolderEntry.select().where(FolderEntry.folder.in_([key for key, _ in spots]))
        ids = {(row.folder_id, row.study_id or row.document_id): row.id for row in rows}
        return [ids[spot] for spot in spots]

    def _deleted_by(self, key: UUID, thing: UUID) -> Person | None:
        return self.nodes[key].entries[thing]

    def _by(self, who: Person | None) -> str | None:
        return None if who is None else f"user:{self.users[who].id}"

    # What came of it

    def _made(self, who: Person, parent: UUID, name: str) -> UUID:
        made = service.create(factories.principal(self.users[who]), parent, name)
        self.nodes[made["id"]] = Node(made["name"], parent, self.nodes[parent].owner)
        key: UUID = made["id"]
        return key

    def _receive(
        self, who: Person | None, key: UUID, uid: int, patient: int, more: int, *, is_document: bool = False
    ) -> None:
        """Let intake file what a delivery into that folder has brought. `more` says which bytes: the last two are
        versions of one instance, or documents of one name."""
        owner = self.nodes[key].owner
        identity: Identity | None = None if is_document else (f"1.2.{uid}", patient)
        digest = hashlib.sha256(f"{identity} {more}".encode()).hexdigest()
        header = replace(
            BASE,
            study_instance_uid=f"1.2.{uid}",
            series_instance_uid=f"1.3.{uid}.{more % 2}",
            sop_instance_uid=f"1.4.{uid}.{min(more, 1)}",
            patient_id=PATIENTS[patient],
            patient_birth_date="19700101",  # an identity with anything missing would agree with no other
        )
        incoming = intake.Incoming(
            owner_id=self.users[owner].id,
            folder_id=key,
            delivery_id=new_id(),
            path="letter.pdf",
            spool=Path(),
            offset=0,
            length=1,
            policy=ANYTHING,
            via="link" if who is None else "upload",
            actor="guest:1:2" if who is None else f"user:{self.users[who].id}",
            sender_name="Somebody",
        )
        blob_key = None if Blob.get_or_none(Blob.sha256 == digest) else digest[:32]
        kept = PutAway(digest, 1, blob_key)
        findings = intake.Findings(incoming, digest, header=header, kept=kept)
        if is_document:
            findings = intake.Findings(incoming, digest, media_type="application/pdf", kept=kept)
        ref = intake.file(findings).ref
        assert ref is not None
        self._filed(UUID(ref.split(":")[1]), key, owner, identity, digest)

    def _filed(self, thing: UUID, key: UUID, owner: Person, identity: Identity | None, digest: str) -> None:
        known = self.trees.study_of(owner, identity) if identity is not None else None
        if identity is None:
            same = (one for one in self.nodes[key].entries if self.trees.things[one].digests == {digest})
            known = next(same, None)
        assert known in (None, thing)
        assert known is not None or thing not in self.trees.things
        self.trees.things.setdefault(thing, Thing(owner, identity, set())).digests.add(digest)
        self.nodes[key].entries[thing] = None

    def _receive_again(self, key: UUID, thing: UUID, purged: set[UUID]) -> Spot:
        """More of the same, while it is being deleted for good: it lies there again, or in its owner's top folder."""
        owner = self.nodes[key].owner
        place = self.trees.top(owner) if purged.intersection(self.trees.way(key)) else key
        is_document = self.trees.things[thing].identity is None
        service.file_entry(
            key,
            study_id=None if is_document else thing,
            document_id=thing if is_document else None,
            added_by="guest:1:2",
            added_by_name="Somebody",
            via="link",
            delivery_id=new_id(),
        )
        self.nodes[place].entries[thing] = None
        return place, thing

    def _set_deleted(self, folders: dict[UUID, Person | None], entries: dict[Spot, Person | None]) -> None:
        for key, deleted_by in folders.items():
            self.nodes[key].deleted_by = deleted_by
        for (key, thing), deleted_by in entries.items():
            self.nodes[key].entries[thing] = deleted_by

    def _refused_restoration(self, who: Person, folders: Collection[UUID], entries: Collection[Spot]) -> set[Reason]:
        """Of what has come back already: to a colleague nothing is said of what lies in the trash above."""
        places = {parent for key in folders if (parent := self.nodes[key].parent) is not None}
        places |= {key for key, _ in entries}
        foreign = [key for key in places if self.nodes[key].owner != who]
        reasons: set[Reason] = set().union(*(self.trees.refusal(who, key, "add") for key in foreign))
        if not reasons and not all(self.trees.is_live(key) for key in places):
            return {FolderInTrash}
        return reasons

    def _name(self, key: UUID, told: dict[str, Any]) -> str:
        renamed = {change["id"]: change["name"] for change in told["renamed"]}
        return str(renamed.get(key, self.nodes[key].name))

    def _check_copies(self, target: UUID, tops: list[UUID], lone: list[Spot], told: dict[str, Any]) -> None:
        """Each copy is as its original, and all of it the target's owner's; taken into the model."""
        made: list[UUID] = list(told["made"]["folder_ids"])
        assert len(made) == len(tops)
        before = {key: self.trees.things[key] for key in self.trees.things}
        for top in tops:
            copied = next(key for key in made if self._is_copy(top, key, target))
            made.remove(copied)
            self._adopt(top, copied, target)
        expected = {self._there(target, thing) for _, thing in lone if before[thing].identity is not None}
        rows = FolderEntry.select().where(FolderEntry.folder == target, FolderEntry.trashed_at.is_null())
        lying = {thing for row in rows if (thing := row.study_id or row.document_id) is not None}
        new = lying - self.nodes[target].entries.keys()
        wanted = [self.trees.things[thing] for _, thing in lone if before[thing].identity is None]
        for key in new - expected:
            digest = Document.get_by_id(key).blob.sha256
            assert digest in set().union(*(thing.digests for thing in wanted))
            self.trees.things.setdefault(key, Thing(self.nodes[target].owner, None, {digest}))
        revived = {
            key
            for key in lying & self.nodes[target].entries.keys()
            if any(self.trees.things[key].digests == held.digests for held in wanted)
        }
        assert lying == self.trees.lying_in(target) | expected | (new - expected) | revived
        assert all(any(self.trees.things[key].digests == held.digests for key in lying) for held in wanted)
        self.nodes[target].entries |= dict.fromkeys(lying)

    def _is_copy(self, original: UUID, key: UUID, target: UUID) -> bool:
        """Whether it was copied from there, as far as names below and the number of things tell."""
        row = Folder.get_by_id(key)
        stem = self.nodes[original].name
        return (
            row.parent_id == target
            and (row.name == stem or row.name.startswith(stem.split(" (")[0]))
            and (self._shape_of_original(original) == self._shape_of_copy(key))
        )

    def _shape_of_original(self, key: UUID) -> Any:
        below = sorted(
            (node.name, self._shape_of_original(child))
            for child, node in self.nodes.items()
            if node.parent == key and node.deleted_by is None
        )
        things = [self.trees.things[thing] for thing in self.trees.lying_in(key)]
        return below, sorted({str(thing.identity or sorted(thing.digests)) for thing in things})

    def _shape_of_copy(self, key: UUID) -> Any:
        children = Folder.select().where(Folder.parent == key)
        below = sorted((child.name, self._shape_of_copy(child.id)) for child in children)
        things = set()
        for row in FolderEntry.select().where(FolderEntry.folder == key):
            if row.study is not None:
                things.add(str((row.study.study_instance_uid, PATIENTS.index(row.study.patient_id))))
            if row.document is not None:
                things.add(str([row.document.blob.sha256]))
        return below, sorted(things)

    def _adopt(self, original: UUID, key: UUID, parent: UUID) -> None:
        row = Folder.get_by_id(key)
        owner = self.nodes[parent].owner
        self.nodes[key] = Node(row.name, parent, owner)
        for thing in self.trees.lying_in(original):
            if self.trees.things[thing].identity is not None:
                self.nodes[key].entries[self._there(key, thing)] = None
        for document in Document.select().join(FolderEntry).where(FolderEntry.folder == key):
            self.trees.things.setdefault(document.id, Thing(owner, None, {document.blob.sha256}))
            self.nodes[key].entries[document.id] = None
        children = {child.name: child.id for child in Folder.select().where(Folder.parent == key)}
        for child, node in list(self.nodes.items()):
            if node.parent == original and node.deleted_by is None:
                self._adopt(child, children[node.name], key)

    def _there(self, key: UUID, thing: UUID) -> UUID:
        """What a study is in the tree of that folder: itself, or its owner's study of that patient, and its bytes."""
        owner, source = self.nodes[key].owner, self.trees.things[thing]
        if source.owner == owner:
            return thing
        assert source.identity is not None
        uid, patient = source.identity
        found: Study = Study.get(
            Study.owner == self.users[owner].id, Study.study_instance_uid == uid, Study.patient_id == PATIENTS[patient]
        )
        assert self.trees.study_of(owner, source.identity) in (None, found.id)
        self.trees.things.setdefault(found.id, Thing(owner, source.identity, set())).digests.update(source.digests)
        return found.id


@pytest.mark.usefixtures("app")
def test_any_order_of_changes(settings: config.Settings) -> None:
    """On both databases."""
    assert settings.trash_days == 30
    run_state_machine_as_test(Owners, settings=MACHINE)


MACHINE = settings(
    max_examples=200 if FULL else 10,
    stateful_step_count=40 if FULL else 20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
