import { cleanup, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Row } from "@/api/content";
import type { ViewedSeries } from "@/api/viewing";
import { draw } from "@/i18n/testing";
import { aContent, aDocumentRow, aFolder, aFolderRow, aStudyRow } from "../factories";
import { PreviewPanel } from "./PreviewPanel";
import type { PreviewPlace } from "./use-preview";
import type { WaysOn } from "./ways-on";

let asked: string[];
let size: number;
let isDown: boolean;

const series = (index: number): ViewedSeries => ({
  id: `series-${index}`,
  SeriesInstanceUID: `1.2.${index}`,
  SeriesDescription: `Part ${index}`,
  SeriesNumber: index,
  Modality: "CT",
  BodyPartExamined: "",
  instance_count: 20,
  frame_count: 20,
  thumbnail_instance_id: `instance-${index}`,
});

async function server(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  asked.push(pathname);
  if (isDown) throw new TypeError("Failed to fetch");
  const answer = (body: unknown) =>
    new Response(JSON.stringify(body), { headers: { "Content-Type": "application/json" } });
  if (pathname.endsWith("/figures"))
    return answer({ folders: 2, studies: 31, documents: 4, size: 2_500_000, colleagues: ["Dr Jo Bell"] });
  if (pathname.endsWith("/text")) return answer({ text: "Größe 180 cm", complete: true });
  if (pathname.startsWith("/api/documents/")) {
    return answer({
      id: pathname.split("/").at(-1),
      name: "letter",
      media_type: "text/plain",
      size,
      created_at: "2026-11-24T07:00:00Z",
      shown_as: size > 1_000_000 ? "pdf" : "text",
      pages: null,
    });
  }
  return answer({
    series: Array.from({ length: 17 }, (_, index) => series(index + 1)),
    ReferringPhysicianName: "Okonkwo^Ngozi",
  });
}

beforeEach(() => {
  asked = [];
  size = 80_000;
  isDown = false;
  vi.stubGlobal("fetch", server);
  vi.stubGlobal("CSS", { escape: (text: string) => text });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const folder = aFolder("Cardiology");
const waysOn = () =>
  ({ open: vi.fn(), settle: vi.fn(), download: vi.fn(), href: () => "/somewhere" }) satisfies WaysOn;

function panel(selection: readonly Row[], place: PreviewPlace = "beside", ways: WaysOn = waysOn()) {
  const toggle = vi.fn();
  const element = (rows: readonly Row[]) => (
    <PreviewPanel
      preview={{ place, isShown: true, toggle }}
      content={aContent([], { folder })}
      selection={rows}
      waysOn={ways}
    />
  );
  const { rerender } = draw(element(selection));
  return { toggle, ways, select: (rows: readonly Row[]) => rerender(element(rows)) };
}

const region = () => screen.getByRole("region", { name: "Preview" });

test("where nothing is selected: how much is in the shown folder, and who may see it", async () => {
  panel([]);
  expect(within(region()).getByRole("heading", { name: "Cardiology" })).toBeTruthy();
  expect(await screen.findByText("31")).toBeTruthy();
  expect(screen.getByText("2.5 MB")).toBeTruthy();
  expect(screen.getByText("Dr Jo Bell")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Open folder" })).toBe(null);
});

test("whoever runs through a list reads nothing on the way, as reading is recorded", async () => {
  const rows = ["Able^A", "Baker^B", "Charlie^C"].map((name) => aStudyRow(name));
  const { select } = panel(rows.slice(0, 1));
  await screen.findByRole("list", { name: "Series" });
  for (const row of rows.slice(1)) select([row]);
  expect(screen.getByRole("heading", { name: "Charlie, C" })).toBeTruthy();
  await screen.findByRole("list", { name: "Series" });
  expect(asked).toEqual(["/api/studies/study-Able^A", "/api/studies/study-Charlie^C"].map(encodeURI));
  expect(screen.getByText("Preview: Charlie, C")).toBeTruthy();
});

test("a study's series are pictures that lead to them; what is too much leads to the viewer", async () => {
  const user = userEvent.setup();
  const row = aStudyRow("Doe^John");
  const { ways } = panel([row]);
  const pictures = await screen.findByRole("list", { name: "Series" });
  expect(within(pictures).getAllByRole("link")).toHaveLength(8);
  await user.click(within(pictures).getByRole("link", { name: /Part 3/ }));
  expect(ways.open).toHaveBeenLastCalledWith(row, "series-3");
  await user.click(within(pictures).getByRole("link", { name: "10 more series" }));
  expect(ways.open).toHaveBeenLastCalledWith(row, undefined);
});

test("a conflict is said; only the owner is offered to settle it", async () => {
  const user = userEvent.setup();
  const row = aStudyRow("Doe^John", { conflicts: 2 });
  const { ways, select } = panel([row]);
  expect(screen.getByText(/2 images arrived again with other content/)).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Settle…" }));
  expect(ways.settle).toHaveBeenCalledWith(row);
  select([{ ...row, owner_name: "Dr Ada Example" }]);
  expect(screen.getByText(/2 images arrived again/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Settle…" })).toBe(null);
});

test("a document shows its pages; a large PDF is fetched only for who asks for it", async () => {
  const { select } = panel([aDocumentRow("notes.txt")]);
  expect(await screen.findByText("Größe 180 cm")).toBeTruthy();
  size = 85_000_000;
  select([aDocumentRow("atlas.pdf")]);
  expect(await screen.findByRole("button", { name: "Show it here (85 MB)" })).toBeTruthy();
  expect(asked.filter((path) => path.endsWith("/content"))).toEqual([]);
});

test("without a connection it says so, and what the list knows stays", async () => {
  isDown = true;
  const user = userEvent.setup();
  panel([aStudyRow("Doe^John")]);
  expect(await screen.findByText("No connection to Filmjacket")).toBeTruthy();
  expect(screen.getByText("P-1")).toBeTruthy();
  isDown = false;
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByRole("list", { name: "Series" })).toBeTruthy();
});

test("several rows are summed up, and nothing is asked for", async () => {
  panel([aStudyRow("Doe^John"), aStudyRow("Roe^Jane"), aFolderRow("Older")]);
  expect(screen.getByRole("heading", { name: "3 selected" })).toBeTruthy();
  expect(screen.getByText("300 MB")).toBeTruthy();
  expect(asked).toEqual([]);
});

test("as a sheet it gives way to what one goes on to", async () => {
  const user = userEvent.setup();
  const row = aFolderRow("Older");
  const { toggle, ways } = panel([row], "sheet");
  expect(await screen.findByRole("dialog", { name: "Preview" })).toBeTruthy();
  await user.click(await screen.findByRole("button", { name: "Open folder" }));
  expect(toggle).toHaveBeenCalledOnce();
  await waitFor(() => expect(ways.open).toHaveBeenCalledWith(row, undefined));
});
