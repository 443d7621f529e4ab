/**
 * A file that is dropped beside its target would make the browser leave the app and show the file. Whoever takes files has
 * said so by then; everywhere else they are refused.
 */
export function keepStrayFilesOut(): void {
  const refuse = (event: DragEvent) => {
    if (event.defaultPrevented || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "none";
  };
  window.addEventListener("dragover", refuse);
  window.addEventListener("drop", refuse);
}
