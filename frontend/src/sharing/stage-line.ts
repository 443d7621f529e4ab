import type { Link } from "@/api/links";

export type StageStepId = "mail" | "opened" | "password" | "code" | "upload" | "complete";
export type StageStepState = "done" | "now" | "ahead" | "warning" | "failed";

export interface StageStep {
  id: StageStepId;
  state: StageStepState;
}

/** Which step of the line a stage has reached. */
const reached: Record<Link["stage"], StageStepId | null> = {
  queued: null,
  sent: "mail",
  refused: null,
  opened: "opened",
  password: "password",
  code: "code",
  uploading: "code",
  stalled: "code",
  incomplete: "upload",
  complete: "complete",
};

/** A link's life as a line: what is done, what is under way, what lies ahead, and where it is stuck. */
export function stageLine({ stage, two_factor }: Pick<Link, "stage" | "two_factor">): StageStep[] {
  const ids: StageStepId[] = ["mail", "opened", "password", "code", "upload", "complete"];
  const last = reached[stage];
  const doneUntil = last === null ? -1 : ids.indexOf(last);
  return ids
    .map((id, index) => ({ id, state: stateOf(id, index <= doneUntil, stage) }))
    .filter(({ id }) => two_factor || id !== "code");
}

function stateOf(id: StageStepId, isDone: boolean, stage: Link["stage"]): StageStepState {
  if (id === "mail" && stage === "refused") return "failed";
  if (id === "mail" && stage === "queued") return "now";
  if (id === "upload" && stage === "uploading") return "now";
  if (id === "upload" && stage === "stalled") return "warning";
  if (id === "complete" && stage === "incomplete") return "warning";
  return isDone ? "done" : "ahead";
}
