/** @jsxImportSource preact */
import { plural, t } from "@lingui/core/macro";
import { useEffect, useRef, useState } from "preact/hooks";
import { formatBytes, formatDuration, formatSpeed } from "@/uploads/format";
import type { Selection } from "@/uploads/group";
import type { Sender, SendState } from "@/uploads/send";
import { lossSentence } from "@/uploads/words";
import { studyTitle } from "./Found";
import { failureSentence } from "./failure-words";
import { close } from "./flow/closing";
import { chooseMissing } from "./flow/entering";
import { sendOn } from "./flow/sending";
import type { GuestState } from "./flow/state";
import { format } from "./language";
import { Button, Notice, Progress, StepHeading } from "./parts";
import { useKeepAwake } from "./use-keep-awake";
import { useStore } from "./use-store";

/** Bytes on their way: how far, how fast, how long, and what is the matter if they don't move. */
export function SendStep({ state, sender }: { state: GuestState; sender: Sender }) {
  const sending = useStore(sender);
  const { phase } = sending;
  const busy = phase === "preparing" || phase === "sending" || phase === "waiting" || state.closing;
  useKeepAwake(busy || phase === "paused");
  const share = sending.bytes.total > 0 ? sending.bytes.sent / sending.bytes.total : 0;
  useTitle(share, phase);
  const selection = state.preparation?.getSnapshot().selection;
  return (
    <section class="card">
      <StepHeading>{headingOf(sending, state)}</StepHeading>
      {state.closing || phase === "sent" ? (
        <Finishing state={state} sending={sending} />
      ) : (
        <Moving sending={sending} share={share} sender={sender} />
      )}
      <Announcer sending={sending} share={share} closing={state.closing} />
      {state.failure && (
        <Notice kind="error" alert>
          <p>{failureSentence(state.failure)}</p>
          <div class="notice-actions">
            <Button onClick={() => void close()}>{t`Try again`}</Button>
          </div>
        </Notice>
      )}
      {selection && <Groups sending={sending} selection={selection} />}
    </section>
  );
}

function headingOf({ phase, takenOut }: SendState, { closing }: GuestState): string {
  if (closing) return t`Everything has arrived`;
  if (phase === "sent")
    return takenOut.length > 0 ? t`Some files could not be read` : t`Everything has arrived`;
  if (phase === "paused") return t`Paused`;
  if (phase === "waiting") return t`Waiting`;
  if (phase === "stopped") return t`The upload has stopped`;
  return t`Sending`;
}

function Moving({ sending, share, sender }: { sending: SendState; share: number; sender: Sender }) {
  const { phase, bytes, speed, secondsLeft, error, waitingFor } = sending;
  const locale = format();
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
  const sent = formatBytes(bytes.sent, locale);
  const total = formatBytes(bytes.total, locale);
  const left = secondsLeft === null ? "" : formatDuration(secondsLeft, locale);
  return (
    <>
      <div class="send-figures">
        <p class="send-percent">{percent.format(Math.floor(share * 100) / 100)}</p>
        <p class="send-detail">
          <span>{t`${sent} of ${total}`}</span>
          {speed !== null && <span>{formatSpeed(speed, locale)}</span>}
          {left && <span>{t`about ${left} left`}</span>}
        </p>
      </div>
      <Progress label={t`Progress in all`} value={phase === "preparing" ? null : share} />
      {phase === "waiting" && (
        <Notice
          kind="warning"
          icon={waitingFor === "network" ? "offline" : "clock"}
          title={waitingFor === "network" ? t`No connection at present.` : t`The server is busy at present.`}
        >
          <p>{t`It goes on by itself as soon as possible. Nothing is lost.`}</p>
          <div class="notice-actions">
            <Button onClick={() => sender.retryNow()}>{t`Try now`}</Button>
          </div>
        </Notice>
      )}
      {phase === "stopped" && error && (
        <Notice kind="error" title={failureSentence(error)} alert>
          <p>{t`What has been sent so far has arrived and is kept.`}</p>
          <div class="notice-actions">
            <Button onClick={() => void sendOn()}>
              {error.code === "delivery_closed" ? t`Begin a new delivery` : t`Try again`}
            </Button>
          </div>
        </Notice>
      )}
      {phase !== "stopped" && (
        <div class="send-actions">
          {phase === "paused" ? (
            <Button kind="primary" icon="play" onClick={() => sender.resume()}>
              {t`Continue`}
            </Button>
          ) : (
            <Button icon="pause" onClick={() => sender.pause()}>
              {t`Pause`}
            </Button>
          )}
        </div>
      )}
      <p class="hint">
        {t`Please keep this page open. If it gets closed, open the link again and choose the same files: the upload goes on where it stopped.`}
      </p>
    </>
  );
}

