import { useLingui } from "@lingui/react/macro";
import { ProgressBar } from "react-aria-components";
import styles from "./Spinner.module.css";

/** The turning ring for waits of unknown length; named for screen readers. */
export function Spinner({ className, label }: { className?: string | undefined; label?: string }) {
  const { t } = useLingui();
  return (
    <ProgressBar
      isIndeterminate
      aria-label={label ?? t`Please wait`}
      className={`${styles.spinner} ${className}`}
    />
  );
}
