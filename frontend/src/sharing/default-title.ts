import { setupI18n } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { queryOptions } from "@tanstack/react-query";
import { loadMessages } from "@/i18n/language-store";

/** "Upload for <institution>" in the language of the guest, who is the one to read it. */
export function defaultTitleOptions(institution: string, language: string) {
  return queryOptions({
    queryKey: ["default-share-title", institution, language],
    queryFn: async () => {
      const i18n = setupI18n({
        locale: language,
        messages: { [language]: await loadMessages(language, "sharing") },
      });
      return i18n._(msg`Upload for ${institution}`);
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
}
