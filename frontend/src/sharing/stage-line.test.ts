import { expect, test } from "vitest";
import type { Link } from "@/api/links";
import { stageLine } from "./stage-line";

const line = (stage: Link["stage"], two_factor = false) =>
  stageLine({ stage, two_factor })
    .map(({ id, state }) => `${id}:${state}`)
    .join(" ");

test("a stage is everything that is done before it, and what lies ahead", () => {
  expect(line("queued")).toBe("mail:now opened:ahead password:ahead upload:ahead complete:ahead");
  expect(line("sent")).toBe("mail:done opened:ahead password:ahead upload:ahead complete:ahead");
  expect(line("password", true)).toBe(
    "mail:done opened:done password:done code:ahead upload:ahead complete:ahead",
  );
  expect(line("uploading", true)).toBe(
    "mail:done opened:done password:done code:done upload:now complete:ahead",
  );
  expect(line("complete")).toBe("mail:done opened:done password:done upload:done complete:done");
});

test("where it is stuck stands at its step", () => {
  expect(line("refused")).toContain("mail:failed opened:ahead");
  expect(line("stalled")).toContain("password:done upload:warning complete:ahead");
  expect(line("incomplete")).toContain("upload:done complete:warning");
});
