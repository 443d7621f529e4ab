import { isApple } from "../apple";

/** How long a pointer waits above something closed until it opens. */
export const openingTime = 700;

/** Says that rows are dragged; which ones stays within the page, since names of patients don't belong anywhere else. */
export const rowsType = "application/x-filmjacket-rows";

/** Files from the desktop, and nothing that is dragged within a page: an image is offered as a file as well. */
export function bringsFiles({ dataTransfer }: DragEvent): boolean {
  const types = dataTransfer?.types ?? [];
  return types.includes("Files") && !types.includes(rowsType) && !types.includes("text/html");
}

/** The key that copies instead of moving: Ctrl, on a Mac Alt. */
export function wantsCopy(event: DragEvent): boolean {
  return isApple ? event.altKey : event.ctrlKey;
}

/** From here on, in CSS pixels to the edge, the list begins to move. */
const edge = 44;
/** Pixels a frame at the very edge. */
const fastest = 18;

/** How far a list moves in one frame when something is held at `y`; negative is up. */
export function scrollStep(y: number, top: number, bottom: number): number {
  const room = Math.min(edge, (bottom - top) / 4);
  if (y < top || y > bottom || room <= 0) return 0;
  if (y < top + room) return -Math.ceil((fastest * (top + room - y)) / room);
  if (y > bottom - room) return Math.ceil((fastest * (y - bottom + room)) / room);
  return 0;
}

/** Moves a list while something is held near its edge. */
export class EdgeScroll {
  private frame = 0;
  private step = 0;
  private box: Element | null = null;

  /** `y` is the pointer's; `head` covers the top of the list. */
  hold(box: Element, y: number, head: number): void {
    const { top, bottom } = box.getBoundingClientRect();
    this.box = box;
    this.step = scrollStep(y, top + head, bottom);
    if (this.step === 0) this.stop();
    else if (this.frame === 0) this.frame = requestAnimationFrame(this.move);
  }

  stop(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
  }

  private readonly move = (): void => {
    if (this.box) this.box.scrollTop += this.step;
    this.frame = requestAnimationFrame(this.move);
  };
}
