/** @jsxImportSource preact */
import { t } from "@lingui/core/macro";
import { useEffect, useRef, useState } from "preact/hooks";
import { expiryOf } from "./expiry";
import { failureSentence } from "./failure-words";
import { submitPassword } from "./flow/entering";
import type { GuestState } from "./flow/state";
import { Icon } from "./icons";
import { isolate } from "./isolate";
import { format } from "./language";
import { Button, Field, Notice, StepHeading } from "./parts";
import { useCountdown } from "./use-countdown";

/** Who asks, and the folder's password. */
export function PasswordStep({ state }: { state: GuestState }) {
  const [password, setPassword] = useState("");
  const [shown, setShown] = useState(false);
  const [busy, setBusy] = useState(false);
  const [empty, setEmpty] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const { visit, failure } = state;
  const wait = useCountdown(failure);
  useEffect(() => {
    if (failure || empty) form.current?.querySelector("input")?.focus();
  }, [failure, empty]);
  if (!visit) return null;
  const sharer = isolate(visit.sharer);
  const institution = isolate(visit.institution);

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy || wait > 0) return;
    setEmpty(password === "");
    if (password === "") return;
    setBusy(true);
    await submitPassword(password);
    setBusy(false);
  };
  const error = empty ? t`Please enter the password.` : failure ? failureSentence(failure) : undefined;

  return (
    <section class="card">
      <p class="kicker">{t`${sharer}, ${institution}, asks you to send medical images or documents`}</p>
      <StepHeading>
        <bdi>{visit.title}</bdi>
      </StepHeading>
      {state.proveAgain && (
        <Notice kind="warning" title={t`Please enter the password again.`} alert>
          <p>{t`Your session has ended. What you have chosen is kept, and what was sent has arrived.`}</p>
        </Notice>
      )}
      <form ref={form} class="form" noValidate onSubmit={(event) => void submit(event)}>
        <Field
          id="password"
          label={t`Password`}
          hint={t`It was sent to you by e-mail, or told to you by ${institution}.`}
          error={error}
          masked={!shown}
          input={{
            name: "password",
            autocomplete: "current-password",
            autocapitalize: "none",
            spellcheck: false,
            required: true,
            value: password,
            onInput: (event) => setPassword(event.currentTarget.value),
          }}
          behind={
            <button
              class="reveal"
              type="button"
              aria-pressed={shown}
              aria-label={t`Show password`}
              onClick={() => setShown(!shown)}
            >
              <Icon name="eye" />
            </button>
          }
        />
        {visit.may_see && (
          <p class="hint">{t`The password also lets you see what is in the folder, until ${expiryOf(visit, format()).day}.`}</p>
        )}
        <Button kind="primary" type="submit" busy={busy} disabled={wait > 0}>
          {wait > 0 ? t`Try again in ${wait} s` : t`Continue`}
        </Button>
      </form>
    </section>
  );
}
