import { QueryClient } from "@tanstack/react-query";
import { cleanup, screen, waitFor, within } from "@testing-library/react";
import userEvent, { type UserEvent } from "@testing-library/user-event";
import { Suspense } from "react";
import { Dialog } from "react-aria-components";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { onLoggedOut } from "@/api/client";
import type { Installation } from "@/api/installation";
import type { Link, NewLinks } from "@/api/links";
import { draw } from "@/i18n/testing";
import { ToastRegion } from "@/ui/ToastRegion";
import { notices } from "@/ui/toasts";
import { aLink, anInstallation } from "./factories";
import { interruptedShare, keptDraft } from "./kept-drafts";
import { ShareUploadFolderForm } from "./ShareUploadFolderForm";

// Whole forms are drawn and typed into, on machines that do other things as well
vi.setConfig({ testTimeout: 60_000 });

const strongPassword = "granite-otter-violin-84";
let sent: NewLinks[];
const me = { id: "me", name: "Dr. Hanna Weber", language: "en", time_zone: "Europe/Berlin" };
let refusal: { status: number; body: unknown } | null;
let installation: Installation;
/** The links that the folder has. */
let there: Link[];
let isAnswerLost: boolean;
let contacts: string[];

function answer(body: unknown, status = 200): Response {
  const type = status < 400 ? "application/json" : "application/problem+json";
  return new Response(JSON.stringify(body), { status, headers: { "Content-Type": type } });
}

/** What the server would answer to the form. */
async function server(request: Request): Promise<Response> {
  switch (new URL(request.url).pathname) {
    case "/api/me":
      return answer(me);
    case "/api/installation":
      return answer(installation);
    case "/api/contacts": {
      const part = new URL(request.url).searchParams.get("q") ?? "";
      const fitting = contacts.filter((known) => known.includes(part));
      return answer({ items: fitting.map((address) => ({ id: address, address })) });
    }
    case "/api/contacts/ana%40x.example":
      contacts = contacts.filter((known) => known !== "ana@x.example");
      return new Response(null, { status: 204 });
    case "/api/password-strengths": {
      const { password } = (await request.json()) as { password: string };
      const acceptable = password.length > 12;
      return answer({
        score: acceptable ? 4 : 1,
        acceptable,
        advice: acceptable ? "" : "Add another word or two.",
      });
    }
    case "/api/links": {
      if (request.method === "GET") return answer({ items: there, next_cursor: null });
      const links = (await request.json()) as NewLinks;
      sent.push(links);
      if (refusal) return answer(refusal.body, refusal.status);
      const made = links.recipients.map((recipient, index) => aLink({ id: `link-${index}`, recipient }));
      if (isAnswerLost) {
        there = [...made].reverse();
        throw new TypeError("Failed to fetch");
      }
      return answer({ links: made }, 201);
    }
    case "/api/links/link-0":
      return answer(there.find(({ id }) => id === "link-0"));
    default:
      throw new Error(`Nobody should ask for ${request.url}`);
  }
}

