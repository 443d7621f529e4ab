import { useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { ChevronDown, LogOut, Monitor, Moon, Sun } from "lucide-react";
import { Button } from "react-aria-components";
import { useChangeMe, useLogOut, useMe } from "@/api/session";
import { useProblemText } from "@/api/use-problem-text";
import { chooseLanguage, useLanguage } from "@/i18n/language-store";
import { type Language, languages } from "@/i18n/languages";
import { MenuButton, type MenuGroup } from "@/ui/Menu";
import { chooseTheme, type Theme, useTheme } from "@/ui/theme";
import { notify } from "@/ui/toasts";
import styles from "./UserMenu.module.css";

/** The clinician's own menu: language, theme, log out. */
export function UserMenu() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const me = useMe();
  const logOut = useLogOut();
  const changeMe = useChangeMe();
  const problemText = useProblemText();
  const language = useLanguage();
  const theme = useTheme();

  const themes: { id: Theme; title: string; icon: typeof Sun }[] = [
    { id: "system", title: t`As the system`, icon: Monitor },
    { id: "light", title: t`Light`, icon: Sun },
    { id: "dark", title: t`Dark`, icon: Moon },
  ];
  const fail = (error: unknown) => notify({ title: problemText(error).title, tone: "danger" });

  function speak(chosen: Language) {
    void chooseLanguage(chosen);
    changeMe.mutate({ language: chosen.id as "en" | "de" | "ar" }, { onError: fail });
  }

  const groups: MenuGroup[] = [
    {
      id: "language",
      title: t`Language`,
      entries: languages.map((choice) => ({
        id: `language-${choice.id}`,
        title: choice.name,
        lang: choice.id,
        isChecked: choice.id === language.id,
        onAction: () => speak(choice),
      })),
    },
    {
      id: "theme",
      title: t`Appearance`,
      entries: themes.map((choice) => ({
        id: `theme-${choice.id}`,
        title: choice.title,
        icon: choice.icon,
        isChecked: choice.id === theme,
        onAction: () => chooseTheme(choice.id),
      })),
    },
    {
      id: "session",
      entries: [
        {
          id: "log-out",
          title: t`Log out`,
          icon: LogOut,
          onAction: () =>
            logOut.mutate(undefined, { onSuccess: () => navigate({ to: "/log-in" }), onError: fail }),
        },
      ],
    },
  ];

  return (
    <MenuButton label={t`Your menu`} groups={groups}>
      <Button className={styles.trigger} aria-label={t`Your menu, ${me.name}`}>
        <span className={styles.initials} aria-hidden="true">
          {initials(me.name)}
        </span>
        <span className={styles.name}>{me.name}</span>
        <ChevronDown aria-hidden="true" />
      </Button>
    </MenuButton>
  );
}

/** The first letters of the first and the last word that is no title. */
function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word && !word.endsWith("."));
  const [first = name, last] = [words[0], words.length > 1 ? words.at(-1) : undefined];
  return [first, last].map((word) => [...(word ?? "")][0] ?? "").join("");
}
