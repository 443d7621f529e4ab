import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy } from "pdfjs-dist";
import PdfWorker from "pdfjs-dist/build/pdf.worker.min.mjs?worker";

/** Where the build lays pdf.js's own files (scripts/pdf-assets.ts). */
declare const __PDF_ASSETS__: string;

/** A PDF that is being opened, and how to give it back. */
export interface OpenPdf {
  document: Promise<PDFDocumentProxy>;
  close: () => void;
}

/**
 * Opens a PDF in a worker from our own origin. Nothing in it can run: our policy forbids eval and wasm, so pdf.js is told to
 * do without, and scripts inside a PDF need a viewer that we don't have.
 *
 * @param content is handed to the worker: the caller can't use it afterwards
 */
export function openPdf(content: ArrayBuffer): OpenPdf {
  GlobalWorkerOptions.workerPort ??= new PdfWorker();
  const task = getDocument({
    data: new Uint8Array(content),
    isEvalSupported: false,
    useWasm: false,
    enableXfa: false,
    useSystemFonts: false, // the standard fonts that come with pdf.js have the right widths; the computer's own often have not
    cMapUrl: `${__PDF_ASSETS__}cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${__PDF_ASSETS__}standard_fonts/`,
    wasmUrl: `${__PDF_ASSETS__}wasm/`,
  });
  return { document: task.promise, close: () => void task.destroy() };
}
