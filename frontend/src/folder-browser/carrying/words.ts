import { useLingui } from "@lingui/react/macro";
import { useFolderName } from "../names";
import type { Spot, Verdict } from "./dropping";

/** What letting go would do, or why it does nothing, in a few words. */
export function useVerdictWords(): (spot: Spot, verdict: Verdict) => string {
  const { t, i18n } = useLingui();
  const folderName = useFolderName();
  return (spot, verdict) => {
    if ("refused" in verdict) return i18n._(verdict.refused);
    const place = spot.kind === "folder" ? folderName(spot) : "";
    switch (verdict.does) {
      case "move":
        return t`Move to “${place}”`;
      case "copy":
        return t`Copy to “${place}”`;
      case "upload":
        return t`Upload to “${place}”`;
      case "trash":
        return t`Delete`;
    }
  };
}
