import { cleanup, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useMemo, useState } from "react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { draw } from "@/i18n/testing";
import { ToastRegion } from "@/ui/ToastRegion";
import { stubBrowser } from "@/ui/testing";
import { notices } from "@/ui/toasts";
import { FolderBrowser } from "./FolderBrowser";
import { aFolderRow, aStudyRow } from "./factories";
import { SelectFolderDialog } from "./SelectFolderDialog";
import { aNavigation, begin, held, server } from "./testing";

beforeEach(() => {
  begin();
  stubBrowser(server);
});
afterEach(() => {
  cleanup();
  notices.clear();
  vi.unstubAllGlobals();
});

/** A host that goes where it is led, as the Folders section does by the address. */
function Wandering() {
  const [folderId, openFolder] = useState("root");
  const navigation = useMemo(() => aNavigation({ folderId, openFolder }), [folderId]);
  return <FolderBrowser navigation={navigation} />;
}

async function drawBrowser(navigation = aNavigation()) {
  const user = userEvent.setup();
  draw(
    <>
      <FolderBrowser navigation={navigation} />
      <ToastRegion />
    </>,
  );
  await screen.findByRole("row", { name: /Cardiology/ });
  return { user, navigation };
}
const row = (name: RegExp) => screen.getByRole("row", { name });
const toolButton = (name: string) => within(screen.getByRole("toolbar")).getByRole("button", { name });

describe("the actions", () => {
  test("stand in the toolbar and in the context menu, the same ones in the same order", async () => {
    const { user } = await drawBrowser();
    const inToolbar = within(screen.getByRole("toolbar"))
      .getAllByRole("button")
      .map((button) => button.getAttribute("aria-label"));
    await user.pointer({ keys: "[MouseRight]", target: row(/Cardiology/) });
    const inMenu = (await screen.findAllByRole("menuitem")).map(
      (item) => item.querySelector("[slot=label]")?.textContent,
    );
    expect(inMenu).toEqual(inToolbar);
  });

  test("that can't be used now say why, in the menu too, and do nothing", async () => {
    const { user } = await drawBrowser();
    expect(toolButton("Rename").getAttribute("aria-disabled")).toBe("true");
    await user.pointer({ keys: "[MouseRight]", target: row(/Doe, John/) });
    const item = await screen.findByRole("menuitem", { name: /Share an Upload Folder/ });
    expect(item.getAttribute("aria-disabled")).toBe("true");
    expect(within(item).getByText("Select one folder first.")).toBeTruthy();
  });

  test("open folders and viewers by the host's navigation", async () => {
    const { user, navigation } = await drawBrowser();
    await user.dblClick(row(/Doe, John/));
    expect(navigation.openViewer).toHaveBeenCalledWith(
      expect.objectContaining({ study_id: "study-Doe^John" }),
      undefined,
    );
    await user.dblClick(row(/Cardiology/));
    expect(navigation.openFolder).toHaveBeenCalledWith("Cardiology");
  });
});

describe("a new folder", () => {
  test("is made in the shown folder and then selected", async () => {
    const { user } = await drawBrowser();
    await user.click(toolButton("New folder"));
    await user.type(await screen.findByRole("textbox", { name: "Name" }), "Neurology{Enter}");
    await waitFor(() => expect(row(/Neurology/).getAttribute("aria-selected")).toBe("true"));
    expect(held.asked).toContainEqual({
      method: "POST",
      path: "/api/folders",
      body: { parent_id: "root", name: "Neurology" },
    });
  });

  test("with a name that is taken: the server's sentence stands at the field", async () => {
    const { user } = await drawBrowser();
    await user.click(toolButton("New folder"));
    await user.type(await screen.findByRole("textbox", { name: "Name" }), "Taken{Enter}");
    expect(await screen.findByText("This name is taken.")).toBeTruthy();
  });
});