/** Everything that can be sent is there: the server has a look, or the guest decides about what is missing. */
function Finishing({ state, sending: { takenOut } }: { state: GuestState; sending: SendState }) {
  const [busy, setBusy] = useState(false);
  if (takenOut.length > 0 && !state.closing) {
    const finish = async (): Promise<void> => {
      setBusy(true);
      await close();
      setBusy(false);
    };
    return (
      <Notice
        kind="warning"
        title={plural(takenOut.length, { one: "# file was not sent:", other: "# files were not sent:" })}
        alert
      >
        <ul class="bullets">
          {takenOut.map(({ path, loss }) => (
            <li key={path}>
              <bdi>{path}</bdi>: {lossSentence(loss)}
            </li>
          ))}
        </ul>
        <div class="notice-actions">
          <Button kind="primary" onClick={() => void chooseMissing()}>
            {t`Choose them again`}
          </Button>
          <Button busy={busy} onClick={() => void finish()}>
            {t`Finish without them`}
          </Button>
        </div>
      </Notice>
    );
  }
  const { delivery } = state;
  const waiting = delivery?.files.received ?? 0;
  const total = delivery ? delivery.files.total - delivery.files.unsent : 0;
  const looked = total - waiting;
  return (
    <>
      <Progress label={t`Checking and filing`} value={total > 0 ? looked / total : null} />
      <p>{t`Every byte is stored. The files are being checked and filed; then you get your receipt.`}</p>
      {total > 0 && <p class="numeric hint">{t`${looked} of ${total} files are done`}</p>}
    </>
  );
}

function Groups({ sending, selection }: { sending: SendState; selection: Selection }) {
  const rows = [
    ...selection.studies.map((study) => ({
      key: study.key,
      title: studyTitle(study),
      sub: [study.modalities.join(", "), study.StudyDescription].filter(Boolean).join(" · "),
    })),
    ...selection.documents.map(({ path }) => ({
      key: path,
      title: path.slice(path.lastIndexOf("/") + 1),
      sub: "",
    })),
  ];
  const percent = new Intl.NumberFormat(format(), { style: "percent", maximumFractionDigits: 0 });
  return (
    <ul class="rows send-rows">
      {rows.map(({ key, title, sub }) => {
        const portion = sending.groups.get(key);
        const share = portion && portion.total > 0 ? portion.sent / portion.total : 1;
        return (
          <li key={key} class="row row-sending">
            <div class="row-main">
              <p class="row-title">
                <bdi>{title}</bdi>
              </p>
              {sub && (
                <p class="row-sub">
                  <bdi>{sub}</bdi>
                </p>
              )}
            </div>
            <Progress small label={title} value={share} />
            <p class="row-size">{percent.format(Math.floor(share * 100) / 100)}</p>
          </li>
        );
      })}
    </ul>
  );
}

/** Tells screen readers now and then: at each tenth, and whenever something changes. */
function Announcer({ sending, share, closing }: { sending: SendState; share: number; closing: boolean }) {
  const tenth = Math.floor(share * 10) * 10;
  const text = (): string => {
    if (closing) return t`Everything has arrived and is being checked.`;
    if (sending.phase === "waiting") return t`Waiting for the connection.`;
    if (sending.phase === "paused") return t`Paused.`;
    if (sending.phase === "sending") return t`${tenth} percent sent.`;
    return "";
  };
  return (
    <p class="visually-hidden" role="status">
      {text()}
    </p>
  );
}

/** The tab shows how far it is, for whoever works in another one meanwhile. */
function useTitle(share: number, phase: SendState["phase"]): void {
  const plain = useRef(document.title);
  useEffect(() => {
    const percent = Math.floor(share * 100);
    document.title = phase === "sending" ? `${percent} % · ${plain.current}` : plain.current;
  }, [share, phase]);
  useEffect(
    () => () => {
      document.title = plain.current;
    },
    [],
  );
}
