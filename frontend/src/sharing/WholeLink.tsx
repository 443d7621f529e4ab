import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { type Link, linkOptions } from "@/api/links";
import { useProblemText } from "@/api/use-problem-text";
import { DialogBody } from "@/ui/Dialog";
import { ErrorState } from "@/ui/ErrorState";
import { Skeleton } from "@/ui/Skeleton";

export interface WholeLinkProps {
  id: string;
  /** Of what will stand here, so that the dialog doesn't jump. */
  height: string;
  children: (link: Link) => ReactNode;
}

/** In a dialog: what needs more of a link than its row holds, once it has been read. */
export function WholeLink({ id, height, children }: WholeLinkProps) {
  const { data, error, refetch } = useQuery(linkOptions(id));
  const problem = useProblemText()(error);
  if (data) return children(data);
  return (
    <DialogBody>
      {error ? (
        <ErrorState title={problem.title} detail={problem.detail} onRetry={() => void refetch()} />
      ) : (
        <Skeleton height={height} />
      )}
    </DialogBody>
  );
}
