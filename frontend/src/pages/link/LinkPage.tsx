import { useLingui } from "@lingui/react/macro";
import { useParams } from "@tanstack/react-router";
import { useEffect } from "react";
import { ShareDetails } from "@/sharing/ShareDetails";
import { paths } from "../paths";
import styles from "../whole-page.module.css";

/** An upload link's share details. */
export function LinkPage() {
  const { t } = useLingui();
  const { linkId } = useParams({ from: "/inside/shell/links/$linkId" });
  useEffect(() => {
    document.title = t`Share details – Filmjacket`;
  }, [t]);
  return (
    <main className={styles.scrolling}>
      <ShareDetails
        linkId={linkId}
        onPrint={() => window.open(paths.linkPrint(linkId), "_blank", "noopener")}
      />
    </main>
  );
}
