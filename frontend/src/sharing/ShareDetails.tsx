import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Ban, Copy, Printer } from "lucide-react";
import { useState } from "react";
import { Link as TextLink } from "react-aria-components";
import { type Link, linkOptions } from "@/api/links";
import { useProblemText } from "@/api/use-problem-text";
import { Badge } from "@/ui/Badge";
import { Button } from "@/ui/Button";
import { ErrorState } from "@/ui/ErrorState";
import { IconButton } from "@/ui/IconButton";
import { Skeleton } from "@/ui/Skeleton";
import { FreshPassword } from "./FreshPassword";
import { type FreshShare, useFreshShare } from "./fresh-shares";
import { LinkDeliveries } from "./LinkDeliveries";
import { LinkFacts } from "./LinkFacts";
import { useStateWord } from "./link-words";
import { RevokeDialog } from "./RevokeDialog";
import styles from "./ShareDetails.module.css";
import { Timeline } from "./Timeline";
import { useCopy } from "./use-copy";

export interface ShareDetailsProps {
  linkId: string;
  onPrint: () => void;
}

/** Everything about an upload link: what was asked, whom, until when, and what became of it. */
export function ShareDetails({ linkId, onPrint }: ShareDetailsProps) {
  const { data: link, error, refetch } = useQuery(linkOptions(linkId));
  const fresh = useFreshShare(linkId);
  const problem = useProblemText()(error);
  if (link) return <Details link={link} fresh={fresh} onPrint={onPrint} />;
  if (error) {
    return (
      <ErrorState
        title={problem.title}
        detail={problem.detail}
        isOffline={problem.isOffline}
        onRetry={() => void refetch()}
      />
    );
  }
  return <DetailsLoading />;
}

function Details({ link, fresh, onPrint }: { link: Link; fresh: FreshShare | null; onPrint: () => void }) {
  const { t } = useLingui();
  const stateWord = useStateWord();
  const copy = useCopy();
  const [isRevoking, setRevoking] = useState(false);
  const state = stateWord(link.state);
  const others = fresh && fresh.together.length > 1 ? fresh.together : [];
  return (
    <article className={styles.details}>
      <header className={styles.head}>
        <div className={styles.titles}>
          <p className={styles.kicker}>
            <Trans>Share details</Trans>
          </p>
          <h1 className={styles.title}>{link.title}</h1>
          <Badge tone={state.tone}>{state.word}</Badge>
        </div>
        <div className={styles.actions}>
          <Button icon={<Printer aria-hidden="true" />} onPress={onPrint}>
            <Trans>Print</Trans>
          </Button>
          {(link.state === "active" || link.state === "suspended") && (
            <Button icon={<Ban aria-hidden="true" />} onPress={() => setRevoking(true)}>
              <Trans>Revoke</Trans>
            </Button>
          )}
        </div>
      </header>

      {others.length > 0 && (
        <nav aria-label={t`Shared together`} className={styles.together}>
          <span className={styles.kicker}>
            <Trans>Shared with</Trans>
          </span>
          {others.map(({ id, recipient }) => (
            <TextLink
              key={id}
              href={`/links/${id}`}
              className={styles.other}
              {...(id === link.id ? { "aria-current": "page" as const } : {})}
            >
              {recipient}
            </TextLink>
          ))}
        </nav>
      )}

      {fresh && <FreshPassword key={link.id} password={fresh.password} />}

      <div className={styles.columns}>
        <div className={styles.column}>
          <section className={styles.card} aria-label={t`Upload link`}>
            <h2 className={styles.heading}>
              <Trans>Upload link</Trans>
            </h2>
            <div className={styles.url}>
              <code dir="ltr" className={styles.code}>
                {link.url}
              </code>
              <IconButton label={t`Copy link`} onPress={() => copy(link.url, t`Link copied`)}>
                <Copy />
              </IconButton>
            </div>
            <LinkFacts link={link} />
          </section>
          <section className={styles.card} aria-label={t`Deliveries`}>
            <h2 className={styles.heading}>
              <Trans>Deliveries</Trans>
            </h2>
            <LinkDeliveries deliveries={link.deliveries} />
          </section>
        </div>
        <section className={styles.card} aria-label={t`Timeline`}>
          <h2 className={styles.heading}>
            <Trans>Timeline</Trans>
          </h2>
          <Timeline events={link.timeline} />
        </section>
      </div>
      {isRevoking && <RevokeDialog link={link} onClose={() => setRevoking(false)} />}
    </article>
  );
}

function DetailsLoading() {
  return (
    <div className={styles.details} aria-busy="true">
      <Skeleton width="20rem" height="2rem" />
      <div className={styles.columns}>
        <div className={styles.card}>
          <Skeleton height="14rem" />
        </div>
        <div className={styles.card}>
          <Skeleton height="14rem" />
        </div>
      </div>
    </div>
  );
}
