import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { useCallback } from "react";
import { askForDownload } from "@/api/downloads";
import type { TrashSelection } from "@/api/trash";
import { useProblemText } from "@/api/use-problem-text";
import { useFormats } from "@/i18n/format";
import { notify } from "@/ui/toasts";

/** From here on, in bytes, it is worth saying how much is coming. */
const large = 100_000_000;

/**
 * Prepares the ZIP and hands it to the browser, whose own list of downloads shows how far it is and lets it be paused or
 * ended: the page can be left meanwhile.
 */
export function useDownload(): (selection: TrashSelection) => void {
  const { t } = useLingui();
  const problemText = useProblemText();
  const formats = useFormats();
  return useCallback(
    (selection) => {
      askForDownload(selection).then(
        (download) => {
          const size = formats.size(download.size);
          const count = plural(download.files, { one: "# file", other: "# files" });
          if (download.size >= large) {
            notify({
              title: t`Downloading ${size} (${count})`,
              detail: t`Your browser shows how far it is. You can go on working here.`,
            });
          }
          fetchByBrowser(download);
        },
        (error: unknown) => {
          const text = problemText(error);
          notify({ title: text.title, detail: text.detail, tone: "danger" });
        },
      );
    },
    [t, problemText, formats],
  );
}

/** A link that is followed once; what it leads to is sent as an attachment, so the page stays. */
function fetchByBrowser({ url, name }: { url: string; name: string }): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
}
