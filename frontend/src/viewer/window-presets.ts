import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Voi } from "@/api/viewing";

/** A window with a name. `voi` null: the one that the image itself asks for. */
export interface WindowPreset {
  id: string;
  title: MessageDescriptor;
  voi: Voi | null;
}

const own: WindowPreset = { id: "own", title: msg`As stored`, voi: null };

/** In Hounsfield units, as they are taught. */
const ct: readonly WindowPreset[] = [
  { id: "soft-tissue", title: msg`Soft tissue`, voi: { center: 50, width: 400 } },
  { id: "lung", title: msg`Lung`, voi: { center: -600, width: 1500 } },
  { id: "bone", title: msg`Bone`, voi: { center: 400, width: 1800 } },
  { id: "brain", title: msg`Brain`, voi: { center: 40, width: 80 } },
  { id: "mediastinum", title: msg`Mediastinum`, voi: { center: 50, width: 350 } },
  { id: "liver", title: msg`Liver`, voi: { center: 80, width: 150 } },
];

/** Only CT has units that mean the same everywhere; all other modalities are shown as they ask to be. */
export function presetsFor(modality: string): readonly WindowPreset[] {
  return modality === "CT" ? [own, ...ct] : [own];
}
