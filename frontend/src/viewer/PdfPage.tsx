import { Trans, useLingui } from "@lingui/react/macro";
import type { PDFDocumentProxy } from "pdfjs-dist";
import { type RefObject, useEffect, useRef, useState } from "react";
import styles from "./DocumentViewer.module.css";
import { drawPdfPage } from "./draw-pdf-page";

/** A4, until the page itself is known. */
const usualRatio = Math.SQRT2;

/** One page of a PDF at a width in CSS pixels; drawn when it comes near, given back when it is far. */
export function PdfPage({ pdf, number, width }: { pdf: PDFDocumentProxy; number: number; width: number }) {
  const { t } = useLingui();
  const place = useRef<HTMLElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const text = useRef<HTMLDivElement>(null);
  const isNear = useIsNear(place);
  const [ratio, setRatio] = useState(usualRatio);
  const [hasFailed, setFailed] = useState(false);
  const total = pdf.numPages;

  useEffect(() => {
    if (!isNear || !canvas.current || !text.current) return;
    const drawing = drawPdfPage(pdf, number, {
      canvas: canvas.current,
      text: text.current,
      width,
      onRatio: setRatio,
    });
    drawing.done.catch(() => setFailed(true));
    return drawing.cancel;
  }, [isNear, pdf, number, width]);

  return (
    <section
      ref={place}
      aria-label={t`Page ${number} of ${total}`}
      className={styles.page}
      style={{ inlineSize: width, blockSize: width * ratio }}
    >
      {hasFailed && (
        <p className={styles.pageFailed}>
          <Trans>This page can't be shown.</Trans>
        </p>
      )}
      {!hasFailed && isNear && (
        <>
          {/* A canvas writes in the direction of the page around it, and pdf.js lays its letters from left to right */}
          <canvas ref={canvas} dir="ltr" />
          <div ref={text} className={styles.textLayer} dir="ltr" />
        </>
      )}
    </section>
  );
}

/** Whether an element is on the screen or will soon be. */
function useIsNear(element: RefObject<HTMLElement | null>): boolean {
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
