import { useLingui } from "@lingui/react/macro";
import { useCallback } from "react";
import { Problem, ServerUnreachable } from "./problem";

export interface ProblemText {
  title: string;
  detail: string | undefined;
  isOffline: boolean;
}

/** Any error in words for a person: the server's own where it has some, else ours. */
export function useProblemText(): (error: unknown) => ProblemText {
  const { t } = useLingui();
  return useCallback(
    (error) => {
      if (error instanceof Problem) {
        const title =
          error.title || t`The server answered with an error (${error.status}). Please try again.`;
        return { title, detail: error.detail, isOffline: false };
      }
      if (error instanceof ServerUnreachable) {
        return {
          title: t`No connection to Filmjacket`,
          detail: t`Please check your network. As soon as the connection is back, this page goes on by itself.`,
          isOffline: true,
        };
      }
      return {
        title: t`Something went wrong on this page`,
        detail: t`Please reload the page. If it happens again, tell your administrator what you were doing.`,
        isOffline: false,
      };
    },
    [t],
  );
}
