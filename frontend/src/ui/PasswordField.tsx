import { useLingui } from "@lingui/react/macro";
import { Eye, EyeOff } from "lucide-react";
import { type ReactNode, useState } from "react";
import { IconButton } from "./IconButton";
import styles from "./PasswordField.module.css";
import { TextField, type TextFieldProps } from "./TextField";

export interface PasswordFieldProps extends Omit<TextFieldProps, "type" | "trailing"> {
  /** Further buttons inside the frame, before "show": copy, generate. */
  actions?: ReactNode;
  /** Let the form decide when the letters are readable, for example after "generate". */
  isShown?: boolean;
  onShownChange?: (shown: boolean) => void;
}

/** A password with a button that shows its letters. */
export function PasswordField({ actions, isShown, onShownChange, ...props }: PasswordFieldProps) {
  const { t } = useLingui();
  const [ownShown, setOwnShown] = useState(false);
  const shown = isShown ?? ownShown;
  const toggle = () => {
    setOwnShown(!shown);
    onShownChange?.(!shown);
  };
  return (
    <TextField
      spellCheck="false"
      autoCorrect="off"
      {...props}
      type={shown ? "text" : "password"}
      trailing={
        <span className={styles.actions}>
          {actions}
          <IconButton label={shown ? t`Hide password` : t`Show password`} onPress={toggle}>
            {shown ? <EyeOff /> : <Eye />}
          </IconButton>
        </span>
      }
    />
  );
}
