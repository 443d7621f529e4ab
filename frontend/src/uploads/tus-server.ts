/**
 * A small tus server for the tests of sending: it speaks the protocol over real HTTP and can be told to misbehave in the
 * ways that networks, proxies and servers do. No part of any page.
 */
import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import type { HttpStack } from "tus-js-client";
import { ApiError, type DeliveryApi, type ManifestLine, readPositions } from "./delivery-api";

interface Held {
  length: number;
  bytes: Buffer;
  members: string;
}

/** What happens to a request before it is answered: `undefined` lets it through. */
export type Fault = (method: string, request: IncomingMessage, response: ServerResponse) => boolean;

export class TusServer implements DeliveryApi {
  readonly headers = { "X-Requested-With": "Filmjacket" };
  readonly lines: ManifestLine[] = [];
  readonly held = new Map<string, Held>();
  readonly requests: { method: string; bytes: number }[] = [];
  fault: Fault = () => false;
  /** No request reaches the server while this is set. */
  away = false;
  private count = 0;

  private constructor(
    private readonly server: Server,
    readonly uploadsUrl: string,
  ) {}

  static async start(): Promise<TusServer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const tus = new TusServer(server, `http://127.0.0.1:${port}/uploads`);
    server.on("request", (request, response) => void tus.handle(request, response));
    return tus;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  async declare(files: Parameters<DeliveryApi["declare"]>[0]): Promise<ManifestLine[]> {
    this.reach();
    return files.map((file) => {
      const known = this.lines.find(
        (line) =>
          line.path === file.path && line.size === file.size && line.last_modified === file.last_modified,
      );
      if (known) return { ...known };
      const state = file.left_out ? ("left_out" as const) : ("declared" as const);
      const line = { ...file, state, position: this.lines.length };
      this.lines.push(line);
      return { ...line };
    });
  }

  async plan(): ReturnType<DeliveryApi["plan"]> {
    this.reach();
    return [...this.held].map(([url, { members, length, bytes }]) => ({
      url: new URL(url, this.uploadsUrl).href,
      members,
      length,
      offset: bytes.length,
      finished: bytes.length === length,
    }));
  }

  /** The SHA-256 of each file that has arrived whole, by path. */
  received(): Map<string, string> {
    const hashes = new Map<string, string>();
    for (const { members, bytes, length } of this.held.values()) {
      if (bytes.length < length) continue;
      let at = 0;
      for (const position of readPositions(members)) {
        const line = this.lines[position];
        if (!line) throw new Error(`no line ${position}`);
        if (hashes.has(line.path)) throw new Error(`${line.path} came twice`);
        hashes.set(
          line.path,
          createHash("sha256")
            .update(bytes.subarray(at, at + line.size))
            .digest("hex"),
        );
        at += line.size;
      }
    }
    return hashes;
  }

  private reach(): void {
    if (this.away) throw new ApiError(0, "network", "");
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "", url = "" } = request;
    if (this.away) {
      request.socket.destroy();
      return;
    }
    if (this.fault(method, request, response)) return;
    response.setHeader("Tus-Resumable", "1.0.0");
    const sent = await bodyOf(request);
    const body = request.headers["content-encoding"] === "gzip" ? gunzipSync(sent) : sent;
    this.requests.push({ method, bytes: sent.length });
    const held = this.held.get(url);
    if (method === "POST") this.create(request, response, body);
    else if (!held) response.writeHead(404).end();
    else if (method === "HEAD") {
      response.writeHead(200, { "Upload-Offset": held.bytes.length, "Upload-Length": held.length }).end();
    } else if (method === "DELETE") {
      this.held.delete(url);
      response.writeHead(204).end();
    } else this.append(request, response, held, body);
  }

  /** Which members a creation announces. */
  membersOf(request: IncomingMessage): string {
    return Buffer.from(String(request.headers["upload-metadata"]).split(" ")[1] ?? "", "base64").toString();
  }

  private create(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
    const url = `/uploads/${++this.count}`;
    const members = this.membersOf(request);
    const claimed = new Set([...this.held.values()].flatMap((other) => readPositions(other.members)));
    if (readPositions(members).some((position) => claimed.has(position))) {
      response.writeHead(409).end();
      return;
    }
    const held = { length: Number(request.headers["upload-length"]), bytes: body, members };
    this.held.set(url, held);
    if (body.length === held.length) this.markReceived(held);
    response.writeHead(201, { Location: url, "Upload-Offset": body.length }).end();
  }

  private markReceived({ members }: Held): void {
    for (const position of readPositions(members)) {
      const line = this.lines[position];
      if (line) line.state = "received";
    }
  }

  private append(request: IncomingMessage, response: ServerResponse, held: Held, body: Buffer): void {
    if (Number(request.headers["upload-offset"]) !== held.bytes.length) {
      response.writeHead(409).end();
      return;
    }
    held.bytes = Buffer.concat([held.bytes, body]);
    if (held.bytes.length === held.length) this.markReceived(held);
    response.writeHead(204, { "Upload-Offset": held.bytes.length }).end();
  }
}

/** The body, or as much of it as came before the connection was cut: a tus server keeps that. */
async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  try {
    for await (const part of request) parts.push(part as Buffer);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ECONNRESET")) throw error;
  }
  return Buffer.concat(parts);
}

/** tus-js-client over node's fetch, which takes a Blob as the browser's XMLHttpRequest does. */
export const fetchStack: HttpStack = {
  getName: () => "fetch",
  createRequest(method, url) {
    const headers: Record<string, string> = {};
    const abort = new AbortController();
    return {
      getMethod: () => method,
      getURL: () => url,
      setHeader(name, value) {
        headers[name] = value;
      },
      getHeader: (name) => headers[name],
      setProgressHandler() {},
      async send(body: Blob | null) {
        const bytes = body ? await body.arrayBuffer() : null;
        const response = await fetch(url, { method, headers, body: bytes, signal: abort.signal });
        const text = await response.text();
        return {
          getStatus: () => response.status,
          getHeader: (name: string) => response.headers.get(name) ?? undefined,
          getBody: () => text,
          getUnderlyingObject: () => response,
        };
      },
      async abort() {
        abort.abort();
      },
      getUnderlyingObject: () => undefined,
    };
  },
};
