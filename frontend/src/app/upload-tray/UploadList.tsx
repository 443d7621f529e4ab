import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { CircleAlert, CircleCheck, FolderOpen, Pause, Play, RotateCw, Upload, X } from "lucide-react";
import { Button, Dialog, DialogTrigger, Popover } from "react-aria-components";
import { Problem } from "@/api/problem";
import { useProblemText } from "@/api/use-problem-text";
import { useFormats } from "@/i18n/format";
import { paths } from "@/pages/paths";
import {
  dismissUpload,
  isUnderWay,
  pauseUpload,
  type RunningUpload,
  resumeUpload,
  retryUpload,
} from "@/pages/upload/running-uploads";
import { IconButton } from "@/ui/IconButton";
import popoverStyles from "@/ui/Popover.module.css";
import { ProgressBar } from "@/ui/ProgressBar";
import { ApiError } from "@/uploads/delivery-api";
import styles from "./UploadList.module.css";
import { useAnnouncements } from "./use-announcements";

/** The bar's sign of what is being uploaded, on every page; it opens the list. */
export function UploadList({ uploads }: { uploads: readonly RunningUpload[] }) {
  const { t } = useLingui();
  useAnnouncements(uploads);
  const underWay = uploads.filter(isUnderWay);
  const failed = uploads.some((upload) => upload.phase === "failed");
  const sent = underWay.reduce((sum, upload) => sum + upload.sending.bytes.sent, 0);
  const total = underWay.reduce((sum, upload) => sum + upload.sending.bytes.total, 0);
  const percent = total > 0 ? Math.floor((100 * sent) / total) : 0;
  const state = failed ? "failed" : underWay.length > 0 ? "sending" : "done";
  const label = {
    failed: t`Uploads: one needs your attention`,
    sending: t`Uploads: ${percent} % sent`,
    done: t`Uploads: all done`,
  }[state];
  const Icon = { failed: CircleAlert, sending: Upload, done: CircleCheck }[state];
  return (
    <DialogTrigger>
      <Button className={styles.trigger} data-state={state} aria-label={label}>
        <Icon aria-hidden="true" />
        {state === "sending" && <span aria-hidden="true">{percent} %</span>}
      </Button>
      <Popover className={`${popoverStyles.popover} ${styles.popover}`} placement="bottom end" offset={6}>
        <Dialog className={styles.tray} aria-label={t`Uploads`}>
          {({ close }) => (
            <>
              <h2 className={styles.title}>
                <Trans>Uploads</Trans>
              </h2>
              <ul>
                {uploads.map((upload) => (
                  <UploadItem key={upload.id} upload={upload} onLeave={close} />
                ))}
              </ul>
            </>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function UploadItem({ upload, onLeave }: { upload: RunningUpload; onLeave: () => void }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { sending, phase } = upload;
  const isPaused = sending.phase === "paused";
  return (
    <li className={styles.item}>
      <div className={styles.head}>
        <p className={styles.name}>
          <bdi>{upload.folder.name}</bdi>
        </p>
        <span className={styles.buttons}>
          {phase === "sending" && (
            <IconButton
              label={isPaused ? t`Go on` : t`Pause`}
              onPress={() => (isPaused ? resumeUpload(upload.id) : pauseUpload(upload.id))}
            >
              {isPaused ? <Play /> : <Pause />}
            </IconButton>
          )}
          {phase === "failed" && (
            <IconButton label={t`Try again`} onPress={() => retryUpload(upload.id)}>
              <RotateCw />
            </IconButton>
          )}
          <IconButton
            label={t`Open folder`}
            onPress={() => {
              onLeave();
              void navigate({ href: paths.folder(upload.folder.id) });
            }}
          >
            <FolderOpen />
          </IconButton>
          {!isUnderWay(upload) && (
            <IconButton label={t`Take off the list`} onPress={() => dismissUpload(upload.id)}>
              <X />
            </IconButton>
          )}
        </span>
      </div>
      <Progress upload={upload} />
    </li>
  );
}

function Progress({ upload }: { upload: RunningUpload }) {
  const formats = useFormats();
  const problemText = useProblemText();
  const { sending, delivery } = upload;
  const { sent, total } = sending.bytes;

  if (upload.phase === "failed") {
    const { error } = upload;
    const words =
      error instanceof ApiError && error.message ? error.message : problemText(asProblem(error)).title;
    return (
      <p className={styles.problem} role="alert">
        {words}
      </p>
    );
  }
  if (upload.phase === "done") {
    const refused = delivery.files.refused + delivery.files.conflict;
    return (
      <p className={styles.done}>
        <span>
          <Plural value={upload.studies} one="# study" other="# studies" />
          {" · "}
          <Plural value={upload.documents} one="# document" other="# documents" />
          {" · "}
          <Trans>receipt {upload.number}</Trans>
        </span>
        {refused > 0 && (
          <span className={styles.problem}>
            <Plural value={refused} one="# file was not filed" other="# files were not filed" />
          </span>
        )}
      </p>
    );
  }
  if (upload.phase === "filing") {
    const { files } = delivery;
    const settled = files.filed + files.duplicate + files.conflict + files.refused;
    return (
      <ProgressBar
        value={settled > 0 ? settled / Math.max(settled + files.received, 1) : null}
        label={<Trans>Everything is sent. Filing…</Trans>}
        tone="success"
      />
    );
  }
  return (
    <ProgressBar
      value={total > 0 ? sent / total : null}
      label={<SendingWords upload={upload} />}
      detail={
        <>
          {formats.size(sent)} / {formats.size(total)}
        </>
      }
    />
  );
}

function SendingWords({ upload }: { upload: RunningUpload }) {
  const formats = useFormats();
  const { phase, waitingFor, speed, secondsLeft } = upload.sending;
  if (phase === "paused") return <Trans>Paused</Trans>;
  if (phase === "waiting" && waitingFor === "server")
    return <Trans>The server asks for a moment's patience…</Trans>;
  if (phase === "waiting") return <Trans>Waiting for the connection…</Trans>;
  if (phase === "preparing" || phase === "idle") return <Trans>Preparing…</Trans>;
  if (speed === null || secondsLeft === null) return <Trans>Sending…</Trans>;
  const rate = formats.size(speed);
  const minutes = Math.ceil(secondsLeft / 60);
  if (secondsLeft < 60) return <Trans>{rate}/s, less than a minute</Trans>;
  return (
    <>
      <Trans>{rate}/s</Trans>, <Plural value={minutes} one="# minute" other="# minutes" />
    </>
  );
}

function asProblem(error: unknown): unknown {
  return error instanceof ApiError
    ? new Problem(error.status, "", error.code, undefined, {}, undefined)
    : error;
}
