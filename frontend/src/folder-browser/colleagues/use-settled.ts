import { useEffect, useState } from "react";

/** Long enough that not every letter is asked for, short enough not to be felt; in ms. */
const pause = 200;

/** What a value has come to once it has rested. */
export function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pause);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
