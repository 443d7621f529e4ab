import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useState } from "react";
import { Form } from "react-aria-components";
import { Problem } from "@/api/problem";
import { useProblemText } from "@/api/use-problem-text";
import { Button } from "@/ui/Button";
import { Dialog, DialogBody, DialogFooter } from "@/ui/Dialog";
import { NoticeBox } from "@/ui/NoticeBox";
import { TextField } from "@/ui/TextField";
import styles from "./FolderNameDialog.module.css";

/** As the server has it (folders/schemas.py). */
const longestName = 120;

export interface FolderNameDialogProps {
  title: ReactNode;
  subtitle?: ReactNode;
  initialName: string;
  submitLabel: ReactNode;
  /**
   * Rejects with a Problem that is then shown at the field. `over` is the state that somebody else has made meanwhile,
   * when it is to be overwritten knowingly.
   */
  onSubmit: (name: string, over?: string) => Promise<unknown>;
  onClose: () => void;
}

/** Asks for a folder's name: of a new folder, or a new one of an old folder. */
export function FolderNameDialog({
  title,
  subtitle,
  initialName,
  submitLabel,
  onSubmit,
  onClose,
}: FolderNameDialogProps) {
  const { t } = useLingui();
  const problemText = useProblemText();
  const [name, setName] = useState(initialName);
  const [error, setError] = useState<string>();
  const [isPending, setPending] = useState(false);
  const [changed, setChanged] = useState<Problem | null>(null);

  async function submit(over?: string) {
    const wanted = name.trim();
    if (!wanted) {
      setError(t`Enter a name for the folder.`);
      return;
    }
    if (wanted === initialName && !over) {
      onClose();
      return;
    }
    setPending(true);
    try {
      await onSubmit(wanted, over);
      onClose();
    } catch (failure) {
      if (failure instanceof Problem && failure.code === "folder_changed") {
        setChanged(failure);
        setPending(false);
        return;
      }
      setError((failure instanceof Problem && failure.fields.name) || problemText(failure).title);
      setPending(false);
    }
  }

  return (
    <Dialog title={title} subtitle={subtitle} isOpen onClose={onClose} size="small">
      <Form
        validationBehavior="aria"
        onSubmit={(event) => {
          event.preventDefault();
          if (!changed) void submit();
        }}
      >
        <DialogBody>
          {changed && (
            <div className={styles.changed}>
              <NoticeBox tone="warning" role="alert" title={changed.title}>
                <ChangedPlace problem={changed} />
              </NoticeBox>
            </div>
          )}
          <TextField
            label={t`Name`}
            value={name}
            onChange={(value) => {
              setName(value);
              setError(undefined);
            }}
            onFocus={(event) => event.currentTarget.select()}
            error={error}
            maxLength={longestName}
            autoComplete="off"
            autoFocus
            isRequired
          />
        </DialogBody>
        <DialogFooter>
          <Button onPress={onClose}>
            {changed ? <Trans>Leave it as it is</Trans> : <Trans>Cancel</Trans>}
          </Button>
          {changed ? (
            <Button
              kind="primary"
              isPending={isPending}
              onPress={() => void submit(String(changed.extra.etag ?? ""))}
            >
              <Trans>Rename anyway</Trans>
            </Button>
          ) : (
            <Button kind="primary" type="submit" isPending={isPending}>
              {submitLabel}
            </Button>
          )}
        </DialogFooter>
      </Form>
    </Dialog>
  );
}

/** Where the folder is now, which may be another place than before. */
function ChangedPlace({ problem }: { problem: Problem }) {
  const { t } = useLingui();
  const place = String(problem.extra.location || t`My Folders`);
  return (
    <p>
      <Trans>It lies in “{place}”.</Trans>
    </p>
  );
}