test("deleting says what it takes along, and can be undone", async () => {
  const { user } = await drawBrowser();
  await user.click(row(/Cardiology/));
  await user.keyboard("{Delete}");
  const question = await screen.findByRole("alertdialog");
  expect(await within(question).findByText(/3 folders/)).toBeTruthy();
  expect(within(question).getByText(/1 active upload link will stop working/)).toBeTruthy();
  expect(question.textContent).toContain("Dr. A and Dr. B will lose access");
  await user.click(within(question).getByRole("button", { name: "Delete" }));
  await waitFor(() => expect(screen.queryByRole("row", { name: /Cardiology/ })).toBe(null));
  await user.click(await screen.findByRole("button", { name: "Undo" }));
  expect(await screen.findByRole("row", { name: /Cardiology/ })).toBeTruthy();
  expect(held.asked).toContainEqual({
    method: "POST",
    path: "/api/trash/restorations",
    body: { folder_ids: ["Cardiology"], entry_ids: [] },
  });
});

test("what was deleted stands in the trash, from where it can be brought back", async () => {
  held.inTrash = [
    {
      kind: "study",
      id: "e1",
      name: "Meyer^Eva",
      location: "Neurology / 2026",
      trashed_at: "2026-02-01T10:00:00Z",
      purged_after: "2026-03-03T10:00:00Z",
    },
  ];
  const { user } = await drawBrowser();
  await user.click(screen.getByRole("tab", { name: "Trash" }));
  expect(await screen.findByRole("row", { name: /Meyer, Eva.*Neurology \/ 2026/ })).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Bring back Meyer, Eva" }));
  expect(await screen.findByText("The trash is empty")).toBeTruthy();
  expect(held.asked).toContainEqual({
    method: "POST",
    path: "/api/trash/restorations",
    body: { folder_ids: [], entry_ids: ["e1"] },
  });
});

test("what lies in the trash goes for good only after a clear question", async () => {
  held.inTrash = [
    {
      kind: "folder",
      id: "f1",
      name: "Old",
      location: "",
      trashed_at: "2026-02-01T10:00:00Z",
      purged_after: "2026-03-03T10:00:00Z",
    },
  ];
  const { user } = await drawBrowser();
  await user.click(screen.getByRole("tab", { name: "Trash" }));
  await user.click(await screen.findByRole("button", { name: "Delete Old for good" }));
  const question = await screen.findByRole("alertdialog", { name: "Delete “Old” for good?" });
  await user.click(within(question).getByRole("button", { name: "Delete for good" }));
  expect(await screen.findByText("The trash is empty")).toBeTruthy();
  expect(held.asked).toContainEqual({
    method: "POST",
    path: "/api/trash/purges",
    body: { folder_ids: ["f1"], entry_ids: [] },
  });
});

test("an empty folder says so and offers the first steps", async () => {
  draw(<FolderBrowser navigation={aNavigation({ folderId: "empty" })} />);
  expect(await screen.findByText("This folder is empty")).toBeTruthy();
  expect(screen.getAllByRole("button", { name: "Upload here" })).toHaveLength(2);
});

test("no connection: said in words, with a way to try again", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
  draw(<FolderBrowser navigation={aNavigation()} />);
  expect(await screen.findByText("No connection to Filmjacket")).toBeTruthy();
  expect(screen.getByRole("button", { name: "Try again" })).toBeTruthy();
});

describe("Select Folder", () => {
  async function drawDialog() {
    const onSelect = vi.fn();
    const user = userEvent.setup();
    const elsewhere = { href: () => "/", address: () => "/" };
    draw(<SelectFolderDialog startIn="root" elsewhere={elsewhere} onSelect={onSelect} onClose={vi.fn()} />);
    await screen.findByRole("row", { name: /Cardiology/ });
    return { user, onSelect };
  }
  const select = () => screen.getByRole("button", { name: "Select" });

  test("takes the one selected folder", async () => {
    const { user, onSelect } = await drawDialog();
    await user.click(row(/Cardiology/));
    await user.click(select());
    expect(onSelect).toHaveBeenCalledWith({ id: "Cardiology", name: "Cardiology" });
  });

  test("takes the shown folder when none is selected", async () => {
    const { user, onSelect } = await drawDialog();
    await user.click(select());
    expect(onSelect).toHaveBeenCalledWith({ id: "root", name: "My Folders" });
  });

  test("goes into folders within itself", async () => {
    const { user, onSelect } = await drawDialog();
    await user.dblClick(row(/Cardiology/));
    await screen.findByText("This folder is empty");
    await user.click(select());
    expect(onSelect).toHaveBeenCalledWith({ id: "Cardiology", name: "Cardiology" });
  });
});

