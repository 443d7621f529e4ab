import { setupI18n } from "@lingui/core";
import { queryOptions } from "@tanstack/react-query";
import { loadMessages } from "@/i18n/language-store";

/** The words of sharing in a language that need not be the page's: the recipient's. */
export function wordsOptions(language: string) {
  return queryOptions({
    queryKey: ["sharing-words", language],
    queryFn: async () =>
      setupI18n({
        locale: language,
        messages: { [language]: await loadMessages(language, "sharing") },
      }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
