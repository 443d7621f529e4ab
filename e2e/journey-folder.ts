import type { Clinic } from "./clinic";
import type { Library } from "./fixtures";

/** A journey's own folder: three folders, two studies and three documents, and what lies deeper. */
export interface JourneyFolder {
  id: string;
  alpha: string;
  beta: string;
  gamma: string;
  elsa: string;
  tomas: string;
}

export const PASSWORD = "heron copper lantern 27 river";

/**
 * `name` / Alpha / Inner, Beta, Gamma / Beta; in the folder itself and in Alpha lies what the library holds. Beta has an
 * active upload link.
 */
export async function makeJourneyFolder(
  clinic: Clinic,
  library: Library,
  name: string,
): Promise<JourneyFolder> {
  const id = await clinic.makeFolder(name);
  const [alpha, beta, gamma] = await Promise.all([
    clinic.makeFolder("Alpha", id),
    clinic.makeFolder("Beta", id),
    clinic.makeFolder("Gamma", id),
    clinic.copyEntries(library.folderId, id),
  ]);
  await Promise.all([
    clinic.makeFolder("Inner", alpha),
    clinic.copyEntries(library.folderId, alpha),
    clinic.makeFolder("Beta", gamma),
    clinic.share({
      folderId: beta,
      recipients: [`${name}@practice.example`.toLowerCase().replaceAll(" ", "-")],
      password: PASSWORD,
      title: `Upload ${name}`,
    }),
  ]);
  return { id, alpha, beta, gamma, elsa: `${library.word}, Elsa`, tomas: `${library.word}, Tomas` };
}

/** The documents that lie beside the studies. */
export const DOCUMENTS = ["Allergies.txt", "Discharge letter.pdf", "Wound.jpg"] as const;
