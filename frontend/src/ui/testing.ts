import { vi } from "vitest";

/** An observer that never sees anything, since jsdom lays nothing out. */
export class Idle {
  observe() {}
  unobserve() {}
  disconnect() {}
}

/** For tests, before each: what every browser has and jsdom lacks, and a server of the test's own. */
export function stubBrowser(server?: (request: Request) => Promise<Response>) {
  vi.stubGlobal("CSS", { escape: (text: string) => text });
  vi.stubGlobal("ResizeObserver", Idle);
  if (server) vi.stubGlobal("fetch", server);
}
