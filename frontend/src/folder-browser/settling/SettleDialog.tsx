import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";
import type { Row } from "@/api/content";
import { conflictsOptions, variantsOptions } from "@/api/settling";
import { useProblemText } from "@/api/use-problem-text";
import { useFormats } from "@/i18n/format";
import { Dialog, DialogBody } from "@/ui/Dialog";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { Skeleton } from "@/ui/Skeleton";
import { type TabDefinition, Tabs } from "@/ui/Tabs";
import { useRowName } from "../names";
import { ConflictsPart } from "./ConflictsPart";
import { IdentityPart } from "./IdentityPart";

export interface SettleDialogProps {
  /** A study of the reader's own. */
  row: Row;
  onClose: () => void;
}

/** What came twice and differently in a study: whose it is, and which content of an image is used. */
export function SettleDialog({ row, onClose }: SettleDialogProps) {
  const { t } = useLingui();
  const formats = useFormats();
  const name = useRowName()(row);
  const facts = [name, row.StudyDescription, formats.day(row.StudyDate)].filter(Boolean);
  return (
    <Dialog
      title={t`Settle what came twice`}
      subtitle={facts.map((fact, index) => (
        <span key={fact}>
          {index > 0 && " · "}
          <bdi>{fact}</bdi>
        </span>
      ))}
      isOpen
      onClose={onClose}
      size="large"
    >
      <DialogBody>{row.study_id && <Parts studyId={row.study_id} onClose={onClose} />}</DialogBody>
    </Dialog>
  );
}

function Parts({ studyId, onClose }: { studyId: string; onClose: () => void }) {
  const { t } = useLingui();
  const problemText = useProblemText();
  const variants = useQuery(variantsOptions(studyId));
  const open = useQuery(conflictsOptions(studyId, "open"));
  const settled = useQuery(conflictsOptions(studyId, "settled"));
  const failed = [variants, open, settled].find((query) => query.isError);
  if (failed) {
    return <ErrorState {...problemText(failed.error)} onRetry={() => failed.refetch()} />;
  }
  if (!variants.data || !open.data || !settled.data) {
    return (
      <>
        <Skeleton width="60%" />
        <Skeleton width="80%" />
      </>
    );
  }

  const tabs: TabDefinition[] = [];
  if (variants.data.length > 1) {
    tabs.push({
      id: "identity",
      title: <Trans>Same UID, other patient</Trans>,
      content: <IdentityPart variants={variants.data} onClose={onClose} />,
    });
  }
  if (open.data.total > 0) {
    tabs.push({
      id: "open",
      title: <Plural value={open.data.total} one="# conflict" other="# conflicts" />,
      content: <ConflictsPart studyId={studyId} conflicts={open.data} onClose={onClose} />,
    });
  }
  if (settled.data.total > 0) {
    tabs.push({
      id: "settled",
      title: <Plural value={settled.data.total} one="# settled" other="# settled" />,
      content: <ConflictsPart studyId={studyId} conflicts={settled.data} onClose={onClose} isSettled />,
    });
  }
  if (tabs.length === 0) {
    return (
      <EmptyState icon={<CircleCheck aria-hidden="true" />} title={<Trans>There is nothing to settle</Trans>}>
        <Trans>
          No image of this study came twice with different content, and no other study bears its UID.
        </Trans>
      </EmptyState>
    );
  }
  // The question that brought the reader here comes first: a marked patient, then what waits
  const isMarked = variants.data[0]?.is_marked;
  const first = isMarked ? "identity" : open.data.total > 0 ? "open" : tabs[0]?.id;
  return <Tabs label={t`What to settle`} tabs={tabs} {...(first ? { defaultSelectedKey: first } : {})} />;
}
