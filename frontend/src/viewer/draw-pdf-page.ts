import { type PDFDocumentProxy, type PDFPageProxy, TextLayer } from "pdfjs-dist";

/** A canvas beyond this stays empty on phones. */
const pixelsMost = 2 ** 24;

/** Where a page goes: its picture, and above it its text, invisible, to be selected, copied and read aloud. */
export interface PageTarget {
  canvas: HTMLCanvasElement;
  text: HTMLElement;
  /** CSS pixels. */
  width: number;
  /** Told as soon as it is known: height for a width of 1. */
  onRatio: (ratio: number) => void;
}

/** Draws a page (from 1). `done` rejects if the page can't be drawn, not if the drawing is cancelled. */
export function drawPdfPage(pdf: PDFDocumentProxy, number: number, target: PageTarget) {
  const cancelling = new AbortController();
  return { done: run(pdf, number, target, cancelling.signal), cancel: () => cancelling.abort() };
}

async function run(
  pdf: PDFDocumentProxy,
  number: number,
  target: PageTarget,
  signal: AbortSignal,
): Promise<void> {
  const page = await pdf.getPage(number);
  if (signal.aborted) return;
  const natural = page.getViewport({ scale: 1 });
  target.onRatio(natural.height / natural.width);
  try {
    await drawPicture(page, target, signal);
    await drawText(page, target, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

async function drawPicture(
  page: PDFPageProxy,
  { canvas, width }: PageTarget,
  signal: AbortSignal,
): Promise<void> {
  const viewport = page.getViewport({ scale: sharpScale(page, width) });
  canvas.width = Math.floor(viewport.width);
  canvas.height = Math.floor(viewport.height);
  const rendering = page.render({ canvas, viewport });
  signal.addEventListener("abort", () => rendering.cancel());
  await rendering.promise;
}

async function drawText(page: PDFPageProxy, { text, width }: PageTarget, signal: AbortSignal): Promise<void> {
  const scale = width / page.getViewport({ scale: 1 }).width;
  text.replaceChildren();
  text.style.setProperty("--total-scale-factor", String(scale));
  const layer = new TextLayer({
    textContentSource: page.streamTextContent(),
    container: text,
    viewport: page.getViewport({ scale }),
  });
  signal.addEventListener("abort", () => layer.cancel());
  await layer.render();
}

function sharpScale(page: PDFPageProxy, width: number): number {
  const natural = page.getViewport({ scale: 1 });
  const wanted = (width / natural.width) * Math.min(window.devicePixelRatio, 2);
  return Math.min(wanted, Math.sqrt(pixelsMost / (natural.width * natural.height)));
}
