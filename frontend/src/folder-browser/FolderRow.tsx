import { Trans, useLingui } from "@lingui/react/macro";
import {
  ChevronRight,
  FileImage,
  FileText,
  FileVideo,
  Folder,
  FolderOpen,
  Layers,
  Share2,
  TriangleAlert,
  Users,
} from "lucide-react";
import { type CSSProperties, memo } from "react";
import { Focusable, TooltipTrigger } from "react-aria-components";
import type { Mark, Row } from "@/api/content";
import { useFormats } from "@/i18n/format";
import { Badge } from "@/ui/Badge";
import { TickBox } from "@/ui/TickBox";
import { Tooltip } from "@/ui/Tooltip";
import { type Column, Summary } from "./columns";
import styles from "./FolderRow.module.css";
import { useRowName } from "./names";
import { canExpand, keyOf } from "./tree";

export interface FolderRowProps {
  row: Row;
  /** From 1. */
  level: number;
  /** From 1, among its siblings. */
  position: number;
  siblings: number;
  isExpanded: boolean;
  columns: readonly Column[];
  /** Index among all lines, from 0. */
  index: number;
  top: number;
  isSelected: boolean;
  /** On its way to another place, or about to be. */
  isHeld: boolean;
  isCurrent: boolean;
  href: string;
  /** Why the host can't use this row; it is then dim and can't be selected. */
  unavailable: string | undefined;
}

/** One folder, study or document. Its clicks and keys are heard by the grid around it. */
export const FolderRow = memo(function FolderRow({
  row,
  level,
  position,
  siblings,
  isExpanded,
  columns,
  index,
  top,
  isSelected,
  isHeld,
  isCurrent,
  href,
  unavailable,
}: FolderRowProps) {
  const { t } = useLingui();
  const formats = useFormats();
  const name = useRowName()(row);
  const isExpandable = canExpand(row);
  return (
    <div
      role="row"
      data-key={keyOf(row)}
      data-line={index}
      data-kind={row.kind}
      data-selected={isSelected || undefined}
      data-held={isHeld || undefined}
      data-unavailable={unavailable !== undefined || undefined}
      className={styles.row}
      style={{ transform: `translateY(${top}px)` }}
      tabIndex={isCurrent ? 0 : -1}
      aria-level={level}
      aria-posinset={position}
      aria-setsize={siblings}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      {...(isExpandable ? { "aria-expanded": isExpanded } : {})}
      {...(unavailable ? { "aria-disabled": true } : {})}
    >
      <div role="gridcell" className={styles.check}>
        <TickBox
          tabIndex={-1}
          checked={isSelected}
          disabled={unavailable !== undefined}
          aria-label={t`Select ${name}`}
          data-part="check"
          readOnly
        />
      </div>
      <div role="rowheader" className={styles.name} style={{ "--level": level - 1 } as CSSProperties}>
        {isExpandable ? (
          <button
            type="button"
            tabIndex={-1}
            className={styles.expander}
            data-part="expander"
            data-open={isExpanded || undefined}
            aria-label={isExpanded ? t`Collapse ${name}` : t`Expand ${name}`}
          >
            <ChevronRight aria-hidden="true" />
          </button>
        ) : (
          <span className={styles.expander} />
        )}
        <KindIcon row={row} isExpanded={isExpanded} />
        <span className={styles.words}>
          <a
            href={href}
            tabIndex={-1}
            className={styles.link}
            data-part="name"
            // The row is dragged, not its address
            draggable={false}
            data-new={row.new || undefined}
            title={name}
          >
            <bdi>{name}</bdi>
          </a>
          {columns.length === 0 && (
            <span className={styles.summary}>
              <Summary row={row} formats={formats} />
            </span>
          )}
        </span>
        <Marks row={row} unavailable={unavailable} />
      </div>
      {columns.map((column) => {
        const content = column.cell(row, formats);
        return (
          <div
            key={column.id}
            role="gridcell"
            className={styles.cell}
            data-column={column.id}
            data-numeric={column.isNumeric || undefined}
            // What is too long for its column can be read by pointing at it
            title={typeof content === "string" ? content : undefined}
          >
            {content}
          </div>
        );
      })}
    </div>
  );
});

