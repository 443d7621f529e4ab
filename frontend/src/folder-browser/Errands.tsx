import { useEffect, useRef } from "react";
import type { TrashSelection } from "@/api/trash";
import { type Carrying, type CarryingHost, useCarrying } from "./use-carrying";
import { useDownload } from "./use-download";

/** What is done at once, without a dialog. */
export type Errand = { kind: "carry"; carrying: Carrying } | { kind: "download"; selection: TrashSelection };

/** Does each errand that it is given, once. It draws nothing; apart from the list so that it comes after the first look. */
export function Errands({ errand, host }: { errand: Errand; host: CarryingHost }) {
  const carryOut = useCarrying(host);
  const download = useDownload();
  const begun = useRef<Errand | null>(null);
  useEffect(() => {
    if (begun.current === errand) return;
    begun.current = errand;
    if (errand.kind === "carry") carryOut(errand.carrying);
    else download(errand.selection);
  });
  return null;
}
