import { Trans } from "@lingui/react/macro";
import { CircleAlert, CloudOff, RotateCw } from "lucide-react";
import { Button } from "./Button";
import { EmptyState } from "./EmptyState";

export interface ErrorStateProps {
  /** The server's own words (RFC 9457 `title` and `detail`), or ours when it could not be reached. */
  title: string;
  detail?: string | undefined;
  isOffline?: boolean;
  onRetry?: () => void;
}

/** Something failed: what, in words, and the way to try again. */
export function ErrorState({ title, detail, isOffline = false, onRetry }: ErrorStateProps) {
  return (
    <div role="alert">
      <EmptyState
        tone={isOffline ? "plain" : "danger"}
        icon={isOffline ? <CloudOff aria-hidden="true" /> : <CircleAlert aria-hidden="true" />}
        title={title}
        actions={
          onRetry && (
            <Button onPress={onRetry} icon={<RotateCw aria-hidden="true" />}>
              <Trans>Try again</Trans>
            </Button>
          )
        }
      >
        {detail}
      </EmptyState>
    </div>
  );
}
