import { plural, t } from "@lingui/core/macro";
import type { components } from "@/api/schema";
import type { Question } from "./check";
import { formatRanges } from "./format";
import type { LeftOutReason } from "./group";
import type { FileLoss } from "./still-readable";

type Confirmed = components["schemas"]["Answer"]["question"];

/** Why files stay where they are, in a sentence; both pages say it alike. */
export function leftOutSentence(reason: LeftOutReason): string {
  switch (reason) {
    case "system-file":
      return t`Files of the operating system, without any medical content.`;
    case "viewer-program":
      return t`Programs, such as the viewer that comes with the disc. They can't be sent.`;
    case "viewer-part":
      return t`Files that belong to the viewer program on the disc.`;
    case "empty":
      return t`Empty files.`;
    case "unreadable":
      return t`Files that could not be read. If they are on a disc, try to clean it, and choose them again.`;
    case "dicom-without-uid":
      return t`Medical images without the identifiers that tell to which study they belong.`;
    case "dicomdir":
      return t`Tables of contents of a disc. They are only needed to check that all images are there.`;
    case "archive":
      return t`Packed files, such as ZIP. Please unpack them, and choose what was in them.`;
    case "web_page":
      return t`Web pages. If they are a report, please save it as a PDF and send that.`;
    case "documents-not-accepted":
      return t`Documents. Only medical images (DICOM) are asked for here.`;
    case "kind-not-accepted":
      return t`Files of a kind that is not accepted here.`;
    case "duplicate":
      return t`Second copies of files that are sent already.`;
    case "cannot-deidentify":
      return t`Files from which it can't be removed with certainty who the patient is, such as reports.`;
    case "removed-by-sender":
      return t`Taken out by you.`;
  }
}

/** A short name for the same, as a heading. */
export function leftOutTitle(reason: LeftOutReason): string {
  switch (reason) {
    case "system-file":
      return t`System files`;
    case "viewer-program":
      return t`Programs`;
    case "viewer-part":
      return t`Parts of a viewer`;
    case "empty":
      return t`Empty`;
    case "unreadable":
      return t`Not readable`;
    case "dicom-without-uid":
      return t`Images without identifiers`;
    case "dicomdir":
      return t`Tables of contents`;
    case "archive":
      return t`Packed files`;
    case "web_page":
      return t`Web pages`;
    case "documents-not-accepted":
      return t`Documents`;
    case "kind-not-accepted":
      return t`Other files`;
    case "duplicate":
      return t`Second copies`;
    case "cannot-deidentify":
      return t`With personal data`;
    case "removed-by-sender":
      return t`Taken out`;
  }
}

/** Reasons that nobody needs to think about: the files have no medical content, or come along anyway. */
export function isExpected(reason: LeftOutReason): boolean {
  return [
    "system-file",
    "viewer-program",
    "viewer-part",
    "dicomdir",
    "duplicate",
    "removed-by-sender",
  ].includes(reason);
}

/** What was found before sending: a heading and the question itself. */
export function questionWords(question: Question, locale: string): { title: string; text: string } {
  switch (question.kind) {
    case "missing-instances": {
      const series = seriesName(question.series.SeriesDescription, question.series.Modality);
      const numbers = formatRanges(question.missing, locale);
      return {
        title: plural(question.count, {
          one: "# image seems to be missing",
          other: "# images seem to be missing",
        }),
        text: t`The numbering of the series “${series}” has gaps: ${numbers}. Are these images perhaps in another folder or on another disc?`,
      };
    }
    case "dicomdir-absent":
      return {
        title: plural(question.count, {
          one: "# image of the disc was not chosen or can't be read",
          other: "# images of the disc were not chosen or can't be read",
        }),
        text: t`The disc's table of contents names images that are not among the chosen files. Choose the whole disc to send everything.`,
      };
    case "several-patients":
      return {
        title: t`Images of more than one patient`,
        text: t`Please make sure that all of these patients are meant to be sent.`,
      };
    case "unexpected-patient":
      return {
        title: t`Another patient than expected`,
        text: t`The images carry another patient's name, number or birth date than the one who is expected here. Please make sure that they are the right ones.`,
      };
    case "drawn-names":
      return {
        title: plural(question.count, {
          one: "# image may show the patient's name",
          other: "# images may show the patient's name",
        }),
        text: t`Ultrasound images and screenshots often have names written into the picture. That is not removed. Take out what must not be seen.`,
      };
    case "unchecked-patient":
      return {
        title: t`Is this the right patient?`,
        text: t`One patient is expected here. It could not be checked just now whether these images are theirs.`,
      };
  }
}

/** What a series is called where it has no description. */
export function seriesName(description: string, modality: string): string {
  return description || modality || t`without name`;
}

/** What became of a file between being chosen and being sent. */
export function lossSentence(loss: FileLoss): string {
  return loss === "vanished"
    ? t`No longer there. Was the disc or stick taken out?`
    : t`Changed since it was chosen, or not readable any more.`;
}

/** What a sender confirmed before sending, as a receipt says it to both sides. */
export function confirmedWords(question: Confirmed): string {
  switch (question) {
    case "gaps":
      return t`Gaps in the numbering of images`;
    case "missing_files":
      return t`Files that were not chosen`;
    case "several_patients":
      return t`Images of more than one patient`;
    case "other_patient":
      return t`Another patient than expected`;
    case "drawn_names":
      return t`Names that may be written into pictures`;
    case "damaged_files":
      return t`Files that could not be read while sending`;
  }
}
