import { QueryClient } from "@tanstack/react-query";
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from "@tanstack/react-router";
import { cleanup, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { meOptions } from "@/api/session";
import type { FoundStudy } from "@/api/studies";
import { draw } from "@/i18n/testing";
import { ToastRegion } from "@/ui/ToastRegion";
import { Idle, stubBrowser } from "@/ui/testing";
import { notices } from "@/ui/toasts";
import { SearchPage } from "./SearchPage";

function aFoundStudy(name: string): FoundStudy {
  return {
    id: `study-${name}`,
    StudyInstanceUID: "1.2.3",
    PatientName: name,
    PatientID: `P-${name}`,
    PatientBirthDate: "",
    PatientSex: "",
    StudyDate: "20260131",
    StudyDescription: "",
    AccessionNumber: "",
    ModalitiesInStudy: ["CT"],
    variant: 0,
    series_count: 1,
    instance_count: 1,
    size: 1000,
    folder_id: "cardiology",
    folder_name: "Cardiology",
  };
}

const all = [aFoundStudy("Doe"), aFoundStudy("Meyer"), aFoundStudy("Sato")];
const searches: URLSearchParams[] = [];
let added: unknown;

function answer(body: unknown): Response {
  return new Response(JSON.stringify(body), { headers: { "Content-Type": "application/json" } });
}

async function server(request: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  if (pathname === "/api/studies") {
    searches.push(searchParams);
    const name = (searchParams.get("patient_name") ?? "").toLowerCase();
    const items = all.filter((study) => study.PatientName.toLowerCase().includes(name));
    return answer({ items, next_cursor: null });
  }
  if (pathname.endsWith("/content")) {
    const rights = { may_add: true, may_rename: false, may_delete: false, may_share: false };
    const folder = {
      id: "root",
      name: "",
      parent_id: null,
      breadcrumbs: [{ id: "root", name: "" }],
      rights,
      created_at: "",
    };
    return answer({ folder, items: [], next_cursor: null, active_links: [] });
  }
  if (pathname === "/api/folders/root/entries") {
    added = await request.json();
    return answer({ added: ["study-Doe"], present: ["study-Sato"] });
  }
  throw new Error(`nobody answers ${pathname}`);
}

beforeEach(() => {
  searches.length = 0;
  stubBrowser(server);
  vi.stubGlobal("IntersectionObserver", Idle);
  vi.stubGlobal("matchMedia", () => ({ matches: false }));
});
afterEach(() => {
  cleanup();
  notices.clear();
  vi.unstubAllGlobals();
});

async function drawPage() {
  const user = userEvent.setup();
  const router = createRouter({
    routeTree: createRootRoute({
      component: () => (
        <>
          <SearchPage />
          <ToastRegion />
        </>
      ),
    }),
    history: createMemoryHistory(),
  });
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(meOptions.queryKey, {
    id: "me",
    name: "Dr Ada Example",
    email: "ada@example.org",
    role: "clinician",
    language: "en",
    time_zone: "UTC",
    root_folder_id: "root",
  });
  draw(<RouterProvider router={router as never} />, { client });
  await screen.findByRole("row", { name: /Doe/ });
  return user;
}

test("the results follow what is typed", async () => {
  const user = await drawPage();
  await user.type(screen.getByRole("textbox", { name: "Patient name" }), "mey");
  await waitFor(() => expect(screen.queryByRole("row", { name: /Doe/ })).toBe(null));
  expect(screen.getByRole("row", { name: /Meyer/ })).toBeTruthy();
  expect(searches.at(-1)?.get("patient_name")).toBe("mey");
});

test("nothing found: said, with a way back to everything", async () => {
  const user = await drawPage();
  await user.type(screen.getByRole("textbox", { name: "Patient name" }), "nobody");
  await user.click(await screen.findByRole("button", { name: "Show all studies" }));
  expect(await screen.findByRole("row", { name: /Sato/ })).toBeTruthy();
});

test("many are selected and laid into a folder, and what was there already is said", async () => {
  const user = await drawPage();
  await user.click(screen.getByRole("row", { name: /Doe/ }));
  await user.click(screen.getByRole("checkbox", { name: "Select Sato" }));
  expect(screen.getByText("2 studies selected")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Add to folder…" }));
  const dialog = await screen.findByRole("dialog", { name: "Select Folder" });
  const select = within(dialog).getByRole("button", { name: "Select and add" });
  await waitFor(() => expect(select.hasAttribute("disabled")).toBe(false));
  await user.click(select);
  expect(await screen.findByText(/Added to “My Folders”/)).toBeTruthy();
  expect(screen.getByText(/1 study added\. 1 study was there already\./)).toBeTruthy();
  expect(added).toEqual({ study_ids: ["study-Doe", "study-Sato"] });
});
