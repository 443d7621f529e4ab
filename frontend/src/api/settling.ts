import { type QueryClient, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, body, type Schemas } from "./client";
import { contentKey } from "./content";

export type Conflict = Schemas["Conflict"];
export type ConflictDetail = Schemas["ConflictDetail"];
export type Version = Schemas["DetailedVersion"];
export type Difference = Schemas["Difference"];
export type Sender = Schemas["Sender"];
export type Variant = Schemas["Variant"];
/** Which bytes are used for one instance, and which of the others still wait. */
export type Choice = Required<Schemas["Choice"]>;
export type Keep = "first" | "latest";

const settlingKey = ["settling"] as const;
/** As many as a page of the server's holds; further ones come when these are settled. */
const pageSize = 500;
const choicesAtOnce = 1_000;

/** The study's conflicts that wait for its owner, or those that are settled. */
export function conflictsOptions(studyId: string, state: "open" | "settled") {
  return queryOptions({
    queryKey: [...settlingKey, studyId, "conflicts", state],
    queryFn: async ({ signal }) =>
      body(
        await api.GET("/api/studies/{study_id}/conflicts", {
          params: { path: { study_id: studyId }, query: { state, limit: pageSize } },
          signal,
        }),
      ),
  });
}

/** One conflict, and what differs between its versions. */
export function conflictOptions(studyId: string, conflictId: string) {
  return queryOptions({
    queryKey: [...settlingKey, studyId, "conflict", conflictId],
    queryFn: async ({ signal }) =>
      body(
        await api.GET("/api/studies/{study_id}/conflicts/{conflict_id}", {
          params: { path: { study_id: studyId, conflict_id: conflictId } },
          signal,
        }),
      ),
  });
}

export function versionThumbnailAddress(studyId: string, conflictId: string, sha256: string): string {
  return `/api/studies/${studyId}/conflicts/${conflictId}/versions/${sha256}/thumbnail`;
}

/** The owner's studies with this study's UID; this one comes first. */
export function variantsOptions(studyId: string) {
  return queryOptions({
    queryKey: [...settlingKey, studyId, "variants"],
    queryFn: async ({ signal }) =>
      body(
        await api.GET("/api/studies/{study_id}/variants", {
          params: { path: { study_id: studyId } },
          signal,
        }),
      ).items,
  });
}

/** Puts the chosen bytes in use. Gives what turns it all back. */
export function useSettleConflicts(studyId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (wish: readonly Choice[] | Keep): Promise<Choice[]> =>
      typeof wish === "string" ? settleAll(studyId, wish) : settleEach(studyId, wish),
    onSettled: () => changed(client, studyId),
  });
}

async function settleAll(studyId: string, keep: Keep): Promise<Choice[]> {
  const previous: Choice[] = [];
  for (;;) {
    const settled = await settle(studyId, { keep, choices: [] });
    previous.push(...settled.previous);
    if (settled.waiting === 0 || settled.previous.length === 0) return previous;
  }
}

async function settleEach(studyId: string, choices: readonly Choice[]): Promise<Choice[]> {
  const previous: Choice[] = [];
  for (let start = 0; start < choices.length; start += choicesAtOnce) {
    const some = choices.slice(start, start + choicesAtOnce);
    previous.push(...(await settle(studyId, { keep: null, choices: some })).previous);
  }
  return previous;
}

async function settle(
  studyId: string,
  wish: Schemas["Settle"],
): Promise<{ previous: Choice[]; waiting: number }> {
  const { previous, waiting } = body(
    await api.POST("/api/studies/{study_id}/settlements", {
      params: { path: { study_id: studyId } },
      body: wish,
    }),
  );
  return { previous: previous.map((choice) => ({ ...choice, open: choice.open ?? [] })), waiting };
}

/** What the owner says of a study's patient; `null` takes their word back. */
export type Word = { same_patient: true; into: string } | { same_patient: false | null };

export function useSettleIdentity(studyId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (word: Word) =>
      body(
        await api.POST("/api/studies/{study_id}/identity", {
          params: { path: { study_id: studyId } },
          body: { into: null, ...word },
        }),
      ),
    onSettled: () => changed(client, studyId),
  });
}

/**
 * Nobody waits for the answers: what was asked about is gone from them, and with it whoever would have to close the
 * dialog and offer the undo.
 */
function changed(client: QueryClient, studyId: string): void {
  for (const queryKey of [settlingKey, contentKey, ["study", studyId], ["study-search"]]) {
    void client.invalidateQueries({ queryKey });
  }
}
