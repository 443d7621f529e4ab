import { useEffect } from "preact/hooks";

/** While `busy`: the screen stays on where the browser can do that, and closing the page is asked about first. */
export function useKeepAwake(busy: boolean): void {
  useEffect(() => {
    if (!busy) return undefined;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    let lock: WakeLockSentinel | undefined;
    let over = false;
    const hold = async (): Promise<void> => {
      if (!("wakeLock" in navigator) || document.visibilityState !== "visible") return;
      try {
        lock = await navigator.wakeLock.request("screen");
        if (over) await lock.release();
      } catch (error) {
        // Low battery or a policy forbids it: the upload survives a sleep, it only takes longer.
        if (!(error instanceof DOMException)) throw error;
      }
    };
    const again = (): void => void hold();
    window.addEventListener("beforeunload", ask);
    document.addEventListener("visibilitychange", again);
    void hold();
    return () => {
      over = true;
      window.removeEventListener("beforeunload", ask);
      document.removeEventListener("visibilitychange", again);
      void lock?.release();
    };
  }, [busy]);
}
