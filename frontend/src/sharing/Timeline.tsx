import { Trans } from "@lingui/react/macro";
import { useFormats } from "@/i18n/format";
import styles from "./Timeline.module.css";
import { type TimelineEvent, useStepWords, worthReading } from "./timeline";

/** A link's life, newest step first. */
export function Timeline({ events }: { events: readonly TimelineEvent[] }) {
  const stepWords = useStepWords();
  const formats = useFormats();
  const steps = worthReading(events).toReversed();
  if (steps.length === 0) {
    return (
      <p className={styles.empty}>
        <Trans>Nothing has happened yet.</Trans>
      </p>
    );
  }
  return (
    <ol className={styles.timeline}>
      {steps.map((event) => {
        const { icon: Icon, tone, title, detail } = stepWords(event);
        return (
          <li
            key={`${event.at} ${event.kind} ${JSON.stringify(event.detail)}`}
            className={styles.step}
            data-tone={tone}
          >
            <span className={styles.icon}>
              <Icon aria-hidden="true" />
            </span>
            <div className={styles.words}>
              <p className={styles.title}>{title}</p>
              {detail && (
                <p className={styles.detail}>
                  <bdi>{detail}</bdi>
                </p>
              )}
              <time className={styles.at} dateTime={event.at}>
                {formats.moment(event.at)}
              </time>
            </div>
          </li>
        );
      })}
    </ol>
  );
}
