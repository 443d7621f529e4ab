import { act, cleanup, createEvent, fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useMemo, useState } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Row } from "@/api/content";
import { meOptions } from "@/api/session";
import { draw } from "@/i18n/testing";
import { ToastRegion } from "@/ui/ToastRegion";
import { stubBrowser } from "@/ui/testing";
import { notices } from "@/ui/toasts";
import { FolderBrowser } from "../FolderBrowser";
import { aFolder, aFolderRow, aStudyRow, theRoot } from "../factories";
import type { Navigation } from "../navigation";

const rights = { may_add: true, may_rename: true, may_delete: true, may_share: true, may_grant: true };
const asked: { path: string; body: unknown }[] = [];
let rows: Row[];

/** Only what carrying asks of a server; the server itself has its own tests. */
async function server(request: Request): Promise<Response> {
  const path = new URL(request.url).pathname;
  const answer = (body: unknown) =>
    new Response(JSON.stringify(body), { headers: { "Content-Type": "application/json" } });
  const shown = path.match(/folders\/(\w+)\/content/)?.[1];
  if (shown) {
    const items = shown === "root" ? rows : [];
    const folder = shown === "root" ? theRoot() : aFolder(shown);
    return answer({ folder, items, total: items.length, next_cursor: null, active_links: [] });
  }
  if (path === "/api/me") return answer({ root_folder_id: "root" });
  if (request.method === "POST") asked.push({ path, body: await request.json() });
  if (path === "/api/trash/consequences" || path === "/api/trash")
    return answer({
      folders: 0,
      studies: 1,
      documents: 0,
      studies_nowhere_else: 0,
      active_links: 0,
      colleagues: [],
    });
  const made = { folder_ids: [], entry_ids: ["made"] };
  return answer({ folders: 0, entries: 1, present: [], renamed: [], made });
}

beforeEach(() => {
  rows = [
    aFolderRow("Heart"),
    aFolderRow("Brain"),
    aFolderRow("Lent", { rights: { ...rights, may_add: false } }),
    aStudyRow("Doe^John"),
    aStudyRow("Roe^Jane"),
  ];
  asked.length = 0;
  stubBrowser(server);
});
afterEach(() => {
  cleanup();
  notices.clear();
  vi.unstubAllGlobals();
});

const take = vi.fn<(folderId: string, collect: (onFound: () => void) => unknown) => void>();

function Host({ files }: { files?: Navigation["files"] }) {
  const [folderId, openFolder] = useState("root");
  const navigation = useMemo<Navigation>(
    () => ({
      folderId,
      openFolder,
      openViewer: () => undefined,
      href: (row) => `/${row.id}`,
      openUpload: () => undefined,
      files: files ?? { take },
      openLink: () => undefined,
      printLink: () => undefined,
      address: () => "/",
    }),
    [folderId, files],
  );
  return (
    <>
      <FolderBrowser navigation={navigation} />
      <ToastRegion />
    </>
  );
}

async function drawHost(files?: Navigation["files"]) {
  const user = userEvent.setup();
  const { client } = draw(<Host {...(files ? { files } : {})} />);
  await act(() => client.ensureQueryData(meOptions));
  await screen.findByRole("row", { name: /Heart/ });
  // What listens comes after the first look
  await waitFor(() => expect(document.querySelector("[data-carriage]")).toBeTruthy());
  return user;
}
const row = (name: RegExp) => screen.getByRole("row", { name });
const picture = () => document.querySelector("[data-carriage]")?.textContent;
const selectionOf = (...entries: string[]) => ({ folder_ids: [], entry_ids: entries, keep_both: false });

