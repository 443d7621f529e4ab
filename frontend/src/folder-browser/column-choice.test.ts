// @vitest-environment jsdom
import { beforeEach, expect, test, vi } from "vitest";

beforeEach(() => {
  localStorage.clear();
  vi.resetModules();
});

async function hiddenColumns(): Promise<string[]> {
  const { renderHook } = await import("@testing-library/react");
  const { useHiddenColumns } = await import("./column-choice");
  return [...renderHook(() => useHiddenColumns()).result.current];
}

test("a hidden column stays hidden when the page is loaded again", async () => {
  const { toggleColumn } = await import("./column-choice");
  toggleColumn("size");
  toggleColumn("modality");
  vi.resetModules();
  expect(await hiddenColumns()).toEqual(["size", "modality"]);
});

test("whatever another version has stored keeps no page from loading", async () => {
  localStorage.setItem("filmjacket.columns", '{"half');
  const { columns } = await import("./columns");
  const hidden = await hiddenColumns();
  expect(columns.filter((column) => hidden.includes(column.id))).toEqual([]);
});
