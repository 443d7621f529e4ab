// @vitest-environment jsdom
import { expect, test } from "vitest";
import { type TimelineEvent, worthReading } from "./timeline";

const event = (kind: string, detail: Record<string, string> = {}): TimelineEvent => ({
  kind,
  at: "2026-11-24T08:00:00Z",
  detail,
});

const link = { mail: "upload_link_only", recipient: "a@x.example" };
const password = { mail: "password_only", recipient: "a@x.example" };

test("a mail that waits is told until its outcome is known", () => {
  const queued = [event("created"), event("mail_queued", link), event("mail_queued", password)];
  expect(worthReading(queued)).toEqual(queued);
  expect(
    worthReading([...queued, event("mail_sent", link)]).map(({ kind, detail }) => [kind, detail]),
  ).toEqual([
    ["created", {}],
    ["mail_queued", password],
    ["mail_sent", link],
  ]);
});

test("a mail that is sent again waits again", () => {
  const events = [event("mail_sent", link), event("mail_queued", link)];
  expect(worthReading(events)).toEqual(events);
});
