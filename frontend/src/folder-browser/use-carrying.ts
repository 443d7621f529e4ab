import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import type { Row } from "@/api/content";
import { Problem } from "@/api/problem";
import { type Transferred, useTransfer } from "@/api/transfers";
import { useMoveToTrash } from "@/api/trash";
import { useProblemText } from "@/api/use-problem-text";
import { notify } from "@/ui/toasts";
import type { Carry, Target } from "./actions";
import { useFolderName, useRowName } from "./names";
import { selectionOf } from "./selected-things";

/** What is to be carried where. */
export interface Carrying {
  carry: Carry;
  rows: readonly Row[];
  target: Target;
  keepBoth?: boolean;
  /** The folder in which each row lay, by its id, where the list can't say it any more. */
  from?: ReadonlyMap<string, string>;
}

export interface CarryingHost {
  /** The folder that a row is shown in: where Undo moves it back to. Undefined if it can't be seen any more. */
  folderOf(row: Row): string | undefined;
  /** A folder of that name is there already. */
  onNameTaken(carrying: Carrying, problem: Problem): void;
  openFolder(id: string): void;
}

/** Moves and copies at once; says what has happened, with the way back and the way there. */
export function useCarrying({ folderOf, onNameTaken, openFolder }: CarryingHost): (what: Carrying) => void {
  const { t } = useLingui();
  const problemText = useProblemText();
  const nameOf = useRowName();
  const folderName = useFolderName();
  const transfer = useTransfer();
  const moveToTrash = useMoveToTrash();

  function fail(error: unknown) {
    const text = problemText(error);
    notify({ title: text.title, detail: text.detail, tone: "danger" });
  }

  /** To where each row was; one that was joined with what lay there already stays joined. */
  function undo(rows: readonly Row[], done: Transferred, origins: ReadonlyMap<string, string | undefined>) {
    const joined = new Set(done.present);
    const ways = new Map<string, Row[]>();
    for (const row of rows) {
      const origin = origins.get(row.id);
      if (origin && !joined.has(row.id)) ways.set(origin, [...(ways.get(origin) ?? []), row]);
    }
    Promise.all(
      [...ways].map(([targetId, back]) =>
        transfer.mutateAsync({ carry: "move", selection: selectionOf(back), targetId }),
      ),
    ).then(() => notify({ title: t`Everything is back where it was`, tone: "success" }), fail);
  }

  /** What a copy has made goes to the trash: what it was made of has never been touched. */
  function takeBack({ made }: Transferred) {
    moveToTrash
      .mutateAsync(made)
      .then(() => notify({ title: t`The copy is in the trash`, tone: "success" }), fail);
  }

  return (what) => {
    const { carry, rows, target, keepBoth, from } = what;
    const origins = new Map(rows.map((row) => [row.id, from?.get(row.id) ?? folderOf(row)]));
    const [first] = rows;
    const name = rows.length === 1 && first ? nameOf(first) : null;
    const place = folderName(target);
    // In another owner's tree a move is a copy, and the originals lie in their owner's trash
    const isOneTree = rows.every((row) => row.owner_name === (target.owner_name ?? ""));

    function say(done: Transferred) {
      const count = rows.length;
      const moved = name ? t`“${name}” is in “${place}” now` : t`${count} items are in “${place}” now`;
      const copied = name
        ? t`“${name}” is in “${place}” as well`
        : t`${count} items are in “${place}” as well`;
      const isCopy = carry === "copy";
      const back = {
        label: t`Undo`,
        onPress: () => (isCopy ? takeBack(done) : undo(rows, done, origins)),
      };
      const canUndo = (isCopy || isOneTree) && done.present.length < count;
      notify({
        title: isCopy ? copied : moved,
        detail: detailOf(done),
        tone: "success",
        actions: [...(canUndo ? [back] : []), { label: t`Show`, onPress: () => openFolder(target.id) }],
      });
    }

    function detailOf(done: Transferred): string | undefined {
      const [renamed] = done.renamed;
      if (renamed) return t`It is called “${renamed.name}” there.`;
      if (done.present.length === 0) return undefined;
      return plural(done.present.length, {
        one: "# of them lay there already.",
        other: "# of them lay there already.",
      });
    }

    transfer
      .mutateAsync({ carry, selection: selectionOf(rows), targetId: target.id, keepBoth: keepBoth ?? false })
      .then(say, (error: unknown) => {
        if (error instanceof Problem && error.code === "name_taken") onNameTaken(what, error);
        else fail(error);
      });
  };
}
