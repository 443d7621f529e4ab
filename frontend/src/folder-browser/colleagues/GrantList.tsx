import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { PencilLine, UserRoundX } from "lucide-react";
import { type Grant, grantsOptions, useEndGrant, useGrant } from "@/api/grants";
import { useProblemText } from "@/api/use-problem-text";
import { useFormats } from "@/i18n/format";
import { ErrorState } from "@/ui/ErrorState";
import { IconButton } from "@/ui/IconButton";
import { Skeleton } from "@/ui/Skeleton";
import { notify } from "@/ui/toasts";
import styles from "./Colleagues.module.css";

/** With whom the folder is shared now; each can be changed or ended. */
export function GrantList({ folderId, onChange }: { folderId: string; onChange: (grant: Grant) => void }) {
  const { t } = useLingui();
  const grants = useQuery(grantsOptions(folderId));
  const problemText = useProblemText();
  if (grants.isPending) return <Skeleton height="3rem" />;
  if (!grants.data) {
    const text = problemText(grants.error);
    return <ErrorState title={text.title} detail={text.detail} onRetry={() => void grants.refetch()} />;
  }
  if (grants.data.length === 0) {
    return (
      <p className={styles.quiet}>
        <Trans>With nobody yet.</Trans>
      </p>
    );
  }
  return (
    <ul className={styles.grants} aria-label={t`Shared with`}>
      {grants.data.map((grant) => (
        <GrantLine key={grant.id} folderId={folderId} grant={grant} onChange={() => onChange(grant)} />
      ))}
    </ul>
  );
}

function GrantLine({ folderId, grant, onChange }: { folderId: string; grant: Grant; onChange: () => void }) {
  const { t } = useLingui();
  const formats = useFormats();
  const problemText = useProblemText();
  const end = useEndGrant(folderId);
  const again = useGrant(folderId);
  const { name, email, may, until_date, time_zone } = grant;
  const day = formats.day(until_date);
  const fail = (error: unknown) => notify({ title: problemText(error).title, tone: "danger" });

  function undo() {
    again
      .mutateAsync({ email, may, until_date, time_zone })
      .then(() => notify({ title: t`Shared with ${name} again`, tone: "success" }), fail);
  }
  function stop() {
    end.mutateAsync(grant.id).then(
      () =>
        notify({
          title: t`${name} no longer sees this folder`,
          actions: [{ label: t`Undo`, onPress: undo }],
        }),
      fail,
    );
  }

  return (
    <li className={styles.grant}>
      <span className={styles.person}>
        <bdi>{name}</bdi>
        <bdi className={styles.address}>{email}</bdi>
      </span>
      <span className={styles.facts}>
        {may === "edit" ? <Trans>View and edit</Trans> : <Trans>View</Trans>}
        {" · "}
        {day ? <Trans>until {day}</Trans> : <Trans>without end</Trans>}
      </span>
      <span className={styles.buttons}>
        <IconButton label={t`Change what ${name} may do`} onPress={onChange}>
          <PencilLine />
        </IconButton>
        <IconButton label={t`Stop sharing with ${name}`} onPress={stop}>
          <UserRoundX />
        </IconButton>
      </span>
    </li>
  );
}
