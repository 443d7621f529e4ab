import { Trans } from "@lingui/react/macro";
import { type CSSProperties, memo } from "react";
import { useProblemText } from "@/api/use-problem-text";
import { Button } from "@/ui/Button";
import { Skeleton } from "@/ui/Skeleton";
import styles from "./FolderRow.module.css";
import type { Line } from "./tree";

interface SpeakingRowProps {
  line: Extract<Line, { kind: "waiting" | "empty" | "failed" }>;
  index: number;
  top: number;
  isCurrent: boolean;
  onRetry: (folderId: string) => void;
}

/** What stands in the place of rows that are on their way, missing or failed. */
export function SpeakingRow({ line, index, top, isCurrent, onRetry }: SpeakingRowProps) {
  const problemText = useProblemText();
  const { kind } = line;
  const frame = {
    role: "row",
    "data-key": line.key,
    "data-line": index,
    className: styles.row,
    style: { transform: `translateY(${top}px)`, "--level": line.level - 1 } as CSSProperties,
    tabIndex: isCurrent ? 0 : -1,
    "aria-level": line.level,
    "aria-posinset": line.position,
    "aria-setsize": line.siblings,
    "aria-rowindex": index + 2,
  };
  if (kind === "waiting") {
    return (
      <div {...frame} aria-busy data-waiting>
        <Placeholder width={8 + ((index * 17) % 7)} />
      </div>
    );
  }
  return (
    <div {...frame}>
      <div role="gridcell" className={styles.message} data-tone={kind === "failed" ? "danger" : undefined}>
        {kind === "empty" &&
          (line.of === "folder" ? (
            <Trans>This folder is empty</Trans>
          ) : (
            <Trans>This study holds nothing yet</Trans>
          ))}
        {kind === "failed" && problemText(line.error).title}
        {kind === "failed" && (
          <span data-own-keys>
            <Button size="small" kind="quiet" onPress={() => onRetry(line.folderId)}>
              <Trans>Try again</Trans>
            </Button>
          </span>
        )}
      </div>
    </div>
  );
}

/** Drawn by the hundred while someone drags the scrollbar: as few elements as can be. */
const Placeholder = memo(function Placeholder({ width }: { width: number }) {
  return (
    <div role="gridcell" className={styles.placeholder}>
      <Skeleton width={`${width}rem`} />
    </div>
  );
});
