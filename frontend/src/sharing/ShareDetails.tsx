import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Copy, Ellipsis, Printer } from "lucide-react";
import { Link as TextLink } from "react-aria-components";
import { type Link, linkOptions, qrAddress } from "@/api/links";
import { useProblemText } from "@/api/use-problem-text";
import { Button } from "@/ui/Button";
import { ErrorState } from "@/ui/ErrorState";
import { IconButton } from "@/ui/IconButton";
import { MenuButton } from "@/ui/Menu";
import { NoticeBox } from "@/ui/NoticeBox";
import { Skeleton } from "@/ui/Skeleton";
import { FreshPassword } from "./FreshPassword";
import { type FreshShare, useFreshShare } from "./fresh-shares";
import { LinkDeliveries } from "./LinkDeliveries";
import { LinkFacts } from "./LinkFacts";
import { LinkMails } from "./LinkMails";
import { linkAction } from "./link-actions";
import pill from "./Pill.module.css";
import styles from "./ShareDetails.module.css";
import { StageLine } from "./StageLine";
import { Timeline } from "./Timeline";
import { useCopy } from "./use-copy";
import { type LinkActions, useLinkActions } from "./use-link-actions";

export interface ShareDetailsProps {
  linkId: string;
  onPrint: () => void;
}

/** Everything about an upload link: what was asked, whom, until when, and what became of it. */
export function ShareDetails({ linkId, onPrint }: ShareDetailsProps) {
  const { data: link, error, refetch } = useQuery(linkOptions(linkId));
  const fresh = useFreshShare(linkId);
  const problem = useProblemText()(error);
  if (link) {
    return (
      <>
        {error && (
          <div className={styles.stale}>
            <NoticeBox tone="warning" role="status" title={problem.title}>
              <Trans>The page stands as it was last read.</Trans>
            </NoticeBox>
          </div>
        )}
        <Details link={link} fresh={fresh} onPrint={onPrint} />
      </>
    );
  }
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
  // Its own menu leaves out what is this page
  const actions = useLinkActions({ onOpenDetails: () => {}, onPrint });
  const others = fresh && fresh.together.length > 1 ? fresh.together : [];
  return (
    <article className={styles.details}>
      <header className={styles.head}>
        <div className={styles.titles}>
          <p className={styles.kicker}>
            <TextLink href="/links" className={styles.back}>
              <Trans>Upload links</Trans>
            </TextLink>{" "}
            / <Trans>Share details</Trans>
          </p>
          <h1 className={styles.title} dir="auto">
            {link.title}
          </h1>
          <p className={styles.recipient}>
            <bdi>{link.recipient}</bdi>
            {!link.is_own && (
              <span className={styles.when}>
                {" · "}
                <Trans>
                  shared by <bdi>{link.owner_name}</bdi>
                </Trans>
              </span>
            )}
          </p>
        </div>
        <div className={styles.actions}>
          {link.is_own && (
            <Button icon={<Printer aria-hidden="true" />} onPress={onPrint}>
              <Trans>Print</Trans>
            </Button>
          )}
          <FirstAction link={link} actions={actions} />
          <MenuButton label={t`More actions`} groups={actions.menuOf(link, ["details"])}>
            <Button icon={<Ellipsis aria-hidden="true" />}>
              <Trans>Actions</Trans>
            </Button>
          </MenuButton>
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
              className={pill.pill}
              {...(id === link.id ? { "aria-current": "page" as const } : {})}
            >
              {recipient}
            </TextLink>
          ))}
        </nav>
      )}

      {fresh && (
        <FreshPassword
          key={`${link.id} ${fresh.at}`}
          title={fresh.isNewPassword ? t`The new password is set` : t`Folder Shared Successfully`}
          password={fresh.password}
        />
      )}

      <StageLine link={link} />

      <div className={styles.columns}>
        <div className={styles.column}>
          <section className={styles.card} aria-label={t`Upload link`}>
            <h2 className={styles.heading}>
              <Trans>Upload link</Trans>
            </h2>
            <LinkAddress link={link} />
            <LinkFacts link={link} />
          </section>
          <section className={styles.card} aria-label={t`Deliveries`}>
            <h2 className={styles.heading}>
              <Trans>Deliveries</Trans>
            </h2>
            <LinkDeliveries deliveries={link.deliveries} timeline={link.timeline} hasReceipts={link.is_own} />
          </section>
          <section className={styles.card} aria-label={t`E-mails`}>
            <h2 className={styles.heading}>
              <Trans>E-mails</Trans>
            </h2>
            <LinkMails mails={link.mails} />
          </section>
        </div>
        <section className={styles.card} aria-label={t`Timeline`}>
          <h2 className={styles.heading}>
            <Trans>Timeline</Trans>
          </h2>
          <Timeline events={link.timeline} />
        </section>
      </div>
      {actions.dialog}
    </article>
  );
}

/** What is likeliest to be wanted of a link as it stands; all else is in the menu. */
function FirstAction({ link, actions }: { link: Link; actions: LinkActions }) {
  const { i18n } = useLingui();
  if (!link.is_own) return null;
  const id = link.state === "expired" ? "extend" : link.state === "revoked" ? "reactivate" : "resend";
  const { title, icon: Icon, enabled } = linkAction(id);
  if (enabled(link) !== true) return null;
  return (
    <Button icon={<Icon aria-hidden="true" />} onPress={() => actions.perform(id, link)}>
      {i18n._(title)}
    </Button>
  );
}

/** The address, to be copied or shown to a phone's camera; its owner's alone. */
function LinkAddress({ link }: { link: Link }) {
  const { t } = useLingui();
  const copy = useCopy();
  if (!link.is_own) {
    return (
      <NoticeBox>
        <Trans>The address is for the clinician who shared it to see.</Trans>
      </NoticeBox>
    );
  }
  if (link.state !== "active") {
    return (
      <NoticeBox>
        {link.state === "revoked" ? (
          <Trans>The address is dead. Reactivating the link gives it a new one.</Trans>
        ) : (
          <Trans>The address leads nowhere at present; when the link works again, so does the address.</Trans>
        )}
      </NoticeBox>
    );
  }
  return (
    <div className={styles.address}>
      <img
        src={qrAddress(link)}
        alt={t`QR code of the upload link`}
        className={styles.qr}
        width={132}
        height={132}
      />
      <div className={styles.addressWords}>
        <div className={styles.url}>
          <code dir="ltr" className={styles.code}>
            {link.url}
          </code>
          <IconButton label={t`Copy link`} onPress={() => copy(link.url, t`Link copied`)}>
            <Copy />
          </IconButton>
        </div>
        <p className={styles.nothing}>
          <Trans>A phone's camera opens the QR code.</Trans>
        </p>
      </div>
    </div>
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