beforeEach(() => {
  sent = [];
  refusal = null;
  installation = anInstallation;
  there = [];
  isAnswerLost = false;
  contacts = ["ana@x.example", "anton@y.example"];
  vi.stubGlobal("fetch", server);
  vi.stubGlobal("matchMedia", () => ({ matches: false }));
  vi.stubGlobal("CSS", { escape: (text: string) => text }); // every browser has it, jsdom lacks it
  vi.useFakeTimers({ now: new Date("2026-11-24T23:30:00Z"), toFake: ["Date"] }); // in Berlin it is the 25th already
});
afterEach(() => {
  cleanup();
  notices.clear();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function drawForm(client?: QueryClient) {
  const hosts = { onCancel: vi.fn(), onShared: vi.fn(), onOpenDetails: vi.fn(), onPrint: vi.fn() };
  const user = userEvent.setup();
  const drawn = draw(
    <Suspense>
      <Dialog aria-label="Share an Upload Folder">
        <ShareUploadFolderForm folder={{ id: "folder", name: "From outside" }} {...hosts} />
      </Dialog>
      <ToastRegion />
    </Suspense>,
    client ? { client } : {},
  );
  // The first test also waits for the catalogue to be compiled
  await screen.findByDisplayValue("Upload for Demo Clinic", {}, { timeout: 20_000 });
  return { user, client: drawn.client, leave: drawn.unmount, ...hosts };
}

const email = () => screen.getByRole("combobox", { name: "E-mail" });
const password = () => screen.getByLabelText(/^Folder password/);
const tick = (name: string) =>
  screen.getByRole("checkbox", { name: new RegExp(`^${name.replace(/[()]/g, "\\$&")}`) });
const send = () => screen.getByRole("button", { name: "Send Upload Link" });

/** As a person pastes: one event, where typing would be one for each letter. */
async function fill(user: UserEvent, field: HTMLElement, text: string) {
  await user.click(field);
  await user.paste(text);
}

describe("the fields", () => {
  test("bear the labels that the clinicians know", async () => {
    await drawForm();
    for (const label of ["Use two-factor authentication (2FA)", "Send link password in a different email"]) {
      expect(tick(label)).toBeTruthy();
    }
    for (const label of [/^Folder title/, /^Folder description/, /^Folder password/]) {
      expect(screen.getByLabelText(label)).toBeTruthy();
    }
    expect(email()).toBeTruthy();
    expect(screen.getByText("Language")).toBeTruthy();
    expect(screen.getByText("Expire date")).toBeTruthy();
  });

  test("the link works for 14 days, counted in the clinician's own time zone", async () => {
    const { user } = await drawForm();
    expect(
      screen.getByText(/until Wednesday,? 9 December 2026, 24:00 \(Central European Time, Berlin\)/),
    ).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "3 days" }));
    expect(screen.getByText(/until Saturday,? 28 November 2026, 24:00/)).toBeTruthy();
  });

  test("a pasted list becomes one token for each address", async () => {
    const { user } = await drawForm();
    await user.click(email());
    await user.paste("a@x.example; B@x.example\nA@X.example");
    const tokens = screen.getByRole("list", { name: "Addresses" });
    expect(
      within(tokens)
        .getAllByRole("listitem")
        .map((token) => token.textContent),
    ).toEqual(["a@x.example", "B@x.example"]);
    await user.click(screen.getByRole("button", { name: "Remove a@x.example" }));
    expect(screen.queryByText("a@x.example")).toBe(null);
  });

  test("Enter after an address makes it a token and sends nothing; Backspace takes it back", async () => {
    const { user } = await drawForm();
    await user.type(email(), "a@x.example{Enter}");
    expect(screen.getByRole("button", { name: "Remove a@x.example" })).toBeTruthy();
    expect(sent).toEqual([]);
    await user.type(email(), "{Backspace}");
    expect(screen.getByDisplayValue("a@x.example")).toBe(email());
  });

  test("a wrong address is named with what is wrong, and goes back into the input to be mended", async () => {
    const { user } = await drawForm();
    await user.type(email(), "ana@clinic{Enter}");
    expect(screen.getByText(/its ending is missing/)).toBeTruthy();
    await user.click(screen.getByRole("button", { name: /^Mend “ana@clinic”/ }));
    expect(document.activeElement).toBe(email());
    await user.type(email(), ".example{Enter}");
    expect(screen.getByRole("button", { name: "Remove ana@clinic.example" })).toBeTruthy();
    expect(screen.queryByText(/its ending is missing/)).toBe(null);
  });

  test("the same address again is said, and how many links there will be", async () => {
    const { user } = await drawForm();
    await user.type(email(), "a@x.example b@x.example ");
    expect(screen.getByText(/2 links, one for each/)).toBeTruthy();
    await user.type(email(), "A@x.example ");
    expect(screen.getAllByText("A@x.example was on the list already.").length).toBeGreaterThan(0);
  });

  test("addresses from earlier are offered, and the keyboard takes one", async () => {
    const { user } = await drawForm();
    await user.type(email(), "an");
    const offers = await screen.findByRole("listbox", { name: "Addresses from earlier" });
    expect(within(offers).getAllByRole("option")).toHaveLength(2);
    expect(email().getAttribute("aria-expanded")).toBe("true");
    await user.keyboard("{ArrowDown}{ArrowDown}");
    const chosen = within(offers).getByRole("option", { selected: true });
    expect(email().getAttribute("aria-activedescendant")).toBe(chosen.id);
    await user.keyboard("{Enter}");
    expect(screen.getByRole("button", { name: "Remove anton@y.example" })).toBeTruthy();
    expect(screen.queryByRole("listbox")).toBe(null);
    await user.keyboard("{ArrowDown}");
    expect(await screen.findByRole("option", { name: "ana@x.example" })).toBeTruthy();
    expect(screen.queryByRole("option", { name: "anton@y.example" })).toBe(null); // it is on the list
    await user.keyboard("{Escape}");
    expect(screen.queryByRole("listbox")).toBe(null);
  });

  test("one that was mistyped is forgotten by the Delete key, and that is said", async () => {
    const { user } = await drawForm();
    await user.type(email(), "an");
    await screen.findByRole("listbox", { name: "Addresses from earlier" });
    await user.keyboard("{Delete}"); // nothing is highlighted: the key means the text
    expect(screen.getAllByRole("option")).toHaveLength(2);
    await user.keyboard("{ArrowDown}{Delete}");
    const said = await screen.findAllByText("ana@x.example is forgotten, and not offered any more.");
    expect(said.some((words) => words.closest("[role=status]"))).toBe(true);
    expect(screen.getAllByRole("option").map(({ textContent }) => textContent)).toEqual(["anton@y.example"]);
    expect(document.activeElement).toBe(email());
  });

  test("the chips are one stop: arrows go there and through them, Delete takes one away", async () => {
    const { user } = await drawForm();
    await user.type(email(), "a@x.example b@x.example ");
    await user.keyboard("{ArrowLeft}");
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Change b@x.example" }));
    await user.keyboard("{ArrowLeft}{Delete}");
    expect(screen.queryByText("a@x.example")).toBe(null);
    expect(document.activeElement).toBe(email());
  });

  test("who has a link to the folder already is said", async () => {
    there = [aLink({ recipient: "Ana@x.example" })];
    const { user } = await drawForm();
    await user.type(email(), "ana@x.example ");
    expect(await screen.findByText(/has a link to this folder already, until 08 Dec 2026/)).toBeTruthy();
  });

  test("a title with the folder's name in it is asked about", async () => {
    const { user } = await drawForm();
    await fill(user, screen.getByLabelText("Folder title"), " outside");
    expect(screen.getByText(/“outside” is in the folder's name/)).toBeTruthy();
  });

  test("the password is judged by the server while one types", async () => {
    const { user } = await drawForm();
    await fill(user, password(), "tenletters");
    expect(await screen.findByText("Add another word or two.", { exact: false })).toBeTruthy();
    await user.clear(password());
    await fill(user, password(), strongPassword);
    expect(await screen.findByText("Very strong")).toBeTruthy();
  });

  test("a generated password can be read at once", async () => {
    const { user } = await drawForm();
    await user.click(screen.getByRole("button", { name: "Generate a password" }));
    await waitFor(() => expect((password() as HTMLInputElement).value).toMatch(/^([a-z]+-){4}[a-z]+$/));
    expect(password().getAttribute("type")).toBe("text");
  });
});

describe("more options", () => {
  const open = (user: UserEvent) => user.click(screen.getByRole("button", { name: /^More options/ }));

  test("are closed at first, and one line says what differs from the usual", async () => {
    const { user } = await drawForm();
    expect(screen.queryByRole("textbox", { name: "Most files" })).toBe(null);
    await open(user);
    await fill(user, screen.getByLabelText("Most files"), "500");
    await fill(user, screen.getByLabelText("Most data"), "2");
    await user.click(tick("Let the recipient see the folder"));
    await user.click(tick("And download from it"));
    await user.click(tick("Tell me when a delivery completes"));
    await user.tab();
    expect(screen.getByRole("button", { name: /^More options/ }).textContent).toContain(
      "at most 500 files · at most 2 GB · sees and downloads the folder · doesn't tell me of deliveries",
    );
  });

  test("open by themselves when something in them is refused", async () => {
    refusal = {
      status: 422,
      body: { title: "Please check.", code: "invalid", errors: { files_most: ["Too many files."] } },
    };
    const { user } = await drawForm();
    await fill(user, email(), "a@x.example");
    await fill(user, password(), strongPassword);
    await user.click(send());
    expect(await screen.findByText("Too many files.")).toBeTruthy();
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("Most files")));
  });

  test("offer only what an administrator allows", async () => {
    installation = { ...anInstallation, link_may_see: false, link_two_factor: "required" };
    const { user } = await drawForm();
    await open(user);
    expect(screen.queryByText("Let the recipient see the folder")).toBe(null);
    const box = tick("Use two-factor authentication (2FA)") as HTMLInputElement;
    expect([box.checked, box.disabled]).toEqual([true, true]);
    expect(screen.getByLabelText(/^Address for the password/)).toBeTruthy();
  });
});

