import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import type { Row } from "@/api/content";
import type { Folder } from "@/api/folders";
import type { Carry, Target } from "./actions";
import { useRowName } from "./names";
import type { Navigation } from "./navigation";
import { SelectFolderDialog } from "./SelectFolderDialog";

export interface ChooseTargetDialogProps {
  carry: Carry;
  rows: readonly Row[];
  startIn: string;
  /** The folder that a row lies in. */
  folderOf: (row: Row) => string | undefined;
  elsewhere: Pick<Navigation, "href" | "address">;
  onChosen: (target: Target) => void;
  onClose: () => void;
}

/** Where to? The folder view once more, in which what is carried can't be chosen as its own target. */
export function ChooseTargetDialog(props: ChooseTargetDialogProps) {
  const { carry, rows, startIn, folderOf, elsewhere, onChosen, onClose } = props;
  const { t } = useLingui();
  const nameOf = useRowName();
  const carried = new Set(rows.filter((row) => row.kind === "folder").map((row) => row.id));
  const origins = new Set(rows.map(folderOf));
  const isMove = carry === "move";
  const [first] = rows;
  const name = rows.length === 1 && first ? nameOf(first) : null;
  const items = plural(rows.length, { one: "# item", other: "# items" });

  function unavailable(row: Row): string | undefined {
    if (row.kind !== "folder") return undefined;
    if (carried.has(row.id)) return isMove ? t`This is being moved` : t`This is being copied`;
    return row.rights.may_add ? undefined : t`You may not add anything to this folder.`;
  }

  function refuse(chosen: { id: string }, shown: Folder): string | undefined {
    if (shown.breadcrumbs.some((crumb) => carried.has(crumb.id)) || carried.has(chosen.id))
      return t`A folder can't go into itself.`;
    if (isMove && origins.size === 1 && origins.has(chosen.id)) return t`It is in this folder already.`;
    return undefined;
  }

  const titles = isMove
    ? { title: name ? t`Move “${name}” to…` : t`Move ${items} to…`, button: t`Move here` }
    : { title: name ? t`Copy “${name}” to…` : t`Copy ${items} to…`, button: t`Copy here` };
  return (
    <SelectFolderDialog
      title={titles.title}
      selectLabel={titles.button}
      startIn={startIn}
      elsewhere={elsewhere}
      unavailable={unavailable}
      refuse={refuse}
      onSelect={onChosen}
      onClose={onClose}
    />
  );
}
