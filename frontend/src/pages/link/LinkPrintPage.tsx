import { useParams } from "@tanstack/react-router";
import { SharePrint } from "@/sharing/SharePrint";

/** An upload link's share details as one clean page of paper. */
export function LinkPrintPage() {
  const { linkId } = useParams({ from: "/inside/links/$linkId/print" });
  return <SharePrint linkId={linkId} />;
}