test("whoever comes back from a viewer finds what was expanded, and the row they had opened", async () => {
  const { user } = await drawBrowser();
  await user.click(screen.getByRole("button", { name: "Expand Cardiology" }));
  await screen.findByText("This folder is empty");
  await user.dblClick(row(/Doe, John/));
  cleanup();
  await drawBrowser();
  expect(await screen.findByText("This folder is empty")).toBeTruthy();
  await waitFor(() => expect(document.activeElement).toBe(row(/Doe, John/)));
});

describe("moving and copying", () => {
  async function choose(title: string, into: RegExp) {
    held.rows = [
      aFolderRow("Cardiology"),
      aFolderRow("Neurology"),
      aFolderRow("Full"),
      aStudyRow("Doe^John"),
    ];
    const { user } = await drawBrowser();
    await user.click(row(/Cardiology/));
    await user.click(toolButton(title));
    const dialog = await screen.findByRole("dialog", {
      name: new RegExp(`${title.split(" ")[0]} “Cardiology” to`),
    });
    await user.click(await within(dialog).findByRole("row", { name: into }));
    return { user, dialog };
  }

  test("asks where to, in the folder view itself, and moves there; Undo moves back", async () => {
    const { user, dialog } = await choose("Move to…", /Neurology/);
    await user.click(within(dialog).getByRole("button", { name: "Move here" }));
    const toast = await screen.findByText("“Cardiology” is in “Neurology” now");
    expect(toast).toBeTruthy();
    const selection = { folder_ids: ["Cardiology"], entry_ids: [], keep_both: false };
    expect(held.asked).toContainEqual({
      method: "POST",
      path: "/api/folders/Neurology/moves",
      body: selection,
    });
    await user.click(screen.getByRole("button", { name: "Undo" }));
    expect(await screen.findByText("Everything is back where it was")).toBeTruthy();
    expect(held.asked).toContainEqual({ method: "POST", path: "/api/folders/root/moves", body: selection });
  });

  test("what is moved can't be its own target, nor the folder where it lies; both are said", async () => {
    const { dialog } = await choose("Move to…", /Cardiology/);
    expect(within(dialog).getByText("This is being moved")).toBeTruthy();
    expect(within(dialog).getByText("It is in this folder already.")).toBeTruthy();
    expect(within(dialog).getByRole("button", { name: "Move here" }).hasAttribute("disabled")).toBe(true);
  });

  test("a name that is taken there: both can be kept", async () => {
    const { user, dialog } = await choose("Copy to…", /Full/);
    await user.click(within(dialog).getByRole("button", { name: "Copy here" }));
    const question = await screen.findByRole("alertdialog", { name: "Keep both folders?" });
    expect(within(question).getByText(/“Cardiology \(2\)”/)).toBeTruthy();
    await user.click(within(question).getByRole("button", { name: "Keep both" }));
    expect(await screen.findByText("“Cardiology” is in “Full” as well")).toBeTruthy();
    expect(held.asked).toContainEqual({
      method: "POST",
      path: "/api/folders/Full/copies",
      body: { folder_ids: ["Cardiology"], entry_ids: [], keep_both: true },
    });
  });
});

