import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { type RefObject, useState } from "react";
import { createPortal } from "react-dom";
import type { Row } from "@/api/content";
import { Button } from "@/ui/Button";
import { actions, type Carry, type Situation } from "../actions";
import { isApple } from "../apple";
import { useFolderName, useRowName } from "../names";
import type { Navigation } from "../navigation";
import { keyOf } from "../tree";
import type { Carrying } from "../use-carrying";
import styles from "./Carriage.module.css";
import { DragPicture } from "./DragPicture";
import { type FolderSpot, verdictOn } from "./dropping";
import { hold, type Kept, useHeld } from "./held";
import { fromOf, type Scene, spotOfRow, spotOnWay } from "./spots";
import { useDragAndDrop } from "./use-drag-and-drop";
import { useKeptKeys } from "./use-kept";
import { useVerdictWords } from "./words";

interface CarriageProps {
  section: RefObject<HTMLElement | null>;
  scene: Scene | undefined;
  situation: Situation | undefined;
  isSelectable: (row: Row) => boolean;
  files: Navigation["files"];
  onCarry: (carrying: Carrying) => void;
  onTrash: (rows: readonly Row[]) => void;
  onExpand: (row: Row) => void;
}

/**
 * Carrying rows from place to place without a dialog: with the mouse, and with Ctrl+X, Ctrl+C and Ctrl+V. In the line
 * below the list it says what is held by the keyboard and where it would go. Apart, so that it comes after the first look.
 */
export function Carriage(props: CarriageProps) {
  const { section, scene, situation, onCarry } = props;
  const { t, i18n } = useLingui();
  const client = useQueryClient();
  const kept = useHeld("kept");
  const folderName = useFolderName();
  const nameOf = useRowName();
  const wordsFor = useVerdictWords();
  const [said, say] = useState("");
  const paste = isApple ? "⌘V" : t`Ctrl+V`;

  const { dragging, picture, blank } = useDragAndDrop({
    ...props,
    selected: situation?.selection ?? [],
    onCarry: (carry, { rows, from }, spot) => onCarry({ carry, rows, from, target: spot }),
  });

  const itemsOf = (rows: readonly Row[]) => {
    const [first] = rows;
    const name = rows.length === 1 && first ? nameOf(first) : null;
    return name ? t`“${name}”` : plural(rows.length, { one: "# item", other: "# items" });
  };

  function take(carry: Carry) {
    if (!situation || !scene) return;
    const verdict = actions.find((action) => action.id === carry)?.enabled(situation);
    if (verdict !== true) {
      if (verdict) say(i18n._(verdict));
      return;
    }
    const rows = situation.selection;
    hold(client, "kept", { carry, rows, from: fromOf(scene.lines, rows) });
    const items = itemsOf(rows);
    say(
      carry === "move"
        ? t`${items} to move: open a folder and press ${paste}; Escape cancels`
        : t`${items} to copy: open a folder and press ${paste}; Escape cancels`,
    );
  }

  function leave() {
    say(kept?.carry === "copy" ? t`Nothing is copied` : t`Nothing is moved`);
    hold(client, "kept", null);
  }

  const spot = kept && scene && situation ? spotForPaste(kept, scene, situation) : undefined;
  const verdict = kept && spot ? verdictOn(kept, spot, kept.carry === "copy") : undefined;
  const canPut = verdict !== undefined && "does" in verdict;

  function put() {
    if (!kept || !spot || !verdict) return;
    if (!("does" in verdict)) {
      say(i18n._(verdict.refused));
      return;
    }
    hold(client, "kept", null);
    say("");
    onCarry({
      carry: verdict.does === "copy" ? "copy" : "move",
      rows: kept.rows,
      from: kept.from,
      target: spot,
    });
  }
  useKeptKeys(section, { take, put, leave });

  const place = spot ? folderName(spot) : "";
  const isMove = kept?.carry === "move";
  const items = kept ? itemsOf(kept.rows) : "";
  const over = dragging?.over;
  return (
    <>
      {kept && (
        <>
          <span className={styles.kept}>
            <strong>{isMove ? t`${items} to move` : t`${items} to copy`}</strong>{" "}
            {verdict && "refused" in verdict ? (
              <Trans>
                {i18n._(verdict.refused)} Open a folder and press {paste}; Escape cancels.
              </Trans>
            ) : isMove ? (
              <Trans>
                {paste} moves to “{place}”, Escape cancels.
              </Trans>
            ) : (
              <Trans>
                {paste} copies to “{place}”, Escape cancels.
              </Trans>
            )}
          </span>
          <Button kind="quiet" size="small" isDisabled={!canPut} onPress={put}>
            {isMove ? <Trans>Move here</Trans> : <Trans>Copy here</Trans>}
          </Button>
          <Button kind="quiet" size="small" onPress={leave}>
            <Trans>Cancel</Trans>
          </Button>
        </>
      )}
      <span className={styles.hidden} aria-live="polite">
        {over ? wordsFor(over.spot, over.verdict) : said}
      </span>
      <span ref={blank} className={styles.blank} />
      {createPortal(<DragPicture ref={picture} dragging={dragging} />, document.body)}
    </>
  );
}

/** Into the one selected folder, but not into what is held itself; else into the folder that is shown. */
function spotForPaste(kept: Kept, scene: Scene, { selection }: Situation): FolderSpot {
  const held = new Set(kept.rows.map(keyOf));
  const [one] = selection;
  const chosen = one && selection.length === 1 && !held.has(keyOf(one)) && spotOfRow(scene, keyOf(one));
  return chosen || spotOnWay(scene.folder, scene.folder.id);
}
