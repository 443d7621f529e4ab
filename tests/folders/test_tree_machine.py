"""The tree as a state machine: making, renaming, moving, copying, filing, deleting, restoring and purging, in any
order, beside a plain model.

Invariants: nothing is an orphan, nothing is lost, live siblings differ, what a deletion announces is what it does, and
what the clinician sees is exactly what the model says.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from backend import config
from backend.accounts.models import User
from backend.db import new_id
from backend.errors import NotFound
from backend.folders import access, copying, moving, names, purge, service, trash, tree
from backend.folders.errors import FolderInTrash, MoveIntoItself, NameTaken, TooDeep
from backend.folders.models import Folder, FolderEntry
from backend.studies.models import Study
from tests import factories
from tests.folders.things import file, study

NAMES = st.sampled_from(["CT", "ct", "CT (2)", "Knie", "KNIE", "Straße", "STRASSE", "Mu\u0308ller", "Müller"])
STUDIES = st.integers(0, 3)
Spot = tuple[UUID, UUID]  # a folder and a study in it
PLACES = st.integers(0, 10**6)  # an index into what there is, taken modulo its number


@dataclass
class Node:
    """A folder as the model knows it."""

    name: str
    parent: UUID | None
    trashed: bool = False
    entries: dict[UUID, bool] = field(default_factory=dict)  # study -> in the trash


class Tree(RuleBasedStateMachine):
    """One clinician's tree; `owner` is given by the test that runs the machine."""

    owner: User

    @initialize()
    def begin(self) -> None:
        """An account of its own for each run, on the same database."""
        self.owner = User.create(
            email=str(key := new_id()), email_key=str(key), name="Dr. Weber", password_hash="", active=True
        )
        service.create_root(self.owner)
        self.me = factories.principal(self.owner)
        self.top = service.root_id(self.owner.id)
        self.nodes = {self.top: Node("", None)}
        self.purged: set[UUID] = set()
        self.filed: set[UUID] = set()  # studies that were laid somewhere
        self.studies: list[Study] = [study(self.owner, f"Patient^{number}") for number in range(4)]
        trash.use(len)
        purge.use(receiving=lambda ids: set(), recorded=lambda ids: set())
        parent = self.top
        for name in ("CT", "Knie", "links"):  # one in the other, so that a short run has something to choose from
            parent = service.create(self.me, parent, name)["id"]
            self.nodes[parent] = Node(name, self._last())
            self.file_entry(len(self.nodes) - 1, len(self.nodes) % 2, False)

    @rule(place=PLACES, name=NAMES)
    def create(self, place: int, name: str) -> None:
        """Under a folder that may lie in the trash, with a name that may be taken."""
        parent = self._any(place)
        if not self._is_live(parent):
            with pytest.raises(NotFound):
                service.create(self.me, parent, name)
        elif self._taken(parent, name):
            with pytest.raises(NameTaken) as taken:
                service.create(self.me, parent, name)
            made = service.create(self.me, parent, taken.value.extra["suggestion"])
            self.nodes[made["id"]] = Node(made["name"], parent)
        else:
            made = service.create(self.me, parent, name)
            self.nodes[made["id"]] = Node(made["name"], parent)

    @rule(place=PLACES, name=NAMES)
    def rename(self, place: int, name: str) -> None:
        """Any folder but the top one."""
        folder_id = self._any(place)
        if folder_id == self.top:
            return
        if not self._is_live(folder_id):
            with pytest.raises(NotFound):
                service.rename(self.me, folder_id, name)
        elif self._taken(self.nodes[folder_id].parent, name, besides=folder_id):
            with pytest.raises(NameTaken):
                service.rename(self.me, folder_id, name)
        else:
            self.nodes[folder_id].name = service.rename(self.me, folder_id, name)["name"]

    @rule(place=PLACES, which=STUDIES, by_guest=st.booleans())
    def file_entry(self, place: int, which: int, by_guest: bool) -> None:
        """Into any folder, also one in the trash; the same study twice; one that lies in the trash there."""
        folder_id, held = self._any(place), self.studies[which]
        by = "guest:1:2" if by_guest else str(self.me)
        entry = file(folder_id, held, by=by, via="link" if by_guest else "upload", delivery_id=new_id())
        assert entry.trashed_at is None
        self.nodes[folder_id].entries[held.id] = False
        self.filed.add(held.id)

    @rule(places=st.lists(PLACES, min_size=1, max_size=4), entry_places=st.lists(PLACES, max_size=2))
    def move_to_trash(self, places: list[int], entry_places: list[int]) -> None:
        """Some folders and entries that are seen, also one in another; the consequences are the model's."""
        live = [key for key in self.nodes if self._is_live(key) and key != self.top]
        folder_ids = {live[place % len(live)] for place in places if live}
        spots = self._chosen([spot for spot in self._spots() if self._is_seen(spot)], entry_places)
        entry_ids = [self._entry_id(spot) for spot in spots]
        expected = self._consequences(folder_ids, spots)
        assert trash.consequences(self.me, folder_ids, entry_ids) == expected
        assert trash.trash(self.me, folder_ids, entry_ids) == expected
        for folder_id, study_id in spots:
            if not folder_ids.intersection(self._way(folder_id)):
                self.nodes[folder_id].entries[study_id] = True
        for folder_id in folder_ids:
            if not folder_ids.intersection(self._way(self.nodes[folder_id].parent)):
                self.nodes[folder_id].trashed = True

    @rule(place=PLACES, entry_place=PLACES)
    def trash_what_lies_in_the_trash(self, place: int, entry_place: int) -> None:
        """It is not found, and what was chosen beside it stays."""
        gone = [key for key in self.nodes if not self._is_live(key)]
        lone = [spot for spot in self._spots() if not self._is_seen(spot)]
        folder_ids = {gone[place % len(gone)]} if gone else set()
        entry_ids = [self._entry_id(spot) for spot in self._chosen(lone, [entry_place])]
        if folder_ids or entry_ids:
            with pytest.raises(NotFound):
                trash.trash(self.me, folder_ids, entry_ids)

    @rule(
        places=st.lists(PLACES, min_size=1, max_size=4), entry_places=st.lists(PLACES, max_size=2), strays=st.booleans()
    )
    def restore(self, places: list[int], entry_places: list[int], strays: bool) -> None:
        """Some folders and entries at once, in the trash or (`strays`) not."""
        marked = [key for key, node in self.nodes.items() if node.trashed or strays]
        folder_ids = {marked[place % len(marked)] for place in places if marked}
        lone = [spot for spot in self._spots() if strays or self.nodes[spot[0]].entries[spot[1]]]
        chosen = self._chosen(lone, entry_places)
        coming = {folder_id for folder_id in folder_ids if self.nodes[folder_id].trashed}
        spots = {spot for spot in chosen if self.nodes[spot[0]].entries[spot[1]]}
        needed = {*coming, *(folder_id for folder_id, _ in spots)}
        blocked = any(
            self.nodes[step].trashed and step not in coming for folder_id in needed for step in self._way(folder_id)
        )
        entry_ids = [self._entry_id(spot) for spot in chosen]
        if blocked:
            with pytest.raises(FolderInTrash):
                trash.restore(self.me, folder_ids, entry_ids)
            return
        trash.restore(self.me, folder_ids, entry_ids)
        for folder_id in coming:
            self.nodes[folder_id].trashed = False
            self.nodes[folder_id].name = self._adopted_name(folder_id)
        for folder_id, study_id in spots:
            self.nodes[folder_id].entries[study_id] = False

    @rule(
        place=PLACES, places=st.lists(PLACES, max_size=3), entry_places=st.lists(PLACES, max_size=2), both=st.booleans()
    )
    def move(self, place: int, places: list[int], entry_places: list[int], both: bool) -> None:
        """Whatever is live, into whatever is live; as a whole or not at all."""
        target, tops, spots = self._chosen_for(place, places, entry_places)
        going = [key for key in tops if self.nodes[key].parent != target]
        if self._refused(moving.move, target, tops, spots, both, [self.nodes[key].name for key in going]):
            return
        ids = [self._entry_id(spot) for spot in spots]
        told = moving.move(self.me, target, tops, ids, keep_both=both)
        renamed = {change["id"]: change["name"] for change in told["renamed"]}
        for key in going:
            self.nodes[key].parent = target
            self.nodes[key].name = renamed.get(key, self.nodes[key].name)
        for folder_id, study_id in spots:
            if not set(tops).intersection(self._way(folder_id)) and folder_id != target:
                del self.nodes[folder_id].entries[study_id]
                self.nodes[target].entries[study_id] = False

    @rule(
        place=PLACES, places=st.lists(PLACES, max_size=2), entry_places=st.lists(PLACES, max_size=2), both=st.booleans()
    )
    def copy(self, place: int, places: list[int], entry_places: list[int], both: bool) -> None:
        """The same, and the originals stay; what lies in the trash is not copied."""
        target, tops, spots = self._chosen_for(place, places, entry_places)
        if len(self.nodes) > 60 or self._refused(
            copying.copy, target, tops, spots, both, [self.nodes[key].name for key in tops]
        ):
            return
        expected = [key for top in tops for key in self.nodes if self._is_live(key) and top in self._way(key)]
        copying.copy(self.me, target, tops, [self._entry_id(spot) for spot in spots], keep_both=both)
        for folder_id, study_id in spots:
            if not set(tops).intersection(self._way(folder_id)):
                self.nodes[target].entries[study_id] = False
        assert len(self._adopt(target)) == len(expected)

    @rule(place=PLACES, entry_place=PLACES)
    def purge(self, place: int, entry_place: int) -> None:
        """What was deleted for good is gone with all below it; a study that lies nowhere then goes as well."""
        gone = [key for key, node in self.nodes.items() if node.trashed]
        tops = [gone[place % len(gone)]] if gone else []
        trashed = [spot for spot in self._spots() if self.nodes[spot[0]].entries[spot[1]]]
        spots = self._chosen(trashed, [entry_place])
        purge.purge(self.me, tops, [self._entry_id(spot) for spot in spots])
        purge.sweep()
        for folder_id, study_id in spots:
            del self.nodes[folder_id].entries[study_id]
        for key in [key for key in self.nodes if set(tops).intersection(self._way(key))]:
            self.purged.add(key)
        for key in self.purged:
            self.nodes.pop(key, None)
        lying = {study_id for _, study_id in self._spots()}
        for number, held in enumerate(self.studies):
            exists = Study.get_or_none(Study.id == held.id) is not None
            assert exists == (held.id in lying) or held.id not in self.filed
            if not exists:
                self.studies[number] = study(self.owner, f"Patient^{number}")
        self.filed = lying

    @invariant()
    def nothing_is_lost_or_orphaned(self) -> None:
        """Every folder and entry that was ever made is there, where it was put, marked as the model says."""
        rows = {row.id: row for row in Folder.select().where(Folder.owner == self.owner)}
        assert {row.id: (row.name, row.parent_id, row.trashed_at is not None) for row in rows.values()} == {
            key: (node.name, node.parent, node.trashed) for key, node in self.nodes.items()
        }
        held = FolderEntry.select().where(FolderEntry.folder.in_(list(rows)))
        assert {(row.folder_id, row.study_id): row.trashed_at is not None for row in held} == {
            (key, study_id): trashed for key, node in self.nodes.items() for study_id, trashed in node.entries.items()
        }

    @invariant()
    def live_siblings_differ(self) -> None:
        """Without regard to case; the index's column says the same as the name."""
        seen = set()
        for row in Folder.select().where(Folder.owner == self.owner, Folder.parent.is_null(False)):
            assert row.sibling_key == (None if row.trashed_at else names.sibling_key(row.name))
            assert row.sort_name == names.sort_key(row.name)
            if row.trashed_at is None:
                assert (row.parent_id, row.sibling_key) not in seen
                seen.add((row.parent_id, row.sibling_key))

    @invariant()
    def what_is_seen_is_what_is_live(self) -> None:
        """One rule for folders, studies, the search and the links' hook."""
        live = {key for key in self.nodes if self._is_live(key)}
        assert tree.below([self.top]) == live
        assert tree.in_trash(list(self.nodes)) == self.nodes.keys() - live
        studies = {study_id for key in live for study_id, gone in self.nodes[key].entries.items() if not gone}
        query = Study.select().where(access.visible_studies(self.me))
        assert {row.id for row in query} == studies

    def _chosen_for(
        self, place: int, places: list[int], entry_places: list[int]
    ) -> tuple[UUID, list[UUID], list[Spot]]:
        """A live target, and of what is live some folders, of which none lies in another, and some entries."""
        live = [key for key in self.nodes if self._is_live(key)]
        folders = [key for key in live if key != self.top]
        chosen = dict.fromkeys(folders[number % len(folders)] for number in places if folders)
        tops = [key for key in chosen if not chosen.keys() & set(self._way(self.nodes[key].parent))]
        spots = sorted(self._chosen([spot for spot in self._spots() if self._is_seen(spot)], entry_places))
        return live[place % len(live)], tops, spots

    def _refused(
        self, act: Any, target: UUID, tops: list[UUID], spots: list[Spot], both: bool, coming: list[str]
    ) -> bool:
        """Whether it can't be; then it is tried, and says why."""
        keys = [names.sibling_key(name) for name in coming]
        ids = [self._entry_id(spot) for spot in spots]
        if set(tops).intersection(self._way(target)):
            refusal: type[Exception] = MoveIntoItself
        elif len(list(self._way(target))) - 1 + max(map(self._height, tops), default=0) > tree.DEPTH_MOST:
            refusal = TooDeep
        elif not both and (len(set(keys)) < len(keys) or any(self._taken(target, name) for name in coming)):
            refusal = NameTaken
        else:
            return False
        with pytest.raises(refusal):
            act(self.me, target, tops, ids, keep_both=both)
        return True

    def _height(self, top: UUID) -> int:
        below = [list(self._way(key)) for key in self.nodes if self._is_live(key)]
        return max(way.index(top) + 1 for way in below if top in way)

    def _adopt(self, target: UUID) -> list[UUID]:
        """Take folders that a copy has made into the model; says which, and that each lies below the target and holds
        what a folder of that name holds that was there before."""
        rows = Folder.select().where(Folder.owner == self.owner).order_by(Folder.id)
        new = [row for row in rows if row.id not in self.nodes and row.id not in self.purged]
        before = {(node.name, frozenset(self._live_entries(key))) for key, node in self.nodes.items()}
        for row in new:
            assert tree.path(row.id)[0].id == self.top
            assert target in {step.id for step in tree.path(row.id)}
            held = tree.column(FolderEntry.select(FolderEntry.study).where(FolderEntry.folder == row.id))
            self.nodes[row.id] = Node(row.name, row.parent_id, False, dict.fromkeys(held, False))
            if row.parent_id != target:
                assert (row.name, frozenset(self._live_entries(row.id))) in before
        return [row.id for row in new]

    def _live_entries(self, key: UUID) -> set[UUID]:
        return {study_id for study_id, gone in self.nodes[key].entries.items() if not gone}

    def _any(self, place: int) -> UUID:
        every = list(self.nodes)
        return every[place % len(every)]

    def _last(self) -> UUID:
        return list(self.nodes)[-1]

    def _spots(self) -> list[Spot]:
        return [(key, study_id) for key, node in self.nodes.items() for study_id in node.entries]

    def _is_seen(self, spot: Spot) -> bool:
        return self._is_live(spot[0]) and not self.nodes[spot[0]].entries[spot[1]]

    def _chosen(self, spots: list[Spot], places: list[int]) -> set[Spot]:
        return {spots[place % len(spots)] for place in places if spots}

    def _entry_id(self, spot: Spot) -> UUID:
        entry: Any = FolderEntry.get(FolderEntry.folder == spot[0], FolderEntry.study == spot[1])
        found: UUID = entry.id
        return found

    def _way(self, folder_id: UUID | None) -> Iterator[UUID]:
        while folder_id is not None:
            yield folder_id
            folder_id = self.nodes[folder_id].parent

    def _is_live(self, folder_id: UUID) -> bool:
        return not any(self.nodes[step].trashed for step in self._way(folder_id))

    def _taken(self, parent: UUID | None, name: str, besides: UUID | None = None) -> bool:
        key = names.sibling_key(names.clean(name))
        return any(
            node.parent == parent and not node.trashed and names.sibling_key(node.name) == key
            for other, node in self.nodes.items()
            if other != besides and parent is not None
        )

    def _consequences(self, folder_ids: set[UUID], chosen: set[Spot]) -> dict[str, int]:
        taken = {key for key in self.nodes if self._is_live(key) and folder_ids.intersection(self._way(key))}
        seen = {spot for spot in self._spots() if self._is_seen(spot)}
        places = {spot for spot in seen if spot[0] in taken} | chosen
        studies = {study_id for _, study_id in places}
        return {
            "folders": len(taken),
            "studies": len(studies),
            "documents": 0,
            "studies_nowhere_else": len(studies - {study_id for _, study_id in seen - places}),
            "active_links": len(taken),
        }

    def _adopted_name(self, folder_id: UUID) -> str:
        """Its own, or one that is derived from it."""
        name: str = Folder.get_by_id(folder_id).name
        own = self.nodes[folder_id].name
        assert name == own or name.startswith(own.split(" (")[0])
        return name


@pytest.mark.usefixtures("app")
def test_any_order_of_changes(settings: config.Settings) -> None:
    """On both databases."""
    assert settings.trash_days == 30
    run_state_machine_as_test(Tree, settings=MACHINE)


FULL = os.environ.get("FILMJACKET_TESTS") == "full"
MACHINE = settings(
    max_examples=200 if FULL else 10,
    stateful_step_count=40 if FULL else 20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
