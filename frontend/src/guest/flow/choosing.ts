import type { Patient } from "@/uploads/check";
import type { Collection } from "@/uploads/collect";
import { ApiError } from "@/uploads/delivery-api";
import type { PreparationOptions } from "@/uploads/prepare";
import * as client from "../client";
import { adoptPaths, countMissing } from "../going-on";
import { change, current, visitOrThrow } from "./state";

/** Files were chosen: `collect` is called at once, since a drop's files are gone when its event is over. */
export async function chooseFiles(
  collect: (found: (count: number) => void) => Collection | Promise<Collection>,
): Promise<void> {
  let preparation = current().preparation;
  const chosen = collect((count) => preparation?.found(count));
  if (!preparation) {
    const { createPreparation } = await import("../engine");
    const { unfinished, visit } = current();
    const policy = unfinished?.policy ?? visit?.policy;
    preparation = createPreparation({
      acceptance: policy?.accepts ?? "dicom_and_documents",
      ...(visit?.expects_patient ? { checkPatients } : {}),
      ...(policy?.deidentified && visit?.deidentification_key
        ? { deidentify: await deidentification(visit.deidentification_key) }
        : {}),
    });
  }
  change({ preparation, screen: "review", failure: null });
  await preparation.add(
    Promise.resolve(chosen).then((choice) => {
      const { expectedFiles } = current();
      return expectedFiles.length > 0 ? adoptPaths(choice, expectedFiles) : choice;
    }),
  );
  const { selection } = preparation.getSnapshot();
  const { expectedFiles } = current();
  if (!selection || expectedFiles.length === 0) return;
  const { filesToSend } = await import("../engine");
  change({ missing: countMissing(filesToSend(selection), expectedFiles) });
}

/** Loaded for the few links that ask for it: its table weighs more than the page. */
async function deidentification(key: string): Promise<NonNullable<PreparationOptions["deidentify"]>> {
  const { clean, Pseudonyms } = await import("../deidentification");
  const pseudonyms = new Pseudonyms(key);
  return (file, header) => clean(file, header, pseudonyms);
}

/** So many patients the server takes at a time. */
const PATIENTS_AT_ONCE = 50;

/** Whether each patient is the one who is expected; null if the server can't say so now, which the page then says. */
async function checkPatients(patients: readonly Patient[]): Promise<boolean[] | null> {
  const answers: boolean[] = [];
  try {
    for (let first = 0; first < patients.length; first += PATIENTS_AT_ONCE) {
      const some = patients.slice(first, first + PATIENTS_AT_ONCE);
      answers.push(...(await client.checkPatients(visitOrThrow().link_id, some)));
    }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return null;
  }
  return answers;
}

/** Back to an empty page. */
export function chooseAgain(): void {
  current().preparation?.clear();
  change({ screen: "choose", preparation: null, missing: 0, failure: null });
}
