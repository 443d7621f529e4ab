/** Back to where one came from; a tab that was opened for this page alone closes, or shows the folders if it may not. */
export function leavePage(): void {
  if (window.history.length > 1) {
    window.history.back();
    return;
  }
  window.close();
  window.location.assign("/folders");
}
