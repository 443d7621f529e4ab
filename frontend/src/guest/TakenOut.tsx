/** @jsxImportSource preact */
import { plural, t } from "@lingui/core/macro";
import { Icon } from "./icons";

/** What is removed from the files themselves before they are sent, with examples. */
export function TakenOut({ takenOut }: { takenOut: ReadonlyMap<string, readonly string[]> }) {
  if (takenOut.size === 0) return null;
  return (
    <div class="notice" data-kind="success">
      <Icon name="check" />
      <div class="notice-body">
        <p class="notice-title">{t`Who the patient is stays with you`}</p>
        <p>
          {t`Names, numbers, dates and places are removed from the images on this computer, before they are sent. Your own files are not changed.`}
        </p>
        <details class="taken-out">
          <summary>
            {plural(takenOut.size, {
              one: "# kind of entry is removed",
              other: "# kinds of entries are removed",
            })}
          </summary>
          <dl>
            {[...takenOut].sort(ofThePatientFirst).map(([keyword, values]) => (
              <div key={keyword}>
                <dt dir="ltr">{spaced(keyword)}</dt>
                <dd>
                  <bdi>{values.join(" · ")}</bdi>
                </dd>
              </div>
            ))}
          </dl>
        </details>
      </div>
    </div>
  );
}

/** What everybody looks for comes first; all else in the order of the files. */
function ofThePatientFirst([one]: [string, unknown], [other]: [string, unknown]): number {
  return Number(other.startsWith("Patient")) - Number(one.startsWith("Patient"));
}

/** A DICOM keyword as words: `PatientBirthDate`. */
function spaced(keyword: string): string {
  return keyword.replace(/([a-z])([A-Z])/g, "$1 $2");
}
