import type { I18n } from "@lingui/core";
import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useLanguage } from "@/i18n/language-store";
import { type Language, languageOf } from "@/i18n/languages";
import { wordsOptions } from "./words-in";

/** In which language a paper is printed: the recipient's, who will hold it, unless the sharer wants their own. */
export interface PaperLanguage {
  language: Language;
  recipients: Language;
  own: Language;
  /** Undefined until they are there. */
  words: I18n | undefined;
  choose: (language: Language) => void;
}

/** `recipients`: undefined while it isn't known yet. */
export function usePaperLanguage(recipients: string | undefined): PaperLanguage {
  const { i18n } = useLingui();
  const own = useLanguage();
  const [chosen, choose] = useState<Language | null>(null);
  const theirs = languageOf(recipients ?? own.id) ?? own;
  const language = chosen ?? theirs;
  const isOwn = language.id === own.id;
  const { data } = useQuery({ ...wordsOptions(language.id), enabled: !isOwn });
  return { language, recipients: theirs, own, words: isOwn ? i18n : data, choose };
}
