import type { FileToSend } from "./plan";
import type { OpenBundle } from "./send-plan";

/** Bytes that have gone, of all there are. */
export interface Portion {
  sent: number;
  total: number;
}

/** What a person watches: a study by its key, a document by its path. */
export function groupOf(file: { path: string; study: string }): string {
  return file.study || file.path;
}

/** Keeps count of the bytes of a delivery, in all and for each study and document. */
export class ProgressCount {
  private readonly totals = new Map<string, number>();
  private readonly settled = new Map<string, number>();
  private settledBytes = 0;
  private readonly underWay = new Set<OpenBundle>();
  total = 0;

  constructor(files: readonly FileToSend[]) {
    for (const file of files) this.grow(this.totals, groupOf(file), file.size);
    this.total = files.reduce((sum, file) => sum + file.size, 0);
  }

  /** The bundle's bytes count from now on, as far as they have gone. */
  watch(bundle: OpenBundle): void {
    this.underWay.add(bundle);
  }

  /** The bundle is no longer under way; nothing of it counts. */
  unwatch(bundle: OpenBundle): void {
    this.underWay.delete(bundle);
  }

  /** These files are on the server, whole. */
  settle(files: readonly FileToSend[]): void {
    for (const file of files) {
      this.grow(this.settled, groupOf(file), file.size);
      this.settledBytes += file.size;
    }
  }

  /** These files will not be sent after all. */
  remove(files: readonly FileToSend[]): void {
    for (const file of files) {
      this.grow(this.totals, groupOf(file), -file.size);
      this.total -= file.size;
    }
  }

  get sent(): number {
    let sent = this.settledBytes;
    for (const bundle of this.underWay) sent += bundle.sent;
    return sent;
  }

  /** A portion for each study key and document path. */
  groups(): Map<string, Portion> {
    const sent = new Map(this.settled);
    for (const bundle of this.underWay) {
      let left = bundle.sent;
      for (const member of bundle.members) {
        if (left <= 0) break;
        this.grow(sent, groupOf(member), Math.min(left, member.size));
        left -= member.size;
      }
    }
    const groups = new Map<string, Portion>();
    for (const [group, total] of this.totals) groups.set(group, { sent: sent.get(group) ?? 0, total });
    return groups;
  }

  private grow(counts: Map<string, number>, group: string, bytes: number): void {
    counts.set(group, (counts.get(group) ?? 0) + bytes);
  }
}
