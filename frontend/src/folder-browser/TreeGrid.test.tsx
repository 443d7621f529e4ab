import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useMemo, useState } from "react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Row } from "@/api/content";
import { draw } from "@/i18n/testing";
import { stubBrowser } from "@/ui/testing";
import { aDocumentRow, aFolderRow, aStudyRow, ready } from "./factories";
import { nothing, type Selection } from "./selection";
import { TreeGrid } from "./TreeGrid";
import { type Listing, linesOf } from "./tree";
import type { Find } from "./use-type-ahead";

const tree: Record<string, Listing> = {
  root: ready([
    aFolderRow("Cardiology"),
    aFolderRow("Neurology", { has_children: false }),
    aStudyRow("Doe^John", { new: true }),
    aDocumentRow("letter.pdf"),
  ]),
  Cardiology: ready([aStudyRow("Meyer^Eva")]),
};

const onOpen = vi.fn<(row: Row) => void>();
const onMenu = vi.fn();
const onNeed = vi.fn();
const onShortcut = vi.fn<(key: string) => boolean>(() => true);

beforeEach(() => {
  // jsdom measures nothing; the grid then assumes a desk screen
  stubBrowser();
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.clearAllMocks();
});

/** The grid with the state that FolderBrowser would keep. */
function Stateful({
  unavailable = () => undefined,
  listings = tree,
  find,
}: {
  unavailable?: (row: Row) => string | undefined;
  find?: Find;
  listings?: Record<string, Listing>;
}) {
  const [selection, setSelection] = useState<Selection>(nothing);
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set());
  const lines = useMemo(
    () =>
      linesOf("root", {
        listing: (id) => listings[id] ?? ready([]),
        series: () => ({ state: "loading" }),
        expanded: new Map([...expanded].map((id) => [`folder:${id}`, { kind: "folder", id }])),
      }),
    [listings, expanded],
  );
  return (
    <>
      <button type="button">elsewhere</button>
      <TreeGrid
        label="Content"
        lines={lines}
        initialFocus={{ current: null }}
        memory={{ scrollTop: 0 }}
        selection={selection}
        onSelect={setSelection}
        sort={{ by: "name", descending: false }}
        onSort={() => {}}
        unavailable={unavailable}
        href={(row) => `/${row.id}`}
        onOpen={onOpen}
        onExpand={(row, open) => setExpanded(new Set(open ? [row.id] : []))}
        onLook={() => {}}
        onNeed={onNeed}
        onRetry={() => {}}
        onSettle={() => {}}
        onMenu={onMenu}
        onShortcut={onShortcut}
        find={find}
      />
    </>
  );
}

const row = (name: RegExp) => screen.getByRole("row", { name });
const selected = () =>
  screen
    .getAllByRole("row", { selected: true })
    .map((element) => within(element).getByRole("rowheader").querySelector("bdi")?.textContent);
const nothingSelected = () => expect(screen.queryAllByRole("row", { selected: true })).toEqual([]);

