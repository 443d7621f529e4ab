import { cleanup, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Choice, ConflictDetail, Variant } from "@/api/settling";
import { draw } from "@/i18n/testing";
import { ToastRegion } from "@/ui/ToastRegion";
import { stubBrowser } from "@/ui/testing";
import { notices } from "@/ui/toasts";
import { aStudyRow } from "../factories";
import { SettleDialog } from "./SettleDialog";

const first = "a".repeat(64);
const other = "b".repeat(64);

/** What was written to the server. */
const sent: { path: string; body: unknown }[] = [];
let open: ConflictDetail[];
let settled: ConflictDetail[];
let variants: Variant[];

function aConflict(number: number): ConflictDetail {
  const version = (sha256: string, in_use: boolean, arrived_at: string, name: string) => ({
    sha256,
    size: 132_000,
    arrived_at,
    in_use,
    is_open: !in_use,
    frame_count: 1,
    senders: [{ name, via: "link" as const, number: "4F7K-29QX", sent_at: arrived_at }],
  });
  return {
    id: `conflict-${number}`,
    SOPInstanceUID: `1.2.${number}`,
    InstanceNumber: number,
    SeriesNumber: 3,
    SeriesDescription: "Axial T2",
    Modality: "MR",
    is_open: true,
    same_pixels: true,
    versions: [
      version(first, true, "2026-02-01T10:00:00Z", "Practice Lindqvist"),
      version(other, false, "2026-02-03T10:00:00Z", "Radiology am Markt"),
    ],
    differences: [
      {
        tag: "0008,1030",
        keyword: "StudyDescription",
        name: "Study Description",
        VR: "LO",
        values: [{ text: "MRI head", length: 8 }, null],
      },
    ],
  };
}

function aVariant(id: string, change: Partial<Variant> = {}): Variant {
  return {
    id,
    StudyInstanceUID: "1.2.3",
    PatientName: "Doe^Jane",
    PatientID: "4711",
    IssuerOfPatientID: "",
    PatientBirthDate: "19700101",
    PatientSex: "F",
    StudyDate: "20260131",
    StudyDescription: "MRI head",
    AccessionNumber: "",
    ModalitiesInStudy: ["MR"],
    is_marked: false,
    series_count: 1,
    instance_count: 20,
    size: 2_000_000,
    arrived_at: "2026-02-01T10:00:00Z",
    sender: null,
    places: ["Second opinions"],
    thumbnail_instance_id: null,
    same_instances: 0,
    other_instances: 0,
    ...change,
  };
}

function answer(body: unknown): Response {
  return new Response(JSON.stringify(body), { headers: { "Content-Type": "application/json" } });
}

async function server(request: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  if (request.method === "POST") {
    const body = await request.json();
    sent.push({ path: pathname, body });
    if (pathname.endsWith("/identity")) return answer({ study_id: "study-b", conflicts: 0 });
    const { choices } = body as { choices: Choice[] };
    const concerned =
      choices.length > 0 ? choices.map((choice) => choice.conflict_id) : open.map(({ id }) => id);
    open = open.filter(({ id }) => !concerned.includes(id));
    return answer({
      previous: concerned.map((id) => ({ conflict_id: id, use: first, open: [other] })),
      waiting: open.length,
    });
  }
  if (pathname.endsWith("/variants")) return answer({ items: variants });
  const items = searchParams.get("state") === "settled" ? settled : open;
  if (pathname.endsWith("/conflicts")) return answer({ items, total: items.length, next_cursor: null });
  return answer([...open, ...settled].find(({ id }) => pathname.endsWith(id)));
}

beforeEach(() => {
  sent.length = 0;
  open = [];
  settled = [];
  variants = [aVariant("study-a")];
  stubBrowser(server);
});

afterEach(() => {
  cleanup();
  notices.clear();
  vi.unstubAllGlobals();
});

function show() {
  const onClose = vi.fn();
  draw(
    <>
      <SettleDialog row={aStudyRow("Doe^Jane", { study_id: "study-a" })} onClose={onClose} />
      <ToastRegion />
    </>,
  );
  return onClose;
}

test("a conflict shows both sides, who sent them, and what differs in the standard's words", async () => {
  open = [aConflict(12)];
  show();

  const earlier = await screen.findByRole("article", { name: "Came first" });
  const later = screen.getByRole("article", { name: "Came later" });
  expect(within(earlier).getByText("In use")).toBeTruthy();
  expect(within(earlier).getByText("Practice Lindqvist")).toBeTruthy();
  expect(within(later).getByText("Radiology am Markt")).toBeTruthy();
  expect(within(later).getByRole("img", { name: "Came later" }).getAttribute("src")).toContain(other);
  const line = await screen.findByRole("row", { name: /Study Description/ });
  expect(
    within(line)
      .getAllByRole("cell")
      .map((cell) => cell.textContent),
  ).toEqual(["MRI head", "not there"]);
  expect(screen.getByText(/same in all, bit for bit/)).toBeTruthy();
});

