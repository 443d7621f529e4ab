"""Several owners' trees as a plain model: what lies where, who may do what with it, and what a change must do.

It knows nothing of how the application stores or decides it. The rules are those of docs/adr/0001, 0019 and 0023.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from backend.errors import Forbidden, NotFound
from backend.folders import names
from backend.folders.access import Right
from backend.folders.errors import MoveIntoItself, NameTaken, TooDeep
from backend.folders.tree import DEPTH_MOST

#: People are numbers: everybody owns a tree, and may be everybody else's colleague.
Person = int
Spot = tuple[UUID, UUID]
"""A folder, and a study or document in it."""
Identity = tuple[str, int]
"""A study's UID, and which patient's it says it is: the same UID may come with another's."""
Reason = type[Exception]

EVERYTHING: frozenset[Right] = frozenset({"see", "add", "edit", "delete", "share", "grant"})


@dataclass
class Node:
    """A folder. `deleted_by` is who put it into the trash; `entries` say the same of each thing in it."""

    name: str
    parent: UUID | None
    owner: Person
    deleted_by: Person | None = None
    entries: dict[UUID, Person | None] = field(default_factory=dict)
    grants: dict[Person, str] = field(default_factory=dict)


@dataclass
class Thing:
    """A study (its `identity` says which) or a document, and the bytes that belong to it."""

    owner: Person
    identity: Identity | None
    digests: set[str]


