import type { QueryClient } from "@tanstack/react-query";
import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { type ReactElement, Suspense } from "react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Installation } from "@/api/installation";
import type { Link } from "@/api/links";
import { draw as drawAlone } from "@/i18n/testing";
import { aLink, anInstallation } from "./factories";
import { rememberFreshShare } from "./fresh-shares";
import { ShareDetails } from "./ShareDetails";
import { SharePrint } from "./SharePrint";

vi.setConfig({ testTimeout: 60_000 });

let link: Link;
let installation: Installation;
let asked: string[];
let printed: unknown[];
const tabs: QueryClient[] = [];

/** Each drawing is a tab of its own, closed after the test: a tab that knows a password would tell the next one. */
function draw(element: ReactElement) {
  const drawn = drawAlone(element);
  tabs.push(drawn.client);
  return drawn;
}

/** As `aLink`, with a life behind it. */
const aUsedLink = (change: Partial<Link> = {}): Link =>
  aLink({
    id: "link",
    recipient: "praxis@mueller.example",
    description: "Please send the MRI.\nThank you.",
    language: "de",
    two_factor: true,
    password_by: "other_address",
    password_recipient: "mfa@mueller.example",
    delivery_count: 1,
    stage: "complete",
    deliveries: [
      {
        id: "delivery",
        number: "7KQ-M2X",
        state: "closed",
        opened_at: "2026-11-24T08:00:00Z",
        closed_at: "2026-11-24T08:10:00Z",
        file_count: 20,
        bytes: 2_600_000,
        percent: null,
        stalled: false,
      },
    ],
    timeline: [
      { kind: "created", at: "2026-11-24T07:00:00Z", detail: { by: "Dr. Hanna Weber" } },
      {
        kind: "mail_sent",
        at: "2026-11-24T07:00:01Z",
        detail: { mail: "upload_link_only", recipient: "praxis@mueller.example" },
      },
    ],
    ...change,
  });

function answer(body: unknown, status = 200): Response {
  return new Response(status === 204 ? null : JSON.stringify(body), {
    status,
    headers: { "Content-Type": "application/json" },
  });
}

async function server(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname === "/api/me") return answer({ name: "Dr. Hanna Weber" });
  if (pathname === "/api/installation") return answer(installation);
  if (pathname.endsWith("/printings")) {
    printed.push(await request.json());
    return answer(null, 204);
  }
  if (request.method === "DELETE") {
    asked.push(`DELETE ${pathname}`);
    link = { ...link, state: "revoked" };
    return answer(null, 204);
  }
  return answer(pathname === "/api/links" ? { items: [link], next_cursor: null } : link);
}

beforeEach(() => {
  link = aUsedLink();
  installation = anInstallation;
  asked = [];
  printed = [];
  vi.stubGlobal("fetch", server);
  vi.stubGlobal("CSS", { escape: (text: string) => text }); // every browser has it, jsdom lacks it
});
afterEach(() => {
  cleanup();
  for (const tab of tabs.splice(0)) tab.clear();
  vi.unstubAllGlobals();
});

describe("share details", () => {
  test("show what was asked, of whom, until when, and what became of it", async () => {
    draw(<ShareDetails linkId="link" onPrint={vi.fn()} />);
    expect(await screen.findByText("https://clinic.example/u/secret")).toBeTruthy();
    expect(screen.getByText("Until the end of 08 Dec 2026 (Central European Time, Berlin)")).toBeTruthy();
    expect(screen.getByText("In an e-mail to mfa@mueller.example")).toBeTruthy();
    expect(screen.getByText("7KQ-M2X")).toBeTruthy();
    expect(screen.getByRole("img", { name: "QR code of the upload link" }).getAttribute("src")).toBe(
      "/api/links/link/qr?version=0",
    );
    expect(
      within(screen.getByRole("region", { name: "Where this link stands" })).getByText("Complete", {
        selector: "p",
      }),
    ).toBeTruthy();
    const timeline = screen.getByRole("region", { name: "Timeline" });
    expect(within(timeline).getAllByRole("listitem")[0]?.textContent).toContain("E-mail with the link: sent");
  });

  test("hold no password of a link that was made another time", async () => {
    draw(<ShareDetails linkId="link" onPrint={vi.fn()} />);
    await screen.findByText("https://clinic.example/u/secret");
    expect(screen.queryByText("Folder password")).toBe(null);
  });

  test("show the password right after sharing, and only when asked", async () => {
    const user = userEvent.setup();
    const { client } = draw(<ShareDetails linkId="link" onPrint={vi.fn()} />);
    rememberFreshShare(client, [link], "granite-otter-violin");
    expect(await screen.findByText("Folder password")).toBeTruthy();
    expect(screen.queryByText("granite-otter-violin")).toBe(null);
    await user.click(screen.getByRole("button", { name: "Show password" }));
    expect(screen.getByText("granite-otter-violin")).toBeTruthy();
  });

  test("logging out takes the password along", async () => {
    const { client } = draw(<ShareDetails linkId="link" onPrint={vi.fn()} />);
    rememberFreshShare(client, [link], "granite-otter-violin");
    await screen.findByText("Folder password");
    cleanup();
    client.clear();
    expect(
      JSON.stringify(
        client
          .getQueryCache()
          .getAll()
          .map((query) => query.state.data),
      ),
    ).not.toContain("otter");
  });

  test("revoke only after a question", async () => {
    const user = userEvent.setup();
    draw(<ShareDetails linkId="link" onPrint={vi.fn()} />);
    await user.click(await screen.findByRole("button", { name: "Actions" }));
    await user.click(await screen.findByRole("menuitem", { name: "Revoke…" }));
    const question = await screen.findByRole("alertdialog");
    expect(asked).toEqual([]);
    await user.click(within(question).getByRole("button", { name: "Revoke" }));
    await waitFor(() => expect(asked).toEqual(["DELETE /api/links/link"]));
    expect((await screen.findAllByText("Revoked")).length).toBeGreaterThan(0);
    expect(screen.getByText(/The address is dead/)).toBeTruthy();
  });

  test("show an administrator neither address nor paper", async () => {
    link = aUsedLink({ is_own: false, url: "", owner_name: "Dr. Samuel Adeyemi" });
    draw(<ShareDetails linkId="link" onPrint={vi.fn()} />);
    expect(await screen.findByText("The address is for the clinician who shared it to see.")).toBeTruthy();
    expect(screen.queryByRole("img", { name: "QR code of the upload link" })).toBe(null);
    expect(screen.queryByRole("button", { name: "Print" })).toBe(null);
  });

  test("say why a link takes nobody in, and what its mail server said", async () => {
    link = aUsedLink({
      state: "suspended",
      suspended_by: "account",
      stage: "refused",
      mails: [
        {
          kind: "upload_link",
          recipient: "praxis@mueller.example",
          state: "refused",
          attempts: 1,
          answer: "550 No such user here",
          created_at: "2026-11-24T07:00:00Z",
          sent_at: null,
          returned_at: null,
        },
      ],
    });
    draw(<ShareDetails linkId="link" onPrint={vi.fn()} />);
    expect(await screen.findByText("The account of the clinician who shared it is not active.")).toBeTruthy();
    expect(screen.getByText("E-mail did not arrive")).toBeTruthy();
    expect(screen.getByText("550 No such user here")).toBeTruthy();
  });
});

