import { beforeEach, describe, expect, test, vi } from "vitest";
import { type Closable, FrameStore } from "./frame-store";

/** Frames whose arrival the test decides. */
function server() {
  const open = new Map<string, { resolve: (picture: Closable) => void; reject: (error: Error) => void }>();
  const asked: string[] = [];
  const aborted: string[] = [];
  const closed: string[] = [];
  const wanted = (key: string, side = 10) => ({
    key,
    load: (signal: AbortSignal) => {
      asked.push(key);
      signal.addEventListener("abort", () => aborted.push(key));
      return new Promise<Closable>((resolve, reject) => {
        open.set(key, {
          resolve: () => resolve({ width: side, height: side, close: () => closed.push(key) }),
          reject,
        });
      });
    },
  });
  const settle = async (key: string, error?: Error) => {
    if (error) open.get(key)?.reject(error);
    else open.get(key)?.resolve({ width: 0, height: 0, close: () => {} });
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { asked, aborted, closed, wanted, settle };
}

let store: FrameStore<Closable>;
beforeEach(() => {
  store = new FrameStore();
});

test("the shown frame comes first, and only few at once", async () => {
  const { asked, wanted, settle } = server();
  store.want(["a", "b", "c", "d", "e", "f"].map((key) => wanted(key)));
  expect(asked).toEqual(["a", "b", "c", "d"]);
  await settle("b");
  expect(asked).toEqual(["a", "b", "c", "d", "e"]);
  expect(store.get("b")?.kind).toBe("ready");
});

test("what is no longer wanted is not loaded to its end", async () => {
  const { asked, aborted, closed, wanted, settle } = server();
  store.want([wanted("a"), wanted("b")]);
  store.want([wanted("b"), wanted("c")]);
  expect(aborted).toEqual(["a"]);
  expect(asked).toEqual(["a", "b", "c"]);
  await settle("a"); // it came all the same
  expect(store.get("a")).toBe(undefined);
  expect(closed).toEqual(["a"]);
});

test("what has arrived is kept and not asked for again", async () => {
  const { asked, wanted, settle } = server();
  store.want([wanted("a")]);
  await settle("a");
  store.want([wanted("b")]);
  store.want([wanted("a")]);
  expect(asked).toEqual(["a", "b"]);
  expect(store.get("a")?.kind).toBe("ready");
});

describe("a frame that fails", () => {
  test("says so, and is tried again only when asked", async () => {
    const { asked, wanted, settle } = server();
    store.want([wanted("a")]);
    await settle("a", new Error("damaged"));
    expect(store.get("a")).toEqual({ kind: "failed", error: new Error("damaged") });
    store.want([wanted("a")]);
    expect(asked).toEqual(["a"]);
    store.retry("a");
    expect(asked).toEqual(["a", "a"]);
  });
});

test("there is room for so many pixels only", async () => {
  const { closed, wanted, settle } = server();
  for (const key of ["a", "b", "c", "d"]) {
    store.want([wanted(key, 4096)]); // 64 MiB each
    await settle(key);
  }
  store.want([wanted("d", 4096)]);
  expect(closed).toEqual(["a"]);
  expect(store.get("a")).toBe(undefined);
});

test("neighbours of large pictures are loaded only while there is room", async () => {
  const { asked, wanted, settle } = server();
  store.want(["a", "b", "c", "d", "e", "f"].map((key) => wanted(key, 8192))); // 256 MiB each
  await settle("a");
  await settle("b");
  expect(asked).toEqual(["a", "b", "c", "d"]);
});

test("listeners hear of every arrival", async () => {
  const { wanted, settle } = server();
  const listener = vi.fn();
  const stop = store.subscribe(listener);
  const before = store.version();
  store.want([wanted("a"), wanted("b")]);
  await settle("a");
  expect(listener).toHaveBeenCalledTimes(1);
  expect(store.version()).toBeGreaterThan(before);
  stop();
  await settle("b");
  expect(listener).toHaveBeenCalledTimes(1);
});

test("in the end everything is given back", async () => {
  const { aborted, closed, wanted, settle } = server();
  store.want([wanted("a"), wanted("b")]);
  await settle("a");
  store.clear();
  expect(closed).toEqual(["a"]);
  expect(aborted).toContain("b");
});
