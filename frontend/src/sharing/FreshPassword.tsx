import { Trans, useLingui } from "@lingui/react/macro";
import { Copy, Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import { IconButton } from "@/ui/IconButton";
import { NoticeBox } from "@/ui/NoticeBox";
import styles from "./ShareDetails.module.css";
import { useCopy } from "./use-copy";

/** The password, in the moments after the link was made or got another one. */
export function FreshPassword({ title, password }: { title: string; password: string }) {
  const { t } = useLingui();
  const [isShown, setShown] = useState(false);
  const copy = useCopy();
  return (
    <NoticeBox tone="success" title={title}>
      <p>
        <Trans>
          The password can be seen and printed for a few minutes, as long as this page is not reloaded. Nobody
          can see it later.
        </Trans>
      </p>
      <div className={styles.password}>
        <span className={styles.passwordLabel}>
          <Trans>Folder password</Trans>
        </span>
        <code dir="ltr" className={styles.code}>
          {isShown ? password : "•".repeat(12)}
        </code>
        <span className={styles.passwordButtons}>
          <IconButton
            label={isShown ? t`Hide password` : t`Show password`}
            onPress={() => setShown((shown) => !shown)}
          >
            {isShown ? <EyeOff /> : <Eye />}
          </IconButton>
          <IconButton label={t`Copy password`} onPress={() => copy(password, t`Password copied`)}>
            <Copy />
          </IconButton>
        </span>
      </div>
    </NoticeBox>
  );
}
