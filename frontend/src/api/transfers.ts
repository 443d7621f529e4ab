import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, body, type Schemas } from "./client";
import { contentKey } from "./content";
import type { TrashSelection } from "./trash";

export type Transferred = Schemas["Transferred"];

export interface Transfer {
  carry: "move" | "copy";
  selection: TrashSelection;
  targetId: string;
  /** A folder whose name is taken there gets the next free one, instead of a refusal. */
  keepBoth?: boolean;
}

/** Put folders and entries into another folder: all of them or none. */
export function useTransfer() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ carry, selection, targetId, keepBoth = false }: Transfer): Promise<Transferred> => {
      const asked = {
        params: { path: { folder_id: targetId } },
        body: { ...selection, keep_both: keepBoth },
      };
      return carry === "move"
        ? body(await api.POST("/api/folders/{folder_id}/moves", asked))
        : body(await api.POST("/api/folders/{folder_id}/copies", asked));
    },
    onSuccess: () => client.invalidateQueries({ queryKey: contentKey }),
  });
}