test("using the other settles it, closes, and can be undone", async () => {
  open = [aConflict(12)];
  const onClose = show();

  await userEvent.click(await screen.findByRole("button", { name: "Use the other" }));

  await waitFor(() => expect(onClose).toHaveBeenCalled());
  expect(sent[0]?.body).toEqual({
    keep: null,
    choices: [{ conflict_id: "conflict-12", use: other, open: [] }],
  });
  await userEvent.click(await screen.findByRole("button", { name: "Undo" }));
  await waitFor(() => expect(sent).toHaveLength(2));
  expect(sent[1]?.body).toEqual({
    keep: null,
    choices: [{ conflict_id: "conflict-12", use: first, open: [other] }],
  });
});

test("several are looked at one by one, or settled alike in one go", async () => {
  open = [aConflict(12), aConflict(13), aConflict(14)];
  const onClose = show();

  expect((await screen.findByText("1 of 3")).getAttribute("role")).toBe("status");
  await userEvent.click(screen.getByRole("button", { name: "Next conflict" }));
  expect(await screen.findByText("2 of 3")).toBeTruthy();
  expect(await screen.findByRole("heading", { name: /Image 13/ })).toBeTruthy();

  await userEvent.click(screen.getByRole("button", { name: "Use the first for all 3" }));

  await waitFor(() => expect(onClose).toHaveBeenCalled());
  expect(sent.map(({ body }) => body)).toEqual([{ keep: "first", choices: [] }]);
  expect(await screen.findByText("3 conflicts are settled")).toBeTruthy();
});

test("one of several settled: the dialog stays for the others", async () => {
  open = [aConflict(12), aConflict(13)];
  const onClose = show();

  await userEvent.click(await screen.findByRole("button", { name: "Keep the first" }));

  expect(await screen.findByRole("heading", { name: /Image 13/ })).toBeTruthy();
  expect(onClose).not.toHaveBeenCalled();
});

test("two patients stand beside each other, and what differs is marked in words", async () => {
  variants = [
    aVariant("study-a", { PatientName: "Doe^Joan", PatientID: "0815", is_marked: true }),
    aVariant("study-b"),
  ];
  show();

  const name = await screen.findByRole("row", { name: /^Patient differs/ });
  expect(
    within(name)
      .getAllByRole("cell")
      .map((cell) => cell.textContent),
  ).toEqual(["Doe, Joan", "Doe, Jane"]);
  expect(screen.getByRole("row", { name: /^Patient ID differs/ })).toBeTruthy();
  expect(screen.getByRole("row", { name: /^Born the same/ })).toBeTruthy();
});

test("different patients: the mark goes, and undo sets it again", async () => {
  variants = [aVariant("study-a", { PatientID: "0815", is_marked: true }), aVariant("study-b")];
  const onClose = show();

  await userEvent.click(await screen.findByRole("button", { name: "They are different patients" }));
  await waitFor(() => expect(onClose).toHaveBeenCalled());
  await userEvent.click(await screen.findByRole("button", { name: "Undo" }));

  await waitFor(() => expect(sent).toHaveLength(2));
  expect(sent.map(({ body }) => body)).toEqual([
    { same_patient: false, into: null },
    { same_patient: null, into: null },
  ]);
});

test("the same patient: nothing is merged before it is said into which, and what becomes of the other", async () => {
  variants = [
    aVariant("study-a", { PatientName: "Doe^Joan", instance_count: 5, is_marked: true }),
    aVariant("study-b", { other_instances: 2 }),
  ];
  const onClose = show();

  await userEvent.click(await screen.findByRole("button", { name: "It is the same patient…" }));
  expect(sent).toEqual([]);
  expect(screen.getByText(/^5 images of the other study go into this one/)).toBeTruthy();
  expect(screen.getByText(/^2 images came in both with different content/)).toBeTruthy();
  expect(screen.getByText(/A merge can’t be undone/)).toBeTruthy();
  await userEvent.click(screen.getByRole("radio", { name: /Doe, Joan/ }));
  expect(screen.getByText(/^20 images of the other study go into this one/)).toBeTruthy();
  await userEvent.click(screen.getByRole("radio", { name: /Doe, Jane/ }));
  await userEvent.click(screen.getByRole("button", { name: "Merge into “Doe, Jane”" }));

  await waitFor(() => expect(onClose).toHaveBeenCalled());
  expect(sent).toEqual([
    { path: "/api/studies/study-a/identity", body: { same_patient: true, into: "study-b" } },
  ]);
});

test("what was settled can still be chosen otherwise; where there is nothing, the dialog says so", async () => {
  show();
  expect(await screen.findByText("There is nothing to settle")).toBeTruthy();
  cleanup();

  settled = [{ ...aConflict(12), is_open: false }];
  show();
  expect(await screen.findByRole("tab", { name: "1 settled" })).toBeTruthy();
  expect(await screen.findByRole("button", { name: "Use the other" })).toBeTruthy();
});
