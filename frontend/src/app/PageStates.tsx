import { Trans, useLingui } from "@lingui/react/macro";
import { type ErrorComponentProps, Link, useRouter } from "@tanstack/react-router";
import { FileQuestionMark } from "lucide-react";
import { useProblemText } from "@/api/use-problem-text";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { Spinner } from "@/ui/Spinner";
import styles from "./PageStates.module.css";

/** A page's code or first data is on its way. */
export function PageLoading() {
  return (
    <div className={styles.state}>
      <Spinner />
    </div>
  );
}

/** A page could not be shown at all. */
export function PageFailed({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const text = useProblemText()(error);
  return (
    <main className={styles.state}>
      <ErrorState
        title={text.title}
        detail={text.detail}
        isOffline={text.isOffline}
        onRetry={() => {
          reset();
          void router.invalidate();
        }}
      />
    </main>
  );
}

/** No page has this address. */
export function PageMissing() {
  const { t } = useLingui();
  return (
    <main className={styles.state}>
      <EmptyState
        isPage
        icon={<FileQuestionMark aria-hidden="true" />}
        title={t`There is no page at this address`}
        actions={
          <Link to="/folders">
            <Trans>To the folders</Trans>
          </Link>
        }
      />
    </main>
  );
}
