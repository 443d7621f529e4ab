import { type ReactNode, useRef } from "react";
import { Button, type ButtonProps } from "./Button";
import styles from "./FilePicker.module.css";

export interface FilePickerProps extends Omit<ButtonProps, "onPress" | "children"> {
  children: ReactNode;
  /** Called with what was chosen; the same files can be chosen again afterwards. */
  onPick: (files: File[]) => void;
  /** Whole folders instead of files; each file then carries its `webkitRelativePath`. */
  directory?: boolean;
  accept?: string;
}

/** A button that opens the system's chooser for files or for a folder. */
export function FilePicker({ children, onPick, directory = false, accept, ...button }: FilePickerProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button {...button} onPress={() => input.current?.click()}>
        {children}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        tabIndex={-1}
        className={styles.input}
        accept={accept}
        {...(directory ? { webkitdirectory: "" } : {})}
        onChange={(event) => {
          onPick(Array.from(event.currentTarget.files ?? []));
          event.currentTarget.value = "";
        }}
      />
    </>
  );
}
