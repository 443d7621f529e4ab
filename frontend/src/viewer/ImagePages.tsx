import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useEffect, useState } from "react";
import { useProblemText } from "@/api/use-problem-text";
import { previewOptions, type ViewedDocument } from "@/api/viewing";
import { ErrorState } from "@/ui/ErrorState";
import { IconButton } from "@/ui/IconButton";
import { Spinner } from "@/ui/Spinner";
import styles from "./DocumentViewer.module.css";
import { mayPass } from "./may-pass";

/** An image document, as the server has drawn it anew; a fax's pages one by one. */
export function ImagePages({ document, zoom }: { document: ViewedDocument; zoom: number }) {
  const { t } = useLingui();
  const [page, setPage] = useState(1);
  const { data: picture, error, refetch } = useQuery(previewOptions(document.id, page));
  const problem = useProblemText()(error);
  const address = useObjectAddress(picture);
  const pages = document.pages ?? 1;
  return (
    <>
      <div className={styles.pages}>
        {error && (
          <ErrorState
            title={problem.title}
            detail={problem.detail}
            isOffline={problem.isOffline}
            {...(mayPass(error) ? { onRetry: () => void refetch() } : {})}
          />
        )}
        {!error && !address && (
          <div className={styles.waiting}>
            <Spinner />
          </div>
        )}
        {!error && address && (
          <img
            className={styles.image}
            data-zoomed={zoom !== 1 || undefined}
            style={zoom === 1 ? {} : { inlineSize: `${zoom * 100}%` }}
            src={address}
            alt={document.name}
          />
        )}
      </div>
      {pages > 1 && (
        <nav className={styles.turn} aria-label={t`Pages`}>
          <IconButton
            label={t`Previous page`}
            placement="top"
            onPress={() => setPage((now) => now - 1)}
            {...(page === 1 ? { disabledReason: t`This is the first page.` } : {})}
          >
            <ChevronLeft />
          </IconButton>
          <span>
            <Trans>
              Page {page} of {pages}
            </Trans>
          </span>
          <IconButton
            label={t`Next page`}
            placement="top"
            onPress={() => setPage((now) => now + 1)}
            {...(page === pages ? { disabledReason: t`This is the last page.` } : {})}
          >
            <ChevronRight />
          </IconButton>
        </nav>
      )}
    </>
  );
}

/** An address under which the browser shows a blob, as long as it is shown. */
function useObjectAddress(blob: Blob | undefined): string | null {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    if (!blob) return;
    const made = URL.createObjectURL(blob);
    setAddress(made);
    return () => {
      setAddress(null);
      URL.revokeObjectURL(made);
    };
  }, [blob]);
  return address;
}
