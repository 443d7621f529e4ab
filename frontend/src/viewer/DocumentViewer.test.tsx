import { cleanup, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ViewedDocument } from "@/api/viewing";
import { draw } from "@/i18n/testing";
import { DocumentViewer } from "./DocumentViewer";

vi.setConfig({ testTimeout: 60_000 });

let viewed: ViewedDocument;
let text: { text: string; complete: boolean };
let asked: string[];

const aDocument = (change: Partial<ViewedDocument>): ViewedDocument => ({
  id: "document",
  name: "Befund.txt",
  media_type: "text/plain",
  size: 1_200,
  created_at: "2026-11-24T07:00:00Z",
  shown_as: "text",
  pages: null,
  ...change,
});

async function server(request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  asked.push(pathname + search);
  const json = { headers: { "Content-Type": "application/json" } };
  if (pathname === "/api/documents/document") return new Response(JSON.stringify(viewed), json);
  if (pathname.endsWith("/text")) return new Response(JSON.stringify(text), json);
  if (viewed.name === "broken.jpg") {
    return new Response(JSON.stringify({ title: "This document is damaged.", code: "document_unreadable" }), {
      status: 422,
      headers: { "Content-Type": "application/problem+json" },
    });
  }
  return new Response("a picture", { headers: { "Content-Type": "image/jpeg" } });
}

beforeEach(() => {
  viewed = aDocument({});
  text = { text: "Größe 180 cm", complete: true };
  asked = [];
  vi.stubGlobal("fetch", server);
  // What every browser has and jsdom lacks
  vi.stubGlobal("CSS", { escape: (value: string) => value });
  URL.createObjectURL = () => "blob:picture";
  URL.revokeObjectURL = () => {};
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test("a text is shown as the characters it consists of", async () => {
  text.text = "<b>Größe</b> 180 cm";
  draw(<DocumentViewer documentId="document" />);
  expect(await screen.findByText("<b>Größe</b> 180 cm")).toBeTruthy();
  expect(document.title).toBe("Befund.txt – Filmjacket");
  expect(screen.queryByText(/Only the beginning/)).toBe(null);
});

test("a long text says that it goes on", async () => {
  text.complete = false;
  draw(<DocumentViewer documentId="document" />);
  expect(await screen.findByText(/Only the beginning is shown/)).toBeTruthy();
});

test("every document can be downloaded under its name", async () => {
  draw(<DocumentViewer documentId="document" />);
  const link = await screen.findByRole("link", { name: "Download" });
  expect(link.getAttribute("href")).toBe("/api/documents/document/content");
  expect(link.getAttribute("download")).toBe("Befund.txt");
});

test("what can't be shown here says so", async () => {
  viewed = aDocument({ name: "letter.docx", shown_as: "nothing" });
  draw(<DocumentViewer documentId="document" />);
  expect(await screen.findByText("This kind of document can't be shown here")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Larger" })).toBe(null);
});

test("a fax is read page by page", async () => {
  viewed = aDocument({ name: "fax.tif", media_type: "image/tiff", shown_as: "image", pages: 3 });
  const user = userEvent.setup();
  draw(<DocumentViewer documentId="document" />);
  expect(await screen.findByRole("img", { name: "fax.tif" })).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Next page" }));
  expect(await screen.findByText("Page 2 of 3")).toBeTruthy();
  expect(await screen.findByRole("img", { name: "fax.tif" })).toBeTruthy();
  expect(asked).toContain("/api/documents/document/preview?page=2");
});

test("a damaged picture says so in the server's words; asking again would not help", async () => {
  viewed = aDocument({ name: "broken.jpg", media_type: "image/jpeg", shown_as: "image" });
  draw(<DocumentViewer documentId="document" />);
  expect(await screen.findByText("This document is damaged.")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Try again" })).toBe(null);
});
