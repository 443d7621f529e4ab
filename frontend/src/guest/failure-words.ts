import { t } from "@lingui/core/macro";
import type { ApiError } from "@/uploads/delivery-api";

/** What has gone wrong, in a sentence: the server's own, or ours when it did not answer. */
export function failureSentence(error: ApiError): string {
  if (error.status === 0) return t`There is no connection to the server at present. Please try again.`;
  return error.message || t`The server can't be used at present. Please try again in a few minutes.`;
}

/** A page on which nothing can be done: what it is, and the way on. */
export function troubleWords(
  error: ApiError,
  institution: string,
): { title: string; way: string; again: boolean } {
  const askAgain = institution
    ? t`Please ask ${institution} for a new link.`
    : t`Please ask whoever sent you this link for a new one.`;
  if (error.status === 0) {
    return {
      title: t`No connection`,
      way: t`The server can't be reached. Please check your internet connection and try again.`,
      again: true,
    };
  }
  if (error.status === 404) {
    return {
      title: t`This link is not known here`,
      way:
        t`Please check that the address is complete: some e-mail programs break long links over two lines.` +
        ` ${askAgain}`,
      again: false,
    };
  }
  if (error.status === 410) {
    return {
      title: error.code.includes("revoked") ? t`This link was withdrawn` : t`This link is no longer open`,
      way: askAgain,
      again: false,
    };
  }
  if (error.status === 429) return { title: t`Too many attempts`, way: failureSentence(error), again: true };
  return { title: t`This does not work at present`, way: failureSentence(error), again: true };
}
