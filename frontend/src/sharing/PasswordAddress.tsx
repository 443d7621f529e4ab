import { useLingui } from "@lingui/react/macro";
import { TextField } from "@/ui/TextField";

export interface PasswordAddressProps {
  value: string;
  onChange: (address: string) => void;
  error: string | undefined;
}

/** Where the password goes if not to the link's own recipient. */
export function PasswordAddress(props: PasswordAddressProps) {
  const { t } = useLingui();
  return (
    <TextField
      {...props}
      label={t`Address for the password`}
      isRequired
      validationBehavior="aria"
      inputMode="email"
      autoComplete="off"
      spellCheck="false"
    />
  );
}
