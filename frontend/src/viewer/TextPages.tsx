import { Trans } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useProblemText } from "@/api/use-problem-text";
import { documentTextOptions } from "@/api/viewing";
import { ErrorState } from "@/ui/ErrorState";
import { NoticeBox } from "@/ui/NoticeBox";
import { Spinner } from "@/ui/Spinner";
import styles from "./DocumentViewer.module.css";
import { mayPass } from "./may-pass";
import { useSurroundings } from "./surroundings";

/** A text document as the characters it consists of. */
export function TextPages({ documentId, zoom }: { documentId: string; zoom: number }) {
  const { data, error, refetch } = useQuery(documentTextOptions(documentId));
  const problem = useProblemText()(error);
  const { mayDownload } = useSurroundings();
  return (
    <div className={styles.pages}>
      {error && (
        <ErrorState
          title={problem.title}
          detail={problem.detail}
          isOffline={problem.isOffline}
          {...(mayPass(error) ? { onRetry: () => void refetch() } : {})}
        />
      )}
      {!error && !data && (
        <div className={styles.waiting}>
          <Spinner />
        </div>
      )}
      {data && (
        <>
          {!data.complete && (
            <NoticeBox tone="info">
              {mayDownload ? (
                <Trans>Only the beginning is shown. Download the document to read all of it.</Trans>
              ) : (
                <Trans>Only the beginning is shown.</Trans>
              )}
            </NoticeBox>
          )}
          <pre className={styles.text} dir="auto" style={{ fontSize: `${zoom * 0.875}rem` }}>
            {data.text}
          </pre>
        </>
      )}
    </div>
  );
}
