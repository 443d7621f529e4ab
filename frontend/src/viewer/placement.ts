/** How the picture lies in the viewport. Zoom 1 is the whole picture; x and y are CSS pixels from the middle. */
export interface Placement {
  zoom: number;
  x: number;
  y: number;
}

export interface Size {
  width: number;
  height: number;
}

export const fitted: Placement = { zoom: 1, x: 0, y: 0 };

const zoomLeast = 0.5;
const zoomMost = 20;

/** CSS pixels for one pixel of the picture when all of it is shown. */
export function fitScale(picture: Size, viewport: Size): number {
  if (picture.width === 0 || picture.height === 0) return 1;
  return Math.min(viewport.width / picture.width, viewport.height / picture.height);
}

/**
 * Zoom while what lies at `point` stays there.
 *
 * @param point CSS pixels from the viewport's middle
 */
export function zoomAt(placement: Placement, factor: number, point: { x: number; y: number }): Placement {
  const zoom = Math.min(Math.max(placement.zoom * factor, zoomLeast), zoomMost);
  const applied = zoom / placement.zoom;
  return {
    zoom,
    x: point.x - (point.x - placement.x) * applied,
    y: point.y - (point.y - placement.y) * applied,
  };
}

export function moved(placement: Placement, by: { x: number; y: number }): Placement {
  return { ...placement, x: placement.x + by.x, y: placement.y + by.y };
}

/** Keep at least a part of the picture in sight. */
export function kept(placement: Placement, picture: Size, viewport: Size): Placement {
  const scale = fitScale(picture, viewport) * placement.zoom;
  const reach = {
    x: (picture.width * scale + viewport.width) / 2 - viewport.width * 0.2,
    y: (picture.height * scale + viewport.height) / 2 - viewport.height * 0.2,
  };
  return {
    zoom: placement.zoom,
    x: Math.min(Math.max(placement.x, -Math.max(reach.x, 0)), Math.max(reach.x, 0)),
    y: Math.min(Math.max(placement.y, -Math.max(reach.y, 0)), Math.max(reach.y, 0)),
  };
}
