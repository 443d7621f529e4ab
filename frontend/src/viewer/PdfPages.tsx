import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { FileX } from "lucide-react";
import type { PDFDocumentProxy } from "pdfjs-dist";
import { useEffect, useRef, useState } from "react";
import { useProblemText } from "@/api/use-problem-text";
import { documentBytesOptions } from "@/api/viewing";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { Spinner } from "@/ui/Spinner";
import styles from "./DocumentViewer.module.css";
import { mayPass } from "./may-pass";
import { PdfPage } from "./PdfPage";
import { openPdf } from "./pdf";
import { useSurroundings } from "./surroundings";
import { useElementSize } from "./use-element-size";

type Opened =
  | { kind: "opening" }
  | { kind: "open"; pdf: PDFDocumentProxy }
  | { kind: "failed"; name: string };

/** A PDF's pages below each other, each drawn when it comes near. */
export function PdfPages({ documentId, zoom }: { documentId: string; zoom: number }) {
  const { t } = useLingui();
  const { data: bytes, error, refetch } = useQuery(documentBytesOptions(documentId));
  const problem = useProblemText()(error);
  const opened = useOpened(bytes);
  const { mayDownload } = useSurroundings();
  const list = useRef<HTMLDivElement>(null);
  const { width } = useElementSize(list);
  if (error && !bytes) {
    return (
      <ErrorState
        title={problem.title}
        detail={problem.detail}
        isOffline={problem.isOffline}
        {...(mayPass(error) ? { onRetry: () => void refetch() } : {})}
      />
    );
  }
  if (opened.kind === "failed") {
    return (
      <EmptyState
        icon={<FileX aria-hidden="true" />}
        title={
          opened.name === "PasswordException"
            ? t`This PDF is locked with a password`
            : t`This PDF can't be shown here`
        }
      >
        {mayDownload && <Trans>You can download it and open it with another program.</Trans>}
      </EmptyState>
    );
  }
  return (
    <div ref={list} className={styles.pages}>
      {opened.kind === "opening" ? (
        <div className={styles.waiting}>
          <Spinner />
        </div>
      ) : (
        width > 0 &&
        Array.from({ length: opened.pdf.numPages }, (_, index) => (
          <PdfPage
            // biome-ignore lint/suspicious/noArrayIndexKey: a page is its number
            key={index}
            pdf={opened.pdf}
            number={index + 1}
            width={Math.min(width, pageWidthMost) * zoom}
          />
        ))
      )}
    </div>
  );
}

/** CSS pixels: wider lines of text are hard to read. */
const pageWidthMost = 900;

function useOpened(bytes: ArrayBuffer | undefined): Opened {
  const [opened, setOpened] = useState<Opened>({ kind: "opening" });
  useEffect(() => {
    if (!bytes) return;
    const { document, close } = openPdf(bytes.slice(0));
    let isCurrent = true;
    document.then(
      (pdf) => isCurrent && setOpened({ kind: "open", pdf }),
      (error: unknown) =>
        isCurrent && setOpened({ kind: "failed", name: error instanceof Error ? error.name : "unknown" }),
    );
    return () => {
      isCurrent = false;
      close();
    };
  }, [bytes]);
  return opened;
}
