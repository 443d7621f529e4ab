import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useState } from "react";
import { Form } from "react-aria-components";
import { Problem } from "@/api/problem";
import { useProblemText } from "@/api/use-problem-text";
import { Button } from "@/ui/Button";
import { Dialog, DialogBody, DialogFooter } from "@/ui/Dialog";
import { TextField } from "@/ui/TextField";

/** As the server has it (folders/schemas.py). */
const longestName = 120;

export interface FolderNameDialogProps {
  title: ReactNode;
  subtitle?: ReactNode;
  initialName: string;
  submitLabel: ReactNode;
  /** Rejects with a Problem that is then shown at the field. */
  onSubmit: (name: string) => Promise<unknown>;
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

  async function submit() {
    const wanted = name.trim();
    if (!wanted) {
      setError(t`Enter a name for the folder.`);
      return;
    }
    if (wanted === initialName) {
      onClose();
      return;
    }
    setPending(true);
    try {
      await onSubmit(wanted);
      onClose();
    } catch (failure) {
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
          void submit();
        }}
      >
        <DialogBody>
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
            <Trans>Cancel</Trans>
          </Button>
          <Button kind="primary" type="submit" isPending={isPending}>
            {submitLabel}
          </Button>
        </DialogFooter>
      </Form>
    </Dialog>
  );
}