describe("on paper", () => {
  beforeEach(() => {
    link = aUsedLink({ language: "en" });
  });

  const drawPaper = () =>
    draw(
      <Suspense>
        <SharePrint linkId="link" />
      </Suspense>,
    );

  test("the password stands only if the sharer ticks it", async () => {
    const user = userEvent.setup();
    const { client } = drawPaper();
    rememberFreshShare(client, [link], "granite-otter-violin");
    const box = await screen.findByRole("checkbox", { name: "Print the password as well" });
    expect(screen.queryByText("granite-otter-violin")).toBe(null);
    await user.click(box);
    expect(await screen.findByText("granite-otter-violin")).toBeTruthy();
  });

  test("a tab of its own learns the password from the tab that shared", async () => {
    const { client } = draw(<p>the tab that shared</p>);
    rememberFreshShare(client, [link], "granite-otter-violin");
    drawPaper();
    expect(await screen.findByRole("checkbox", { name: "Print the password as well" })).toBeTruthy();
  });

  test("what is printed is reported, once the code has been drawn", async () => {
    const { client } = drawPaper();
    rememberFreshShare(client, [link], "granite-otter-violin");
    const user = userEvent.setup();
    const code = await screen.findByRole("img", { name: "QR code of the upload link" });
    expect(screen.getByRole("button", { name: "Print" }).hasAttribute("disabled")).toBe(true);
    fireEvent.load(code);
    expect(screen.getByRole("button", { name: "Print" }).hasAttribute("disabled")).toBe(false);
    window.dispatchEvent(new Event("beforeprint"));
    await user.click(await screen.findByRole("checkbox", { name: "Print the password as well" }));
    window.dispatchEvent(new Event("beforeprint"));
    await waitFor(() => expect(printed).toEqual([{ with_password: false }, { with_password: true }]));
  });

  test("later there is nothing to tick", async () => {
    drawPaper();
    expect(await screen.findByText("https://clinic.example/u/secret")).toBeTruthy();
    expect(screen.queryByRole("checkbox")).toBe(null);
  });

  test("it speaks the recipient's language, which the sharer is told and can change", async () => {
    link = aUsedLink({ language: "de" });
    const user = userEvent.setup();
    const { container } = drawPaper();
    expect(
      await screen.findByText("Geben Sie das Ordner-Passwort ein, das Sie erhalten haben."),
    ).toBeTruthy();
    const sheet = container.querySelector("article");
    expect([sheet?.lang, sheet?.dir]).toEqual(["de", "ltr"]);
    expect(sheet?.textContent).toContain("08. Dez. 2026");
    expect(screen.getByText(/^In the recipient's language:/).textContent).toContain("Deutsch");
    await user.click(screen.getByRole("button", { name: "Print in English" }));
    expect(await screen.findByText("Enter the folder password that you were given.")).toBeTruthy();
    expect(sheet?.lang).toBe("en");
    await user.click(screen.getByRole("button", { name: "Print in Deutsch" }));
    expect(
      await screen.findByText("Geben Sie das Ordner-Passwort ein, das Sie erhalten haben."),
    ).toBeTruthy();
  });

  test("and goes from right to left where that language does", async () => {
    link = aUsedLink({ language: "ar" });
    const { container } = drawPaper();
    await waitFor(() => expect(container.querySelector("article")?.dir).toBe("rtl"));
  });

  test("it bears the institution's colour and logo, and says how to reach it", async () => {
    installation = {
      ...anInstallation,
      logo_url: "/api/installation/logo",
      brand_color: "#7a1f5c",
      help_line: "+353 1 555 0100",
      privacy_url: "https://clinic.example/privacy/",
      imprint_url: null,
    };
    const { container } = drawPaper();
    expect(await screen.findByText("+353 1 555 0100")).toBeTruthy();
    expect(screen.getByText("clinic.example/privacy")).toBeTruthy();
    expect(screen.queryByText(/^Imprint/)).toBe(null);
    expect(container.querySelector("article img[src='/api/installation/logo']")).toBeTruthy();
    expect(container.querySelector<HTMLElement>("article header")?.style.borderColor).toBe(
      "rgb(122, 31, 92)",
    );
  });
});
