import type { ViewedInstance } from "@/api/viewing";

/** One picture of a stack: a frame of an instance. */
export interface StackFrame {
  instance: ViewedInstance;
  /** From 1, as in DICOM. */
  number: number;
}

/** The pictures of a series in order. Objects without pixels have none. */
export function framesOf(instances: readonly ViewedInstance[]): StackFrame[] {
  return instances.flatMap((instance) =>
    Array.from({ length: instance.NumberOfFrames }, (_, index) => ({ instance, number: index + 1 })),
  );
}

/**
 * Which frames to have at hand: the shown one, then its neighbours outwards, more of them in the direction of scrolling.
 *
 * @param direction 1 downwards, -1 upwards
 */
export function aroundOf(index: number, count: number, direction: 1 | -1, ahead = 12, behind = 4): number[] {
  const indexes = [index];
  for (let step = 1; step <= Math.max(ahead, behind); step += 1) {
    if (step <= ahead) indexes.push(index + direction * step);
    if (step <= behind) indexes.push(index - direction * step);
  }
  return indexes.filter((candidate) => candidate >= 0 && candidate < count);
}

export function clampIndex(index: number, count: number): number {
  return Math.min(Math.max(index, 0), Math.max(count - 1, 0));
}
