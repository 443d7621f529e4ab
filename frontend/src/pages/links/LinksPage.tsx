import { Trans, useLingui } from "@lingui/react/macro";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect } from "react";
import { useMe } from "@/api/session";
import { LinksView } from "@/sharing/LinksView";
import { fromAddress, toAddress } from "@/sharing/link-choice";
import { Checkbox } from "@/ui/Checkbox";
import { paths } from "../paths";
import styles from "./LinksPage.module.css";

/** All of a clinician's upload links, across folders; for an administrator also everybody's. */
export function LinksPage() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const me = useMe();
  const mayAll = me.role === "administrator";
  const asked = fromAddress(useSearch({ from: "/inside/shell/links" }));
  const choice = { ...asked, everyone: asked.everyone && mayAll };
  // What is chosen stands in the address: coming back from a link's details, it is as it was left
  const choose = (next: typeof choice) =>
    void navigate({ to: "/links", search: toAddress(next), replace: true });
  useEffect(() => {
    document.title = t`Upload links – Filmjacket`;
  }, [t]);
  return (
    <main className={styles.page}>
      <header className={styles.head}>
        <h1 className={styles.title}>
          <Trans>Upload links</Trans>
        </h1>
        {mayAll && (
          <Checkbox
            isSelected={choice.everyone}
            onChange={(everyone) => choose({ ...choice, everyone })}
            hint={
              choice.everyone && (
                <Trans>
                  You can look at everybody's links and revoke them. Addresses and passwords stay with those
                  who shared.
                </Trans>
              )
            }
          >
            <Trans>All links of the installation</Trans>
          </Checkbox>
        )}
      </header>
      <LinksView
        folderId={null}
        choice={choice}
        onChoose={choose}
        onOpenDetails={(id) => void navigate({ href: paths.link(id) })}
        onPrint={(id) => void navigate({ href: paths.linkPrint(id) })}
      />
    </main>
  );
}
