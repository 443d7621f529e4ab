/** @jsxImportSource preact */
import { t } from "@lingui/core/macro";
import { troubleWords } from "./failure-words";
import { begin } from "./flow/entering";
import type { GuestState } from "./flow/state";
import { Icon } from "./icons";
import { isolate } from "./isolate";
import { Button, StepHeading } from "./parts";

/** Nothing can be done here: what it is, and a way on. */
export function TroubleStep({ state }: { state: GuestState }) {
  const { trouble, visit, installation } = state;
  if (!trouble) return null;
  const institution = isolate(visit?.institution ?? installation?.institution ?? "");
  const help = isolate(visit?.help_line ?? installation?.help_line ?? "");
  const { title, way, again } = troubleWords(trouble, institution);
  return (
    <section class="card trouble">
      <div class="trouble-icon">
        <Icon name={trouble.status === 0 ? "offline" : "clock"} size={32} />
      </div>
      <StepHeading>{title}</StepHeading>
      <p>{way}</p>
      {help && <p>{t`Help: ${help}`}</p>}
      {again && (
        <div>
          <Button kind="primary" onClick={() => void begin()}>
            {t`Try again`}
          </Button>
        </div>
      )}
    </section>
  );
}
