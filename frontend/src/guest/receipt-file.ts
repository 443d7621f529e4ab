import { t } from "@lingui/core/macro";
import { confirmedWords } from "@/uploads/words";
import type { Delivery, DeliveryFile, Receipt } from "./client";
import { momentWords } from "./expiry";

/** States in which a file's bytes are with the receiver. */
const KEPT = new Set<DeliveryFile["state"]>(["received", "filed", "conflict", "duplicate"]);

/**
 * The whole receipt as a text file. What was received stands in the form that `sha256sum --check` reads, and that the
 * manifest's digest is made of.
 */
export function receiptText(receipt: Receipt, files: readonly DeliveryFile[], locale: string): string {
  const kept = files.filter((file) => KEPT.has(file.state) && file.sha256);
  const others = files.filter((file) => !KEPT.has(file.state));
  const closed = momentWords(receipt.closed_at, locale);
  const lines = [
    t`Receipt ${receipt.number}`,
    "",
    `${t`For`}: ${receipt.institution}`,
    `${t`Title`}: ${receipt.title}`,
    `${t`Completed`}: ${closed}`,
    `${t`Digest of the list of files (SHA-256)`}: ${receipt.manifest_digest}`,
    ...said(receipt),
    "",
    `${t`Received`}:`,
    ...kept.map((file) => `${file.sha256}  ${file.path}`),
  ];
  if (others.length > 0) {
    lines.push("", `${t`Not received`}:`);
    lines.push(...others.map((file) => [file.path, file.sentence ?? file.reason].filter(Boolean).join(": ")));
  }
  return `${lines.join("\n")}\n`;
}

/** What whoever sent it said and confirmed. */
function said({ statement }: Receipt): string[] {
  if (!statement) return [];
  const { name, note, answers = [] } = statement;
  return [
    ...(name ? [`${t`Name given`}: ${name}`] : []),
    ...(note ? ["", `${t`Note`}:`, note] : []),
    ...(answers.length > 0 ? ["", `${t`Confirmed before sending`}:`] : []),
    ...answers.map(({ question, subject }) => [confirmedWords(question), subject].filter(Boolean).join(": ")),
  ];
}

/** Saves the receipt's text as a file of the guest. */
export function saveReceipt(delivery: Pick<Delivery, "number">, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `receipt-${delivery.number}.txt`;
  link.click();
  // The browser has taken the bytes by the time the next task runs.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