describe("the mouse", () => {
  test("a click selects the row alone, a second click on it deselects it", async () => {
    const user = userEvent.setup();
    draw(<Stateful />);
    await user.click(row(/Cardiology/));
    expect(selected()).toEqual(["Cardiology"]);
    await user.click(row(/Neurology/));
    expect(selected()).toEqual(["Neurology"]);
    fireEvent.click(row(/Neurology/), { detail: 1 });
    nothingSelected();
  });

  test("a click on the name selects as well, and does not open", () => {
    draw(<Stateful />);
    fireEvent.pointerDown(screen.getByRole("link", { name: "Cardiology" }), { pointerType: "mouse" });
    fireEvent.click(screen.getByRole("link", { name: "Cardiology" }), { detail: 1 });
    expect(selected()).toEqual(["Cardiology"]);
    expect(onOpen).not.toHaveBeenCalled();
  });

  test("a double click opens, and leaves the row selected", async () => {
    const user = userEvent.setup();
    draw(<Stateful />);
    await user.dblClick(row(/Doe, John/));
    expect(onOpen).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ name: "Doe^John" }));
    expect(selected()).toEqual(["Doe, John"]);
  });

  test("Ctrl adds, Shift selects a range, the checkbox adds", async () => {
    const user = userEvent.setup();
    draw(<Stateful />);
    await user.click(row(/Cardiology/));
    await user.keyboard("{Control>}");
    await user.click(row(/Doe, John/));
    await user.keyboard("{/Control}");
    expect(selected()).toEqual(["Cardiology", "Doe, John"]);
    await user.keyboard("{Shift>}");
    await user.click(row(/letter/));
    await user.keyboard("{/Shift}");
    expect(selected()).toEqual(["Doe, John", "letter.pdf"]);
    await user.click(screen.getByRole("checkbox", { name: "Select Neurology" }));
    expect(selected()).toEqual(["Neurology", "Doe, John", "letter.pdf"]);
  });

  test("the box at the head selects all and nothing", async () => {
    const user = userEvent.setup();
    draw(<Stateful />);
    await user.click(screen.getByRole("checkbox", { name: "Select all" }));
    expect(selected()).toHaveLength(4);
    await user.click(screen.getByRole("checkbox", { name: "Select all" }));
    nothingSelected();
  });

  test("a right-click selects what it is on, unless that is selected already", async () => {
    const user = userEvent.setup();
    draw(<Stateful />);
    await user.pointer({ keys: "[MouseRight]", target: row(/Neurology/) });
    expect(selected()).toEqual(["Neurology"]);
    expect(onMenu).toHaveBeenCalledOnce();
    await user.keyboard("{Control>}");
    await user.click(row(/Cardiology/));
    await user.keyboard("{/Control}");
    await user.pointer({ keys: "[MouseRight]", target: row(/Neurology/) });
    expect(selected()).toEqual(["Cardiology", "Neurology"]);
  });
});

describe("a finger", () => {
  const tap = (element: Element) => {
    fireEvent.pointerDown(element, { pointerType: "touch", isPrimary: true });
    fireEvent.pointerUp(element, { pointerType: "touch", isPrimary: true });
    fireEvent.click(element, { detail: 1 });
  };

  test("on rows adds and removes", () => {
    draw(<Stateful />);
    tap(row(/Cardiology/));
    tap(row(/Doe, John/));
    expect(selected()).toEqual(["Cardiology", "Doe, John"]);
    tap(row(/Cardiology/));
    expect(selected()).toEqual(["Doe, John"]);
  });

  test("on the name opens", () => {
    draw(<Stateful />);
    tap(screen.getByRole("link", { name: "Doe, John" }));
    expect(onOpen).toHaveBeenCalledOnce();
    nothingSelected();
  });

  test("held down opens the menu, and the click that follows does nothing", () => {
    vi.useFakeTimers();
    draw(<Stateful />);
    fireEvent.pointerDown(row(/Cardiology/), { pointerType: "touch", isPrimary: true });
    vi.advanceTimersByTime(600);
    vi.useRealTimers();
    expect(onMenu).toHaveBeenCalledOnce();
    fireEvent.click(row(/Cardiology/), { detail: 1 });
    expect(onOpen).not.toHaveBeenCalled();
  });
});

