import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { ArrowLeft, ZoomIn, ZoomOut } from "lucide-react";
import { useEffect, useState } from "react";
import { useProblemText } from "@/api/use-problem-text";
import { documentOptions, type ViewedDocument } from "@/api/viewing";
import { useFormats } from "@/i18n/format";
import { ErrorState } from "@/ui/ErrorState";
import { IconButton } from "@/ui/IconButton";
import { Spinner } from "@/ui/Spinner";
import { DocumentPages, DownloadLink } from "./DocumentPages";
import styles from "./DocumentViewer.module.css";
import { useSurroundings } from "./surroundings";

const zooms = [0.5, 0.75, 1, 1.25, 1.5, 2, 3];

/** A document shown in place, as far as its kind can be; else with a way to download it. Fills its parent. */
export function DocumentViewer({ documentId }: { documentId: string }) {
  const { t } = useLingui();
  const { data: document, error, refetch } = useQuery(documentOptions(documentId));
  const problem = useProblemText()(error);

  const name = document?.name;
  useEffect(() => {
    window.document.title = name ? t`${name} – Filmjacket` : t`Document – Filmjacket`;
  }, [t, name]);

  if (document) return <Opened key={document.id} document={document} />;
  return (
    <div className={styles.state}>
      {error ? (
        <ErrorState
          title={problem.title}
          detail={problem.detail}
          isOffline={problem.isOffline}
          onRetry={() => void refetch()}
        />
      ) : (
        <Spinner />
      )}
    </div>
  );
}

function Opened({ document }: { document: ViewedDocument }) {
  const { t } = useLingui();
  const formats = useFormats();
  const { leave } = useSurroundings();
  const [zoomIndex, setZoomIndex] = useState(zooms.indexOf(1));
  const zoom = zooms[zoomIndex] ?? 1;
  const percent = formats.number(zoom * 100);
  return (
    <div className={styles.viewer}>
      <header className={styles.head}>
        <IconButton label={t`Back`} onPress={leave}>
          <ArrowLeft className={styles.back} />
        </IconButton>
        <div className={styles.titles}>
          <h1 className={styles.name}>
            <bdi>{document.name}</bdi>
          </h1>
          <p className={styles.facts}>
            {formats.size(document.size)} · {formats.moment(document.created_at)}
          </p>
        </div>
        {document.shown_as !== "nothing" && (
          <div className={styles.zoom}>
            <IconButton
              label={t`Smaller`}
              onPress={() => setZoomIndex((now) => now - 1)}
              {...(zoomIndex === 0 ? { disabledReason: t`It is as small as it gets.` } : {})}
            >
              <ZoomOut />
            </IconButton>
            <output className={styles.percent}>{percent} %</output>
            <IconButton
              label={t`Larger`}
              onPress={() => setZoomIndex((now) => now + 1)}
              {...(zoomIndex === zooms.length - 1 ? { disabledReason: t`It is as large as it gets.` } : {})}
            >
              <ZoomIn />
            </IconButton>
          </div>
        )}
        <DownloadLink document={document} />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section className={styles.content} aria-label={t`Content`} tabIndex={0}>
        <DocumentPages document={document} zoom={zoom} />
      </section>
    </div>
  );
}
