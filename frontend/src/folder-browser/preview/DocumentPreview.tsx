import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Eye } from "lucide-react";
import { useState } from "react";
import type { Row } from "@/api/content";
import { useProblemText } from "@/api/use-problem-text";
import { documentOptions, type ViewedDocument } from "@/api/viewing";
import { useFormats } from "@/i18n/format";
import { Badge } from "@/ui/Badge";
import { Button } from "@/ui/Button";
import { ErrorState } from "@/ui/ErrorState";
import { Spinner } from "@/ui/Spinner";
import { DocumentPages, DownloadLink } from "@/viewer/DocumentPages";
import { AddedFact } from "./AddedFact";
import { Fact, Facts } from "./Facts";
import styles from "./Preview.module.css";
import type { WaysOn } from "./ways-on";

/** Bytes; a PDF comes whole. What is larger is fetched only for who asks for it. */
const largest = 25_000_000;

interface DocumentPreviewProps {
  row: Row;
  waysOn: WaysOn;
  /** Whether the reader has stayed with it: only then is it read, which is recorded. */
  isWanted: boolean;
}

/** A document: its pages, as the viewer draws them, and where it came from. */
export function DocumentPreview({ row, waysOn, isWanted }: DocumentPreviewProps) {
  const { t } = useLingui();
  const formats = useFormats();
  const documentId = row.document_id ?? "";
  const { data: document } = useQuery({ ...documentOptions(documentId), enabled: isWanted });
  return (
    <>
      {(row.incomplete || row.new) && (
        <p className={styles.badges}>
          {row.new && <Badge tone="info">{t`New`}</Badge>}
          {row.incomplete && <Badge tone="info">{t`Arriving`}</Badge>}
        </p>
      )}
      {document?.shown_as !== "nothing" && (
        <div className={styles.actions}>
          <Button size="small" icon={<Eye aria-hidden="true" />} onPress={() => waysOn.open(row)}>
            <Trans>Open in viewer</Trans>
          </Button>
          <DownloadLink size="small" document={{ id: documentId, name: row.name }} />
        </div>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section className={styles.stage} aria-label={t`Content`} tabIndex={0}>
        <Stage documentId={documentId} isWanted={isWanted} />
      </section>
      <Facts>
        <Fact term={t`Kind`}>{kindOf(row)}</Fact>
        <Fact term={t`Pages`}>{document?.pages ? formats.number(document.pages) : ""}</Fact>
        <Fact term={t`Size`}>{formats.size(row.size)}</Fact>
        <Fact term={t`Added`}>
          <AddedFact row={row} />
        </Fact>
        <Fact term={t`Owner`}>{row.owner_name}</Fact>
      </Facts>
    </>
  );
}

function Stage({ documentId, isWanted }: { documentId: string; isWanted: boolean }) {
  const { data: document, error, refetch } = useQuery({ ...documentOptions(documentId), enabled: isWanted });
  const problem = useProblemText()(error);
  if (document) return <Shown document={document} />;
  if (error) {
    return (
      <ErrorState
        title={problem.title}
        detail={problem.detail}
        isOffline={problem.isOffline}
        onRetry={() => void refetch()}
      />
    );
  }
  return (
    <div className={styles.waiting}>
      <Spinner />
    </div>
  );
}

function Shown({ document }: { document: ViewedDocument }) {
  const formats = useFormats();
  const [isAskedFor, setAskedFor] = useState(false);
  if (document.shown_as !== "pdf" || document.size <= largest || isAskedFor)
    return <DocumentPages document={document} zoom={document.shown_as === "text" ? 0.9 : 1} />;
  const size = formats.size(document.size);
  return (
    <div className={styles.waiting}>
      <Button onPress={() => setAskedFor(true)}>
        <Trans>Show it here ({size})</Trans>
      </Button>
    </div>
  );
}

/** As people call it: by the ending of its name, else by its media type. */
function kindOf({ name, media_type: type }: Row): string {
  const ending = /\.([A-Za-z0-9]{1,5})$/.exec(name)?.[1];
  return ending?.toUpperCase() ?? type ?? "";
}
