import { Trans, useLingui } from "@lingui/react/macro";
import type { Difference } from "@/api/settling";
import { useFormats } from "@/i18n/format";
import { formatPersonName } from "@/i18n/person-name";
import styles from "./Settling.module.css";
import { useVersionTitle } from "./VersionCard";

/** The DICOM elements that are not the same in all versions, by their names in the standard. */
export function DifferencesTable({
  differences,
  count,
}: {
  differences: readonly Difference[];
  count: number;
}) {
  const { t } = useLingui();
  const titleOf = useVersionTitle();
  if (differences.length === 0) {
    return (
      <p className={styles.quiet}>
        <Trans>All that is written about the image is the same.</Trans>
      </p>
    );
  }
  const titles = Array.from({ length: count }, (_, index) => titleOf(index, count));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls sideways must be reachable by keyboard
    <section className={styles.scroll} tabIndex={0} aria-label={t`What differs`}>
      <table className={styles.table}>
        <caption>
          <Trans>What differs</Trans>
        </caption>
        <thead>
          <tr>
            <th scope="col">
              <Trans>DICOM element</Trans>
            </th>
            {titles.map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {differences.map((difference) => (
            <tr key={difference.tag}>
              <th scope="row">
                <span lang="en" dir="ltr">
                  {difference.name || <Trans>Private element</Trans>}
                </span>{" "}
                <code dir="ltr">({difference.tag})</code>
              </th>
              {titles.map((title, index) => (
                <td key={title}>
                  <Value vr={difference.VR} value={difference.values[index] ?? null} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Value({ vr, value }: { vr: string; value: Difference["values"][number] }) {
  const formats = useFormats();
  if (value === null) {
    return (
      <span className={styles.quiet}>
        <Trans>not there</Trans>
      </span>
    );
  }
  if (value.text === null) {
    const size = formats.size(value.length);
    return (
      <span className={styles.quiet}>
        <Trans>data, {size}</Trans>
      </span>
    );
  }
  if (value.text === "") {
    return (
      <span className={styles.quiet}>
        <Trans>empty</Trans>
      </span>
    );
  }
  if (vr === "DA") return <>{formats.day(value.text)}</>;
  return <bdi>{vr === "PN" ? formatPersonName(value.text) : value.text}</bdi>;
}
