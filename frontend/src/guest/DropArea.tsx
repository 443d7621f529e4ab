/** @jsxImportSource preact */
import { t } from "@lingui/core/macro";
import { useEffect, useState } from "preact/hooks";
import { collectFromDrop } from "@/uploads/collect";
import { chooseFiles } from "./flow/choosing";

/** Files may be dropped anywhere on the page while they can be chosen; elsewhere the browser would open them. */
export function DropArea({ accepts }: { accepts: boolean }) {
  const [over, setOver] = useState(false);
  useEffect(() => {
    let depth = 0;
    const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;
    const enter = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      depth += 1;
      setOver(accepts);
    };
    const leave = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    };
    const drag = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = accepts ? "copy" : "none";
    };
    const drop = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      depth = 0;
      setOver(false);
      const { dataTransfer } = event;
      if (accepts && dataTransfer) void chooseFiles((found) => collectFromDrop(dataTransfer, found));
    };
    const listeners = { dragenter: enter, dragleave: leave, dragover: drag, drop } as const;
    for (const [name, listener] of Object.entries(listeners)) {
      window.addEventListener(name as keyof typeof listeners, listener);
    }
    return () => {
      for (const [name, listener] of Object.entries(listeners)) {
        window.removeEventListener(name as keyof typeof listeners, listener);
      }
    };
  }, [accepts]);
  if (!over) return null;
  return (
    <div class="drop-over" aria-hidden="true">
      <p>{t`Drop to choose`}</p>
    </div>
  );
}
