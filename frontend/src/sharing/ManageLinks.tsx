import { useState } from "react";
import { DialogBody } from "@/ui/Dialog";
import { LinksView } from "./LinksView";
import { allLinks } from "./link-choice";

export interface ManageLinksProps {
  folder: { id: string; name: string };
  onOpenDetails: (linkId: string) => void;
  onPrint: (linkId: string) => void;
}

/** The upload links of one folder. Stands inside a Dialog. */
export function ManageLinks({ folder, onOpenDetails, onPrint }: ManageLinksProps) {
  const [choice, choose] = useState(allLinks);
  return (
    <DialogBody flush>
      <LinksView
        folderId={folder.id}
        choice={choice}
        onChoose={choose}
        onOpenDetails={onOpenDetails}
        onPrint={onPrint}
      />
    </DialogBody>
  );
}
