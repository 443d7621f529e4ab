import { Trans, useLingui } from "@lingui/react/macro";
import { CircleAlert, RotateCw } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { useProblemText } from "@/api/use-problem-text";
import { Button } from "@/ui/Button";
import { Spinner } from "@/ui/Spinner";
import { mayPass } from "./may-pass";
import { fitScale, fitted, kept, moved, type Placement, type Size, zoomAt } from "./placement";
import { useElementSize } from "./use-element-size";
import type { ShownFrame } from "./use-frames";
import { type Tool, useGestures } from "./use-gestures";
import styles from "./Viewport.module.css";

export interface ViewportProps {
  frame: ShownFrame;
  index: number;
  count: number;
  tool: Tool;
  placement: Placement;
  onPlacement: (change: (now: Placement) => Placement) => void;
  onScroll: (steps: number) => void;
  onGo: (index: number) => void;
  isInverted: boolean;
  onInvert: () => void;
  /** Quarter turns, clockwise. */
  turns: number;
  /** What stands in the corners. */
  children: ReactNode;
}

const pageSteps = 10;

/** The dark field with one picture of the stack in it. */
export function Viewport(props: ViewportProps) {
  const { frame, index, count, placement, onPlacement, turns } = props;
  const { t } = useLingui();
  const field = useRef<HTMLDivElement>(null);
  const size = useElementSize(field);
  const { canvas, picture, isStale } = usePicture(frame);
  const turned = turns % 2 === 0 ? picture : { width: picture.height, height: picture.width };
  const scale = fitScale(turned, size) * placement.zoom;
  const place = (change: (now: Placement) => Placement) =>
    onPlacement((now) => kept(change(now), turned, size));

  useGestures(field, {
    tool: props.tool,
    count,
    onScroll: props.onScroll,
    onMove: (by) => place((now) => moved(now, by)),
    onZoom: (factor, point) => place((now) => zoomAt(now, factor, point)),
  });

  function press(event: KeyboardEvent) {
    const keys: Record<string, () => void> = {
      ArrowDown: () => props.onScroll(1),
      ArrowUp: () => props.onScroll(-1),
      ArrowRight: () => props.onScroll(1),
      ArrowLeft: () => props.onScroll(-1),
      PageDown: () => props.onScroll(pageSteps),
      PageUp: () => props.onScroll(-pageSteps),
      Home: () => props.onGo(0),
      End: () => props.onGo(count - 1),
      "+": () => place((now) => zoomAt(now, 1.25, { x: 0, y: 0 })),
      "-": () => place((now) => zoomAt(now, 0.8, { x: 0, y: 0 })),
      "0": () => place(() => fitted),
      i: props.onInvert,
    };
    const action = keys[event.key];
    if (!action || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    action();
  }

  const number = index + 1;
  return (
    <div
      ref={field}
      role="application"
      aria-roledescription={t`image stack`}
      aria-label={t`Image ${number} of ${count}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys scroll through the stack
      tabIndex={0}
      className={styles.field}
      data-tool={props.tool}
      onKeyDown={press}
      onDoubleClick={() => place(() => fitted)}
    >
      <canvas
        ref={canvas}
        className={styles.picture}
        data-inverted={props.isInverted || undefined}
        data-stale={isStale || undefined}
        hidden={frame.state.kind === "failed"}
        data-enlarged={scale > 3 || undefined}
        style={{
          transform: `translate(-50%, -50%) translate(${placement.x}px, ${placement.y}px) scale(${scale}) rotate(${turns * 90}deg)`,
        }}
      />
      {props.children}
      {frame.state.kind === "loading" && isStale && (
        <div className={styles.waiting}>
          <Spinner label={t`Loading image`} />
        </div>
      )}
      {frame.state.kind === "failed" && <FrameFailed error={frame.state.error} onRetry={frame.retry} />}
    </div>
  );
}

/** Draws what has arrived. Until the next picture is there the last one stays, marked as not being the one asked for. */
function usePicture(frame: ShownFrame) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [picture, setPicture] = useState<Size>({ width: 0, height: 0 });
  const ready = frame.state.kind === "ready" ? frame.state.picture : null;
  useEffect(() => {
    const element = canvas.current;
    if (!ready || !element) return;
    if (element.width !== ready.width) element.width = ready.width;
    if (element.height !== ready.height) element.height = ready.height;
    element.getContext("2d", { alpha: false })?.drawImage(ready, 0, 0);
    setPicture((known) =>
      known.width === ready.width && known.height === ready.height
        ? known
        : { width: ready.width, height: ready.height },
    );
  }, [ready]);
  return { canvas, picture, isStale: ready === null };
}

function FrameFailed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const problem = useProblemText()(error);
  return (
    <div role="alert" className={styles.failed}>
      <CircleAlert aria-hidden="true" />
      <p>{problem.title}</p>
      {mayPass(error) && (
        <Button size="small" icon={<RotateCw aria-hidden="true" />} onPress={onRetry}>
          <Trans>Try again</Trans>
        </Button>
      )}
    </div>
  );
}
