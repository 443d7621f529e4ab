import { useQueryClient } from "@tanstack/react-query";
import { type RefObject, useEffect, useRef, useState } from "react";
import type { Row } from "@/api/content";
import { collectFromDrop } from "@/uploads/collect";
import type { Carry } from "../actions";
import type { Navigation } from "../navigation";
import { isRowLine } from "../tree";
import { bringsFiles, EdgeScroll, openingTime, rowsType, wantsCopy } from "./drag";
import { draggedWith, type FolderSpot, type Spot, type Verdict, verdictOn, verdictOnFiles } from "./dropping";
import { type Held, heldNow, hold } from "./held";
import { fromOf, type Hit, hitAt, type Scene } from "./spots";

/** What is being dragged above the folder view, and what letting go would do. */
export interface Dragging {
  /** Rows, or how many things come from the desktop (0: the browser doesn't tell). */
  what: Held | number;
  over: { spot: Spot; verdict: Verdict } | null;
}

export interface DragScene {
  /** The folder view's own element, in which the tabs, the way and the list stand. */
  section: RefObject<HTMLElement | null>;
  /** Undefined while the folder is on its way, or failed. */
  scene: Scene | undefined;
  selected: readonly Row[];
  isSelectable: (row: Row) => boolean;
  files: Navigation["files"];
  onCarry: (carry: Carry, held: Held, spot: FolderSpot) => void;
  onTrash: (rows: readonly Row[]) => void;
  onExpand: (row: Row) => void;
}

/**
 * The browser's own drag and drop, heard by the folder view's element for all rows, crumbs and tabs in it: what is drawn
 * only while it is in sight needs no listeners of its own, and a finger's long press stays what it is.
 *
 * @returns what is dragged, and the elements that follow the pointer and hide the browser's own picture
 */