describe("what was filled in", () => {
  test("is there again after the page was left, and can be thrown away", async () => {
    const first = await drawForm();
    await fill(first.user, email(), "a@x.example,");
    await fill(first.user, screen.getByLabelText("Folder description"), "Please send the MRI.");
    first.leave();
    const { user } = await drawForm(first.client);
    expect(screen.getByText("What you had filled in is here again.")).toBeTruthy();
    expect(screen.getByDisplayValue("Please send the MRI.")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Remove a@x.example" })).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Start afresh" }));
    expect(screen.queryByDisplayValue("Please send the MRI.")).toBe(null);
  });
});

describe("when the session ends over the form", () => {
  /** As the app does it: what was read in the session is wiped, and the log-in page comes. */
  async function interrupt() {
    const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
    const stop = onLoggedOut(() => client.clear());
    const form = await drawForm(client);
    await fill(form.user, email(), "a@x.example,");
    await fill(form.user, password(), "granite-otter-violin-27");
    await fill(form.user, screen.getByLabelText("Folder description"), "Please send the MRI.");
    refusal = { status: 401, body: { title: "Please log in.", code: "log_in_needed" } };
    await form.user.click(send());
    await waitFor(() => expect(interruptedKey(client)).toBeDefined());
    form.leave();
    stop();
    refusal = null;
    return client;
  }
  const interruptedKey = (client: QueryClient) => client.getQueryData(["interrupted-share"]);
  const logIn = (client: QueryClient, id: string) => client.setQueryData(["me"], { ...me, id });

  test("the same person finds it open again with everything but the password", async () => {
    const client = await interrupt();
    client.removeQueries({ queryKey: ["me"] });
    expect(interruptedShare(client)).toBe(null); // nobody is logged in
    expect(JSON.stringify(client.getQueryData(["share-draft", "folder"]))).not.toContain("granite");
    logIn(client, me.id);
    expect(interruptedShare(client)).toEqual({ id: "folder", name: "From outside" });
    const { user } = await drawForm(client);
    expect(screen.getByText(/is here again, except for the password, which is not kept\.$/)).toBeTruthy();
    expect(screen.getByDisplayValue("Please send the MRI.")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Remove a@x.example" })).toBeTruthy();
    expect((password() as HTMLInputElement).value).toBe("");
    await fill(user, password(), "heron-lantern-river-14");
    await user.click(send());
    await waitFor(() => expect(sent).toHaveLength(2));
    expect(window.localStorage.length + window.sessionStorage.length).toBe(0);
  });

  test("somebody else finds nothing of it", async () => {
    const client = await interrupt();
    logIn(client, "somebody-else");
    expect(interruptedShare(client)).toBe(null);
    expect(keptDraft(client, "folder")).toBe(undefined);
    logIn(client, me.id);
    expect(keptDraft(client, "folder")).toBe(undefined); // it is gone for good
  });
});

describe("the password's way", () => {
  test("is asked for only when the box is ticked", async () => {
    const { user } = await drawForm();
    expect(screen.queryByRole("radiogroup")).toBe(null);
    await user.click(tick("Send link password in a different email"));
    expect(screen.getByRole("radio", { name: /The same address/, checked: true })).toBeTruthy();
    await user.click(screen.getByRole("radio", { name: /I will tell it myself/ }));
    expect(screen.queryByLabelText(/^Address for the password/)).toBe(null);
  });

  test("2FA asks for another address and says why", async () => {
    const { user } = await drawForm();
    await user.click(tick("Use two-factor authentication (2FA)"));
    expect(screen.getByLabelText(/^Address for the password/)).toBeTruthy();
    expect(screen.getByText(/it would prove only that mailbox/)).toBeTruthy();
  });
});

describe("sending", () => {
  test("an empty form says what is missing, and the work goes on at the first field", async () => {
    const { user } = await drawForm();
    await user.click(send());
    expect(screen.getByText("Please enter at least one e-mail address.")).toBeTruthy();
    expect(screen.getByText("Please enter a folder password, or let one be generated.")).toBeTruthy();
    await waitFor(() => expect(document.activeElement).toBe(email()));
    expect(sent).toEqual([]);
    await fill(user, email(), "a@x.example");
    expect(screen.queryByText("Please enter at least one e-mail address.")).toBe(null);
  });

  test("says Folder Shared Successfully, with the way to details and print", async () => {
    const { user, onShared, onOpenDetails, onPrint } = await drawForm();
    await fill(user, email(), "a@x.example");
    await fill(user, password(), strongPassword);
    await fill(user, screen.getByLabelText("Folder description"), "Please send the MRI.");
    await user.click(send());
    expect(await screen.findByText("Folder Shared Successfully")).toBeTruthy();
    expect(onShared).toHaveBeenCalledOnce();
    expect(sent).toMatchObject([
      {
        folder_id: "folder",
        recipients: ["a@x.example"],
        two_factor: false,
        password_by: "same_mail",
        password_recipient: null,
        language: "en",
        password: strongPassword,
        title: "Upload for Demo Clinic",
        description: "Please send the MRI.",
        expire_date: "2026-12-09",
        time_zone: "Europe/Berlin",
      },
    ]);
    await user.click(screen.getByRole("button", { name: "View share details" }));
    expect(onOpenDetails).toHaveBeenCalledWith("link-0");
    expect(onPrint).not.toHaveBeenCalled();
  });

  test("what the server refuses lands on its field, until that field changes", async () => {
    refusal = {
      status: 422,
      body: { title: "Please check.", code: "invalid", errors: { password: ["Too easy."] } },
    };
    const { user, onShared } = await drawForm();
    await fill(user, email(), "a@x.example");
    await fill(user, password(), strongPassword);
    await user.click(send());
    expect(await screen.findByText("Too easy.")).toBeTruthy();
    expect(screen.queryByText("Please check.")).toBe(null);
    expect(onShared).not.toHaveBeenCalled();
    await user.type(password(), "x");
    expect(screen.queryByText("Too easy.")).toBe(null);
  });

  test("a second press and a second Enter make one link", async () => {
    const { user } = await drawForm();
    await fill(user, email(), "a@x.example,");
    await fill(user, password(), strongPassword);
    await user.dblClick(send());
    await user.type(password(), "{Enter}");
    expect(await screen.findByText("Folder Shared Successfully")).toBeTruthy();
    expect(sent).toHaveLength(1);
  });

  test("a lost answer keeps everything, and what was done all the same is not done again", async () => {
    isAnswerLost = true;
    const { user, onShared, onOpenDetails } = await drawForm();
    await fill(user, email(), "a@x.example,");
    await fill(user, password(), strongPassword);
    await user.click(send());
    expect(await screen.findByRole("alert")).toBeTruthy();
    expect((password() as HTMLInputElement).value).toBe(strongPassword);
    isAnswerLost = false;
    await user.click(send());
    expect(await screen.findByText("Folder Shared Successfully")).toBeTruthy();
    expect(sent).toHaveLength(1);
    expect(onShared).toHaveBeenCalledOnce();
    await user.click(screen.getByRole("button", { name: "View share details" }));
    expect(onOpenDetails).toHaveBeenCalledWith("link-0");
  });

  test("what no field can carry is said above the form", async () => {
    refusal = { status: 404, body: { title: "This folder is gone.", code: "not_found" } };
    const { user } = await drawForm();
    await fill(user, email(), "a@x.example");
    await fill(user, password(), strongPassword);
    await user.click(send());
    expect(within(await screen.findByRole("alert")).getByText("This folder is gone.")).toBeTruthy();
  });
});
