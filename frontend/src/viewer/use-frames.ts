import { useEffect, useState, useSyncExternalStore } from "react";
import { readFrame, type Voi } from "@/api/viewing";
import { type FrameState, FrameStore, type Wanted } from "./frame-store";
import { aroundOf, type StackFrame } from "./stack";

export interface ShownFrame {
  state: FrameState<ImageBitmap>;
  retry: () => void;
  /** Whether the frame at another place of the stack is at hand: a film goes on only then. */
  isReady: (index: number) => boolean;
}

const nothingYet: FrameState<ImageBitmap> = { kind: "loading" };

/** The frame at `index`, with its neighbours loaded around it. */
export function useFrames(
  studyId: string,
  frames: readonly StackFrame[],
  index: number,
  direction: 1 | -1,
  voi: Voi | null,
): ShownFrame {
  const [store] = useState(() => new FrameStore<ImageBitmap>());
  useSyncExternalStore(store.subscribe, store.version);

  useEffect(() => {
    const wanted = aroundOf(index, frames.length, direction).map((place) =>
      wantedFrame(studyId, frames[place] as StackFrame, voi),
    );
    store.want(wanted);
  }, [store, studyId, frames, index, direction, voi]);

  useEffect(() => () => store.clear(), [store]);

  const at = (place: number) => {
    const frame = frames[place];
    return frame ? store.get(keyOf(frame, voi)) : undefined;
  };
  const shown = frames[index];
  return {
    state: at(index) ?? nothingYet,
    retry: () => {
      if (shown) store.retry(keyOf(shown, voi));
    },
    isReady: (place) => at(place)?.kind === "ready",
  };
}

function keyOf(frame: StackFrame, voi: Voi | null): string {
  return `${frame.instance.id}/${frame.number}/${voi ? `${voi.center},${voi.width}` : "own"}`;
}

function wantedFrame(studyId: string, frame: StackFrame, voi: Voi | null): Wanted<ImageBitmap> {
  return {
    key: keyOf(frame, voi),
    load: async (signal) => {
      const asked = { studyId, instanceId: frame.instance.id, number: frame.number, voi };
      return createImageBitmap(await readFrame(asked, signal));
    },
  };
}