class Trees:
    """All trees together."""

    def __init__(self) -> None:
        self.nodes: dict[UUID, Node] = {}
        self.things: dict[UUID, Thing] = {}

    # What lies where

    def way(self, key: UUID) -> Iterator[UUID]:
        """The folder itself and all above it; a cycle would be found here."""
        seen: set[UUID] = set()
        step: UUID | None = key
        while step is not None:
            assert step not in seen, "a cycle"
            seen.add(step)
            yield step
            step = self.nodes[step].parent

    def top(self, person: Person) -> UUID:
        """The root of their tree."""
        return next(key for key, node in self.nodes.items() if node.owner == person and node.parent is None)

    def is_live(self, key: UUID) -> bool:
        """Whether it lies in no trash, by itself or by a folder above."""
        return all(self.nodes[step].deleted_by is None for step in self.way(key))

    def is_live_spot(self, spot: Spot) -> bool:
        """The same of a place."""
        return self.is_live(spot[0]) and self.nodes[spot[0]].entries[spot[1]] is None

    def spots(self) -> list[Spot]:
        """All places of things, also those in the trash."""
        return [(key, thing) for key, node in self.nodes.items() for thing in node.entries]

    def within(self, tops: Collection[UUID]) -> list[UUID]:
        """These folders and all below them, in the trash or not."""
        return [key for key in self.nodes if set(tops).intersection(self.way(key))]

    def live_within(self, tops: Collection[UUID]) -> list[UUID]:
        """The same, without what lies in the trash."""
        return [key for key in self.within(tops) if self.is_live(key)]

    def lying_in(self, key: UUID) -> set[UUID]:
        """The things that lie there, and not in the trash."""
        return {thing for thing, deleted_by in self.nodes[key].entries.items() if deleted_by is None}

    def study_of(self, owner: Person, identity: Identity | None) -> UUID | None:
        """This owner's study of that identity."""
        found = (key for key, thing in self.things.items() if (thing.owner, thing.identity) == (owner, identity))
        return next(found, None)

    def taken(self, parent: UUID, name: str, besides: Collection[UUID] = ()) -> bool:
        """Whether another live folder there has this name, upper and lower case being one."""
        key = names.sibling_key(names.clean(name))
        return any(
            node.parent == parent and node.deleted_by is None and names.sibling_key(node.name) == key
            for other, node in self.nodes.items()
            if other not in besides
        )

    def depth(self, key: UUID) -> int:
        """How many folders lie above it."""
        return len(list(self.way(key))) - 1

    # Who may do what

    def rights(self, person: Person, key: UUID) -> frozenset[Right]:
        """All that is allowed there; nothing if the person may not even know of it."""
        way = [self.nodes[step] for step in self.way(key)]
        if not self.is_live(key):
            return frozenset()
        if way[0].owner == person:
            return EVERYTHING if len(way) > 1 else frozenset({"see", "add"})
        granted = [node.grants.get(person) for node in way]
        allowed: set[Right] = {"see"} if any(granted) else set()
        if "edit" in granted:
            allowed.add("add")
        if "edit" in granted[1:]:
            allowed |= {"edit", "delete"}
        return frozenset(allowed)

    def seen_by(self, person: Person) -> set[UUID]:
        """All folders that the person may know of."""
        return {key for key in self.nodes if "see" in self.rights(person, key)}

    def topmost(self, person: Person) -> set[UUID]:
        """Of others' folders that the person sees, those around which they see nothing."""
        seen = self.seen_by(person)
        return {key for key in seen if self.nodes[key].owner != person and self.nodes[key].parent not in seen}

    def refusal(self, person: Person, key: UUID, right: Right) -> set[Reason]:
        """Why not, if not: what may not be seen does not exist."""
        rights = self.rights(person, key)
        if "see" not in rights:
            return {NotFound}
        return set() if right in rights else {Forbidden}

    def spot_refusal(self, person: Person, spot: Spot, right: Right) -> set[Reason]:
        """The same for a place: whoever may add to a folder may also take out of it."""
        if not self.is_live_spot(spot):
            return {NotFound}
        return self.refusal(person, spot[0], "see" if right == "see" else "add")

    # What a change would do

    def outermost(self, chosen: Collection[UUID]) -> list[UUID]:
        """Without what lies in another of the chosen."""
        return [key for key in chosen if not set(chosen).intersection([*self.way(key)][1:])]

    def lone(self, tops: Collection[UUID], spots: Collection[Spot]) -> list[Spot]:
        """The places that do not go along with a chosen folder anyway."""
        return [spot for spot in spots if not set(tops).intersection(self.way(spot[0]))]

    def transfer_refusal(
        self, person: Person, target: UUID, chosen: list[UUID], spots: list[Spot], *, copying: bool, keep_both: bool
    ) -> set[Reason]:
        """Why these can't be copied, or moved, into the target; the rights come before what is there."""
        right: Right = "see" if copying else "delete"
        reasons = self.refusal(person, target, "add")
        for key in chosen:
            reasons |= self.refusal(person, key, right)
            if self.nodes[key].parent is None:
                reasons |= {Forbidden}
        for spot in spots:
            reasons |= self.spot_refusal(person, spot, right)
        if reasons:
            return reasons
        tops = self.outermost(chosen)
        below = self.live_within(tops)
        if target in below:
            reasons |= {MoveIntoItself}
        floors = max((self.depth(key) - self.depth(top) + 1 for top in tops for key in below), default=0)
        if self.depth(target) + floors > DEPTH_MOST:
            reasons |= {TooDeep}
        staying = [key for key in tops if not copying and self.nodes[key].parent == target]
        coming = [self.nodes[key].name for key in tops if key not in staying]
        keys = {names.sibling_key(name) for name in coming}
        if not keep_both and (len(keys) < len(coming) or any(self.taken(target, name) for name in coming)):
            reasons |= {NameTaken}
        return reasons

    def consequences(self, person: Person, chosen: Collection[UUID], spots: Collection[Spot]) -> dict[str, object]:
        """What a deletion must say that it takes along; each folder that goes has one active link."""
        gone = self.live_within(chosen)
        lone = self.lone(chosen, spots)
        going = {(key, thing) for key in gone for thing in self.lying_in(key)} | set(lone)
        staying = {spot for spot in self.spots() if self.is_live_spot(spot)} - going
        studies = {thing for _, thing in going if self.things[thing].identity is not None}
        around = {step for key in [*gone, *(key for key, _ in lone)] for step in self.way(key)}
        own = (self.nodes[key] for key in around if self.nodes[key].owner == person)
        return {
            "folders": len(gone),
            "studies": len(studies),
            "documents": len({thing for _, thing in going} - studies),
            "studies_nowhere_else": len(studies - {thing for _, thing in staying}),
            "active_links": len(gone),
            "colleagues": sorted({colleague for node in own for colleague in node.grants}),
        }

    def delete(self, person: Person, chosen: Collection[UUID], spots: Collection[Spot]) -> None:
        """Into the trash; what goes along with a folder keeps its own state."""
        tops = self.outermost(chosen)
        for folder_id, thing in self.lone(tops, spots):
            self.nodes[folder_id].entries[thing] = person
        for key in tops:
            self.nodes[key].deleted_by = person

    def forget(self, tops: Collection[UUID], spots: Collection[Spot]) -> None:
        """For good; a thing that lies nowhere any more goes too."""
        for folder_id, thing in spots:
            self.nodes[folder_id].entries.pop(thing, None)
        for key in self.within(tops):
            del self.nodes[key]
        lying = {thing for _, thing in self.spots()}
        self.things = {key: thing for key, thing in self.things.items() if key in lying}
