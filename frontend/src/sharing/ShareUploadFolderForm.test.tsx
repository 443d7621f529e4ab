import { cleanup, screen, waitFor, within } from "@testing-library/react";
import userEvent, { type UserEvent } from "@testing-library/user-event";
import { Suspense } from "react";
import { Dialog } from "react-aria-components";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Link, NewLinks } from "@/api/links";
import { draw } from "@/i18n/testing";
import { ToastRegion } from "@/ui/ToastRegion";
import { notices } from "@/ui/toasts";
import { ShareUploadFolderForm } from "./ShareUploadFolderForm";

// Whole forms are drawn and typed into, on machines that do other things as well
vi.setConfig({ testTimeout: 60_000 });

const strongPassword = "granite-otter-violin-84";
let sent: NewLinks[];
let refusal: { status: number; body: unknown } | null;

function answer(body: unknown, status = 200): Response {
  const type = status < 400 ? "application/json" : "application/problem+json";
  return new Response(JSON.stringify(body), { status, headers: { "Content-Type": type } });
}

/** What the server would answer to the form. */
async function server(request: Request): Promise<Response> {
  switch (new URL(request.url).pathname) {
    case "/api/me":
      return answer({ id: "me", name: "Dr. Hanna Weber", language: "en", time_zone: "Europe/Berlin" });
    case "/api/installation":
      return answer({
        institution: "Demo Clinic",
        languages: ["en", "de", "ar"],
        link_days_default: 14,
        link_days_most: 365,
        link_accepts_default: "dicom_and_documents",
        delivery_files_most: 50_000,
        delivery_bytes_most: 68_719_476_736,
      });
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
      const links = (await request.json()) as NewLinks;
      sent.push(links);
      if (refusal) return answer(refusal.body, refusal.status);
      return answer(
        { links: links.recipients.map((recipient, index) => aLink(`link-${index}`, recipient)) },
        201,
      );
    }
    default:
      throw new Error(`Nobody should ask for ${request.url}`);
  }
}

function aLink(id: string, recipient: string): Link {
  return {
    id,
    recipient,
    folder_id: "folder",
    folder_name: "From outside",
    title: "Upload for Demo Clinic",
    description: "",
    state: "active",
    language: "en",
    two_factor: false,
    password_by: "same_mail",
    password_recipient: null,
    expire_date: "2026-12-08",
    time_zone: "Europe/Berlin",
    expires_at: "2026-12-08T23:00:00Z",
    created_at: "2026-11-24T07:00:00Z",
    delivery_count: 0,
    deliveries: [],
    is_own: true,
    owner_name: "Dr. Hanna Weber",
    stage: "queued",
    percent: null,
    policy: { accepts: "dicom_and_documents", files_most: 50_000, bytes_most: 68_719_476_736 },
    notify: true,
    remind: true,
    ask_name: false,
    ask_note: false,
    may_see: false,
    may_download: false,
    expected_patient: null,
    mails: [],
    timeline: [],
    url: "https://clinic.example/u/secret",
  };
}

beforeEach(() => {
  sent = [];
  refusal = null;
  vi.stubGlobal("fetch", server);
  vi.stubGlobal("CSS", { escape: (text: string) => text }); // every browser has it, jsdom lacks it
  vi.useFakeTimers({ now: new Date("2026-11-24T23:30:00Z"), toFake: ["Date"] }); // in Berlin it is the 25th already
});
afterEach(() => {
  cleanup();
  notices.clear();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function drawForm() {
  const hosts = { onCancel: vi.fn(), onShared: vi.fn(), onOpenDetails: vi.fn(), onPrint: vi.fn() };
  const user = userEvent.setup();
  const { client } = draw(
    <Suspense>
      <Dialog aria-label="Share an Upload Folder">
        <ShareUploadFolderForm folder={{ id: "folder", name: "From outside" }} {...hosts} />
      </Dialog>
      <ToastRegion />
    </Suspense>,
  );
  // The first test also waits for the catalogue to be compiled
  await screen.findByDisplayValue("Upload for Demo Clinic", {}, { timeout: 20_000 });
  return { user, client, ...hosts };
}

const email = () => screen.getByRole("textbox", { name: "E-mail" });
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
    expect(screen.getByText(/until the end of 09 Dec 2026 \(Central European Time, Berlin\)/)).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "3 days" }));
    expect(screen.getByText(/until the end of 28 Nov 2026/)).toBeTruthy();
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
    expect(sent).toEqual([
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

  test("what no field can carry is said above the form", async () => {
    refusal = { status: 404, body: { title: "This folder is gone.", code: "not_found" } };
    const { user } = await drawForm();
    await fill(user, email(), "a@x.example");
    await fill(user, password(), strongPassword);
    await user.click(send());
    expect(within(await screen.findByRole("alert")).getByText("This folder is gone.")).toBeTruthy();
  });
});
