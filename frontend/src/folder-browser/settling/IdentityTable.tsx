import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Equal, EqualNot } from "lucide-react";
import type { ReactNode } from "react";
import type { Variant } from "@/api/settling";
import { thumbnailAddress } from "@/api/viewing";
import { useFormats } from "@/i18n/format";
import { formatPersonName } from "@/i18n/person-name";
import { SentBy } from "./SentBy";
import styles from "./Settling.module.css";

interface Line {
  id: string;
  title: ReactNode;
  of: (variant: Variant) => ReactNode;
  /** What is compared; nothing where a difference means nothing. */
  compared?: (variant: Variant) => string;
}

/** Two studies' patients and origins beside each other; where they differ is marked in words, colour and weight. */
export function IdentityTable({ asked, other }: { asked: Variant; other: Variant }) {
  const { t } = useLingui();
  const lines = useLines();
  const both = [asked, other];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls sideways must be reachable by keyboard
    <section className={styles.scroll} tabIndex={0} aria-label={t`The two studies`}>
      <table className={styles.table}>
        <thead>
          <tr>
            <td />
            <th scope="col">
              <Trans>This study</Trans>
            </th>
            <th scope="col">
              <Trans>The other study</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">
              <Trans>Picture</Trans>
            </th>
            {both.map((variant, index) => (
              <td key={variant.id}>
                {variant.thumbnail_instance_id ? (
                  <img
                    className={styles.small}
                    src={thumbnailAddress(variant.id, variant.thumbnail_instance_id)}
                    alt={index === 0 ? t`Of this study` : t`Of the other study`}
                    width={128}
                    height={128}
                  />
                ) : (
                  <span className={styles.quiet}>
                    <Trans>No picture in it</Trans>
                  </span>
                )}
              </td>
            ))}
          </tr>
          {lines.map((line) => {
            const differs = line.compared && line.compared(asked) !== line.compared(other);
            return (
              <tr key={line.id} data-differs={differs || undefined}>
                <th scope="row">
                  {line.title} {line.compared && <Comparison differs={differs === true} />}
                </th>
                {both.map((variant) => (
                  <td key={variant.id}>{line.of(variant) || <Missing />}</td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function Comparison({ differs }: { differs: boolean }) {
  return differs ? (
    <span className={styles.comparison} data-differs>
      <EqualNot aria-hidden="true" />
      <Trans>differs</Trans>
    </span>
  ) : (
    <span className={styles.comparison}>
      <Equal aria-hidden="true" />
      <Trans>the same</Trans>
    </span>
  );
}

function Missing() {
  return (
    <span className={styles.quiet}>
      <Trans>empty</Trans>
    </span>
  );
}

function useLines(): readonly Line[] {
  const formats = useFormats();
  const same = (keyword: "PatientID" | "PatientSex" | "IssuerOfPatientID") => ({
    of: (variant: Variant) => variant[keyword] && <bdi>{variant[keyword]}</bdi>,
    compared: (variant: Variant) => variant[keyword],
  });
  return [
    {
      id: "name",
      title: <Trans>Patient</Trans>,
      of: ({ PatientName }) => PatientName && <bdi>{formatPersonName(PatientName)}</bdi>,
      compared: ({ PatientName }) => formatPersonName(PatientName).toLocaleLowerCase(),
    },
    { id: "patient-id", title: <Trans>Patient ID</Trans>, ...same("PatientID") },
    { id: "issuer", title: <Trans>Issuer of the patient ID</Trans>, ...same("IssuerOfPatientID") },
    {
      id: "birth",
      title: <Trans>Born</Trans>,
      of: ({ PatientBirthDate }) => formats.day(PatientBirthDate),
      compared: ({ PatientBirthDate }) => PatientBirthDate,
    },
    { id: "sex", title: <Trans>Sex</Trans>, ...same("PatientSex") },
    {
      id: "study",
      title: <Trans>Study</Trans>,
      of: (variant) => (
        <>
          <bdi>{variant.StudyDescription}</bdi> {formats.day(variant.StudyDate)}
        </>
      ),
    },
    {
      id: "images",
      title: <Trans>Images</Trans>,
      of: (variant) => (
        <>
          <Plural value={variant.instance_count} one="# image" other="# images" />,{" "}
          {formats.size(variant.size)}
        </>
      ),
    },
    { id: "arrived", title: <Trans>Arrived</Trans>, of: ({ arrived_at }) => formats.moment(arrived_at) },
    {
      id: "sender",
      title: <Trans>Sent by</Trans>,
      of: ({ sender }) => <SentBy senders={sender ? [sender] : []} />,
    },
    { id: "places", title: <Trans>Lies in</Trans>, of: ({ places }) => <Places places={places} /> },
  ];
}

function Places({ places }: { places: readonly string[] }) {
  return (
    <ul className={styles.senders}>
      {places.map((place) => (
        <li key={place}>{place ? <bdi>{place}</bdi> : <Trans>My Folders</Trans>}</li>
      ))}
    </ul>
  );
}
