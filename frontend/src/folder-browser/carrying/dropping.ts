import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { keyOf, type Row } from "@/api/content";
import type { Target } from "../actions";
import { sharedPlace } from "../places";
import type { Held } from "./held";

/** Where something can be put. */
export type Spot =
  | { kind: "trash" }
  | (Target & {
      kind: "folder";
      /** Folders from the top of what is known down to this one, itself included. */
      path: readonly string[];
      /** Undefined where nobody knows before the server is asked: a folder above a colleague's. */
      mayAdd: boolean | undefined;
    });

export type FolderSpot = Extract<Spot, { kind: "folder" }>;

/** What putting it there would do, or why it can't be put there. */
export type Verdict =
  | { does: "move" | "copy" | "trash" | "upload"; note?: MessageDescriptor }
  | { refused: MessageDescriptor /** Nothing to complain of: it is where it is. */; isHere?: true };

const mayNotAdd = msg`You may not add anything to this folder.`;
const choosesShared = msg`Choose one of the shared folders.`;
const intoItself = msg`A folder can't go into itself.`;
const isThere = msg`It is in this folder already.`;
const allThere = msg`They are in this folder already.`;
const mayNotDelete = msg`You may not delete everything that is selected.`;
const onlyCopied = msg`You may not take it away from its place.`;

/** The rules of putting rows somewhere, whichever way they are carried. `wantsCopy`: with the copying key. */
export function verdictOn({ rows, from }: Held, spot: Spot, wantsCopy: boolean): Verdict {
  const mayTakeAway = rows.every((row) => row.rights.may_delete);
  if (spot.kind === "trash") return mayTakeAway ? { does: "trash" } : { refused: mayNotDelete };
  const carried = new Set(rows.filter((row) => row.kind === "folder").map((row) => row.id));
  if (spot.path.some((id) => carried.has(id))) return { refused: intoItself };
  const refusal = whyNotAdd(spot);
  if (refusal) return { refused: refusal };
  const isCopy = wantsCopy || !mayTakeAway;
  const lieThere = rows.every((row) => from.get(row.id) === spot.id);
  // A folder can stand beside its copy; a study or document lies in a folder once
  if (lieThere && !(isCopy && carried.size === rows.length)) {
    return { refused: rows.length === 1 ? isThere : allThere, isHere: true };
  }
  if (!isCopy) return { does: "move" };
  return wantsCopy ? { does: "copy" } : { does: "copy", note: onlyCopied };
}

/** Files from the desktop. `refusal`: why the host takes none. */
export function verdictOnFiles(spot: Spot, refusal?: MessageDescriptor): Verdict {
  if (refusal) return { refused: refusal };
  if (spot.kind === "trash") return { refused: msg`Files go into a folder.` };
  const reason = whyNotAdd(spot);
  return reason ? { refused: reason } : { does: "upload" };
}

function whyNotAdd(spot: FolderSpot): MessageDescriptor | undefined {
  if (spot.id === sharedPlace) return choosesShared;
  return spot.mayAdd === false ? mayNotAdd : undefined;
}

/** What is dragged when the drag begins on this row: the selection if it belongs to it, else the row alone. */
export function draggedWith(row: Row, selected: readonly Row[]): readonly Row[] {
  return selected.some((one) => keyOf(one) === keyOf(row)) ? selected : [row];
}
