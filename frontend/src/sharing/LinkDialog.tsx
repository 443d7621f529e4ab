import type { LinkSummary } from "@/api/links";
import { LastDayDialog } from "./LastDayDialog";
import { LimitsDialog } from "./LimitsDialog";
import { NewAddressDialog } from "./NewAddressDialog";
import { NewPasswordDialog } from "./NewPasswordDialog";
import { RevokeDialog } from "./RevokeDialog";
import type { AskingAction } from "./use-link-actions";

export interface LinkDialogProps {
  action: AskingAction;
  link: LinkSummary;
  onClose: () => void;
  onPrint: (linkId: string) => void;
}

/** What an action asks before it is done to a link. */
export function LinkDialog({ action, link, onClose, onPrint }: LinkDialogProps) {
  switch (action) {
    case "password":
      return <NewPasswordDialog link={link} onClose={onClose} onPrint={onPrint} />;
    case "address":
      return <NewAddressDialog link={link} onClose={onClose} />;
    case "extend":
    case "reactivate":
      return <LastDayDialog link={link} isRevival={action === "reactivate"} onClose={onClose} />;
    case "limits":
      return <LimitsDialog link={link} onClose={onClose} />;
    case "revoke":
      return <RevokeDialog link={link} onClose={onClose} />;
  }
}
