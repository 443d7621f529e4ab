import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Ban, Link2, ReceiptText } from "lucide-react";
import { useState } from "react";
import { Button as RowButton } from "react-aria-components";
import { folderLinksOptions, type LinkSummary } from "@/api/links";
import { useProblemText } from "@/api/use-problem-text";
import { useFormats } from "@/i18n/format";
import { Badge } from "@/ui/Badge";
import { DialogBody } from "@/ui/Dialog";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { IconButton } from "@/ui/IconButton";
import { Skeleton } from "@/ui/Skeleton";
import { useStateWord } from "./link-words";
import styles from "./ManageLinks.module.css";
import { RevokeDialog } from "./RevokeDialog";

export interface ManageLinksProps {
  folder: { id: string; name: string };
  onOpenDetails: (linkId: string) => void;
}

/** The upload links of one folder. Stands inside a Dialog. */
export function ManageLinks({ folder, onOpenDetails }: ManageLinksProps) {
  const { t } = useLingui();
  const { data: links, error, refetch } = useQuery(folderLinksOptions(folder.id));
  const problem = useProblemText()(error);
  const [revoking, setRevoking] = useState<LinkSummary | null>(null);
  return (
    <DialogBody>
      {!links && error && (
        <ErrorState title={problem.title} detail={problem.detail} onRetry={() => void refetch()} />
      )}
      {!links && !error && <Skeleton height="8rem" />}
      {links?.length === 0 && (
        <EmptyState icon={<Link2 aria-hidden="true" />} title={t`This folder has no upload links`}>
          <Trans>“Share an Upload Folder” makes one.</Trans>
        </EmptyState>
      )}
      {links && links.length > 0 && (
        <ul className={styles.links}>
          {links.map((link) => (
            <LinkLine
              key={link.id}
              link={link}
              onOpen={() => onOpenDetails(link.id)}
              onRevoke={() => setRevoking(link)}
            />
          ))}
        </ul>
      )}
      {revoking && <RevokeDialog link={revoking} onClose={() => setRevoking(null)} />}
    </DialogBody>
  );
}

function LinkLine({
  link,
  onOpen,
  onRevoke,
}: {
  link: LinkSummary;
  onOpen: () => void;
  onRevoke: () => void;
}) {
  const { t } = useLingui();
  const formats = useFormats();
  const state = useStateWord()(link.state);
  const until = formats.moment(link.expires_at);
  const mayRevoke = link.state === "active" || link.state === "suspended";
  return (
    <li className={styles.line}>
      <div className={styles.words}>
        <RowButton className={styles.recipient} onPress={onOpen}>
          <bdi>{link.recipient}</bdi>
        </RowButton>
        <p className={styles.title}>{link.title}</p>
        <p className={styles.facts}>
          <Trans>Until {until}</Trans>
          {" · "}
          {link.delivery_count === 0 ? (
            <Trans>no deliveries yet</Trans>
          ) : (
            <Plural value={link.delivery_count} one="# delivery" other="# deliveries" />
          )}
        </p>
      </div>
      <Badge tone={state.tone}>{state.word}</Badge>
      <div className={styles.buttons}>
        <IconButton label={t`View share details`} onPress={onOpen}>
          <ReceiptText />
        </IconButton>
        <IconButton
          label={t`Revoke`}
          onPress={onRevoke}
          {...(mayRevoke ? {} : { disabledReason: t`This link no longer works anyway.` })}
        >
          <Ban />
        </IconButton>
      </div>
    </li>
  );
}
