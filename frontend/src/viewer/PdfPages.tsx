import { Trans, useLingui } from "@lingui/react/macro";
import { useSuspenseQuery } from "@tanstack/react-query";
import { FileX } from "lucide-react";
import type { PDFDocumentProxy, PDFPageProxy } from "pdfjs-dist";
import { useEffect, useRef, useState } from "react";
import { documentBytesOptions } from "@/api/viewing";
import { EmptyState } from "@/ui/EmptyState";
import { Spinner } from "@/ui/Spinner";
import styles from "./DocumentViewer.module.css";
import { openPdf } from "./pdf";
import { useElementSize } from "./use-element-size";

type Opened =
  | { kind: "opening" }
  | { kind: "open"; pdf: PDFDocumentProxy }
  | { kind: "failed"; name: string };

/** A PDF's pages below each other, each drawn when it comes near. */
export function PdfPages({ documentId, zoom }: { documentId: string; zoom: number }) {
  const { t } = useLingui();
  const { data: bytes } = useSuspenseQuery(documentBytesOptions(documentId));
  const opened = useOpened(bytes);
  const list = useRef<HTMLDivElement>(null);
  const { width } = useElementSize(list);
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
        <Trans>You can download it and open it with another program.</Trans>
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
/** A4, until the page itself is known. */
const usualRatio = Math.SQRT2;
/** A canvas beyond this stays empty on phones. */
const pixelsMost = 2 ** 24;

function useOpened(bytes: ArrayBuffer): Opened {
  const [opened, setOpened] = useState<Opened>({ kind: "opening" });
  useEffect(() => {
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

function PdfPage({ pdf, number, width }: { pdf: PDFDocumentProxy; number: number; width: number }) {
  const { t } = useLingui();
  const place = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const isNear = useIsNear(place);
  const [ratio, setRatio] = useState(usualRatio);
  const [hasFailed, setFailed] = useState(false);
  const total = pdf.numPages;

  useEffect(() => {
    if (!isNear) return;
    const drawing = draw(pdf, number, width, canvas, setRatio);
    drawing.done.catch((error: unknown) => {
      if (!(error instanceof Error && error.name === "RenderingCancelledException")) setFailed(true);
    });
    return drawing.cancel;
  }, [isNear, pdf, number, width]);

  return (
    <div ref={place} className={styles.page} style={{ inlineSize: width, blockSize: width * ratio }}>
      {hasFailed ? (
        <p className={styles.pageFailed}>
          <Trans>This page can't be shown.</Trans>
        </p>
      ) : (
        isNear && <canvas ref={canvas} role="img" aria-label={t`Page ${number} of ${total}`} />
      )}
    </div>
  );
}

function draw(
  pdf: PDFDocumentProxy,
  number: number,
  width: number,
  canvas: React.RefObject<HTMLCanvasElement | null>,
  onRatio: (ratio: number) => void,
) {
  let isCancelled = false;
  let cancelRendering = () => {};
  async function run() {
    const page = await pdf.getPage(number);
    const element = canvas.current;
    if (isCancelled || !element) return;
    const natural = page.getViewport({ scale: 1 });
    onRatio(natural.height / natural.width);
    const viewport = page.getViewport({ scale: sharpScale(page, width) });
    element.width = Math.floor(viewport.width);
    element.height = Math.floor(viewport.height);
    const rendering = page.render({ canvas: element, viewport });
    cancelRendering = () => rendering.cancel();
    await rendering.promise;
  }
  return {
    done: run(),
    cancel: () => {
      isCancelled = true;
      cancelRendering();
    },
  };
}

function sharpScale(page: PDFPageProxy, width: number): number {
  const natural = page.getViewport({ scale: 1 });
  const wanted = (width / natural.width) * Math.min(window.devicePixelRatio, 2);
  return Math.min(wanted, Math.sqrt(pixelsMost / (natural.width * natural.height)));
}

/** Whether an element is on the screen or will soon be. */
function useIsNear(element: React.RefObject<HTMLElement | null>): boolean {
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    const target = element.current;
    if (!target) return;
    const observer = new IntersectionObserver(([entry]) => setNear(entry?.isIntersecting ?? false), {
      rootMargin: "100% 0px",
    });
    observer.observe(target);
    return () => observer.disconnect();
  }, [element]);
  return isNear;
}
