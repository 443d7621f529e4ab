import { cleanup, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ViewedInstance, ViewedSeries, ViewedStudy } from "@/api/viewing";
import { draw } from "@/i18n/testing";
import { stubBrowser } from "@/ui/testing";
import { StudyViewer } from "./StudyViewer";

vi.setConfig({ testTimeout: 60_000 });

let study: ViewedStudy;
let instances: Record<string, ViewedInstance[]>;
/** Frames that were asked for, as `instance/number?window`. */
let asked: string[];
let isDamaged: boolean;

const aSeries = (id: string, change: Partial<ViewedSeries> = {}): ViewedSeries => ({
  id,
  SeriesInstanceUID: `1.2.${id}`,
  SeriesNumber: 1,
  SeriesDescription: `Series ${id}`,
  Modality: "MR",
  BodyPartExamined: "",
  instance_count: 3,
  frame_count: 3,
  thumbnail_instance_id: `${id}-1`,
  ...change,
});

const aStudy = (change: Partial<ViewedStudy> = {}): ViewedStudy => ({
  id: "study",
  StudyInstanceUID: "1.2",
  PatientName: "Lindqvist^Elsa",
  PatientID: "HL-204816",
  PatientBirthDate: "19680514",
  PatientSex: "F",
  StudyDate: "20261103",
  StudyTime: "",
  StudyDescription: "MRI head",
  AccessionNumber: "A1",
  ReferringPhysicianName: "",
  ModalitiesInStudy: ["MR"],
  variant: 0,
  conflicts: 0,
  size: 1,
  series: [aSeries("head")],
  ...change,
});

const someInstances = (series: string, count: number, NumberOfFrames = 1): ViewedInstance[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `${series}-${index + 1}`,
    SOPInstanceUID: `1.2.3.${index}`,
    InstanceNumber: index + 1,
    NumberOfFrames,
    Rows: 256,
    Columns: 256,
  }));

function answer(body: unknown, status = 200): Response {
  const type = status < 400 ? "application/json" : "application/problem+json";
  return new Response(JSON.stringify(body), { status, headers: { "Content-Type": type } });
}

async function server(request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  if (pathname === "/api/studies/study") return answer(study);
  if (pathname === "/api/studies/gone")
    return answer({ title: "This doesn't exist.", code: "not_found" }, 404);
  const series = pathname.match(/series\/(.+)\/instances$/)?.[1];
  if (series) return answer({ items: instances[series] });
  const [, instance, number] = pathname.match(/instances\/(.+)\/frames\/(\d+)$/) ?? [];
  asked.push(`${instance}/${number}${search}`);
  if (isDamaged) return answer({ title: "This image can't be shown.", code: "frame_undecodable" }, 422);
  return new Response("a picture", { headers: { "Content-Type": "image/png" } });
}

beforeEach(() => {
  study = aStudy();
  instances = { head: someInstances("head", 3) };
  asked = [];
  isDamaged = false;
  stubBrowser(server);
  vi.stubGlobal("createImageBitmap", async () => ({ width: 256, height: 256, close: () => {} }));
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue(null);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const stack = () => screen.findByRole("application", { name: /^Image/ });

test("the study says whose it is, and the first series with images is shown", async () => {
  study = aStudy({
    series: [aSeries("report", { frame_count: 0, thumbnail_instance_id: null }), aSeries("head")],
  });
  draw(<StudyViewer studyId="study" />);
  expect(await screen.findByRole("heading", { name: "Lindqvist, Elsa" })).toBeTruthy();
  expect((await stack()).getAttribute("aria-label")).toBe("Image 1 of 3");
  expect(screen.getByText("Not for primary diagnosis")).toBeTruthy();
  expect(document.title).toBe("Lindqvist, Elsa – Filmjacket");
});

test("the keyboard goes through the stack and stops at its ends", async () => {
  const user = userEvent.setup();
  draw(<StudyViewer studyId="study" />);
  const images = await stack();
  await waitFor(() => expect(document.activeElement).toBe(images));
  await user.keyboard("{ArrowUp}");
  expect(images.getAttribute("aria-label")).toBe("Image 1 of 3");
  await user.keyboard("{ArrowDown}");
  expect(images.getAttribute("aria-label")).toBe("Image 2 of 3");
  await user.keyboard("{End}{ArrowDown}");
  expect(images.getAttribute("aria-label")).toBe("Image 3 of 3");
  await waitFor(() => expect(asked).toEqual(expect.arrayContaining(["head-1/1", "head-2/1", "head-3/1"])));
});

test("a multi-frame instance is a stack of its frames", async () => {
  instances = { head: someInstances("head", 1, 4) };
  draw(<StudyViewer studyId="study" />);
  expect((await stack()).getAttribute("aria-label")).toBe("Image 1 of 4");
  await waitFor(() => expect(asked).toContain("head-1/4"));
});

test("a window of CT is asked from the server in Hounsfield units", async () => {
  study = aStudy({ series: [aSeries("head", { Modality: "CT" })] });
  const user = userEvent.setup();
  draw(<StudyViewer studyId="study" />);
  await user.click(await screen.findByRole("button", { name: "Window: As stored" }));
  await user.click(await screen.findByRole("menuitem", { name: "Bone" }));
  await waitFor(() => expect(asked).toContain("head-1/1?window_center=400&window_width=1800"));
});

test("only CT has windows by name", async () => {
  draw(<StudyViewer studyId="study" />);
  await stack();
  expect(screen.queryByRole("button", { name: /^Window/ })).toBe(null);
});

test("another series is chosen from the list", async () => {
  study = aStudy({ series: [aSeries("head"), aSeries("neck")] });
  instances.neck = someInstances("neck", 2);
  const user = userEvent.setup();
  draw(<StudyViewer studyId="study" />);
  await stack();
  await user.click(within(screen.getByRole("navigation", { name: "Series" })).getByText("Series neck"));
  expect(await screen.findByRole("application", { name: "Image 1 of 2" })).toBeTruthy();
});

test("objects without images say so", async () => {
  study = aStudy({ series: [aSeries("head", { frame_count: 0, thumbnail_instance_id: null })] });
  instances = { head: someInstances("head", 1, 0) };
  draw(<StudyViewer studyId="study" />);
  expect(await screen.findByText("This series holds no images")).toBeTruthy();
});

test("a damaged image says so in the server's words; asking again would not help", async () => {
  isDamaged = true;
  draw(<StudyViewer studyId="study" />);
  const alert = await screen.findByRole("alert");
  expect(within(alert).getByText("This image can't be shown.")).toBeTruthy();
  expect(within(alert).queryByRole("button")).toBe(null);
});

test("what must be known before trusting the study stands above it", async () => {
  study = aStudy({ variant: 1, conflicts: 2 });
  draw(<StudyViewer studyId="study" />);
  expect(await screen.findByText(/Same UID, other patient/)).toBeTruthy();
  expect(screen.getByText(/2 images arrived again with other content/)).toBeTruthy();
});

test("a study that is not there says so", async () => {
  draw(<StudyViewer studyId="gone" />);
  expect(await screen.findByText("This doesn't exist.")).toBeTruthy();
});
