import { useLingui } from "@lingui/react/macro";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useEffect } from "react";
import { ShareDetails } from "@/sharing/ShareDetails";
import { paths } from "../paths";
import styles from "../whole-page.module.css";

/** An upload link's share details. */
export function LinkPage() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { linkId } = useParams({ from: "/inside/shell/links/$linkId" });
  useEffect(() => {
    document.title = t`Share details – Filmjacket`;
  }, [t]);
  return (
    <main className={styles.scrolling}>
      <ShareDetails
        linkId={linkId}
        // In this tab: right after sharing it is the one that still knows the password
        onPrint={() => void navigate({ href: paths.linkPrint(linkId) })}
      />
    </main>
  );
}