function KindIcon({ row, isExpanded }: { row: Row; isExpanded: boolean }) {
  const { t } = useLingui();
  if (row.kind === "folder") {
    const Icon = isExpanded ? FolderOpen : Folder;
    return <Icon role="img" aria-label={t`Folder`} className={styles.kind} />;
  }
  if (row.kind === "study") return <Layers role="img" aria-label={t`Study`} className={styles.kind} />;
  const Icon = documentIcon(row.media_type);
  return <Icon role="img" aria-label={t`Document`} className={styles.kind} />;
}

export function documentIcon(mediaType: string | null) {
  if (mediaType?.startsWith("image/")) return FileImage;
  if (mediaType?.startsWith("video/")) return FileVideo;
  return FileText;
}

/** What deserves a second look: new, still arriving, in conflict, shared. */
function Marks({ row, unavailable }: { row: Row; unavailable: string | undefined }) {
  const { t } = useLingui();
  return (
    <span className={styles.marks}>
      {unavailable && <span className={styles.reason}>{unavailable}</span>}
      {row.incomplete && (
        <Badge tone="info">
          <Trans>Arriving</Trans>
        </Badge>
      )}
      {row.colleagues.length > 0 && <ColleaguesMark names={row.colleagues} />}
      {row.active_links.length > 0 && <ShareMark marks={row.active_links} />}
      {row.new && <span className={styles.dot} role="img" aria-label={t`New`} />}
      {/* Last, as they leave room behind them where their words have none */}
      {row.variant > 0 && <Warning row={row}>{t`Same UID, other patient`}</Warning>}
      {row.conflicts > 0 && <Warning row={row}>{t`Conflict`}</Warning>}
    </span>
  );
}

/** What waits for the owner to settle it: a press asks how. Others see it, and why it is not theirs to settle. */
function Warning({ row, children }: { row: Row; children: string }) {
  const { t } = useLingui();
  const badge = (
    <Badge tone="warning" icon={<TriangleAlert aria-hidden="true" />}>
      {children}
    </Badge>
  );
  if (row.owner_name) {
    return (
      <span className={styles.warning} title={t`Only the owner of this study can settle this.`}>
        {badge}
      </span>
    );
  }
  return (
    <button
      type="button"
      tabIndex={-1}
      className={`${styles.warning} ${styles.settle}`}
      data-part="settle"
      aria-label={t`${children}: settle…`}
      title={t`${children}: settle…`}
    >
      {badge}
    </button>
  );
}

/** A folder that colleagues may look into; its tooltip says who. */
function ColleaguesMark({ names }: { names: readonly string[] }) {
  const { t } = useLingui();
  const title = t`Shared with colleagues`;
  return (
    <TooltipTrigger delay={300} closeDelay={80}>
      <Focusable excludeFromTabOrder>
        <span role="img" className={styles.share} aria-label={`${title}: ${names.join("; ")}`}>
          <Users aria-hidden="true" />
        </span>
      </Focusable>
      <Tooltip
        placement="bottom"
        detail={names.map((name) => (
          <span key={name} className={styles.markLine}>
            {name}
          </span>
        ))}
      >
        {title}
      </Tooltip>
    </TooltipTrigger>
  );
}

/** The share icon of a folder with an active upload link; its tooltip says to whom, until when. */
export function ShareMark({ marks }: { marks: readonly Mark[] }) {
  const { t } = useLingui();
  const formats = useFormats();
  const line = (mark: Mark) => t`${mark.recipient}, until ${formats.lastDay(mark.expires_at)}`;
  const title = t`Shared as an upload folder`;
  return (
    <TooltipTrigger delay={300} closeDelay={80}>
      <Focusable excludeFromTabOrder>
        <span role="img" className={styles.share} aria-label={`${title}: ${marks.map(line).join("; ")}`}>
          <Share2 aria-hidden="true" />
        </span>
      </Focusable>
      <Tooltip
        placement="bottom"
        detail={marks.map((mark) => (
          <span key={mark.link_id} className={styles.markLine}>
            {line(mark)}
          </span>
        ))}
      >
        {title}
      </Tooltip>
    </TooltipTrigger>
  );
}
