import { useEffect, useState } from "preact/hooks";
import type { ApiError } from "@/uploads/delivery-api";

/** Seconds until `end` (milliseconds since 1970 by this computer's clock), counting down to 0. */
export function useSecondsUntil(end: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => {
      setNow(Date.now());
      if (Date.now() >= end) clearInterval(timer);
    }, 250);
    return () => clearInterval(timer);
  }, [end]);
  return Math.max(0, Math.ceil((end - now) / 1000));
}

/** Seconds that the server has asked to wait when it refused. */
export function useCountdown(failure: ApiError | null): number {
  const [end, setEnd] = useState(0);
  useEffect(() => setEnd(failure?.retryAfter ? Date.now() + failure.retryAfter : 0), [failure]);
  return useSecondsUntil(end);
}
