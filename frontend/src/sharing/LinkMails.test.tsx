import { cleanup, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { draw } from "@/i18n/testing";
import { LinkMails } from "./LinkMails";

afterEach(cleanup);

/** What mails are made of, and the one that tells of a folder and not of a link. */
const noMailsOfLinks = ["base", "parts", "invitation", "how_told", "folder_shared"];

const kinds = Object.keys(import.meta.glob("../../../backend/mail/templates/*.txt", { query: "?raw" }))
  .map((file) => file.replace(/^.*\/|\.txt$/g, ""))
  .filter((kind) => !noMailsOfLinks.includes(kind));

test("every mail that a link can bring has a name of its own", () => {
  const mails = kinds.map((kind, second) => ({
    kind,
    recipient: "ana@clinic.example",
    state: "sent" as const,
    attempts: 1,
    answer: "250 Ok",
    created_at: `2026-11-24T07:00:${String(second).padStart(2, "0")}Z`,
    sent_at: null,
    returned_at: null,
  }));
  draw(<LinkMails mails={mails} />);
  const names = screen.getAllByRole("listitem").map((item) => item.textContent?.split("ana@")[0]);
  expect(kinds).toContain("undelivered");
  expect(new Set(names).size).toBe(kinds.length);
  expect(names).not.toContain("E-mail");
});