describe("the keyboard", () => {
  test("one tab stop; arrows move it; Space selects; Enter opens; Escape clears", async () => {
    const user = userEvent.setup();
    draw(<Stateful />);
    await user.click(screen.getByRole("button", { name: "elsewhere" }));
    row(/Cardiology/).focus();
    await user.keyboard("{ArrowDown}");
    expect(document.activeElement).toBe(row(/Neurology/));
    await user.keyboard(" ");
    expect(selected()).toEqual(["Neurology"]);
    await user.keyboard("{End}{Enter}");
    expect(onOpen).toHaveBeenCalledWith(expect.objectContaining({ name: "letter.pdf" }));
    await user.keyboard("{Escape}");
    nothingSelected();
    expect(screen.getAllByRole("row").filter((element) => element.tabIndex === 0)).toHaveLength(1);
  });

  test("Right expands and goes in, Left comes out and collapses", async () => {
    const user = userEvent.setup();
    draw(<Stateful />);
    row(/Cardiology/).focus();
    await user.keyboard("{ArrowRight}");
    expect(row(/Cardiology/).getAttribute("aria-expanded")).toBe("true");
    await user.keyboard("{ArrowRight}");
    expect(document.activeElement).toBe(row(/Meyer, Eva/));
    expect(row(/Meyer, Eva/).getAttribute("aria-level")).toBe("2");
    await user.keyboard("{ArrowLeft}{ArrowLeft}");
    expect(screen.queryByRole("row", { name: /Meyer, Eva/ })).toBe(null);
  });

  test("right-to-left writing mirrors Left and Right", async () => {
    const user = userEvent.setup();
    draw(<Stateful />, { locale: "ar" });
    row(/Cardiology/).focus();
    await user.keyboard("{ArrowLeft}");
    expect(row(/Cardiology/).getAttribute("aria-expanded")).toBe("true");
  });

  test("typing goes to the row that begins so", async () => {
    const user = userEvent.setup();
    draw(<Stateful />);
    row(/Cardiology/).focus();
    await user.keyboard("let");
    expect(document.activeElement).toBe(row(/letter/));
  });

  describe("typing in a long list", () => {
    const long = { root: ready([aFolderRow("Ann"), aFolderRow("Ben"), aFolderRow("Zoe")], { total: 900 }) };

    test("goes to a row that is not loaded, if that comes first", async () => {
      const user = userEvent.setup();
      const find = vi.fn<Find>(async () => 2);
      draw(<Stateful listings={{ root: long.root }} find={find} />);
      row(/Ann/).focus();
      await user.keyboard("z");
      expect(document.activeElement).toBe(row(/Zoe/));
      await waitFor(() => expect(find).toHaveBeenCalledWith("z", 1));
      find.mockResolvedValue(20);
      await user.keyboard("{Home}");
      await user.keyboard("mey");
      await waitFor(() => expect(document.activeElement?.getAttribute("data-line")).toBe("20"));
      expect(find).toHaveBeenLastCalledWith("mey", 0);
    });

    test("leaves alone who has gone elsewhere meanwhile", async () => {
      const user = userEvent.setup();
      let answer: (offset: number) => void = () => undefined;
      const find = vi.fn<Find>(() => new Promise((resolve) => (answer = resolve)));
      draw(<Stateful listings={{ root: long.root }} find={find} />);
      row(/Ann/).focus();
      await user.keyboard("m");
      await waitFor(() => expect(find).toHaveBeenCalled());
      await user.keyboard("{ArrowDown}");
      await act(async () => answer(20));
      expect(document.activeElement).toBe(row(/Ben/));
    });
  });

  test("F2 and Delete are the owner's", async () => {
    const user = userEvent.setup();
    draw(<Stateful />);
    row(/Cardiology/).focus();
    await user.keyboard("{F2}{Delete}");
    expect(onShortcut.mock.calls.map(([key]) => key)).toEqual(["F2", "Delete"]);
  });
});

test("what the host can't use is dim, says why, and is not selected", () => {
  draw(
    <Stateful unavailable={(each) => (each.kind === "folder" ? "You may only look into it" : undefined)} />,
  );
  fireEvent.click(row(/Cardiology/), { detail: 1 });
  nothingSelected();
  expect(row(/Cardiology/).getAttribute("aria-disabled")).toBe("true");
  expect(within(row(/Cardiology/)).getByText("You may only look into it")).toBeTruthy();
});

test("what is new, and a shared folder, are told to screen readers as well", () => {
  const root = ready([
    aFolderRow("Shared", {
      active_links: [{ link_id: "l", recipient: "practice@example.org", expires_at: "2026-12-24T23:00:00Z" }],
    }),
    aStudyRow("Doe^John", { new: true }),
  ]);
  draw(<Stateful listings={{ root }} />);
  expect(within(row(/Doe/)).getByRole("img", { name: "New" })).toBeTruthy();
  expect(within(row(/Shared/)).getByRole("img", { name: /practice@example\.org, until/ })).toBeTruthy();
});
