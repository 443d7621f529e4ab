import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { FolderOpen, Link2, Users } from "lucide-react";
import { figuresOptions } from "@/api/folders";
import { useProblemText } from "@/api/use-problem-text";
import { useFormats } from "@/i18n/format";
import { Button } from "@/ui/Button";
import { NoticeBox } from "@/ui/NoticeBox";
import { Fact, Facts } from "./Facts";
import { Figures } from "./Figures";
import styles from "./Preview.module.css";
import type { ShownFolder } from "./subject";
import type { WaysOn } from "./ways-on";

interface FolderPreviewProps {
  folder: ShownFolder;
  /** Names the state of what is shown: another one may have other figures. */
  state: string;
  waysOn: WaysOn;
  isWanted: boolean;
}

/** A folder: how much is in it, who may see it, who may send into it. */
export function FolderPreview({ folder, state, waysOn, isWanted }: FolderPreviewProps) {
  const { t } = useLingui();
  const formats = useFormats();
  const { data, error, refetch } = useQuery({ ...figuresOptions(folder.id, state), enabled: isWanted });
  const problem = useProblemText()(error);
  const { row } = folder;
  return (
    <>
      {error && !data ? (
        <NoticeBox
          tone={problem.isOffline ? "info" : "danger"}
          title={problem.title}
          actions={
            <Button size="small" onPress={() => void refetch()}>
              <Trans>Try again</Trans>
            </Button>
          }
        />
      ) : (
        <Figures counts={data} />
      )}
      {row && (
        <div className={styles.actions}>
          <Button size="small" icon={<FolderOpen aria-hidden="true" />} onPress={() => waysOn.open(row)}>
            <Trans>Open folder</Trans>
          </Button>
        </div>
      )}
      {folder.links.length > 0 && (
        <section className={styles.group}>
          <h3 className={styles.groupTitle}>
            <Link2 aria-hidden="true" />
            <Trans>Active upload links</Trans>
          </h3>
          <ul className={styles.people}>
            {folder.links.map((mark) => (
              <li key={mark.link_id}>
                <bdi>{mark.recipient}</bdi>
                <span className={styles.quiet}>
                  <Trans>until {formats.lastDay(mark.expires_at)}</Trans>
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {data && data.colleagues.length > 0 && (
        <section className={styles.group}>
          <h3 className={styles.groupTitle}>
            <Users aria-hidden="true" />
            <Trans>Shared with colleagues</Trans>
          </h3>
          <ul className={styles.people}>
            {data.colleagues.map((name) => (
              <li key={name}>
                <bdi>{name}</bdi>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Facts>
        <Fact term={t`Size`}>{data ? formats.size(data.size) : ""}</Fact>
        <Fact term={t`Owner`}>{folder.ownerName}</Fact>
        <Fact term={t`Shared until`}>{formats.lastDay(folder.sharedUntil)}</Fact>
        {/* A root has always been there */}
        {folder.name !== "" && (
          <Fact term={t`Created`}>
            <time dateTime={folder.createdAt}>{formats.moment(folder.createdAt)}</time>
            {folder.createdBy && (
              <span className={styles.quiet}>
                <bdi>{folder.createdBy}</bdi>
              </span>
            )}
          </Fact>
        )}
      </Facts>
    </>
  );
}
