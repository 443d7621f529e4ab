import { vi } from "vitest";
import type { Row } from "@/api/content";
import type { Grant } from "@/api/grants";
import type { Trashed } from "@/api/trash";
import { aFolder, aFolderRow, aStudyRow, theRoot } from "./factories";
import type { Navigation } from "./navigation";

/** What the pretended server holds, and what it was asked; `begin` empties it before each test. */
export const held = {
  rows: [] as Row[],
  inTrash: [] as Trashed[],
  grants: [] as Grant[],
  asked: [] as { method: string; path: string; body: unknown }[],
};

export function begin() {
  Object.assign(held, {
    rows: [aFolderRow("Cardiology"), aStudyRow("Doe^John")],
    inTrash: [],
    grants: [],
    asked: [],
  });
}

/** A navigation that only remembers what it was told. */
export function aNavigation(change: Partial<Navigation> = {}): Navigation {
  return {
    folderId: "root",
    openFolder: vi.fn(),
    openViewer: vi.fn(),
    href: (row) => `/${row.id}`,
    openUpload: vi.fn(),
    files: { take: vi.fn() },
    openLink: vi.fn(),
    printLink: vi.fn(),
    address: (kind, id) => `/${kind}/${id}`,
    ...change,
  };
}

/** For the pages' own tests what the API would answer; that it does is what its own tests and the journeys show. */
export async function server(request: Request): Promise<Response> {
  const { pathname: path } = new URL(request.url);
  const { method } = request;
  const body: unknown = ["POST", "PATCH", "PUT"].includes(method) ? await request.json() : null;
  held.asked.push({ method, path, body });
  for (const [verb, pattern, respond] of ANSWERS) {
    const found = verb === method && path.match(pattern);
    if (found) return respond({ body, request, folderId: found[1] ?? "" });
  }
  return answer(null, 204);
}

interface Asked {
  body: unknown;
  request: Request;
  /** The folder that the path names. */
  folderId: string;
}

/** A colleague's folder: nothing above it is known. */
const THEIRS = {
  is_own: false,
  owner_name: "Dr Ada Example",
  breadcrumbs: [{ id: "Theirs", name: "Theirs" }],
};

const CONSEQUENCES = {
  folders: 3,
  studies: 2,
  documents: 0,
  studies_nowhere_else: 1,
  active_links: 1,
  colleagues: ["Dr. A", "Dr. B"],
};

const TRANSFERRED = {
  folders: 1,
  entries: 0,
  present: [],
  renamed: [],
  made: { folder_ids: [], entry_ids: [] },
};

const ANSWERS: [method: string, path: RegExp, respond: (asked: Asked) => Response][] = [
  ["GET", /^\/api\/folders\/(\w+)\/content$/, content],
  ["POST", /^\/api\/folders$/, make],
  ["PATCH", /^\/api\/folders\/(Cardiology)$/, rename],
  ["POST", /^\/api\/folders\/(\w+)\/(?:moves|copies)$/, transfer],
  ["GET", /^\/api\/folders\/(\w+)\/grants$/, () => answer({ items: held.grants })],
  ["PUT", /^\/api\/folders\/(\w+)\/grants$/, grant],
  [
    "DELETE",
    /^\/api\/folders\/(\w+)\/grants\/\w+$/,
    () => {
      held.grants = [];
      return answer(null, 204);
    },
  ],
  ["GET", /^\/api\/trash$/, () => answer({ items: held.inTrash, next_cursor: null })],
  ["POST", /^\/api\/trash\/consequences$/, () => answer(CONSEQUENCES)],
  [
    "POST",
    /^\/api\/trash$/,
    () => {
      held.rows = held.rows.filter((row) => row.name !== "Cardiology");
      return answer(CONSEQUENCES);
    },
  ],
  [
    "POST",
    /^\/api\/trash\/purges$/,
    () => {
      held.inTrash = [];
      return answer(null, 204);
    },
  ],
  [
    "POST",
    /^\/api\/trash\/restorations$/,
    () => {
      held.inTrash = [];
      held.rows = [aFolderRow("Cardiology"), ...held.rows.filter((row) => row.name !== "Cardiology")];
      return answer(null, 204);
    },
  ],
  [
    "GET",
    /^\/api\/shared-folders$/,
    () => answer({ items: [aFolderRow("Theirs", { owner_name: "Dr Ada Example" })] }),
  ],
  ["GET", /^\/api\/me$/, () => answer({ time_zone: "Europe/Berlin", root_folder_id: "root" })],
  [
    "GET",
    /^\/api\/colleagues$/,
    () => answer({ items: [{ name: "Dr Jo Bell", email: "jo@clinic.example" }] }),
  ],
  [
    "POST",
    /^\/api\/downloads$/,
    () => {
      const url = "/api/downloads/d1";
      return answer({ id: "d1", name: "Cardiology.zip", size: 2_500_000_000, files: 900, url }, 201);
    },
  ],
];

function answer(body: unknown, status = 200): Response {
  const type = status < 400 ? "application/json" : "application/problem+json";
  return new Response(status === 204 ? null : JSON.stringify(body), {
    status,
    headers: { "Content-Type": type },
  });
}

function content({ folderId }: Asked): Response {
  const folder = folderId === "root" ? theRoot() : aFolder(folderId, folderId === "Theirs" ? THEIRS : {});
  const items = folderId === "root" ? held.rows : [];
  return answer({ folder, items, total: items.length, next_cursor: null, active_links: [] });
}

function make({ body }: Asked): Response {
  const { name } = body as { name: string };
  if (name === "Taken") {
    const errors = { name: ["This name is taken."] };
    return answer({ title: "Please check.", code: "name_taken", errors }, 409);
  }
  held.rows = [...held.rows, aFolderRow(name)];
  return answer(aFolder(name), 201);
}

function rename({ request }: Asked): Response {
  if (request.headers.get("If-Match") !== '"old"') return answer(aFolder("Cardiology"));
  const title = "It is called “Heart” now.";
  return answer({ title, code: "folder_changed", name: "Heart", etag: "new", location: "" }, 412);
}

function transfer({ body, folderId }: Asked): Response {
  if (folderId === "Full" && !(body as { keep_both: boolean }).keep_both)
    return answer({ title: "Taken.", code: "name_taken", suggestion: "Cardiology (2)" }, 409);
  return answer(TRANSFERRED);
}

function grant({ body }: Asked): Response {
  const made = { id: "g1", name: "Dr Jo Bell", granted_at: "2026-02-01T10:00:00Z", until: null };
  held.grants = [{ ...made, ...(body as object) } as unknown as Grant];
  return answer(held.grants[0]);
}
