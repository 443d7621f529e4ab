import { cleanup, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { LinkSummary } from "@/api/links";
import { draw } from "@/i18n/testing";
import { LinksView } from "./LinksView";
import { allLinks } from "./link-choice";

const aLink = (change: Partial<LinkSummary>): LinkSummary => ({
  id: "one",
  folder_id: "folder",
  folder_name: "From outside",
  recipient: "one@practice.example",
  title: "Upload for Demo Clinic",
  state: "active",
  suspended_by: null,
  stage: "sent",
  percent: null,
  is_own: true,
  owner_name: "Dr. Hanna Weber",
  expires_at: "2099-12-08T23:00:00Z",
  expire_date: "2099-12-08",
  time_zone: "Europe/Berlin",
  created_at: "2026-11-24T07:00:00Z",
  delivery_count: 0,
  ...change,
});

let links: LinkSummary[];
let questions: URLSearchParams[];
let bulks: Record<string, unknown>[];

async function server(request: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  const answer = (body: unknown) =>
    new Response(JSON.stringify(body), { headers: { "Content-Type": "application/json" } });
  if (pathname === "/api/me") return answer({ time_zone: "Europe/Berlin", role: "clinician" });
  if (pathname === "/api/installation") return answer({ link_days_most: 365, link_days_default: 14 });
  if (pathname === "/api/links/bulk") {
    const wish = (await request.json()) as { ids: string[] };
    bulks.push(wish);
    const sentence = "“two@practice.example” was sent many mails of late.";
    return answer({
      items: wish.ids.map((id) =>
        id === "two"
          ? { id, done: false, code: "too_many_mails", sentence }
          : { id, done: true, code: null, sentence: null },
      ),
    });
  }
  questions.push(searchParams);
  const state = searchParams.get("state");
  return answer({ items: links.filter((link) => state === null || link.state === state), next_cursor: null });
}

function Host() {
  const [choice, choose] = useState(allLinks);
  return (
    <LinksView
      folderId={null}
      choice={choice}
      onChoose={choose}
      onOpenDetails={onOpenDetails}
      onPrint={vi.fn()}
    />
  );
}
const onOpenDetails = vi.fn();

beforeEach(() => {
  links = [
    aLink({ id: "one" }),
    aLink({
      id: "two",
      recipient: "two@practice.example",
      stage: "uploading",
      percent: 45,
      delivery_count: 1,
    }),
    aLink({ id: "three", recipient: "three@practice.example", state: "revoked" }),
  ];
  questions = [];
  bulks = [];
  vi.stubGlobal("fetch", server);
  vi.stubGlobal("CSS", { escape: (text: string) => text }); // every browser has it, jsdom lacks it
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test("links are listed with state and stage, and open their details", async () => {
  const user = userEvent.setup();
  draw(<Host />);
  await user.click(await screen.findByRole("link", { name: "two@practice.example" }));
  expect(onOpenDetails).toHaveBeenCalledWith("two");
  expect(screen.getAllByText("Uploading, 45 %").length).toBeGreaterThan(0);
  expect(screen.getByText("3 links")).toBeTruthy();
});

test("a view asks the server, and one without links offers the way back", async () => {
  const user = userEvent.setup();
  draw(<Host />);
  await screen.findByRole("link", { name: "one@practice.example" });
  await user.click(screen.getByRole("radio", { name: "Expired" }));
  await user.click(await screen.findByRole("button", { name: "Show all links" }));
  await screen.findByRole("link", { name: "one@practice.example" });
  expect(questions.map((question) => question.get("state"))).toContain("expired");
});

test("what can't be done says why, in the menu", async () => {
  const user = userEvent.setup();
  draw(<Host />);
  await user.click(await screen.findByRole("button", { name: "Actions for three@practice.example" }));
  const resend = await screen.findByRole("menuitem", { name: "Resend" });
  expect(resend.getAttribute("aria-disabled")).toBe("true");
  expect(resend.textContent).toContain("This link is revoked. Reactivate it first.");
  expect(screen.queryByRole("menuitem", { name: "Extend…" })).toBe(null);
  expect(screen.getByRole("menuitem", { name: "Reactivate…" }).getAttribute("aria-disabled")).toBe(null);
});

test("an action on many says of each what became of it", async () => {
  const user = userEvent.setup();
  draw(<Host />);
  await user.click(await screen.findByRole("checkbox", { name: "Select all" }));
  const tools = screen.getByRole("toolbar", { name: "With the selected links" });
  await user.click(within(tools).getByRole("button", { name: "Resend" }));
  const question = await screen.findByRole("alertdialog", { name: "Send 2 links again?" });
  expect(within(question).getByText("three@practice.example")).toBeTruthy();
  await user.click(within(question).getByRole("button", { name: "Resend" }));
  await waitFor(() =>
    expect(bulks).toEqual([expect.objectContaining({ action: "resend", ids: ["one", "two"] })]),
  );
  expect(await screen.findByText("1 link is on its way again")).toBeTruthy();
  expect(screen.getByText("Not done to 2 links")).toBeTruthy();
  expect(screen.getByText(/was sent many mails of late/)).toBeTruthy();
});
