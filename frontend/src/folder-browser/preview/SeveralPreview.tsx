import { Trans, useLingui } from "@lingui/react/macro";
import { Download } from "lucide-react";
import type { Row } from "@/api/content";
import { useFormats } from "@/i18n/format";
import { Button } from "@/ui/Button";
import { Fact, Facts } from "./Facts";
import { Figures } from "./Figures";
import styles from "./Preview.module.css";
import { summaryOf } from "./subject";
import type { WaysOn } from "./ways-on";

/** What several rows are together. */
export function SeveralPreview({ rows, waysOn }: { rows: readonly Row[]; waysOn: WaysOn }) {
  const { t } = useLingui();
  const formats = useFormats();
  const { firstDate, lastDate, ...sum } = summaryOf(rows);
  const days = [...new Set([firstDate, lastDate])].map((date) => formats.day(date)).filter(Boolean);
  return (
    <>
      <Figures counts={sum} />
      <div className={styles.actions}>
        <Button size="small" icon={<Download aria-hidden="true" />} onPress={() => waysOn.download(rows)}>
          <Trans>Download</Trans>
        </Button>
      </div>
      <Facts>
        <Fact term={t`Patients`}>{sum.patients > 0 ? formats.number(sum.patients) : ""}</Fact>
        <Fact term={t`Study dates`}>{days.join(" – ")}</Fact>
        <Fact term={t`Modality`}>{sum.modalities.join(", ")}</Fact>
        <Fact term={sum.folders > 0 ? t`Size without the folders` : t`Size`}>
          {sum.size > 0 ? formats.size(sum.size) : ""}
        </Fact>
      </Facts>
    </>
  );
}
