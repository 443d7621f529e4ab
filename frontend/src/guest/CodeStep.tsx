/** @jsxImportSource preact */
import { t } from "@lingui/core/macro";
import { useEffect, useRef, useState } from "preact/hooks";
import type { ApiError } from "@/uploads/delivery-api";
import { failureSentence } from "./failure-words";
import { resendCode, submitCode } from "./flow/entering";
import type { GuestState } from "./flow/state";
import { Button, Field, Notice, StepHeading } from "./parts";
import { useCountdown, useSecondsUntil } from "./use-countdown";

/** The one-time code that was mailed after the right password. */
export function CodeStep({ state }: { state: GuestState }) {
  const [code, setCode] = useState("");
  const [busy, setBusy] = useState<"submit" | "resend" | null>(null);
  const [incomplete, setIncomplete] = useState(false);
  const [resent, setResent] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const { visit, failure, clockAhead } = state;
  const wait = useCountdown(failure);
  const resendAt = visit?.code_resend_at ? Date.parse(visit.code_resend_at) - clockAhead : 0;
  const resendIn = useSecondsUntil(resendAt);
  useEffect(() => {
    if (failure || incomplete) form.current?.querySelector("input")?.focus();
  }, [failure, incomplete]);
  if (!visit) return null;

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy || wait > 0) return;
    const digits = code.replace(/\D/g, "");
    setIncomplete(digits.length !== 6);
    if (digits.length !== 6) return;
    setBusy("submit");
    await submitCode(digits);
    setBusy(null);
  };
  const resend = async (): Promise<void> => {
    setBusy("resend");
    setIncomplete(false);
    setResent(await resendCode());
    setCode("");
    setBusy(null);
  };
  const error = incomplete ? t`The code has six digits.` : failure ? failureSentence(failure) : undefined;

  if (visit.stage === "code_first" && !visit.code_resend_at) {
    return <CodeFirst failure={failure} busy={busy === "resend"} onSend={() => void resend()} />;
  }
  return (
    <section class="card">
      <StepHeading>{t`Enter the code from the e-mail`}</StepHeading>
      <p class="lead">
        {visit.code_recipient
          ? t`A code with six digits was just sent to ${visit.code_recipient}.`
          : t`A code with six digits was just sent to you by e-mail.`}
      </p>
      <form ref={form} class="form" noValidate onSubmit={(event) => void submit(event)}>
        <Field
          id="code"
          label={t`Code`}
          error={error}
          input={{
            inputMode: "numeric",
            name: "code",
            autocomplete: "one-time-code",
            maxLength: 9,
            required: true,
            dir: "ltr",
            value: code,
            onInput: (event) => setCode(event.currentTarget.value),
          }}
        />
        <Button kind="primary" type="submit" busy={busy === "submit"} disabled={wait > 0}>
          {wait > 0 ? t`Try again in ${wait} s` : t`Continue`}
        </Button>
      </form>
      <div class="resend">
        <p>{t`No e-mail? Look in the spam folder first; it may take a minute.`}</p>
        <Button kind="quiet" busy={busy === "resend"} disabled={resendIn > 0} onClick={() => void resend()}>
          {resendIn > 0 ? t`Send a new code (in ${resendIn} s)` : t`Send a new code`}
        </Button>
        <p class="hint" role="status">
          {resent && !failure ? t`A new code is on its way. Only the newest one is valid.` : ""}
        </p>
      </div>
    </section>
  );
}

/** Others have guessed at this link's password: who is new here shows first that the mailbox is theirs. */
function CodeFirst({
  failure,
  busy,
  onSend,
}: {
  failure: ApiError | null;
  busy: boolean;
  onSend: () => void;
}) {
  return (
    <section class="card">
      <StepHeading>{t`First a code by e-mail`}</StepHeading>
      <p class="lead">
        {t`Many wrong passwords were entered for this link today. So that only you get in, a code is sent to the address that got the link; after it you enter the password.`}
      </p>
      {failure && failure.code !== "code_first" && (
        <Notice kind="error" alert>
          <p>{failureSentence(failure)}</p>
        </Notice>
      )}
      <div>
        <Button kind="primary" busy={busy} onClick={onSend}>
          {t`Send the code`}
        </Button>
      </div>
    </section>
  );
}
