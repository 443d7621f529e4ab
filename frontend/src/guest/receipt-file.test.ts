import { i18n } from "@lingui/core";
import { beforeAll, expect, test } from "vitest";
import { messages } from "@/i18n/locales/guest/en.po";
import type { DeliveryFile, Receipt } from "./client";
import { receiptText } from "./receipt-file";

beforeAll(() => i18n.loadAndActivate({ locale: "en", messages }));

const line = (
  path: string,
  state: DeliveryFile["state"],
  rest: Partial<DeliveryFile> = {},
): DeliveryFile => ({
  path,
  state,
  position: 0,
  size: 1,
  last_modified: 0,
  reason: null,
  sentence: null,
  sha256: null,
  ...rest,
});

test("the saved list can be checked with sha256sum, and names what was not received with its reason", () => {
  const receipt = {
    number: "4F7K-29QX",
    institution: "St. Mary",
    title: "For your appointment",
    closed_at: "2026-11-24T08:00:00Z",
    manifest_digest: "d1",
    statement: {
      name: "Practice Dr. Else",
      note: "The second CD follows.",
      answers: [{ question: "gaps", subject: "MR head", answer: "send_anyway" }],
    },
  } as Receipt;
  const text = receiptText(
    receipt,
    [
      line("CD/1", "filed", { sha256: "aa" }),
      line("run.exe", "left_out", { reason: "viewer-program", sentence: "It is not needed." }),
    ],
    "en-GB",
  );
  expect(text).toContain("Receipt 4F7K-29QX");
  expect(text.split("\n")).toContain("aa  CD/1");
  expect(text).toContain("Name given: Practice Dr. Else\n\nNote:\nThe second CD follows.\n");
  expect(text).toContain("Gaps in the numbering of images: MR head\n");
  expect(text).toContain("run.exe: It is not needed.");
});
