import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Ban, CloudUpload, Copy, FolderInput, Trash2 } from "lucide-react";
import type { RefObject } from "react";
import { useRowName } from "../names";
import styles from "./DragPicture.module.css";
import type { Verdict } from "./dropping";
import type { Dragging } from "./use-drag-and-drop";
import { useVerdictWords } from "./words";

const icons = { move: FolderInput, copy: Copy, upload: CloudUpload, trash: Trash2 };

/** What follows the pointer: what is dragged, and what letting go here would do. It is always there, so that it can be placed. */
export function DragPicture({
  dragging,
  ref,
}: {
  dragging: Dragging | null;
  ref: RefObject<HTMLDivElement | null>;
}) {
  const { i18n } = useLingui();
  const wordsFor = useVerdictWords();
  const over = dragging?.over;
  const verdict = over?.verdict;
  const Icon = verdict && ("does" in verdict ? icons[verdict.does] : Ban);
  return (
    <div
      ref={ref}
      className={styles.picture}
      data-carriage
      data-shown={dragging !== null || undefined}
      aria-hidden="true"
    >
      {dragging && (
        <p className={styles.what}>
          <What what={dragging.what} />
        </p>
      )}
      {over && verdict && (
        <p className={styles.does} data-tone={toneOf(verdict)}>
          {Icon && <Icon />}
          <span>{wordsFor(over.spot, verdict)}</span>
        </p>
      )}
      {verdict && "does" in verdict && verdict.note && <p className={styles.note}>{i18n._(verdict.note)}</p>}
    </div>
  );
}

function toneOf(verdict: Verdict): "taken" | "refused" | "here" {
  if ("does" in verdict) return "taken";
  return verdict.isHere ? "here" : "refused";
}

function What({ what }: { what: Dragging["what"] }) {
  const nameOf = useRowName();
  if (typeof what === "number") {
    return what > 0 ? <Plural value={what} one="# item" other="# items" /> : <Trans>Files</Trans>;
  }
  const [first] = what.rows;
  if (what.rows.length === 1 && first) return <bdi>{nameOf(first)}</bdi>;
  return <Plural value={what.rows.length} one="# item" other="# items" />;
}
