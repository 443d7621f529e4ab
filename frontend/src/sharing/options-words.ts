import { useLingui } from "@lingui/react/macro";
import type { Installation } from "@/api/installation";
import { useFormats } from "@/i18n/format";
import { defaultOptions, type LinkOptions } from "./link-options";

/** What a link accepts, in words. */
export function useAcceptsWord(): (accepts: LinkOptions["accepts"]) => string {
  const { t } = useLingui();
  return (accepts) => {
    switch (accepts) {
      case "dicom":
        return t`DICOM only`;
      case "dicom_and_documents":
        return t`DICOM and documents`;
      case "anything":
        return t`Anything`;
    }
  };
}

/** In which points options differ from those that the form begins with, each in a few words. */
export function useOptionsSummary(): (options: LinkOptions, installation: Installation) => string[] {
  const { t } = useLingui();
  const formats = useFormats();
  const acceptsWord = useAcceptsWord();
  return (options, installation) => {
    const usual = defaultOptions(installation);
    const { name, patientId, birthDate } = options.expectedPatient;
    const files = formats.number(options.filesMost ?? 0);
    const size = formats.size(options.bytesMost);
    return [
      options.accepts !== usual.accepts && acceptsWord(options.accepts),
      options.filesMost !== null && t`at most ${files} files`,
      options.bytesMost !== null && t`at most ${size}`,
      options.askName && (options.askNote ? t`asks for name and note` : t`asks for the name`),
      options.askNote && !options.askName && t`asks for a note`,
      (name || patientId || birthDate) && t`one patient expected`,
      options.deidentified && t`de-identified`,
      options.maySee && (options.mayDownload ? t`sees and downloads the folder` : t`sees the folder`),
      options.notify !== usual.notify &&
        (options.notify ? t`tells me of deliveries` : t`doesn't tell me of deliveries`),
      options.remind !== usual.remind && (options.remind ? t`reminds the recipient` : t`reminds nobody`),
    ].filter((words) => typeof words === "string" && words !== "") as string[];
  };
}
