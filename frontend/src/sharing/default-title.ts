import { msg } from "@lingui/core/macro";
import { queryOptions } from "@tanstack/react-query";
import { wordsOptions } from "./words-in";

/** "Upload for <institution>" in the language of the guest, who is the one to read it. */
export function defaultTitleOptions(institution: string, language: string) {
  return queryOptions({
    queryKey: ["default-share-title", institution, language],
    queryFn: async ({ client }) => {
      const words = await client.ensureQueryData(wordsOptions(language));
      return words._(msg`Upload for ${institution}`);
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
}