/** jsdom has no drags: the browser's events, with the little of a DataTransfer that is looked at. */
function transferOf(types: readonly string[], count = 1) {
  return { types, items: { length: count }, setData: vi.fn(), setDragImage: vi.fn(), dropEffect: "none" };
}
function send(
  kind: "dragStart" | "dragOver" | "drop",
  target: Element,
  dataTransfer: object,
  held: { ctrlKey?: boolean } = {},
) {
  const event = createEvent[kind](target, { dataTransfer });
  for (const [name, value] of Object.entries(held)) Object.defineProperty(event, name, { value });
  fireEvent(target, event);
  return event;
}
function dragOnto(from: Element, onto: Element, held: { ctrlKey?: boolean } = {}) {
  const transfer = transferOf(["application/x-filmjacket-rows"]);
  send("dragStart", from, transfer);
  send("dragOver", onto, transfer, held);
  return transfer;
}
const letGo = (onto: Element, transfer: object, held: { ctrlKey?: boolean } = {}) =>
  act(async () => send("drop", onto, transfer, held));

test("rows that are dragged onto a folder are moved there, with the selection they belong to", async () => {
  const user = await drawHost();
  await user.click(row(/Doe, John/));
  await user.keyboard("{Control>}");
  await user.click(row(/Roe, Jane/));
  await user.keyboard("{/Control}");
  const transfer = dragOnto(row(/Doe, John/), row(/Heart/));
  expect(picture()).toBe("2 itemsMove to “Heart”");
  expect(row(/Heart/).getAttribute("data-drop")).toBe("taken");
  expect(transfer.dropEffect).toBe("move");
  // Names of patients stay in the page
  expect(transfer.setData.mock.calls).toEqual([["application/x-filmjacket-rows", "2"]]);
  await letGo(row(/Heart/), transfer);
  expect(await screen.findByText("2 items are in “Heart” now")).toBeTruthy();
  expect(asked).toEqual([
    { path: "/api/folders/Heart/moves", body: selectionOf("entry-Doe^John", "entry-Roe^Jane") },
  ]);
  expect(row(/Heart/).hasAttribute("data-drop")).toBe(false);
});

test("an unselected row is dragged alone; with Ctrl it is copied, and Undo throws the copy away", async () => {
  const user = await drawHost();
  await user.click(row(/Roe, Jane/));
  const transfer = dragOnto(row(/Doe, John/), row(/Heart/), { ctrlKey: true });
  expect(picture()).toBe("Doe, JohnCopy to “Heart”");
  await letGo(row(/Heart/), transfer, { ctrlKey: true });
  await user.click(await screen.findByRole("button", { name: "Undo" }));
  expect(await screen.findByText("The copy is in the trash")).toBeTruthy();
  expect(asked).toEqual([
    { path: "/api/folders/Heart/copies", body: selectionOf("entry-Doe^John") },
    { path: "/api/trash", body: { folder_ids: [], entry_ids: ["made"] } },
  ]);
});

test("what can't be put somewhere is refused with the reason, and stays", async () => {
  await drawHost();
  const onto = row(/Heart/);
  const transfer = dragOnto(onto, onto);
  expect(picture()).toBe("HeartA folder can't go into itself.");
  expect(onto.getAttribute("data-drop")).toBe("refused");
  expect(transfer.dropEffect).toBe("none");
  await letGo(onto, transfer);
  dragOnto(row(/Doe, John/), row(/Lent/));
  expect(picture()).toBe("Doe, JohnYou may not add anything to this folder.");
  // Beside the others of its folder it lies where it is: nothing to complain of
  dragOnto(row(/Doe, John/), row(/Roe, Jane/));
  expect(picture()).toBe("Doe, JohnIt is in this folder already.");
  expect(document.querySelector("[data-drop]")).toBe(null);
  expect(asked).toEqual([]);
});

test("onto the trash means to delete: after the usual question", async () => {
  await drawHost();
  const trash = screen.getByRole("tab", { name: "Trash" });
  await letGo(trash, dragOnto(row(/Doe, John/), trash));
  expect(await screen.findByRole("alertdialog", { name: "Delete “Doe, John”?" })).toBeTruthy();
});

test("a finger drags nothing: its long press asks for the menu", async () => {
  await drawHost();
  fireEvent(row(/Heart/), pointerDown("touch"));
  expect(row(/Heart/).draggable).toBe(false);
  fireEvent(row(/Heart/), pointerDown("mouse"));
  expect(row(/Heart/).draggable).toBe(true);
});
function pointerDown(pointerType: string) {
  return Object.assign(new MouseEvent("pointerdown", { bubbles: true }), { pointerType, isPrimary: true });
}

