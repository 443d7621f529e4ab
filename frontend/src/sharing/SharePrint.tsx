import { Trans, useLingui } from "@lingui/react/macro";
import { useQueries } from "@tanstack/react-query";
import { ArrowLeft, Printer } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { type Link, linkOptions, useNotePrinting } from "@/api/links";
import { useProblemText } from "@/api/use-problem-text";
import { SpokenIn } from "@/i18n/SpokenIn";
import { Button } from "@/ui/Button";
import { Checkbox } from "@/ui/Checkbox";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { leavePage } from "@/ui/leave-page";
import { Spinner } from "@/ui/Spinner";
import { useFreshShare } from "./fresh-shares";
import { PaperLanguageChoice } from "./PaperLanguageChoice";
import styles from "./SharePrint.module.css";
import { ShareSheet } from "./ShareSheet";
import { usePaperLanguage } from "./use-paper-language";

/** The share details as paper, A4 or Letter: one page for each link that was made together. */
export function SharePrint({ linkId }: { linkId: string }) {
  const { t } = useLingui();
  const fresh = useFreshShare(linkId);
  const [withPassword, setWithPassword] = useState(false);
  const ids = fresh?.together.map(({ id }) => id) ?? [linkId];
  const answers = useQueries({
    queries: ids.map((id) => ({ ...linkOptions(id), refetchInterval: false as const })),
  });
  const links = answers.map(({ data }) => data).filter((link): link is Link => link !== undefined);
  const failed = answers.find(({ error }) => error !== null);
  const problem = useProblemText()(failed?.error);

  const title = links[0]?.title;
  useEffect(() => {
    // Browsers propose the page's title as the file's name, and print it at the paper's edge
    document.title = title ? t`Share details – ${title}` : t`Share details`;
  }, [t, title]);

  const paper = usePaperLanguage(links[0]?.language);
  const [drawn, setDrawn] = useState<ReadonlySet<string>>(new Set());
  const isReady =
    paper.words !== undefined && links.length === ids.length && links.every(({ id }) => drawn.has(id));
  useReportedPrinting(isReady ? links : [], withPassword && fresh !== null);

  return (
    <div className={styles.page}>
      <header className={styles.bar}>
        <Button kind="quiet" icon={<ArrowLeft aria-hidden="true" />} onPress={leavePage}>
          <Trans>Back</Trans>
        </Button>
        <div className={styles.choice}>
          <PaperLanguageChoice paper={paper} />
          {fresh ? (
            <Checkbox isSelected={withPassword} onChange={setWithPassword}>
              <Trans>Print the password as well</Trans>
            </Checkbox>
          ) : (
            <Trans>The password can be printed only right after sharing.</Trans>
          )}
        </div>
        <Button
          kind="primary"
          icon={<Printer aria-hidden="true" />}
          onPress={() => window.print()}
          isDisabled={!isReady}
        >
          <Trans>Print</Trans>
        </Button>
      </header>
      {failed && (
        <ErrorState title={problem.title} detail={problem.detail} onRetry={() => void failed.refetch()} />
      )}
      {!failed && (links.length < ids.length || !paper.words) && (
        <div className={styles.loading}>
          <Spinner />
        </div>
      )}
      <main className={styles.sheets}>
        {paper.words && (
          <SpokenIn language={paper.language} words={paper.words}>
            {links
              .filter((link) => link.is_own)
              .map((link) => (
                <ShareSheet
                  key={link.id}
                  link={link}
                  password={withPassword ? (fresh?.password ?? null) : null}
                  onReady={() => setDrawn((now) => new Set(now).add(link.id))}
                />
              ))}
          </SpokenIn>
        )}
        {links.some((link) => !link.is_own) && (
          <EmptyState icon={<Printer aria-hidden="true" />} title={t`This can't be printed`}>
            <Trans>The address is for the clinician who shared it to see.</Trans>
          </EmptyState>
        )}
      </main>
    </div>
  );
}

/** Tells the record whenever the sheets are printed, by our button or by the browser's own. */
function useReportedPrinting(links: readonly Link[], withPassword: boolean): void {
  const { mutate } = useNotePrinting();
  const ids = links.map(({ id }) => id).join(" ");
  const report = useCallback(() => {
    for (const id of ids.split(" ").filter(Boolean)) mutate({ id, withPassword });
  }, [ids, mutate, withPassword]);
  useEffect(() => {
    window.addEventListener("beforeprint", report);
    return () => window.removeEventListener("beforeprint", report);
  }, [report]);
}