test("a folder that somebody has renamed meanwhile: said, and overwritten only knowingly", async () => {
  held.rows = [aFolderRow("Cardiology", { etag: "old" })];
  const { user } = await drawBrowser();
  await user.click(row(/Cardiology/));
  await user.keyboard("{F2}");
  await user.type(await screen.findByRole("textbox", { name: "Name" }), "Hearts{Enter}");
  expect(await screen.findByText("It is called “Heart” now.")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Rename anyway" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBe(null));
});

test("a download is prepared, and a large one says how much is coming", async () => {
  const followed = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => undefined);
  const { user } = await drawBrowser();
  await user.click(row(/Cardiology/));
  await user.click(toolButton("Download"));
  expect(await screen.findByText(/Downloading 2.5 GB \(900 files\)/)).toBeTruthy();
  expect(followed).toHaveBeenCalledTimes(1);
  expect(held.asked).toContainEqual({
    method: "POST",
    path: "/api/downloads",
    body: { folder_ids: ["Cardiology"], entry_ids: [] },
  });
  followed.mockRestore();
});

describe("sharing with a colleague", () => {
  test("finds them while one types, shares, and can be ended with a way back", async () => {
    const { user } = await drawBrowser();
    await user.click(row(/Cardiology/));
    await user.click(toolButton("Share with a colleague"));
    expect(await screen.findByText("With nobody yet.")).toBeTruthy();
    await user.type(screen.getByRole("combobox", { name: /Colleague/ }), "jo");
    await user.click(await screen.findByRole("option", { name: /Dr Jo Bell/ }));
    await user.click(screen.getByRole("radio", { name: /View and edit/ }));
    await user.click(screen.getByRole("button", { name: "Share" }));
    const list = await screen.findByRole("list", { name: "Shared with" });
    expect(within(list).getByText(/View and edit/)).toBeTruthy();
    expect(held.grants[0]).toMatchObject({ email: "jo@clinic.example", may: "edit", until_date: null });
    await user.click(within(list).getByRole("button", { name: "Stop sharing with Dr Jo Bell" }));
    expect(await screen.findByText("Dr Jo Bell no longer sees this folder")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Undo" }));
    expect(await screen.findByRole("list", { name: "Shared with" })).toBeTruthy();
  });

  test("what is no address is asked for again, and nothing is sent", async () => {
    const { user } = await drawBrowser();
    await user.click(row(/Cardiology/));
    await user.click(toolButton("Share with a colleague"));
    await user.type(await screen.findByRole("combobox", { name: /Colleague/ }), "jo{Enter}");
    await user.click(screen.getByRole("button", { name: "Share" }));
    expect(await screen.findByText(/Choose a colleague from the list/)).toBeTruthy();
    expect(held.grants).toEqual([]);
  });
});

describe("Shared With Me", () => {
  test("lists what colleagues share, in the same grid", async () => {
    const user = userEvent.setup();
    draw(<Wandering />);
    await user.click(await screen.findByRole("tab", { name: "Shared With Me" }));
    await user.dblClick(await screen.findByRole("row", { name: /Theirs/ }));
    const way = await screen.findByRole("navigation", { name: "Where you are" });
    await waitFor(() => expect(way.textContent).toBe("Shared With MeTheirs"));
  });

  test("has an address of its own, so that it is there again after a reload", async () => {
    draw(<FolderBrowser navigation={aNavigation({ folderId: "shared" })} />);
    expect(await screen.findByRole("row", { name: /Theirs/ })).toBeTruthy();
    expect(screen.getByRole("tab", { name: "Shared With Me" }).getAttribute("aria-selected")).toBe("true");
  });

  test("inside, the way begins with it and never names what lies above", async () => {
    draw(<FolderBrowser navigation={aNavigation({ folderId: "Theirs" })} />);
    const way = await screen.findByRole("navigation", { name: "Where you are" });
    await waitFor(() => expect(way.textContent).toBe("Shared With MeTheirs"));
    expect(screen.getByRole("tab", { name: "Shared With Me" }).getAttribute("aria-selected")).toBe("true");
  });
});
