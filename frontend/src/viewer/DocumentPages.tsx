import { Trans, useLingui } from "@lingui/react/macro";
import { Download, FileQuestionMark } from "lucide-react";
import { lazy, Suspense } from "react";
import { contentAddress, type ViewedDocument } from "@/api/viewing";
import buttonStyles from "@/ui/Button.module.css";
import { EmptyState } from "@/ui/EmptyState";
import { Spinner } from "@/ui/Spinner";
import styles from "./DocumentViewer.module.css";
import { ImagePages } from "./ImagePages";
import { useSurroundings } from "./surroundings";
import { TextPages } from "./TextPages";

// pdf.js weighs as much as the rest of the viewer
const PdfPages = lazy(async () => ({ default: (await import("./PdfPages")).PdfPages }));

interface DocumentPagesProps {
  document: ViewedDocument;
  /** 1: as wide as there is room. */
  zoom: number;
}

/** What a document shows, as far as its kind can be shown; else the way to download it. Its parent scrolls. */
export function DocumentPages({ document, zoom }: DocumentPagesProps) {
  return (
    <Suspense
      fallback={
        <div className={styles.waiting}>
          <Spinner />
        </div>
      }
    >
      <Pages document={document} zoom={zoom} />
    </Suspense>
  );
}

function Pages({ document, zoom }: DocumentPagesProps) {
  const { t } = useLingui();
  const { mayDownload } = useSurroundings();
  switch (document.shown_as) {
    case "pdf":
      return <PdfPages documentId={document.id} zoom={zoom} />;
    case "image":
      return <ImagePages document={document} zoom={zoom} />;
    case "text":
      return <TextPages documentId={document.id} zoom={zoom} />;
    case "nothing":
      return (
        <EmptyState
          icon={<FileQuestionMark aria-hidden="true" />}
          title={t`This kind of document can't be shown here`}
          actions={<DownloadLink document={document} />}
        >
          {mayDownload ? (
            <Trans>Download it to open it with a program on your computer.</Trans>
          ) : (
            <Trans>It may not be downloaded here either. Ask who shared it with you.</Trans>
          )}
        </EmptyState>
      );
  }
}

/** Leads to a document's bytes, which come as an attachment; nothing where they may not be taken home. */
export function DownloadLink({
  document,
  size = "medium",
}: {
  document: Pick<ViewedDocument, "id" | "name">;
  size?: "medium" | "small";
}) {
  const { mayDownload } = useSurroundings();
  if (!mayDownload) return null;
  return (
    <a
      className={buttonStyles.button}
      data-kind="secondary"
      data-size={size}
      href={contentAddress(document.id)}
      download={document.name}
    >
      <span className={buttonStyles.content}>
        <Download aria-hidden="true" />
        <span className={buttonStyles.words}>
          <Trans>Download</Trans>
        </span>
      </span>
    </a>
  );
}
