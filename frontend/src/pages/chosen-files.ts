import type { Collect } from "@/folder-browser/navigation";

/** Files that were dropped on a folder, on their way to the Upload page. */
export interface ChosenFiles {
  choice: ReturnType<Collect>;
  /** Called with the number of files found so far; whoever shows it puts a function of their own here. */
  onFound: (count: number) => void;
}

let waiting: ChosenFiles | null = null;

/** Begins to look through what was dropped; the Upload page takes it over. */
export function chooseFiles(collect: Collect): void {
  const chosen: ChosenFiles = {
    choice: collect((count) => chosen.onFound(count)),
    onFound: () => undefined,
  };
  waiting = chosen;
}

/** What was dropped, once. */
export function takeChosenFiles(): ChosenFiles | null {
  const chosen = waiting;
  waiting = null;
  return chosen;
}