export function useDragAndDrop(props: DragScene) {
  const client = useQueryClient();
  const [dragging, setDragging] = useState<Dragging | null>(null);
  const picture = useRef<HTMLDivElement>(null);
  const blank = useRef<HTMLSpanElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const { section } = props;

  useEffect(() => {
    const box = section.current;
    if (!box) return;
    const edges = new EdgeScroll();
    let marked: HTMLElement | null = null;
    let waiting: { element: HTMLElement; timer: number } | null = null;

    function mark(hit: Hit | null, verdict: Verdict | null) {
      const look = verdict && ("does" in verdict ? "taken" : verdict.isHere ? undefined : "refused");
      if (marked && marked !== hit?.element) delete marked.dataset.drop;
      marked = hit?.element ?? null;
      if (!marked) return;
      if (look) marked.dataset.drop = look;
      else delete marked.dataset.drop;
    }

    function wait(hit: Hit | null) {
      if (waiting?.element === hit?.element) return;
      if (waiting) window.clearTimeout(waiting.timer);
      waiting = null;
      const open = hit && opener(hit);
      if (hit && open) waiting = { element: hit.element, timer: window.setTimeout(open, openingTime) };
    }

    function opener({ element, closed }: Hit): (() => void) | null {
      if (closed) {
        const isCarried = heldNow(client, "dragged")?.rows.some((row) => row.id === closed.id);
        return isCarried ? null : () => latest.current.onExpand(closed);
      }
      const isOtherTab = element.dataset.place !== undefined && element.ariaSelected !== "true";
      return isOtherTab && element.dataset.place !== "trash" ? () => element.click() : null;
    }

    function away() {
      mark(null, null);
      wait(null);
      edges.stop();
      setDragging(null);
    }

    function end() {
      away();
      if (heldNow(client, "dragged")) hold(client, "dragged", null);
    }

    function judge(event: DragEvent): { what: Dragging["what"]; hit: Hit; verdict: Verdict } | null {
      const { scene, files } = latest.current;
      const held = heldNow(client, "dragged");
      if (!scene || !box || !(event.target instanceof Element)) return null;
      if (!held && !bringsFiles(event)) return null;
      const hit = hitAt(event.target, box, scene);
      if (!hit) return null;
      if (held) return { what: held, hit, verdict: verdictOn(held, hit.spot, wantsCopy(event)) };
      const refusal = "refusal" in files ? files.refusal : undefined;
      const count = event.dataTransfer?.items.length ?? 0;
      return { what: count, hit, verdict: verdictOnFiles(hit.spot, refusal) };
    }

    function handlePointerDown({ target, pointerType }: PointerEvent) {
      const { scene, isSelectable } = latest.current;
      const element = rowAt(target);
      const line = scene?.lines.at(Number(element?.dataset.line ?? -1));
      // A finger that stays asks for the menu, in which stands "Move to…"
      if (element) element.draggable = pointerType !== "touch" && isRowLine(line) && isSelectable(line.row);
    }

    function handleStart(event: DragEvent) {
      const { scene, selected } = latest.current;
      const element = rowAt(event.target);
      const line = scene?.lines.at(Number(element?.dataset.line ?? -1));
      // Marked text and pictures are dragged as everywhere
      if (!scene || !element || element !== event.target || !isRowLine(line) || !event.dataTransfer) return;
      const rows = draggedWith(line.row, selected);
      hold(client, "dragged", { rows, from: fromOf(scene.lines, rows), source: line.key });
      event.dataTransfer.setData(rowsType, String(rows.length));
      event.dataTransfer.effectAllowed = "copyMove";
      if (blank.current) event.dataTransfer.setDragImage(blank.current, 0, 0);
      // A row that scrolling takes out of the page still hears it, but no longer tells the page
      element.addEventListener("dragend", end, { once: true });
    }

    function handleOver(event: DragEvent) {
      const found = judge(event);
      if (!found) {
        away();
        return;
      }
      const { what, hit, verdict } = found;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = effectOf(verdict);
      mark(hit, verdict);
      wait(hit);
      scrollAtEdge(event);
      const over = { spot: hit.spot, verdict };
      setDragging((now) => (now && isSame(now, what, over) ? now : { what, over }));
      place(picture.current, event);
    }

    function scrollAtEdge(event: DragEvent) {
      const list = (event.target as Element).closest<HTMLElement>("[data-list]");
      const head = list?.querySelector<HTMLElement>("[data-head]")?.offsetHeight ?? 0;
      if (list) edges.hold(list, event.clientY, head);
      else edges.stop();
    }

    function handleLeave(event: DragEvent) {
      if (!(event.relatedTarget instanceof Node) || !box?.contains(event.relatedTarget)) away();
    }

    function handleDrop(event: DragEvent) {
      const found = judge(event);
      if (found) {
        event.preventDefault();
        put(found.what, found.hit.spot, found.verdict, event.dataTransfer);
      }
      end();
    }

    function put(what: Dragging["what"], spot: Spot, verdict: Verdict, transfer: DataTransfer | null) {
      const { files, onCarry, onTrash } = latest.current;
      if (!("does" in verdict)) return;
      if (typeof what === "number") {
        if (spot.kind === "folder" && "take" in files && transfer)
          files.take(spot.id, (onFound) => collectFromDrop(transfer, onFound));
      } else if (verdict.does === "trash") onTrash(what.rows);
      else if (spot.kind === "folder") onCarry(verdict.does === "copy" ? "copy" : "move", what, spot);
    }

    // While something is dragged no pointer is heard; if one is, the end has gone unheard with the row it began on
    function handleMove(event: PointerEvent) {
      if (event.buttons === 0 && heldNow(client, "dragged")) end();
    }

    const heard = {
      pointerdown: handlePointerDown,
      dragstart: handleStart,
      dragover: handleOver,
      dragleave: handleLeave,
      drop: handleDrop,
    };
    for (const [name, listener] of Object.entries(heard))
      box.addEventListener(name, listener as EventListener);
    window.addEventListener("pointermove", handleMove);
    return () => {
      for (const [name, listener] of Object.entries(heard))
        box.removeEventListener(name, listener as EventListener);
      window.removeEventListener("pointermove", handleMove);
      away();
    };
  }, [client, section]);

  return { dragging, picture, blank };
}

function rowAt(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>("[data-line]") : null;
}

function effectOf(verdict: Verdict): "none" | "copy" | "move" {
  if (!("does" in verdict)) return "none";
  return verdict.does === "move" || verdict.does === "trash" ? "move" : "copy";
}

function isSame(now: Dragging, what: Dragging["what"], over: NonNullable<Dragging["over"]>): boolean {
  return (
    now.what === what &&
    now.over !== null &&
    JSON.stringify([now.over.spot, now.over.verdict]) === JSON.stringify([over.spot, over.verdict])
  );
}

/** Beside the pointer, on the side where there is room. */
function place(picture: HTMLElement | null, { clientX, clientY }: DragEvent): void {
  if (!picture) return;
  const { offsetWidth, offsetHeight } = picture;
  const gap = 14;
  const left = clientX + gap + offsetWidth > window.innerWidth ? clientX - gap - offsetWidth : clientX + gap;
  const top = Math.min(clientY + gap, window.innerHeight - offsetHeight - gap);
  picture.style.transform = `translate(${Math.max(left, 4)}px, ${Math.max(top, 4)}px)`;
}
