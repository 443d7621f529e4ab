/** @jsxImportSource preact */
import { t } from "@lingui/core/macro";
import type { ComponentChildren } from "preact";
import { languageOf, languages } from "@/i18n/languages";
import { expiryOf } from "./expiry";
import { leave } from "./flow/entering";
import type { GuestState } from "./flow/state";
import { HouseLinks } from "./HouseLinks";
import { Icon, Mark } from "./icons";
import { isolate } from "./isolate";
import { choose, format, language } from "./language";
import { Button } from "./parts";
import { useStore } from "./use-store";

/** What stands around every step: whose house this is, the language, who asks, and where help is. */
export function Frame({ state, children }: { state: GuestState; children: ComponentChildren }) {
  const { visit, installation, screen } = state;
  const house = visit ?? installation;
  const institution = house?.institution ?? "";
  const logo = house?.logo_url;
  const proved = visit?.stage === "proved" && screen !== "trouble";
  return (
    <div class="frame">
      <header class="bar">
        <div class="bar-inner">
          {logo ? <img class="bar-logo" src={logo} alt="" /> : <Mark />}
          <p class="bar-name" dir="auto">
            {institution || t`Upload`}
          </p>
          <LanguageChoice />
        </div>
      </header>
      <div class="page" data-screen={screen}>
        <main class="main">
          {proved && <Steps state={state} />}
          {children}
        </main>
        {visit && screen !== "trouble" && screen !== "loading" && <About state={state} />}
      </div>
      <footer class="foot">
        {screen === "trouble" && house && <HouseLinks house={house} />}
        {proved && screen !== "send" && (
          <div class="foot-leave">
            <Button kind="quiet" icon="lock" onClick={() => void leave()}>
              {t`Sign out on this computer`}
            </Button>
          </div>
        )}
      </footer>
    </div>
  );
}

function LanguageChoice() {
  const current = useStore(language);
  const pick = (id: string): void => {
    const next = languageOf(id);
    if (next) void choose(next);
  };
  return (
    <label class="language">
      <Icon name="language" size={18} />
      <span class="visually-hidden">{t`Language`}</span>
      <select value={current.id} onChange={(event) => pick(event.currentTarget.value)}>
        {languages.map(({ id, name }) => (
          <option key={id} value={id} lang={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

function Steps({ state }: { state: GuestState }) {
  const names = [t`Choose`, t`Check`, t`Send`, t`Receipt`];
  const current = ["choose", "review", "send", "receipt"].indexOf(state.screen);
  return (
    <ol class="steps" aria-label={t`Steps`}>
      {names.map((name, index) => (
        <li
          key={name}
          class="steps-item"
          data-state={index < current ? "done" : index === current ? "current" : "ahead"}
          aria-current={index === current ? "step" : undefined}
        >
          <span class="steps-mark">{index < current ? <Icon name="check" size={14} /> : index + 1}</span>
          <span class="steps-name">{name}</span>
        </li>
      ))}
    </ol>
  );
}

function About({ state }: { state: GuestState }) {
  const { visit } = state;
  if (!visit) return null;
  const expiry = expiryOf(visit, format());
  const sharer = isolate(visit.sharer);
  const institution = isolate(visit.institution);
  return (
    <aside class="about" aria-label={t`About this request`}>
      <h2 class="about-title">{t`About this request`}</h2>
      <dl class="about-list">
        <dt>{t`Asked by`}</dt>
        <dd>
          <bdi>{visit.sharer}</bdi>
          <br />
          <bdi>{visit.institution}</bdi>
        </dd>
        <dt>{t`Title`}</dt>
        <dd>
          <bdi>{visit.title}</bdi>
        </dd>
        <dt>{t`Open until`}</dt>
        <dd>
          {expiry.day}
          <br />
          <span class="about-small">{t`until the end of that day (${expiry.zone})`}</span>
          {expiry.here && (
            <>
              <br />
              <span class="about-small">{t`in your time zone: ${expiry.here}`}</span>
            </>
          )}
        </dd>
        {visit.help_line && (
          <>
            <dt>{t`Help`}</dt>
            <dd>{isolate(visit.help_line)}</dd>
          </>
        )}
        <dt>{t`Privacy`}</dt>
        <dd>
          <span class="about-small">
            {t`What you send is transmitted encrypted, and can be seen by ${sharer} and those whom ${institution} has put in charge of it.`}
          </span>
          <HouseLinks house={visit} />
        </dd>
      </dl>
    </aside>
  );
}
