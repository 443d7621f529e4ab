import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { Form } from "react-aria-components";
import { installationOptions } from "@/api/installation";
import { useLogIn } from "@/api/session";
import { useProblemText } from "@/api/use-problem-text";
import { chooseLanguage, useLanguage } from "@/i18n/language-store";
import { languageOf, languages } from "@/i18n/languages";
import { Button } from "@/ui/Button";
import { Mark } from "@/ui/Mark";
import { NoticeBox } from "@/ui/NoticeBox";
import { PasswordField } from "@/ui/PasswordField";
import { Select } from "@/ui/Select";
import { TextField } from "@/ui/TextField";
import styles from "./LogInPage.module.css";

/** Log in, and go on to where one wanted to be. */
export function LogInPage() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { next } = useSearch({ from: "/log-in" });
  const logIn = useLogIn();
  const problemText = useProblemText();
  const installation = useQuery(installationOptions).data;
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [isTried, setTried] = useState(false);
  const emailMissing = isTried && email.trim() === "" ? t`Enter your e-mail address.` : undefined;
  const passwordMissing = isTried && password === "" ? t`Enter your password.` : undefined;
  useEffect(() => {
    document.title = t`Log in – Filmjacket`;
  }, [t]);

  return (
    <div className={styles.page}>
      <aside className={styles.aside} aria-label={t`About Filmjacket`}>
        <div className={styles.brand}>
          <Mark size={40} />
          <span>Filmjacket</span>
        </div>
        <p className={styles.line}>
          <Trans>
            The folder for a patient's images. Keep studies and documents together, and collect what lies
            elsewhere.
          </Trans>
        </p>
        <Films />
      </aside>
      <main className={styles.main}>
        <div className={styles.card}>
          <header className={styles.head}>
            <div className={styles.smallBrand}>
              <Mark size={32} />
              <span>Filmjacket</span>
            </div>
            {installation?.logo_url && <img className={styles.logo} src={installation.logo_url} alt="" />}
            <h1 className={styles.title}>
              <Trans>Log in</Trans>
            </h1>
            {installation && <p className={styles.institution}>{installation.institution}</p>}
          </header>
          <Form
            className={styles.form}
            validationBehavior="aria"
            onSubmit={(event) => {
              event.preventDefault();
              setTried(true);
              if (email.trim() === "" || password === "") return;
              logIn.mutate(
                { email: email.trim(), password },
                { onSuccess: () => navigate({ href: next ?? "/folders" }) },
              );
            }}
          >
            {logIn.error && (
              <NoticeBox tone="danger" role="alert">
                {problemText(logIn.error).title}
              </NoticeBox>
            )}
            <TextField
              label={t`E-mail`}
              type="email"
              name="email"
              autoComplete="username"
              value={email}
              onChange={setEmail}
              error={emailMissing}
              isRequired
              autoFocus
            />
            <PasswordField
              label={t`Password`}
              name="password"
              autoComplete="current-password"
              value={password}
              onChange={setPassword}
              error={passwordMissing}
              isRequired
            />
            <Button kind="primary" type="submit" isPending={logIn.isPending}>
              <Trans>Log in</Trans>
            </Button>
          </Form>
          {installation?.help_line && (
            <p className={styles.help}>
              <Trans>No account, or no way in? {isolated(installation.help_line)}</Trans>
            </p>
          )}
        </div>
        <footer className={styles.footer}>
          <LanguageChoice />
          {installation?.privacy_url && (
            <a href={installation.privacy_url} target="_blank" rel="noreferrer">
              <Trans>Privacy</Trans>
            </a>
          )}
          {installation?.imprint_url && (
            <a href={installation.imprint_url} target="_blank" rel="noreferrer">
              <Trans>Imprint</Trans>
            </a>
          )}
        </footer>
      </main>
    </div>
  );
}

/** A telephone number keeps its order amid text that runs from right to left (UAX 9: FSI and PDI). */
function isolated(words: string): string {
  return `\u2068${words}\u2069`;
}

function LanguageChoice() {
  const { t } = useLingui();
  const current = useLanguage();
  return (
    <div className={styles.language}>
      <Select
        label={t`Language`}
        options={languages.map(({ id, name }) => ({ id, label: name, lang: id }))}
        value={current.id}
        onChange={(id) => {
          const language = languageOf(String(id));
          if (language) void chooseLanguage(language);
        }}
      />
    </div>
  );
}

/** Three films on a light box: an ornament that says what the product is about. */
function Films() {
  return (
    <svg viewBox="0 0 420 280" className={styles.films} aria-hidden="true" focusable="false">
      <g className={styles.filmBack}>
        <rect x="196" y="34" width="168" height="208" rx="10" transform="rotate(9 280 138)" />
      </g>
      <g className={styles.filmMiddle}>
        <rect x="126" y="26" width="168" height="208" rx="10" transform="rotate(-3 210 130)" />
        <g transform="rotate(-3 210 130)" className={styles.slices}>
          {[0, 1, 2].flatMap((row) =>
            [0, 1, 2].map((column) => (
              <ellipse
                key={`${row}-${column}`}
                cx={158 + column * 52}
                cy={66 + row * 64}
                rx={15 + column + row}
                ry={19 + row * 2 - column}
              />
            )),
          )}
        </g>
      </g>
      <path
        className={styles.jacket}
        d="M40 150a14 14 0 0 1 14-14h112a44 44 0 0 0 88 0h112a14 14 0 0 1 14 14v130H40z"
      />
    </svg>
  );
}
