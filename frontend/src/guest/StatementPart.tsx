/** @jsxImportSource preact */
import { t } from "@lingui/core/macro";
import type { Visit } from "./client";
import { say } from "./flow/saying";
import { Field, TextField } from "./parts";
import type { Words } from "./statement";

interface Props {
  visit: Visit;
  words: Words;
  /** Sending was asked for before the name was given. */
  asked: boolean;
}

/** Where a link asks for it: who sends, and a note. */
export function StatementPart({ visit, words, asked }: Props) {
  if (!visit.ask_name && !visit.ask_note) return null;
  return (
    <section class="statement" aria-labelledby="statement">
      <h2 class="section-title" id="statement">{t`About you`}</h2>
      {visit.ask_name && (
        <Field
          id="sender-name"
          label={t`Your name`}
          hint={t`So that it is known whom to ask about these files.`}
          error={asked && isNameMissing(visit, words) ? t`Please enter your name.` : undefined}
          input={{
            value: words.name,
            maxLength: 120,
            required: true,
            autoComplete: "name",
            onInput: (event) => say({ ...words, name: event.currentTarget.value }),
          }}
        />
      )}
      {visit.ask_note && (
        <TextField
          id="sender-note"
          label={t`Note (optional)`}
          hint={t`Anything that the person who looks at the files should know.`}
          input={{
            value: words.note,
            maxLength: 1000,
            rows: 3,
            onInput: (event) => say({ ...words, note: event.currentTarget.value }),
          }}
        />
      )}
    </section>
  );
}

/** Whether a name has to be given before anything is sent. */
export function isNameMissing(visit: Visit | null, words: Words): boolean {
  return Boolean(visit?.ask_name) && words.name.trim() === "";
}
