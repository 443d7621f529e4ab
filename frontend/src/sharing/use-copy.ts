import { useLingui } from "@lingui/react/macro";
import { notify } from "@/ui/toasts";

/** Puts a text on the clipboard and says so; a browser that forbids it is said as well. */
export function useCopy(): (text: string, done: string) => void {
  const { t } = useLingui();
  return (text, done) => {
    navigator.clipboard.writeText(text).then(
      () => notify({ title: done }),
      () =>
        notify({
          title: t`This browser does not let us copy. Please select the text and copy it.`,
          tone: "danger",
        }),
    );
  };
}