test("a folder that one waits above opens in its place", async () => {
  await drawHost();
  vi.useFakeTimers();
  dragOnto(row(/Doe, John/), row(/Brain/));
  act(() => void vi.advanceTimersByTime(650));
  expect(row(/Brain/).getAttribute("aria-expanded")).toBe("false");
  act(() => void vi.advanceTimersByTime(100));
  expect(row(/Brain/).getAttribute("aria-expanded")).toBe("true");
  vi.useRealTimers();
});

test("files from the desktop are uploaded into the folder they are dropped on", async () => {
  await drawHost();
  const files = transferOf(["Files"], 3);
  send("dragOver", row(/Brain/), files);
  expect(picture()).toBe("3 itemsUpload to “Brain”");
  await letGo(row(/Brain/), files);
  expect(take).toHaveBeenCalledWith("Brain", expect.any(Function));
});

test("a host that takes no files says so", async () => {
  await drawHost({ refusal: { id: "no", message: "Not here." } });
  const files = transferOf(["Files"]);
  send("dragOver", row(/Brain/), files);
  expect(picture()).toBe("1 itemNot here.");
  expect(files.dropEffect).toBe("none");
});

test("Ctrl+X holds rows until Ctrl+V puts them into the folder that is shown then; Undo brings them back", async () => {
  const user = await drawHost();
  await user.click(row(/Doe, John/));
  await user.keyboard("{Control>}x{/Control}");
  expect(row(/Doe, John/).hasAttribute("data-held")).toBe(true);
  expect(
    screen.getByText("“Doe, John” to move: open a folder and press Ctrl+V; Escape cancels"),
  ).toBeTruthy();
  await user.dblClick(row(/Heart/));
  await screen.findByText("This folder is empty");
  expect(await screen.findByText(/Ctrl\+V moves to “Heart”, Escape cancels/)).toBeTruthy();
  await user.keyboard("{Control>}v{/Control}");
  await user.click(await screen.findByRole("button", { name: "Undo" }));
  await screen.findByText("Everything is back where it was");
  expect(asked.map(({ path }) => path)).toEqual(["/api/folders/Heart/moves", "/api/folders/root/moves"]);
  expect(screen.queryByRole("button", { name: "Move here" })).toBe(null);
});

test("Ctrl+C and Ctrl+V copy into the selected folder; Escape leaves what is held before it clears the selection", async () => {
  const user = await drawHost();
  await user.click(row(/Doe, John/));
  await user.keyboard("{Control>}c{/Control}{Escape}");
  expect(screen.getByText("Nothing is copied")).toBeTruthy();
  expect(row(/Doe, John/).getAttribute("aria-selected")).toBe("true");
  await user.keyboard("{Control>}v{/Control}");
  expect(asked).toEqual([]);
  await user.keyboard("{Control>}c{/Control}");
  await user.click(row(/Brain/));
  await user.keyboard("{Control>}v{/Control}");
  await screen.findByText("“Doe, John” is in “Brain” as well");
  expect(asked).toEqual([{ path: "/api/folders/Brain/copies", body: selectionOf("entry-Doe^John") }]);
});

test("keys in the filter are the filter's", async () => {
  const user = await drawHost();
  await user.click(row(/Doe, John/));
  await user.click(await screen.findByRole("searchbox"));
  await user.keyboard("{Control>}x{/Control}");
  expect(row(/Doe, John/).hasAttribute("data-held")).toBe(false);
});

test("what can be put nowhere is said where it is held", async () => {
  const user = await drawHost();
  await user.click(row(/Heart/));
  await user.keyboard("{Control>}x{/Control}");
  const line = screen.getByText(/“Heart” to move$/).parentElement as HTMLElement;
  expect(within(line).getByText(/It is in this folder already\./)).toBeTruthy();
});
